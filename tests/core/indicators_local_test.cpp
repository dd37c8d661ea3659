#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/indicators/indicator_run.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/indicateurs/cohorts.hpp"

using namespace filrouge;

TEST_CASE("an indicator of a département measures the dossiers that live there, and no other",
          "[indicateurs]") {
  const RuleText texts[] = {{"mots.fil", R"(module essai.mots
  titre « Mots »
  national
  fondement « essai »
  statut vérifié « lu »
événement suivi « Suivi ouvert »
  portée personne
indicateur partout « Partout »
  nombre de suivi
)"},
                            {"local.fil", R"(module departement64.essai
  titre « Ici »
  département 64
  utilise essai.mots
  fondement « essai »
  statut vérifié « lu »
indicateur ici « Ici »
  nombre de suivi
)"}};
  const LoadedRules rules(texts, {}, dsl::Extent::to_run);
  REQUIRE(rules.errors == "");
  const auto& model = rules.model();
  IndicatorRun run(*rules.program, {cohort_day("2026-03-20"), cohort_day("2026-03-20"), {}, {0, 1}, {}});
  Journal journal;
  for (const auto* departement : {"64", "65", "64"}) {
    auto record = one_person();
    record.departement = departement;
    act(record, "suivi", cohort_day("2026-01-20"));
    bind(record, model.vocabulary, journal);
    run.add(journal);
  }
  REQUIRE(run.results().size() == 2);
  for (const auto& result : run.results())
    CHECK(result.total.counts.front().count == (model.indicators[result.indicator].label == "Ici" ? 2u : 3u));
}
