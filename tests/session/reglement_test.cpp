#include "dsl/document/reglement.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/document/markdown.hpp"
#include "engine/session/loaded_rules.hpp"

namespace fs = std::filesystem;
using namespace filrouge;

namespace {

const fs::path cases = fs::path(FILROUGE_SOURCE_DIR) / "tests/cas";

struct Rules {
  explicit Rules(const char* file = "clauses.fil") : paths{cases / "commun", cases / "reglement" / file} {}

  const fs::path paths[2];
  LoadedRules loaded{paths, dsl::Extent::whole};
};

}  // namespace

TEST_CASE("Le règlement dit chaque clause, comme la règle", "[G7]") {
  const std::string name = GENERATE("clauses", "tout", "une_fois", "tables", "texte_local");
  const Rules rules((name + ".fil").c_str());
  REQUIRE(rules.loaded.errors == "");
  const auto made = dsl::reglement(*rules.loaded.program, {"essai", "", false});
  // The digest is that of the files, which other cases change.
  const auto page = made.page.substr(made.page.find("\n## "));
  const auto expected = cases / "reglement" / (name + ".attendu.md");
  if (std::getenv("FILROUGE_REGENERER") != nullptr) {
    std::ofstream(expected, std::ios::binary) << page;
    return;
  }
  std::ifstream stream(expected, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  CHECK(page == text.str());
}

TEST_CASE("La page d'un seul module dit quels textes le complètent ailleurs", "[G7]") {
  const Rules rules("texte_local.fil");
  REQUIRE(rules.loaded.errors == "");
  const std::string_view told =
      "Complété par des textes qui ne sont pas sur cette page : « Le suivi du 64 », département 64 "
      "(`essai.suivi_du_64`).";
  const auto page = [&](const char* module, const char* departement) {
    return dsl::reglement(*rules.loaded.program, {module, departement, false}).page;
  };
  CHECK(page("essai.suivi", "").find(told) != std::string::npos);
  CHECK(page("essai.suivi", "64").find(told) != std::string::npos);
  CHECK(page("essai.suivi", "93").find("Complété par") == std::string::npos);
  CHECK(page("essai", "").find("Complété par") == std::string::npos);
}

TEST_CASE("Chaque nom du règlement mène à ce qui le déclare, sur la page", "[G7]") {
  const Rules rules;
  REQUIRE(rules.loaded.errors == "");
  const auto made = dsl::reglement(*rules.loaded.program, {"essai", "", true});
  REQUIRE(made.modules.size() == 1);
  const auto anchored = [&](std::string_view code) {
    return made.page.find(std::string(dsl::anchor_open).append(code).append(dsl::anchor_close)) !=
           std::string::npos;
  };
  CHECK(anchored(made.modules.front().place.anchor));
  std::size_t links = 0;
  for (auto at = made.page.find("](#"); at != std::string::npos;
       at = made.page.find("](#", at + 1), ++links) {
    std::string code;
    for (auto i = at + 3; made.page[i] != ')'; ++i)
      if (made.page[i] != '\\') code += made.page[i];
    INFO(code);
    CHECK(anchored(code));
  }
  CHECK(links >= 8);
  CHECK(dsl::reglement(*rules.loaded.program, {"essai.autre", "", false}).modules.empty());
}
