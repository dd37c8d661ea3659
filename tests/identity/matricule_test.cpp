#include "engine/identity/matricule.hpp"

#include <catch2/catch.hpp>

using namespace filrouge;

TEST_CASE("un matricule s'écrit sur sept chiffres, d'où qu'il vienne", "[identite]") {
  for (const auto* written : {"0123456", "123456", "012345600000000", "12345600000000", "0123456 A",
                              "0123456a", " 01 234 56 ", "0123456-A",
                              "0123456\xC2\xA0"
                              "A"})
    CHECK(normalised_matricule(written) == "0123456");
  CHECK(normalised_matricule("1") == "0000001");
  CHECK(normalised_matricule("950000100000000") == "9500001");
  // Sept chiffres et autre chose que des zéros : ce n'est pas une écriture des sept.
  CHECK(normalised_matricule("950000112345678") == "950000112345678");
  CHECK(normalised_matricule("95000011") == "95000011");
  CHECK(normalised_matricule("ab-12 c3") == "AB12C3");
  CHECK(normalised_matricule("").empty());
}
