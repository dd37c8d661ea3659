#include "dsl/testing/mutation_run.hpp"

#include <catch2/catch.hpp>

#include "dsl/testing/mutation_report.hpp"
#include "dsl/testing/report.hpp"
#include "engine/session/loaded_rules.hpp"

// Faults made on purpose in rules: those that the scénarios see, those they do not, and what would see them.
using namespace filrouge;

namespace {

const std::string procedure = R"(module essai
  tous les départements
  conduite par référente
  conventions essai
  fondement « essai »
  statut vérifié « essai »
conventions essai
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
rôle référente « Référente » institution departement
rôle cadre « Cadre » institution departement
événement visite « Visite »
  portée personne
  note : entier facultatif
événement bilan « Bilan »
  portée personne
procédure suivi « Suivi »
  une instance par visite, pour la personne
  état ouvert initial « Ouvert »
    échéance faire_bilan : 10 jours après visite
      tenue par bilan
      à faire « Faire le bilan » par référente
      si dépassée : irrégularité majeure « Bilan en retard »
    dès bilan, quand note de visite ≥ 5, aller à bien
    sinon, aller à moins_bien
  états finaux bien, moins_bien
)";

/// It only looks at a day when any length would do.
const std::string weak = R"(
scénario faible
  le 2026-03-02 visite note: 7
  au 2026-03-05 attendre suivi dans ouvert
    échéance faire_bilan à venir
)";

struct Ran {
  explicit Ran(const std::string& text, dsl::MutationAsked asked = {})
      : loaded(std::vector<RuleText>{{"essai.fil", text}}, {}, dsl::Extent::whole) {
    INFO(loaded.errors);
    REQUIRE(loaded.program);
    const auto played = dsl::run_scenarios(*loaded.program, loaded.checked.scenarios);
    INFO(dsl::test_text(played, true));
    REQUIRE(played.failed() == 0);
    run = dsl::run_mutations(*loaded.program, loaded.checked.scenarios, asked);
  }
  const dsl::Survivor* survivor(const std::string& told) const {
    for (const auto& one : run.survivors)
      if (one.told == told) return &one;
    return nullptr;
  }

  LoadedRules loaded;
  dsl::MutationRun run;
};

}  // namespace

TEST_CASE("un mutant que rien ne voit est dit dans les mots de la règle, avec le scénario qui le tue",
          "[mutation_run]") {
  const Ran first(procedure + weak);
  const auto* longer = first.survivor("“10 jours” devient “11 jours”");
  REQUIRE(longer);
  CHECK(first.loaded.model().rules[longer->rule].line == 22);
  CHECK(longer->kills);
  INFO(dsl::mutation_text(first.loaded.model(), first.run));
  // Each is a scénario of the language: with them all, what each kills is killed.
  std::string all = procedure + weak;
  std::size_t killing = 0;
  for (const auto& survivor : first.run.survivors)
    if (survivor.kills) all += "\n" + survivor.scenario, ++killing;
  CHECK(killing > 10);
  const Ran second(all);
  CHECK_FALSE(second.survivor("“10 jours” devient “11 jours”"));
  CHECK(second.run.possible == first.run.possible);
  CHECK(second.run.played - second.run.killed <= first.run.survivors.size() - killing);
}

TEST_CASE("un scénario qui regarde le dernier jour et le suivant voit la longueur, la garde et sa borne",
          "[mutation_run]") {
  const Ran ran(procedure + R"(
scénario fort
  le 2026-03-02 visite note: 5
  au 2026-03-12 attendre suivi dans ouvert
    échéance faire_bilan due le 2026-03-12, proche
  au 2026-03-13 attendre
    irrégularité majeure « Bilan en retard »
scénario tenu
  le 2026-03-02 visite note: 5
  le 2026-03-04 bilan
  au 2026-03-04 attendre suivi dans bien
scénario trop_bas
  le 2026-03-02 visite note: 4
  le 2026-03-04 bilan
  au 2026-03-04 attendre suivi dans moins_bien
)");
  for (const auto* told : {"“10 jours” devient “11 jours”", "“10 jours” devient “9 jours”",
                           "“note de visite ≥ 5” devient “note de visite > 5”", "“majeure” devient “mineure”",
                           "“bien” devient “moins_bien”"}) {
    INFO(told);
    CHECK_FALSE(ran.survivor(told));
  }
  INFO(dsl::mutation_text(ran.loaded.model(), ran.run));
  CHECK(ran.survivor("“referente” devient “cadre”"));
}

TEST_CASE("les mutants sont les mêmes d'une fois sur l'autre, et leur tirage tient à l'empreinte",
          "[mutation_run]") {
  const Ran one(procedure + weak), other(procedure + weak);
  CHECK(dsl::mutation_json(one.loaded.model(), one.run) ==
        dsl::mutation_json(other.loaded.model(), other.run));
  const Ran drawn(procedure + weak, {.draw = 5}), again(procedure + weak, {.draw = 5});
  CHECK(drawn.run.played == 5);
  CHECK(dsl::mutation_json(drawn.loaded.model(), drawn.run) ==
        dsl::mutation_json(again.loaded.model(), again.run));
  const Ran stopped(procedure + weak, {.survivors_limit = 2});
  CHECK(stopped.run.survivors.size() == 2);
  CHECK(stopped.run.stopped);
  const Ran named(procedure + weak, {.procedure = "suivi"});
  CHECK(named.run.possible == one.run.possible);
}

TEST_CASE("la couverture dit les côtés des gardes et les jours des délais que rien ne montre", "[coverage]") {
  const Ran ran(procedure + weak);
  const auto run = dsl::run_scenarios(*ran.loaded.program, ran.loaded.checked.scenarios);
  const auto text = dsl::test_text(run, true);
  INFO(text);
  CHECK(text.find("essai.fil:22 : « faire_bilan », jamais vu le dernier jour, ni en retard") !=
        std::string::npos);
  CHECK(text.find("jamais vue vraie, ni fausse, ni inconnue") != std::string::npos);
  REQUIRE(run.coverage.guards.size() == 1);
  CHECK(run.coverage.guards[0].seen == std::array{false, false, false});
  const auto more = Ran(procedure + weak + R"(
scénario les_trois
  le 2026-03-02 visite note: 7
  le 2026-03-13 bilan
  au 2026-03-12 attendre suivi dans ouvert
  au 2026-03-13 attendre suivi dans bien
scénario trop_bas
  le 2026-03-02 visite note: 4
  le 2026-03-04 bilan
  au 2026-03-04 attendre suivi dans moins_bien
scénario sans_note
  le 2026-03-02 visite
  le 2026-03-04 bilan
  au 2026-03-04 attendre donnée manquante note
)");
  const auto all = dsl::run_scenarios(*more.loaded.program, more.loaded.checked.scenarios);
  CHECK(all.coverage.guards[0].seen == std::array{true, true, true});
  CHECK(all.coverage.delais[0].seen == std::array{true, true, true});
}
