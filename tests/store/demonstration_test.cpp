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
