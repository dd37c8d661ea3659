#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/grammar/parse.hpp"
#include "dsl/lint/remarks.hpp"
#include "engine/session/loaded_rules.hpp"

// tests/cas/bons: rule texts without any diagnostic. tests/cas/mauvais: each FILE.fil has beside it
// FILE.attendu, the exact text a person sees. FILROUGE_REGENERER=1 test_dsl "[cas]" writes the .attendu anew:
// read the difference before keeping it. The files syntaxe* are only read; the files verif* are read and
// checked, with those of tests/cas/commun; the files remarque* are looked at again besides, as of 1 June
// 2026. tests/cas/ensembles: each folder is checked as a whole, with them too; what a person sees stands in
// its file `attendu`.

namespace fs = std::filesystem;
using namespace filrouge::dsl;

namespace {

fs::path cases(const char* folder) {
  return fs::path(FILROUGE_SOURCE_DIR) / "tests/cas" / folder;
}

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<fs::path> rule_files(const fs::path& folder, const std::string& beginning) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(beginning) && (name.ends_with(".fil") || name.ends_with(".fil.md")))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string check_together(const fs::path& rules, bool remarks = false) {
  const fs::path together[] = {cases("commun"), rules};
  filrouge::LoadedRules loaded(together, Extent::whole);
  if (remarks && loaded.program)
    remark({loaded.sources, loaded.trees, loaded.model(), *filrouge::parse_iso_date("2026-06-01")},
           loaded.diagnostics);
  return render_text(loaded.sources, loaded.diagnostics);
}

void compare(const fs::path& expected, const std::string& shown) {
  if (std::getenv("FILROUGE_REGENERER") != nullptr) {
    std::ofstream(expected, std::ios::binary) << shown;
    return;
  }
  INFO(expected.string());
  CHECK(shown == content(expected));
}

std::string read_all(const fs::path& path) {
  const auto name = path.filename().string();
  if (name.starts_with("verif")) return check_together(path);
  if (name.starts_with("remarque")) return check_together(path, true);
  SourceSet sources;
  Diagnostics diagnostics;
  if (const auto file = sources.load(path, path.filename().string(), diagnostics))
    parse(sources, *file, diagnostics);
  return render_text(sources, diagnostics);
}

/// Every case of a folder, of each nature.
std::vector<fs::path> every_case(const char* folder) {
  auto files = rule_files(cases(folder), "syntaxe");
  for (const auto* nature : {"verif", "remarque"})
    for (auto& path : rule_files(cases(folder), nature)) files.push_back(std::move(path));
  return files;
}

}  // namespace

TEST_CASE("Les textes bien écrits n'ont aucun diagnostic", "[cas]") {
  const auto files = every_case("bons");
  REQUIRE(files.size() >= 6);
  for (const auto& path : files) {
    INFO(path.string());
    CHECK(read_all(path) == "");
  }
}

TEST_CASE("Chaque faute donne le texte attendu", "[cas]") {
  const auto files = every_case("mauvais");
  REQUIRE(files.size() >= 8);
  for (const auto& path : files) {
    auto expected_path = path;
    expected_path.replace_extension(".attendu");
    compare(expected_path, read_all(path));
  }
}

TEST_CASE("Un fichier qui ne se lit pas ne cache pas les fautes des autres", "[cas]") {
  std::size_t folders = 0;
  for (const auto& entry : fs::directory_iterator(cases("ensembles"))) {
    ++folders;
    compare(entry.path() / "attendu", check_together(entry.path()));
  }
  CHECK(folders >= 3);
}
