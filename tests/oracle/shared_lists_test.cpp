#include <catch2/catch.hpp>
#include <set>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

// Each finding has somebody, and what several lines say is one group (semantics F9).

namespace filrouge::oracle {
namespace {

const std::string head = R"(module mots
  conduite par greffe
rôle agent « Agent » institution departement
rôle greffe « Greffe » institution departement
rôle chef « Chef » institution departement
rôle qui_tient « Qui tient »
  est chef quand taille_foyer > 1
  sinon est agent
attribut taille_foyer : entier
  portée dossier
événement notice « Notice »
  portée personne
événement réponse « Réponse »
  portée personne
événement décision « Décision »
  portée personne
  motivée : booléen facultatif

module suivi
  conventions base
  conduite par greffe
  utilise mots
  fondement « essai »
  statut vérifié « essai »
conventions base
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
  statut vérifié « essai »
)";

const std::string late = R"(procédure suite « Suite »
  une instance par notice
  état ouverte initial « Ouverte »
    échéance répondre : 1 mois après début
      tenue par réponse
      rappel 10 jours avant « Penser à répondre »
      à faire « Répondre » par agent
      si dépassée
        irrégularité bloquante « Pas de réponse dans le mois »
        à faire « Relancer » par agent
    dès réponse, aller à finie
    dès décision
      exige motivée « Décision non motivée »
  états finaux finie
)";

/// What both readings answer, as it is published.
std::vector<Finding> answered(const Rules& rules, const Record& record, const char* asked) {
  INFO(rules.errors);
  REQUIRE(rules.errors == "");
  CHECK(report(rules, record, day(asked), day(asked)) == "");
  return published(rules, record, day(asked));
}

const Finding& line(const std::vector<Finding>& lines, std::string_view nature, std::string_view label = {}) {
  for (const auto& one : lines)
    if (one.nature == nature && (label.empty() || one.libelle == label)) return one;
  FAIL("no such line: " << nature << " " << label);
  return lines.front();
}

}  // namespace

TEST_CASE("an obligation late, its irregularity and its sequel are one thing, the obligation first", "[F9]") {
  const auto rules = from_text(head + late);
  const auto lines = answered(*rules, dossier({event("e1", "notice", "2024-01-10")}), "2024-02-20");
  const auto& due = line(lines, "echeance");
  const auto& fault = line(lines, "irregularite");
  const auto& chase = line(lines, "action", "Relancer");
  CHECK(due.groupe == due.id);
  CHECK(fault.groupe == due.id);
  CHECK(chase.groupe == due.id);
  CHECK(due.rang_groupe == 0);
  CHECK(fault.rang_groupe == 1);
  CHECK(chase.rang_groupe == 2);
  const auto& state = line(lines, "etat");
  CHECK(state.groupe == state.id);
  CHECK(state.rang_groupe == 0);
  std::set<std::pair<std::string, int>> places;
  for (const auto& one : lines) CHECK(places.emplace(one.groupe, one.rang_groupe).second);
}

TEST_CASE("before its end, an obligation and its reminder are one thing", "[F9]") {
  const auto rules = from_text(head + late);
  const auto lines = answered(*rules, dossier({event("e1", "notice", "2024-01-10")}), "2024-02-05");
  CHECK(line(lines, "action", "Penser à répondre").groupe == line(lines, "echeance").id);
  CHECK(line(lines, "action", "Penser à répondre").rang_groupe == 1);
}

TEST_CASE("once the obligation is settled, its irregularity is the line to show", "[F9]") {
  const auto rules = from_text(head + late);
  const auto lines =
      answered(*rules, dossier({event("e1", "notice", "2024-01-10"), event("e2", "reponse", "2024-03-01")}),
               "2024-03-02");
  CHECK(line(lines, "echeance").statut == "tenue_en_retard");
  CHECK(line(lines, "irregularite").groupe == line(lines, "echeance").id);
  CHECK(line(lines, "irregularite").rang_groupe == 0);
  CHECK(line(lines, "echeance").rang_groupe == 1);
}

TEST_CASE("of a rythme, each occurrence and what its miss says are one thing", "[F9]") {
  const auto rules = from_text(head + R"(procédure suite « Suite »
  une instance par notice
  état ouverte initial « Ouverte »
    rythme point : aux 1er et 2e mois après début, ancrés, tolérance 5 jours
      tenue par réponse
      si dépassée
        irrégularité mineure « Point manqué »
    dès décision, aller à finie
  états finaux finie
)");
  const auto lines = answered(*rules, dossier({event("e1", "notice", "2024-01-10")}), "2024-04-01");
  std::set<std::string> groups;
  for (const auto& one : lines)
    if (one.nature == "rythme" && one.statut == "depassee") groups.insert(one.groupe);
  CHECK(groups.size() == 2);
  for (const auto& one : lines)
    if (one.nature == "irregularite") {
      CHECK(groups.erase(one.groupe) == 1);
      CHECK(one.rang_groupe == 1);
    }
  CHECK(groups.empty());
}

TEST_CASE("an irregularity is on the list of who leads its procédure, else its module", "[F9]") {
  const auto record = dossier({event("e1", "notice", "2024-01-10"),
                               event("e2", "decision", "2024-01-20", {{"motivee", "false"}}),
                               event("e3", "decision", "2024-01-21")});
  const auto by_module = answered(*from_text(head + late), record, "2024-02-20");
  CHECK(line(by_module, "irregularite", "Décision non motivée").role == "greffe");
  CHECK(line(by_module, "irregularite", "Pas de réponse dans le mois").role == "greffe");
  CHECK(line(by_module, "donnee_manquante").role == "greffe");
  CHECK(line(by_module, "etat").role == "greffe");
  CHECK(line(by_module, "echeance").role == "agent");

  auto own = head + late;
  own.insert(own.find("  une instance par notice"), "  conduite par qui_tient\n");
  const auto by_procedure = answered(*from_text(own), record, "2024-02-20");
  CHECK(line(by_procedure, "irregularite", "Décision non motivée").role == "agent");
  auto couple = record;
  couple.attributes.front().value.text = "2";
  CHECK(line(answered(*from_text(own), couple, "2024-02-20"), "irregularite", "Décision non motivée").role ==
        "chef");
}

TEST_CASE("what is in no instance has somebody too", "[F9]") {
  const auto rules = from_text(head + late + R"(contrôle tenue « Décision après notice »
  conduite par chef
  chaque décision
    doit être précédée de notice
)");
  auto record = dossier({event("e1", "decision", "2024-01-20", {{"motivee", "true"}}),
                         event("e2", "reponse", "2024-01-21"), event("e3", "inconnue", "2024-01-22"),
                         event("e4", "notice", "2024-02-01"), event("e5", "notice", "2024-02-01")});
  const auto lines = answered(*rules, record, "2024-02-20");
  CHECK(line(lines, "irregularite", "Décision après notice").role == "chef");
  for (const auto& one : lines) {
    INFO(one.nature << " " << one.code << " " << one.libelle);
    CHECK(one.role != "");
    if (one.nature == "evenement_inattendu") CHECK(one.role == "greffe");
    if (one.nature == "evenement_ambigu") CHECK(one.role == "greffe");
  }
  CHECK(line(lines, "evenement_ambigu").role == "greffe");
}

TEST_CASE("a line tells the affaire it is of by its number, else by the act that opened it", "[F9]") {
  auto numbered = event("e1", "notice", "2024-01-10");
  numbered.reference = "S-2024-118";
  const auto rules = from_text(head + late);
  CHECK(line(answered(*rules, dossier({numbered}), "2024-02-20"), "irregularite").affaire == "S-2024-118");
  CHECK(line(answered(*rules, dossier({event("e1", "notice", "2024-01-10")}), "2024-02-20"), "echeance")
            .affaire == "e1");
  const auto standing = from_text(head + R"(procédure suite « Suite »
  pour chaque personne
  état ouverte initial « Ouverte »
    dès réponse, aller à finie
  états finaux finie
)");
  CHECK(line(answered(*standing, dossier({event("e1", "notice", "2024-01-10")}), "2024-02-20"), "etat")
            .affaire == "");
}

TEST_CASE("the irregularities of a manquement are on the list of the référent fil rouge", "[F9]") {
  const auto record =
      dossier({event("e1", "manquement_constate", "2026-03-02",
                     {{"nature", "non_respect"}, {"commis_le", "2026-02-26"}}),
               event("e2", "decision_cd", "2026-03-20", {{"mesure", "suspension"}, {"taux", "80 %"}})});
  int irregular = 0;
  for (const auto& one : answered(shipped_rules(), record, "2026-04-02")) {
    if (one.nature != "irregularite" || one.procedure.find("manquement") == std::string::npos) continue;
    ++irregular;
    INFO(one.code);
    CHECK(one.role == "referent_fil_rouge");
    CHECK(one.affaire == "e1");
  }
  CHECK(irregular > 0);
}

}  // namespace filrouge::oracle
