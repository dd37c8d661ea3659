#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

/// The département of a dossier is dated: what a local text began ends « à transmettre » where the dossier
/// goes to another, and what was said before stays (semantics G5).
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Rules& rules() {
  static const auto read = from_text(essai(R"(paramètre délai : durée = 20 jours
  modifiable localement entre 10 jours et 40 jours
événement demande « Demande »
  portée personne
événement visite « Visite »
  portée personne
rôle agent « Agent » institution departement
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    échéance nationale : 30 jours après début
      tenue par visite
    échéance selon_le_lieu : délai après début
      tenue par visite
    tant que departement = « 75 »
      à faire « Accueillir » par agent
    dès visite, aller à fini
  états finaux fini
module soixante_quatre
  étend essai
  utilise essai
  département 64
  conduite par agent
  fondement « local »
  statut vérifié « local »
événement bilan_local « Bilan local »
  portée personne
complète procédure essai.suivi
  complète état ouvert
    échéance locale : 60 jours après entrée, objectif interne
      tenue par bilan_local
    tant que 1 = 1, à faire « Fiche du 64 » par agent
    dès bilan_local
      à faire « Ranger le bilan » par agent
procédure veille « Veille »
  pour chaque personne
  état veillé initial « Veillé »
    dès bilan_local, aller à close
  états finaux close
procédure relance « Relance »
  une instance par demande
  état relancé initial « Relancé »
    échéance relancer : 90 jours après début, objectif interne
      tenue par visite
    dès visite, aller à close
  états finaux close
contrôle double « Pas deux bilans »
  au plus 1 bilan_local par 60 jours glissants
module soixante_quinze
  étend essai
  utilise essai
  département 75
  conduite par agent
  fondement « local »
  statut vérifié « local »
fixer délai à 40 jours
complète procédure essai.suivi
  complète état ouvert
    échéance parisienne : 15 jours après entrée, objectif interne
      tenue par visite
procédure accueil « Accueil »
  pour chaque personne
  état reçu initial « Reçu »
    dès visite, aller à close
  états finaux close
)",
                                           "agent"));
  return *read;
}

Record moved() {
  auto record = dossier({event("e1", "demande", "2024-01-10"), event("e2", "bilan_local", "2024-02-01"),
                         event("e3", "bilan_local", "2024-02-10")});
  record.restated.push_back({"75", "", "", "", day("2024-03-01")});
  return record;
}

Asked on(const char* asked, const char* known) {
  const auto record = moved();
  CHECK(report(rules(), record, day(asked), day(known)) == "");
  return {slow(rules(), record, day(asked), day(known))};
}

std::string statut(const Asked& then, const char* nature, const char* code) {
  const auto* found = then.find(nature, code);
  return found ? found->statut : "rien";
}

}  // namespace

TEST_CASE("a local text ends where the dossier goes to another département (semantics G5)",
          "[semantics][G5]") {
  REQUIRE(rules().errors == "");
  for (const auto* known : {"2024-02-29", "2024-06-01"}) {
    INFO("connu au " << known);
    const auto before = on("2024-02-29", known);
    CHECK(before.delai("echeance", "ouvert.selon_le_lieu") == "depassee 2024-01-30");
    CHECK(statut(before, "echeance", "ouvert.locale") == "tenue");
    CHECK(statut(before, "etat", "relance.relance") == "");
    CHECK(before.labels("action") == Labels{"Fiche du 64", "Ranger le bilan", "Ranger le bilan"});
    CHECK(before.labels("irregularite") == Labels{"Pas deux bilans"});
    CHECK(statut(before, "etat", "accueil.recu") == "rien");
  }
  const auto after = on("2024-03-01", "2024-06-01");
  // Twenty days became forty: 19 February, over all the same.
  CHECK(after.delai("echeance", "ouvert.selon_le_lieu") == "depassee 2024-01-30");
  CHECK(statut(after, "etat", "relance.relance") == "sans_objet");
  CHECK(statut(after, "echeance", "relance.relancer") == "sans_objet");
  CHECK(after.labels("action") == Labels{"Accueillir"});
  // Fifteen days after a state entered elsewhere were over before the dossier came.
  CHECK(after.delai("echeance", "ouvert.parisienne") == "rien");
  CHECK(after.find("etat", "accueil.recu")->date == "2024-03-01");
  // What was irregular there then still is, and its words are still read.
  CHECK(after.labels("irregularite") == Labels{"Pas deux bilans"});
  CHECK(after.find("etat", "veille.close"));
}

TEST_CASE("what is to be handed over is told so, with where the dossier went (semantics G5)",
          "[semantics][G5]") {
  const auto findings = published(rules(), moved(), day("2024-04-01"));
  const auto found = std::ranges::find_if(findings, [](const Finding& finding) {
    return finding.nature == "etat" && finding.code.ends_with("relance.relance");
  });
  REQUIRE(found != findings.end());
  CHECK(found->libelle == "À transmettre");
  CHECK(
      found->explication ==
      "Dans cet état depuis le 10 janvier 2024, par « Demande » du 10 janvier 2024 (e1) (« Relancé ») ; le "
      "1er mars "
      "2024, le dossier est passé au département 75 ; ce que suivaient les règles du 64 est à transmettre.");
}

TEST_CASE("the texts of another département, or of another time, ask no question of an act (semantics G5)",
          "[semantics][G5]") {
  const auto rules = from_text(essai(R"(événement decision « Décision »
  portée personne
  mesure : un parmi (suspension, maintien) facultatif
événement suite « Suite »
  portée personne
procédure ancienne « Ancienne »
  une instance par decision, mesure: suspension
  en vigueur du 2012-01-01 au 2020-12-31
  état ouvert initial « Ouvert »
    dès suite, aller à fini
  états finaux fini
module soixante_quatre
  utilise essai
  département 64
  fondement « local »
  statut vérifié « local »
procédure suivi « Suivi du 64 »
  une instance par decision, mesure: suspension
  état ouvert initial « Ouvert »
    dès suite, aller à fini
  états finaux fini
)"));
  REQUIRE(rules->errors == "");
  const auto asks = [&](const char* departement, const char* on) {
    auto record = dossier({event("e1", "decision", on)});
    record.departement = departement;
    const auto then = ask(*rules, record, day("2026-06-01"));
    return then.find("donnee_manquante", "") != nullptr;
  };
  CHECK(asks("64", "2026-03-02"));
  CHECK(asks("75", "2019-03-04"));
  CHECK_FALSE(asks("75", "2026-03-02"));
}

TEST_CASE("a délai of the département left runs no more, nor is it ever late (semantics G5)",
          "[semantics][G5]") {
  auto record = dossier({event("e1", "demande", "2024-01-10")});
  record.restated.push_back({"75", "", "", "", day("2024-02-01")});
  CHECK(ask(rules(), record, day("2024-01-31")).delai("echeance", "ouvert.locale") == "a_venir 2024-03-10");
  CHECK(ask(rules(), record, day("2024-02-01")).delai("echeance", "ouvert.locale") ==
        "sans_objet 2024-03-10");
  CHECK(ask(rules(), record, day("2024-03-11")).delai("echeance", "ouvert.locale") ==
        "sans_objet 2024-03-10");
}
