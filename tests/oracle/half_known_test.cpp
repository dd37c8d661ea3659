#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

/// A date of which one side alone is known concludes on that side (semantics F8).
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Rules& rules() {
  static const auto read = from_text(essai(R"(événement demande « Demande »
  portée personne
événement visite « Visite »
  portée personne
  nature : un parmi (premiere, seconde) facultatif
événement reponse « Réponse »
  portée personne
  vue_le : date facultatif
événement acte « Acte »
  portée personne
définition dernière : le plus tardif de (demande, visite, nature: seconde)
définition première : le premier de (demande, visite, nature: seconde)
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    échéance répondre : 30 jours après dernière
      tenue par reponse
      si la date est inconnue : demander nature de visite
    échéance répondre_tôt : 30 jours après première
      tenue par reponse
      si dépassée : irrégularité « Sans réponse »
    échéance relire : 30 jours après le premier de (première, demande)
      tenue par reponse
    attente laisser_venir : 30 jours après dernière
      interdit acte
    terme finir : 40 jours après dernière
      à la fin, aller à fini
    dès que (première + 2 mois)
      question ouverte « Passé ? »
  états finaux fini
)"));
  return *read;
}

Asked on(std::vector<RawEvent> more, const char* asked, const char* nature = nullptr) {
  std::vector<RawEvent> all = {event("e1", "demande", "2024-01-01")};
  all.push_back(nature ? event("e2", "visite", "2024-01-10", {{"nature", nature}})
                       : event("e2", "visite", "2024-01-10"));
  all.insert(all.end(), more.begin(), more.end());
  const auto record = dossier(all);
  return ask(rules(), record, day(asked));
}

}  // namespace

TEST_CASE("« le plus tardif de » with an unknown member is not before the latest known (semantics F8)",
          "[semantics][F8]") {
  REQUIRE(rules().errors == "");
  for (const auto* asked : {"2024-01-10", "2024-01-31"}) {
    const auto then = on({}, asked);
    CHECK(then.delai("echeance", "ouvert.repondre") == "a_venir 2024-01-31");
    CHECK(then.find("echeance", "ouvert.repondre")->missing == Labels{"nature"});
    CHECK(then.delai("attente", "ouvert.laisser_venir") == "en_cours 2024-01-31");
    CHECK(then.delai("terme", "ouvert.finir") == "a_venir 2024-02-10");
    // It is asked for at once, not only when the day is near.
    CHECK(then.find("donnee_manquante", "ouvert.repondre.demande_1"));
  }
  const auto after = on({}, "2024-03-01");
  CHECK(after.delai("echeance", "ouvert.repondre") == "incertaine 2024-01-31");
  CHECK(after.delai("attente", "ouvert.laisser_venir") == "incertaine 2024-01-31");
  CHECK(after.delai("terme", "ouvert.finir") == "incertaine 2024-02-10");
  CHECK(after.state("suivi@p1#1") != "fini 2024-02-10");
}

TEST_CASE("« le premier de » with an unknown member is not after the earliest known (semantics F8)",
          "[semantics][F8]") {
  CHECK(on({}, "2024-01-20").delai("echeance", "ouvert.repondre_tot") == "incertaine 2024-01-31");
  const auto after = on({}, "2024-02-01");
  CHECK(after.delai("echeance", "ouvert.repondre_tot") == "depassee 2024-01-31");
  CHECK(after.labels("irregularite") == Labels{"Sans réponse"});
  // Within another choice, what the first lacks is still asked for.
  CHECK(on({}, "2024-01-20").find("echeance", "ouvert.relire")->missing == Labels{"nature"});
}

TEST_CASE("an act on time whatever the unknown is on time, a forbidden one too soon (semantics F8)",
          "[semantics][F8]") {
  CHECK(on({event("e3", "reponse", "2024-01-31")}, "2024-03-01").delai("echeance", "ouvert.repondre") ==
        "tenue 2024-01-31");
  const auto late = on({event("e3", "reponse", "2024-02-01")}, "2024-03-01");
  CHECK(late.delai("echeance", "ouvert.repondre") == "incertaine 2024-01-31");
  CHECK(late.find("echeance", "ouvert.repondre")->missing == Labels{"nature"});
  CHECK(on({event("e3", "acte", "2024-01-31")}, "2024-03-01").find("irregularite", "ouvert.laisser_venir"));
  const auto perhaps = on({event("e3", "acte", "2024-02-01")}, "2024-03-01");
  CHECK_FALSE(perhaps.find("irregularite", "ouvert.laisser_venir"));
  REQUIRE(perhaps.find("donnee_manquante", "ouvert.laisser_venir"));
  CHECK(perhaps.find("donnee_manquante", "ouvert.laisser_venir")->missing == Labels{"nature"});
}

TEST_CASE("a day « au plus tard » has come that day, with no act to say so (semantics F8)",
          "[semantics][F8]") {
  CHECK(on({}, "2024-02-29").labels("action") == Labels{});
  CHECK(on({}, "2024-03-01").labels("action") == Labels{"Passé ?"});
  // Nor does the next act make it come: its day is the first.
  const auto later = on({event("e3", "acte", "2024-03-20")}, "2024-04-01");
  REQUIRE(later.find("action", "ouvert.des_que.question_1"));
  CHECK(later.find("action", "ouvert.des_que.question_1")->date == "2024-03-01");
}

TEST_CASE("the missing fact said, the date is that day and no other (semantics F8)", "[semantics][F8]") {
  CHECK(on({}, "2024-02-05", "premiere").delai("echeance", "ouvert.repondre") == "depassee 2024-01-31");
  CHECK(on({}, "2024-02-05", "seconde").delai("echeance", "ouvert.repondre") == "a_venir 2024-02-09");
}

TEST_CASE("a date known on one side is told as such (semantics F8)", "[semantics][F8]") {
  const auto finding_of = [](const char* asked, const char* code) {
    const auto record = dossier({event("e1", "demande", "2024-01-01"), event("e2", "visite", "2024-01-10")});
    for (const auto& finding : published(rules(), record, day(asked)))
      if (finding.code.ends_with(code) && !finding.statut.empty()) return finding;
    return Finding();
  };
  const auto told = [&](const char* asked, const char* code) { return finding_of(asked, code).explication; };
  const auto borne = [&](const char* asked, const char* code) { return finding_of(asked, code).borne; };
  CHECK(borne("2024-01-20", "ouvert.repondre") == "pas_avant");
  CHECK(borne("2024-03-01", "ouvert.repondre") == "pas_avant");
  CHECK(borne("2024-01-20", "ouvert.repondre_tot") == "au_plus_tard");
  CHECK(borne("2024-01-20", "ouvert.laisser_venir") == "pas_avant");
  CHECK(borne("2024-01-20", "suivi.ouvert") == "");
  CHECK(
      told("2024-01-20", "ouvert.repondre") ==
      "30 jours après « Demande » du 1er janvier 2024 (e1) ou plus tard : pas avant le 31 janvier 2024 ; il "
      "manque : nature.");
  CHECK(
      told("2024-01-20", "ouvert.laisser_venir") ==
      "30 jours après « Demande » du 1er janvier 2024 (e1) ou plus tard : pas avant le 31 janvier 2024 ; il "
      "manque : nature. Ne décidez pas avant le 1er février 2024.");
  CHECK(told("2024-02-01", "ouvert.repondre_tot") ==
        "30 jours après « Demande » du 1er janvier 2024 (e1) ou plus tôt : au plus tard le 31 janvier 2024 ; "
        "il "
        "manque : nature, en retard depuis le 1er février 2024.");
}

TEST_CASE("a rythme does not start from a day known on one side: nobody knows that it runs (semantics F8)",
          "[semantics][F8]") {
  const auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
événement visite « Visite »
  portée personne
  nature : un parmi (premiere, seconde) facultatif
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    rythme voir : au plus tard tous les 30 jours depuis (le premier de (demande, (visite, nature: seconde))), glissants, borne exclue
      tenue par visite
    tant que (voir en cours)
      question ouverte « Court »
    dès que 1 = 2, aller à fini
  états finaux fini
)"));
  REQUIRE(rules->errors == "");
  const auto runs = [&](std::vector<std::pair<const char*, const char*>> said) {
    const auto record =
        dossier({event("e1", "demande", "2024-01-01"), event("e2", "visite", "2024-01-10", std::move(said))});
    return ask(*rules, record, day("2024-01-20")).labels("action").size() == 1;
  };
  CHECK(runs({{"nature", "premiere"}}));
  CHECK_FALSE(runs({}));
}
