#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// « fixer l'objectif de … »: the day a service gives itself for what is due as soon as possible (semantics
/// B9): late in its own eyes, and no rule rests on it.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Rules& rules() {
  static const auto read = from_text(essai(R"(événement demande « Demande »
  portée personne
événement contact « Contact »
  portée personne
événement retard_dit « Retard dit »
  portée personne
rôle agent « Agent » institution departement
paramètre relance : durée = 30 jours
  modifiable localement entre 10 jours et 60 jours
procédure accueil « Accueil »
  une instance par demande
  état à_recevoir initial « À recevoir »
    échéance recevoir : dès que possible
      tenue par contact
      à faire « Recevoir » par agent
      fondement « texte non lu »
      statut à vérifier « non lu »
    échéance relancer : relance après début, objectif interne
      tenue par contact
    tant que (recevoir dépassée)
      à faire « Un objectif ne fait rien faire » par agent
    dès que (aujourd'hui > fin de recevoir), aller à dépassé
    dès contact, aller à reçu
  état dépassé « Dépassé »
    dès contact, aller à reçu
  états finaux reçu
module soixante_quatre
  étend essai
  utilise essai
  département 64
  conduite par agent
  en vigueur du 2024-01-01 au 2024-12-31
  fondement « note de service »
  statut vérifié « lue »
fixer l'objectif de recevoir à 15 jours
fixer l'objectif de accueil.à_recevoir.recevoir à 5 jours ouvrés, territoire « Adour BAB »
fixer relance à 45 jours, territoire « Adour BAB »
)",
                                           "agent"));
  return *read;
}

Asked on(const char* asked, const char* territoire, const char* departement = "64",
         const char* demande = "2024-01-10", const char* contact = nullptr) {
  std::vector<RawEvent> acts = {event("e1", "demande", demande)};
  if (contact) acts.push_back(event("e2", "contact", contact));
  auto record = dossier(std::move(acts));
  record.departement = departement;
  record.territoire = territoire;
  return ask(rules(), record, day(asked));
}

}  // namespace

TEST_CASE("a service is late for its own target, which nobody is reproached with (semantics B9)",
          "[semantics][B9]") {
  REQUIRE(rules().errors == "");
  // 10 January 2024 + 15 days = 25 January.
  CHECK(on("2024-01-25", "Pau").delai("echeance", "recevoir") == "proche 2024-01-25");
  const auto late = on("2024-01-26", "Pau");
  CHECK(late.delai("echeance", "recevoir") == "depassee 2024-01-25");
  CHECK(late.find("echeance", "recevoir")->internal_target);
  CHECK(late.find("echeance", "recevoir")->severity == "mineure");
  CHECK(late.state("e1") == "a_recevoir 2024-01-10");
  CHECK(late.labels("action").empty());
  CHECK(late.labels("irregularite").empty());
  CHECK(on("2024-02-01", "Pau", "64", "2024-01-10", "2024-01-26").delai("echeance", "recevoir") ==
        "tenue_en_retard 2024-01-25");
}

TEST_CASE("where and when no target is set, it is due as soon as possible (semantics B9)",
          "[semantics][B9]") {
  for (const auto& elsewhere : {on("2024-06-01", "Pau", "65"), on("2026-06-01", "Pau", "64", "2025-01-10"),
                                on("2024-06-01", "Pau", "")}) {
    CHECK(elsewhere.find("echeance", "recevoir") == nullptr);
    CHECK(elsewhere.delai("action", "recevoir") == "en_cours ");
  }
}

TEST_CASE("a territoire has its own value, its name written anyhow; unknown, it may be that one",
          "[semantics][B9]") {
  // Wednesday 10 January + 5 working days = Wednesday 17.
  CHECK(on("2024-01-20", "adour bab").delai("echeance", "recevoir") == "depassee 2024-01-17");
  CHECK(on("2024-01-20", "Pau").delai("echeance", "recevoir") == "proche 2024-01-25");
  // 10 January + 30 days = 9 February; + 45 = 24 February.
  CHECK(on("2024-03-01", "Pau").delai("echeance", "relancer") == "depassee 2024-02-09");
  CHECK(on("2024-03-01", "ADOUR BAB").delai("echeance", "relancer") == "depassee 2024-02-24");
  const auto nowhere = on("2024-02-15", "");
  CHECK(nowhere.delai("echeance", "relancer") == "incertaine 2024-02-09/2024-02-24");
  CHECK(on("2024-02-25", "").delai("echeance", "relancer") == "depassee 2024-02-09/2024-02-24");
}
