#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "dsl/grammar/parse.hpp"

using namespace filrouge::dsl;

namespace {

struct One {
  SourceSet sources;
  Diagnostics diagnostics;

  explicit One(std::string text, std::string path = "essai.fil") {
    parse(sources, sources.add(std::move(path), std::move(text), diagnostics), diagnostics);
  }
};

}  // namespace

TEST_CASE("Lignes et colonnes se comptent en caractères, à partir de 1", "[source]") {
  SourceSet sources;
  Diagnostics diagnostics;
  const auto file = sources.add("essai.fil", "\xEF\xBB\xBFété\r\n\tà €x", diagnostics);
  const auto& source = sources[file];
  CHECK(source.line(1) == "été");
  CHECK(source.line(2) == "\tà €x");
  CHECK(source.position(3).column == 1);  // after the byte order mark
  CHECK(source.position(6).column == 3);  // « é » has two bytes
  const auto x = static_cast<std::uint32_t>(source.text().find('x'));
  CHECK(source.position(x).line == 2);
  CHECK(source.position(x).column == 5);
}

TEST_CASE("Le repère tombe sous le mot, accents décomposés et tabulations compris", "[source]") {
  One one("rôle e\xCC\x81te\xCC\x81 €\n");
  const auto text = render_text(one.sources, one.diagnostics);
  CHECK(text.find("    rôle e\xCC\x81te\xCC\x81 €\n             ^\n") != std::string::npos);
  One tabs("procédure p\n\tétat s initial de\n");
  CHECK(render_text(tabs.sources, tabs.diagnostics)
            .find("    \tétat s initial de\n    \t               ^~\n") != std::string::npos);
}

TEST_CASE("Une même faute se dit en français ou en anglais", "[source]") {
  One one("paramètre x : durée 2 mois\n");
  CHECK(render_text(one.sources, one.diagnostics) ==
        "essai.fil:1:21: erreur F211 : « 2 » n'est pas attendu ici\n"
        "    paramètre x : durée 2 mois\n"
        "                        ^\n"
        "  attendu : « = » et une valeur, ou « dans » et un fichier\n");
  CHECK(render_text(one.sources, one.diagnostics, Language::english)
            .starts_with("essai.fil:1:21: error F211: « 2 » is not expected here\n"));
}

TEST_CASE("Le JSON et le SARIF disent la même place que le texte", "[source]") {
  One one("paramètre x : durée 2 mois\n");
  const auto json = nlohmann::json::parse(render_json(one.sources, one.diagnostics));
  REQUIRE(json.size() == 1);
  CHECK(json[0]["code"] == "F211");
  CHECK(json[0]["ligne"] == 1);
  CHECK(json[0]["colonne"] == 21);
  CHECK(json[0]["fin"]["colonne"] == 22);
  const auto sarif = nlohmann::json::parse(render_sarif(one.sources, one.diagnostics));
  CHECK(sarif["version"] == "2.1.0");
  const auto& run = sarif["runs"][0];
  const auto& result = run["results"][0];
  CHECK(result["ruleId"] == "F211");
  CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == "F211");
  CHECK(result["locations"][0]["physicalLocation"]["region"]["startColumn"] == 21);
}

TEST_CASE("Deux codes n'ont jamais le même numéro, et chacun parle les deux langues", "[source]") {
  std::set<std::string_view> numbers;
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto& info = code_info(static_cast<Code>(i));
    INFO(info.number);
    CHECK(numbers.insert(info.number).second);
    CHECK_FALSE(info.french.empty());
    CHECK_FALSE(info.english.empty());
  }
}

TEST_CASE("Hors des blocs fil d'un texte Markdown, rien n'est une règle", "[source]") {
  SourceSet sources;
  Diagnostics diagnostics;
  const std::string text = "# Titre\n\n```fil\nmodule a1\n```\n\n```sql\nselect 1\n```\n";
  const auto file = sources.add("essai.fil.md", text, diagnostics);
  CHECK(sources[file].rules().size() == text.size());
  CHECK(sources[file].rules().find("module a1") == text.find("module a1"));
  CHECK(sources[file].rules().find("select") == std::string::npos);
  CHECK(sources[file].rules().find("Titre") == std::string::npos);
}
