#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "engine/session/loaded_rules.hpp"
#include "tests/dsl/check_support.hpp"

// Every code of meaning (F3xx) is shown to the reader somewhere: a code no text provokes is a promise nobody
// keeps.

namespace fs = std::filesystem;
using namespace filrouge::dsl;

namespace {

std::string all_expected() {
  std::ostringstream all;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(FILROUGE_SOURCE_DIR) / "tests/cas"))
    if (entry.path().extension() == ".attendu" || entry.path().filename() == "attendu")
      all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  return all.str();
}

}  // namespace

TEST_CASE("Un dossier sans règles se dit", "[verif]") {
  const fs::path paths[] = {fs::path(FILROUGE_SOURCE_DIR) / "dsl/check"};
  const filrouge::LoadedRules rules(paths, Extent::whole);
  const auto& diagnostics = rules.diagnostics;
  REQUIRE(diagnostics.errors() == 1);
  CHECK(diagnostics.in_order().front().code == Code::no_rule_files);
}

TEST_CASE("Une table trop grande se dit au lieu de se parcourir", "[verif]") {
  std::string text =
      "table grande (taille_foyer, taille_foyer, taille_foyer, taille_foyer, taille_foyer, taille_foyer) "
      "donne taux\n";
  for (int i = 1; i <= 12; ++i) {
    const auto n = std::to_string(10 * i);
    text += "  | " + n + " | " + n + " | " + n + " | " + n + " | " + n + " | " + n + " | 10 % |\n";
  }
  const auto read = Read::module(text);
  CHECK(read.said().find("F364") != std::string::npos);
}

TEST_CASE("Des définitions qui en nomment deux fois d'autres ne se parcourent qu'une fois", "[verif][G6]") {
  std::string text = "définition d0 : majoration\n";
  for (int i = 1; i <= 40; ++i) {
    const auto before = "d" + std::to_string(i - 1);
    text += "définition d" + std::to_string(i) + " : " + before + " ou non " + before + "\n";
  }
  const auto read = Read::module(text + R"(
procédure suivi « Suivi »
  pour chaque personne
  état ordinaire initial
    dès que d40, aller à ancien
    dès sortie, aller à clos
  état ancien
    dès que (d40 et non majoration), aller à ordinaire
    dès sortie, aller à clos
  états finaux clos
)");
  CHECK(read.said().find("F349") != std::string::npos);
}

TEST_CASE("Chaque code de sens est montré par un cas", "[verif]") {
  const auto shown = all_expected();
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto& info = code_info(static_cast<Code>(i));
    if (info.number < "F300" || info.number == "F364" || info.number == "F395")
      continue;  // the two cases above
    INFO(info.number << " " << info.name);
    CHECK(shown.find(std::string(info.number) + " : ") != std::string::npos);
    CHECK_FALSE(info.english.empty());
  }
}
