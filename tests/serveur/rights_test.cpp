#include "apps/serveur/acces/rights.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

using namespace filrouge;
using namespace filrouge::acces;

TEST_CASE("docs/securite.md dit de chaque rôle ce qu'il peut, et rien d'autre") {
  std::ifstream file(FILROUGE_SOURCE_DIR "/docs/securite.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  std::string heading = "| |";
  for (const auto role : every_role()) heading += " " + std::string(word_of(role)) + " |";
  CHECK_THAT(page, Catch::Contains(heading + "\n"));
  for (const auto right : every_right()) {
    std::string row = "| " + std::string(said_of(right)) + " |";
    for (const auto role : every_role()) row += may(role, right) ? " oui |" : " |";
    CHECK_THAT(page, Catch::Contains("\n" + row + "\n"));
  }
}
