#include "dsl/lint/remarks.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "dsl/testing/run.hpp"
#include "engine/session/loaded_rules.hpp"

// What a remark claims, held against the engine; what it changes in a text, held against the reader.

namespace fs = std::filesystem;
using namespace filrouge;
using namespace filrouge::dsl;

namespace {

struct Remarked {
  LoadedRules rules;

  explicit Remarked(const fs::path& path)
      : rules(std::vector<fs::path>{fs::path(FILROUGE_SOURCE_DIR) / "tests/cas/commun", path},
              Extent::whole) {
    REQUIRE(rules.program);
    remark({rules.sources, rules.trees, rules.model(), *parse_iso_date("2026-06-01")}, rules.diagnostics);
  }
  bool says(std::string_view number, std::string_view about) const {
    return std::ranges::any_of(rules.diagnostics.in_order(), [&](const Diagnostic& one) {
      return code_info(one.code).number == number && !one.arguments.empty() && one.arguments.front() == about;
    });
  }
};

fs::path shown(const char* name) {
  return fs::path(FILROUGE_SOURCE_DIR) / "tests/cas/mauvais" / name;
}

}  // namespace

TEST_CASE("Un scénario dit « sans règle » réussit quand on ôte toutes les règles", "[remarques]") {
  const Remarked remarked(shown("remarque_scenarios.fil"));
  auto without = remarked.rules.model();
  without.procedures.clear();
  without.controls.clear();
  const Program program(without);
  const auto run = run_scenarios(program, remarked.rules.checked.scenarios);
  std::size_t vain = 0;
  for (const auto& result : run.results) {
    const auto& name = result.scenario->name;
    INFO(name);
    if (remarked.says("F530", name)) {
      ++vain;
      CHECK(result.passed());
    }
  }
  CHECK(vain == 1);
  CHECK(std::ranges::any_of(run.results, [](const auto& result) { return !result.passed(); }));
}

TEST_CASE("Ce qu'une remarque propose d'écrire se lit, et elle ne se dit plus", "[remarques]") {
  for (const auto* name : {"remarque_mots.fil", "remarque_inutiles.fil"}) {
    INFO(name);
    const Remarked remarked(shown(name));
    const auto& sources = remarked.rules.sources;
    std::size_t tried = 0;
    for (const auto& one : remarked.rules.diagnostics.in_order())
      for (const auto& mend : mends_of(sources, one)) {
        ++tried;
        auto text = sources[mend.range.file].text();
        text.replace(mend.range.begin, mend.range.end - mend.range.begin, mend.text);
        std::vector<RuleText> texts;
        for (std::uint32_t f = 0; f < sources.size(); ++f)
          texts.push_back({sources[f].path(), f == mend.range.file ? text : sources[f].text()});
        LoadedRules mended(texts, {}, Extent::whole);
        INFO(render_text(mended.sources, mended.diagnostics));
        REQUIRE(mended.program);
        remark({mended.sources, mended.trees, mended.model(), *parse_iso_date("2026-06-01")},
               mended.diagnostics);
        const auto same = [&](const Diagnostic& other) {
          return other.code == one.code && other.arguments == one.arguments;
        };
        CHECK(std::ranges::count_if(mended.diagnostics.in_order(), same) <
              std::ranges::count_if(remarked.rules.diagnostics.in_order(), same));
      }
    CHECK(tried >= 1);
  }
}
