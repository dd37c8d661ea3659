#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "dsl/lint/remarks.hpp"
#include "dsl/source/code_page.hpp"
#include "engine/session/loaded_rules.hpp"

// docs/codes: each code has its page, whose « avant » gives that code and whose « après » does not, for the
// real checks and remarks. An example that declares no module stands in one with the usual heading; one that
// speaks of « loi » is read beside the national text of tests/cas/local, any other beside tests/cas/commun.

namespace fs = std::filesystem;
using namespace filrouge;
using namespace filrouge::dsl;

namespace {

constexpr const char* heading =
    "module essai.page\n  titre « Essai »\n  conventions base.délais\n  utilise base.vocabulaire, "
    "base.rôles\n"
    "  fondement CASF L262-36\n  statut vérifié « lu »\n  conduite par référent_unique\n\n";

/// Why the « avant » of a code is no text that a test reads.
const std::map<std::string_view, const char*> without_text = {
    {"F101", "il faut un fichier que l'on n'a pas le droit de lire ; front_hostile_test"},
    {"F102", "il faut 4 Mio ; front_hostile_test"},
    {"F103", "il faut un octet qui n'est pas de l'UTF-8 ; front_hostile_test"},
    {"F104", "il faut un octet nul ; front_hostile_test"},
    {"F105", "il faut de l'UTF-16 ; front_hostile_test"},
    {"F106", "il faut 100 000 mots ; front_hostile_test"},
    {"F107", "il faut 10 000 clauses ; front_hostile_test"},
    {"F108", "il faut un lien sur le disque ; rule_files_test"},
    {"F205", "il faut 4 000 mots ; front_hostile_test"},
    {"F364", "il faut trois millions de cas ; check_codes_test"},
    {"F395", "il faut un dossier vide ; check_codes_test"},
};

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("filrouge_pages_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void empty() const {
    for (const auto& entry : fs::directory_iterator(path_)) fs::remove(entry.path());
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct Said {
  bool error = false, code = false;
  std::string text;
};

Said read(const Folder& folder, const std::vector<Example>& examples, std::string_view code) {
  folder.empty();
  bool of_the_law = false;
  for (const auto& example : examples) {
    std::string text(example.text);
    std::string name = "essai.fil";
    if (example.info.starts_with("yaml ")) {
      name = example.info.substr(5);
    } else {
      of_the_law = text.find("loi") != text.npos;
      if (text.find("module ") == text.npos) text.insert(0, heading);
    }
    std::ofstream(folder.path() / name, std::ios::binary) << text;
  }
  const auto cases = fs::path(FILROUGE_SOURCE_DIR) / "tests/cas";
  const fs::path together[] = {of_the_law ? cases / "local/loi.fil" : cases / "commun", folder.path()};
  LoadedRules rules(together, Extent::whole);
  if (rules.program)
    remark({rules.sources, rules.trees, rules.model(), *parse_iso_date("2026-06-01")}, rules.diagnostics);
  Said said{rules.diagnostics.has_errors(), false, render_text(rules.sources, rules.diagnostics)};
  for (const auto& one : rules.diagnostics.in_order())
    said.code = said.code || code_info(one.code).number == code;
  return said;
}

bool is_text(const std::vector<Example>& examples) {
  return std::ranges::none_of(examples, [](const Example& one) { return one.info == "text"; });
}

}  // namespace

TEST_CASE("Chaque code a sa page, et chaque page un code", "[pages]") {
  std::vector<std::string_view> numbers;
  for (std::size_t i = 0; i < code_count(); ++i) {
    numbers.push_back(code_info(static_cast<Code>(i)).number);
    INFO(numbers.back());
    CHECK(code_page(numbers.back()) != nullptr);
  }
  for (const auto& page : code_pages()) {
    INFO(page.number);
    CHECK(page.markdown.starts_with("# " + std::string(page.number) + " · "));
    CHECK_FALSE(page.title.empty());
    CHECK(page.explanation.size() > 40);
    CHECK_FALSE(page.before.empty());
    CHECK_FALSE(page.after.empty());
    if (page.number.starts_with('F')) CHECK(std::ranges::find(numbers, page.number) != numbers.end());
  }
}

TEST_CASE("L'« avant » d'une page donne son code, son « après » ne le donne pas", "[pages]") {
  const Folder folder;
  std::size_t tried = 0;
  for (const auto& page : code_pages()) {
    if (!page.number.starts_with('F')) continue;
    INFO(page.number);
    const bool exempt = without_text.contains(page.number);
    CHECK(is_text(page.before) != exempt);
    if (exempt) continue;
    ++tried;
    const auto before = read(folder, page.before, page.number);
    INFO("avant :\n" << before.text);
    CHECK(before.code);
    const auto after = read(folder, page.after, page.number);
    INFO("après :\n" << after.text);
    CHECK_FALSE(after.code);
    CHECK_FALSE(after.error);
  }
  CHECK(tried + without_text.size() == code_count());
}
