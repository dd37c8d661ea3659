#include "dsl/format/format.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "dsl/ast/dump.hpp"
#include "dsl/document/reglement.hpp"
#include "dsl/format/changes.hpp"
#include "dsl/grammar/parse.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/dsl/layout_noise.hpp"

// tests/cas/forme: each FILE.fil laid out anyhow has beside it FILE.attendu, the same in order.
// FILROUGE_REGENERER=1 test_dsl "[forme]" writes the .attendu anew: read the difference before keeping it.

namespace fs = std::filesystem;
using namespace filrouge;
using namespace filrouge::dsl;

namespace {

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> rule_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(FILROUGE_SOURCE_DIR) / folder)) {
    const auto name = entry.path().filename().string();
    if (name.ends_with(".fil") || name.ends_with(".fil.md")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE_FALSE(files.empty());
  return files;
}

struct Parsed {
  bool clean;
  std::string tree;
};
Parsed parsed(const std::string& text, bool markdown = false) {
  SourceSet sources;
  Diagnostics diagnostics;
  const auto file = sources.add(markdown ? "essai.fil.md" : "essai.fil", text, diagnostics);
  const auto tree = parse(sources, file, diagnostics);
  return {!diagnostics.has_errors(), dump(tree)};
}

/// What holds of any text: the same tree, the same comments, and nothing more to do. The text laid out.
std::string laid_out(const std::string& text, bool markdown = false) {
  const auto before = parsed(text, markdown);
  INFO(text);
  REQUIRE(before.clean);
  const auto after = formatted(text, markdown);
  REQUIRE(after);
  const auto reread = parsed(*after, markdown);
  CHECK(reread.clean);
  CHECK(reread.tree == before.tree);
  CHECK(formatted(*after, markdown) == after);
  if (!markdown) CHECK(comments_of(*after) == comments_of(text));
  return *after;
}

}  // namespace

TEST_CASE("Des textes mal disposés, et ce qu'ils deviennent", "[forme]") {
  for (const auto& path : rule_files("tests/cas/forme")) {
    INFO(path.string());
    const auto laid = laid_out(content(path), path.extension() == ".md");
    const auto expected = fs::path(path).replace_extension(".attendu");
    if (std::getenv("FILROUGE_REGENERER") != nullptr)
      std::ofstream(expected, std::ios::binary) << laid;
    else
      CHECK(laid == content(expected));
  }
}

TEST_CASE("Toutes les règles livrées, et celles des essais, se remettent en forme sans changer", "[forme]") {
  std::size_t read = 0;
  for (const auto* folder : {"rules", "tests/cas", "tests/fuzz/corpus/regles"})
    for (const auto& path : rule_files(folder)) {
      const auto text = content(path);
      const bool markdown = path.extension() == ".md";
      INFO(path.string());
      if (parsed(text, markdown).clean) {
        laid_out(text, markdown);
        ++read;
      } else {
        CHECK_FALSE(formatted(text, markdown));
      }
    }
  CHECK(read > 200);
}

TEST_CASE("Quel que soit le désordre, la forme est la même", "[forme]") {
  Luck luck(20261201);
  for (const auto& path : rule_files("rules")) {
    const auto text = content(path);
    const auto noisy = disordered(text, luck);
    INFO(path.string());
    REQUIRE(parsed(noisy).tree == parsed(text).tree);
    const auto laid = formatted(noisy, false);
    REQUIRE(laid);
    auto expected = *formatted(text, false);
    if (noisy.find('\r') != std::string::npos) {
      std::string windows;
      for (const char c : expected) (c == '\n' ? windows += '\r' : windows) += c;
      expected = windows;
    }
    CHECK(*laid == expected);
  }
}

TEST_CASE("Des commentaires partout restent tous, à leur place", "[forme]") {
  Luck luck(262037);
  for (const auto& path : rule_files("rules")) {
    INFO(path.string());
    const auto text = commented(content(path), luck);
    const auto laid = laid_out(text);
    // Of a line and its comment, neither goes without the other.
    for (const auto& change : layout_changes(text, laid)) CHECK(change.reason != "écriture");
  }
}

TEST_CASE("Des règles tirées au sort gardent leur sens et leurs commentaires", "[forme]") {
  Luck luck(31);
  for (int i = 0; i < 150; ++i) {
    const auto text = random_rules(luck);
    const auto laid = laid_out(text);
    CHECK(formatted(disordered(laid, luck), false).has_value());
  }
}

TEST_CASE("Les règles livrées disent la même chose, remises en forme après le désordre", "[forme]") {
  const fs::path root = fs::path(FILROUGE_SOURCE_DIR) / "rules";
  Luck luck(1788);
  std::vector<RuleText> texts, laid;
  for (const auto& path : rule_files("rules")) {
    const auto name = path.lexically_relative(root).generic_string();
    texts.push_back({name, content(path)});
    laid.push_back({name, *formatted(disordered(texts.back().text, luck), false)});
  }
  const auto values = [&](const std::string& written) -> std::optional<std::string> {
    return content(root / "parametres" / fs::path(written).filename());
  };
  const LoadedRules before(texts, values, Extent::whole);
  LoadedRules after(laid, values, Extent::whole);
  REQUIRE(before.errors == "");
  REQUIRE(after.errors == "");
  after.checked.model.digest = before.model().digest;  // that of the bytes
  CHECK(reglement(*after.program, {}).page == reglement(*before.program, {}).page);
}

TEST_CASE("Ce qui ne se lit pas n'est pas remis en forme", "[forme]") {
  CHECK_FALSE(formatted("module\n", false));
  CHECK_FALSE(formatted("module a\n  titre « sans fin\n", false));
  CHECK_FALSE(formatted("```fil\nmodule a\n", true));
  CHECK(formatted("", false) == "");
  CHECK(formatted("\n\n", false) == "");
  CHECK(formatted("-- rien encore", false) == "-- rien encore\n");
  CHECK(formatted("\xEF\xBB\xBFmodule essai", false) == "module essai\n");
}

TEST_CASE("Ce que la mise en forme change se dit en mots", "[forme]") {
  const std::string text = "module a\n    titre  \"A\"  \n\n\n\tnational\n  en vigueur du 2020-01-01 ";
  const auto changes =
      layout_changes(text, "module a\n  titre « A »\n\n  national\n  en vigueur du 2020-01-01\n");
  REQUIRE(changes.size() == 5);
  CHECK(changes[0].line == 2);
  CHECK(changes[0].reason == "écriture");
  CHECK(changes[0].before == "    titre  \"A\"  ");
  CHECK(changes[0].after == "  titre « A »");
  CHECK((changes[1].line == 4 && changes[1].reason == "ligne vide de trop"));
  CHECK((changes[2].line == 5 && changes[2].reason == "retrait en tabulations au lieu d'espaces"));
  CHECK((changes[3].line == 6 && changes[3].reason == "blanc en fin de ligne"));
  CHECK((changes[4].line == 6 && changes[4].reason == "pas de fin de ligne à la fin du fichier"));
}
