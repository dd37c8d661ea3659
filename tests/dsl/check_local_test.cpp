#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "dsl/testing/run.hpp"
#include "engine/session/loaded_rules.hpp"

// Who may write what. tests/cas/local: loi.fil is a small national text; each other file is checked with it,
// and FILE.attendu is the exact text a person sees (FILROUGE_REGENERER=1 writes it anew); without it, nothing
// is to be said. The files of one letter are those of one point: g1 who a module is for, g2 states of
// sanction, g3 proposals, g4 what a local text may add, g5 what is a département's own.

namespace fs = std::filesystem;
using namespace filrouge::dsl;

namespace {

fs::path local_cases() {
  return fs::path(FILROUGE_SOURCE_DIR) / "tests/cas/local";
}

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The small national text with a file of a département.
filrouge::LoadedRules with_the_law(const fs::path& file) {
  const fs::path together[] = {local_cases() / "loi.fil", file};
  return filrouge::LoadedRules(together, Extent::whole);
}

void compare_cases(const std::string& beginning) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(local_cases())) {
    const auto& path = entry.path();
    if (path.extension() != ".fil" || !path.filename().string().starts_with(beginning)) continue;
    ++count;
    const auto loaded = with_the_law(path);
    const auto shown = render_text(loaded.sources, loaded.diagnostics);
    auto expected = path;
    expected.replace_extension(".attendu");
    if (std::getenv("FILROUGE_REGENERER") != nullptr && !shown.empty())
      std::ofstream(expected, std::ios::binary) << shown;
    INFO(path.string());
    CHECK(shown == content(expected));
  }
  CHECK(count > 0);
}

/// The shipped rules, with what a test adds to them.
class Copied {
 public:
  Copied() : root_(fs::temp_directory_path() / ("filrouge_local_" + std::to_string(getpid()))) {
    fs::remove_all(root_);
    fs::copy(fs::path(FILROUGE_SOURCE_DIR) / "rules", root_, fs::copy_options::recursive);
  }
  ~Copied() { fs::remove_all(root_); }
  Copied(const Copied&) = delete;
  Copied& operator=(const Copied&) = delete;

  /// `cp -r departements/93 departements/44`, the number changed.
  void copy_departement(const std::string& from, const std::string& to) {
    const auto folder = root_ / "departements" / to;
    fs::copy(root_ / "departements" / from, folder, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator(folder)) {
      auto text = content(entry.path());
      text = std::regex_replace(text, std::regex("departement" + from), "departement" + to);
      text = std::regex_replace(text, std::regex("département " + from), "département " + to);
      std::ofstream(entry.path(), std::ios::binary) << text;
    }
  }
  void write(const std::string& path, const std::string& text) const {
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  filrouge::LoadedRules load() const {
    const fs::path paths[] = {root_};
    return filrouge::LoadedRules(paths, Extent::whole);
  }

 private:
  fs::path root_;
};

std::string told_failures(const filrouge::LoadedRules& loaded) {
  std::string told;
  for (const auto& result : run_scenarios(*loaded.program, loaded.checked.scenarios).results)
    for (const auto& failure : result.failures) told += result.scenario->name + " : " + failure.text + "\n";
  return told;
}

/// So many scénarios, and each holds.
void play(const std::string& file, std::size_t scenarios) {
  const auto loaded = with_the_law(local_cases() / file);
  INFO(loaded.errors);
  REQUIRE(loaded.program);
  CHECK(loaded.checked.scenarios.size() == scenarios);
  CHECK(told_failures(loaded) == "");
}

constexpr const char* note_of_64 = R"(module departement64.note
  titre « Note de service »
  département 64
  en vigueur du 2025-06-01
  conduite par cadre
  conventions rsa.délais
  utilise rsa.rôles, rsa.manquement
  étend rsa.manquement
  fondement « note de service »
  statut vérifié « lue »

complète procédure rsa.manquement.suite_du_manquement
  complète état contradictoire
)";

}  // namespace

TEST_CASE("Un module dit pour qui il est écrit, le vocabulaire ce qui pèse sur la personne", "[verif][G1]") {
  compare_cases("g1");
}

TEST_CASE("On n'entre dans une sanction que par l'acte qui la décide", "[verif][G2]") {
  compare_cases("g2");
}

TEST_CASE("Un acte défavorable se propose dans le texte national, dans son intervalle, une fois apprécié",
          "[verif][G3]") {
  compare_cases("g3");
}

TEST_CASE("Un texte local complète, il ne défait pas", "[verif][G4]") {
  compare_cases("g4");
}

TEST_CASE("Une exigence locale s'ajoute à l'acte du texte national, qui mène où il le dit", "[verif][G4]") {
  play("g4_exigences.fil", 4);
}

TEST_CASE("Ce qu'un département déclare est à lui", "[verif][G5]") {
  compare_cases("g5");
}

TEST_CASE("Deux départements donnent les mêmes noms, chacun joue ses histoires", "[verif][G5]") {
  play("g5_deux_departements.fil", 3);
}

TEST_CASE("Dans les règles livrées, une note locale ne radie ni ne suspend", "[verif][G2][G3]") {
  Copied rules;
  rules.write("departements/64/note.fil", std::string(note_of_64) +
                                              "    dès rendez_vous, statut: absent\n"
                                              "      proposer radiation_liste « Radier » par cadre\n"
                                              "    terme couperet : 3 jours après entrée\n"
                                              "      à la fin, aller à allocation_suspendue\n");
  const auto loaded = rules.load();
  const auto said = render_text(loaded.sources, loaded.diagnostics);
  CHECK(said.find("F400") != std::string::npos);
  CHECK(said.find("F404") != std::string::npos);
  CHECK(said.find("CASF L262-37") != std::string::npos);
}

TEST_CASE("Un département copié sous un autre numéro se vérifie et joue ses histoires", "[verif][G5]") {
  Copied rules;
  rules.copy_departement("93", "44");
  for (int i = 10; i < 20; ++i) rules.copy_departement("58", std::to_string(i));
  const auto loaded = rules.load();
  INFO(render_text(loaded.sources, loaded.diagnostics));
  REQUIRE(loaded.program);
  CHECK(told_failures(loaded) == "");
}
