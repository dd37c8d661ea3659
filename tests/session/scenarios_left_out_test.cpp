#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/session/loaded_rules.hpp"

/// Who runs rules reads none of their scénarios, and has the same rules.
using namespace filrouge;

namespace {

const std::string rules = R"(module essai
  titre « scénario d'un essai »
  statut vérifié « essai »
  fondement CASF L262-28

événement depot « Dépôt »

scénario un_depot « Un dépôt, puis rien »
  -- ce qui suit est de ce scénario
-- et ceci, écrit à gauche, aussi
  le 2024-01-10 depot

# et cela
  au 2024-02-01 attendre
    rien du tout

procédure suite « Suite »
  une instance par depot
  état ouvert initial
    dès depot, aller à fini
  état fini final
)";

std::size_t procedures(const std::string& text, dsl::Extent extent) {
  const std::vector<RuleText> texts = {{"essai.fil", text}};
  const LoadedRules loaded(texts, {}, extent);
  return loaded.program ? loaded.model().procedures.size() : 0;
}

}  // namespace

TEST_CASE("a scénario that cannot be read stops who checks the rules, not who runs them", "[scenarios]") {
  CHECK(procedures(rules, dsl::Extent::whole) == 0);
  CHECK(procedures(rules, dsl::Extent::to_run) == 1);
  // Another system's lines end otherwise, and its empty ones hold what cannot be seen.
  std::string others;
  for (const char c : rules) others += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(procedures(others, dsl::Extent::to_run) == 1);
  CHECK(procedures("\xEF\xBB\xBF" + others, dsl::Extent::to_run) == 1);
  others.insert(others.find("# et cela"), "\xC2\xA0\r\n");
  CHECK(procedures(others, dsl::Extent::to_run) == 1);
}

TEST_CASE("what is written too far right under a scénario is told, not lost", "[scenarios]") {
  auto shifted = rules;
  shifted.replace(shifted.find("    rien du tout\n"), std::string("    rien du tout\n").size(), "");
  for (const std::string line :
       {"procédure suite", "  une instance par", "  état ouvert", "    dès depot", "  état fini"})
    shifted.insert(shifted.find("\n" + line) + 1, " ");
  CHECK(procedures(shifted, dsl::Extent::whole) == 0);
  CHECK(procedures(shifted, dsl::Extent::to_run) == 0);
}

TEST_CASE("a field may be named as a scénario begins", "[scenarios]") {
  auto named = rules;
  named.insert(named.find("scénario un_depot"),
               "événement simulation « Simulation »\n  scenario : un parmi (bas,\n    moyen, haut)\n\n");
  CHECK(procedures(named, dsl::Extent::to_run) == 1);
}

TEST_CASE("a fault in one file says nothing of the scénarios of another", "[scenarios]") {
  const std::vector<RuleText> texts = {{"bon.fil", rules},
                                       {"faute.fil", "module faute\n  titre « faute »\n  proceedure x\n"}};
  const LoadedRules loaded(texts, {}, dsl::Extent::to_run);
  CHECK_FALSE(loaded.program);
  CHECK(loaded.errors.find("faute.fil") != std::string::npos);
  CHECK(loaded.errors.find("bon.fil") == std::string::npos);
}

TEST_CASE("the shipped rules are the same with their scénarios and without", "[scenarios]") {
  const std::vector<std::filesystem::path> shipped = {std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules"};
  const LoadedRules whole(shipped, dsl::Extent::whole), to_run(shipped, dsl::Extent::to_run);
  REQUIRE(whole.program);
  REQUIRE(to_run.program);
  CHECK(whole.model().digest == to_run.model().digest);
  CHECK(whole.model().controls.size() == to_run.model().controls.size());
  CHECK(whole.model().definitions.size() == to_run.model().definitions.size());
  CHECK(whole.model().parameters.size() == to_run.model().parameters.size());
  CHECK(whole.model().indicators.size() == to_run.model().indicators.size());
  REQUIRE(whole.model().procedures.size() == to_run.model().procedures.size());
  for (std::size_t p = 0; p < whole.model().procedures.size(); ++p) {
    const auto &one = whole.model().procedures[p], &same = to_run.model().procedures[p];
    CHECK(one.delais.size() == same.delais.size());
    REQUIRE(one.states.size() == same.states.size());
    for (std::size_t s = 0; s < one.states.size(); ++s)
      CHECK(one.states[s].clauses.size() == same.states[s].clauses.size());
  }
}
