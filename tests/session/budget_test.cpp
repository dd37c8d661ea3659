#include <atomic>
#include <catch2/catch.hpp>
#include <string>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/session/loaded_rules.hpp"

// A dossier that costs too much is told, alone, at the same step everywhere; and an evaluation may be
// stopped.
using namespace filrouge;

namespace {

const std::vector<RuleText> rules = {{"essai.fil", R"(module essai
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
événement visite « Visite »
  portée personne
événement bilan « Bilan »
  portée personne
définition suivie : nombre de visite, de la même personne, depuis 2024-01-01 ≥ 3
procédure suivi « Suivi »
  pour chaque personne
  état ouvert initial « Ouvert »
    échéance voir : 10 jours après visite
      tenue par bilan
      à faire « Faire le bilan » par référente
    tant que non suivie
      à faire « La voir » par référente
contrôle bilans « Un bilan suit trois visites »
  chaque bilan
    exige suivie « Bilan trop tôt »
)"}};

/// So many visits, a day after the other, then a bilan.
std::string visits(const std::string& dossier, int count) {
  std::string text = R"({"schema":1,"dossier":")" + dossier +
                     R"(","departement":"64","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[)";
  for (int i = 0; i < count; ++i)
    text +=
        R"({"type":"visite","personne":"p1","le":")" + iso_date(*parse_iso_date("2024-03-01") + i) + "\"},";
  return text + R"({"type":"bilan","personne":"p1","le":"2024-06-03"}]})";
}

struct Desk {
  Desk() : loaded(rules, {}, dsl::Extent::whole), replay(program()) {}
  const Program& program() const {
    INFO(loaded.errors);
    REQUIRE(loaded.program);
    return *loaded.program;
  }

  /// The findings, as printed.
  std::string asked(const std::string& dossier) {
    Record record;
    Journal journal;
    const auto day = *parse_iso_date("2024-07-01");
    if (const auto error = reader.read(dossier, record)) FAIL(display(*error));
    bind(record, loaded.model().vocabulary, journal, day);
    replay.run(journal, day, day, evaluation);
    std::vector<Finding> findings;
    publish(*loaded.program, journal, evaluation, findings);
    std::string text;
    for (const auto& finding : findings) text += finding_json(finding) + "\n";
    return text;
  }

  LoadedRules loaded;
  DossierJsonReader reader;
  Replay replay;
  Evaluation evaluation;
};

}  // namespace

TEST_CASE("le budget d'un dossier se compte en pas, les mêmes quoi qu'on ait joué avant", "[budget]") {
  Desk desk;
  const auto answer = desk.asked(visits("64-1", 20));
  const auto steps = desk.evaluation.cost.steps;
  const auto larger = desk.asked(visits("64-2", 60));
  CHECK(desk.evaluation.cost.steps > steps);
  CHECK(desk.asked(visits("64-1", 20)) == answer);
  CHECK(desk.evaluation.cost.steps == steps);

  desk.replay.allow({.steps = steps + 1});
  CHECK(desk.asked(visits("64-1", 20)) == answer);
  desk.replay.allow({.steps = steps});
  const auto given_up = desk.asked(visits("64-1", 20));
  CHECK(desk.evaluation.given_up());
  // One line, of the foyer, that nobody may miss: what it tells is not « nothing to do ».
  CHECK(std::count(given_up.begin(), given_up.end(), '\n') == 1);
  CHECK(given_up.find("Dossier trop coûteux à évaluer : rien n'en est dit") != std::string::npos);
  CHECK(given_up.find("\"gravite\":\"bloquante\"") != std::string::npos);
  CHECK(given_up.find("\"role\":\"referente\"") != std::string::npos);
  CHECK(given_up.find("21 actes, dont 20 « Visite »") != std::string::npos);
  CHECK(given_up.find("« essai.suivi » (essai.fil, ligne 17)") != std::string::npos);
  CHECK(desk.asked(visits("64-1", 20)) == given_up);
  // What was left in the middle of a question leaves nothing behind.
  desk.replay.allow({});
  CHECK(desk.asked(visits("64-2", 60)) == larger);
}

TEST_CASE("une évaluation qu'on arrête ne répond rien, et la suivante répond tout", "[budget]") {
  Desk desk;
  const auto answer = desk.asked(visits("64-1", 20));
  std::atomic<bool> stop = true;
  desk.replay.allow({.cancelled = &stop});
  CHECK_THROWS_AS(desk.asked(visits("64-1", 20)), Cancelled);
  stop = false;
  CHECK(desk.asked(visits("64-1", 20)) == answer);
}

TEST_CASE(
    "des corrections de corrections s'appliquent dans l'ordre où elles furent connues, si nombreuses "
    "soient-elles",
    "[budget]") {
  Desk desk;
  // e1 is moved 2,000 times; the last move is cancelled, then that cancellation: the last day stands.
  std::string text =
      R"({"schema":1,"dossier":"64-1","departement":"64","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[)"
      R"({"id":"e1","type":"visite","personne":"p1","le":"2024-03-01"})";
  const auto correction = [&](const std::string& id, const std::string& fields) {
    text += R"(,{"id":")" + id + R"(","le":"2024-06-01",)" + fields + "}";
  };
  for (int i = 0; i < 2000; ++i)
    correction("c" + std::to_string(i), R"("type":"correction","champs":{"cible":"e1","champs":{"le":")" +
                                            iso_date(*parse_iso_date("2024-04-01") + i % 30) + "\"}}");
  correction("x1", R"("type":"annulation","champs":{"annule":"c1999"})");
  const auto cancelled = desk.asked(text + "]}");
  correction("x2", R"("type":"annulation","champs":{"annule":"x1"})");
  const auto restored = desk.asked(text + "]}");
  // Ten days after 19 April (c1998), then after 20 April (c1999).
  CHECK(cancelled.find("\"date\":\"2024-04-29\"") != std::string::npos);
  CHECK(restored.find("\"date\":\"2024-04-30\"") != std::string::npos);
}
