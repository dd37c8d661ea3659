#include "engine/store/demonstration.hpp"

#include <catch2/catch.hpp>

#include "tests/store/temporary_base.hpp"

using namespace filrouge;

TEST_CASE("une base n'est de démonstration que si elle le dit") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  CHECK(!is_demonstration(base));
  base.database().exec("INSERT INTO reglages VALUES('demonstration', 'non')");
  CHECK(!is_demonstration(base));
  base.database().exec("UPDATE reglages SET valeur = 'oui'");
  CHECK(is_demonstration(base));
}

TEST_CASE("une base qui a des dossiers ne devient pas de démonstration") {
  TemporaryBase invented, real;
  Base one(invented.name(), BaseAccess::write), other(real.name(), BaseAccess::write);
  mark_demonstration(one);
  CHECK(is_demonstration(one));
  one.database().exec("INSERT INTO dossiers(dossier) VALUES('64-1')");
  CHECK_NOTHROW(mark_demonstration(one));
  other.database().exec("INSERT INTO dossiers(dossier) VALUES('64-1')");
  CHECK_THROWS_WITH(mark_demonstration(other), Catch::Contains("base neuve"));
  CHECK_FALSE(is_demonstration(other));
}
