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

TEST_CASE("the shipped rules are the same with their scénarios and without", "[scenarios]") {
  const std::vector<std::filesystem::path> shipped = {std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules"};
  const LoadedRules whole(shipped, dsl::Extent::whole), to_run(shipped, dsl::Extent::to_run);
  REQUIRE(whole.program);
  REQUIRE(to_run.program);
  CHECK(whole.model().digest == to_run.model().digest);
  CHECK(whole.model().procedures.size() == to_run.model().procedures.size());
  CHECK(whole.model().controls.size() == to_run.model().controls.size());
}
