#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// What a machine in doubt does not say, and what it goes on resting on.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("nothing is proposed of a machine in doubt, whatever would propose it", "[semantics]") {
  const auto rules = from_text(essai(R"(rôle agent « Agent » institution departement
événement saisine « Saisine »
  portée personne
événement visite « Visite »
  portée personne
événement entretien « Entretien »
  portée personne
événement bilan « Bilan »
  portée personne
événement accord « Accord »
  portée personne
événement preuve « Preuve »
  portée personne
  certaine : booléen facultatif
procédure suivi « Suivi »
  une instance par saisine
  rythme revoir : aux 1er et 3e mois depuis entretien, ancrés
    tenue par entretien
    si la date est inconnue : proposer bilan « Sans date » par agent
  état ouvert initial « Ouvert »
    dès visite, proposer bilan « Dès la visite » par agent
    tant que (il existe visite, de cette affaire), proposer bilan « Tant qu'on l'a vue » par agent
    dès preuve, quand certaine, aller à fermé
    dès accord, aller à suivi
  état suivi « Suivi »
    dès preuve, aller à fermé
  états finaux fermé
)",
                                     "agent"));
  REQUIRE(rules->errors == "");
  const auto said = [&](std::vector<RawEvent> acts) {
    const auto record = dossier(std::move(acts));
    const auto on = day("2024-02-01");
    return ask(*rules, record, on).labels("proposition");
  };
  const auto opened = event("e1", "saisine", "2024-01-10"), seen = event("e2", "visite", "2024-01-12");
  CHECK(said({opened, seen}) == Labels{"Dès la visite", "Sans date", "Tant qu'on l'a vue"});
  // A proof that does not say whether it is sure: is it over, or not?
  const auto doubtful = event("e3", "preuve", "2024-01-25");
  CHECK(said({opened, seen, doubtful}).empty());
  // In another state it is no longer in doubt: what is still proposed is so from that day on.
  const auto settled = dossier({opened, doubtful, event("e4", "accord", "2024-01-29")});
  int proposed = 0;
  for (const auto& finding : published(*rules, settled, day("2024-02-01")))
    if (finding.nature == "proposition") {
      ++proposed;
      CHECK(finding.apparu_le == "2024-01-29");
    }
  CHECK(proposed == 1);
}

TEST_CASE("an occurrence of a rythme rests on what it counts from, and on what keeps it", "[semantics]") {
  const auto rules = from_text(essai(R"(événement saisine « Saisine »
  portée personne
événement décision « Décision »
  portée personne
événement entretien « Entretien »
  portée personne
procédure suivi « Suivi »
  une instance par saisine
  état ouvert initial « Ouvert »
    rythme revoir : aux 1er et 3e mois depuis décision, ancrés
      tenue par entretien
    dès saisine, aller à fermé
  états finaux fermé
)"));
  const auto record = dossier({event("e1", "saisine", "2024-01-05"), event("e2", "decision", "2024-01-10"),
                               event("e3", "entretien", "2024-02-08")});
  const auto on = day("2024-02-20");
  REQUIRE(rules->errors == "");
  CHECK(report(*rules, record, on, on) == "");
  int kept = 0;
  for (const auto& finding : published(*rules, record, on))
    if (finding.statut == "tenue") {
      ++kept;
      CHECK(finding.faits == std::vector<std::string>{"e2", "e3"});
    }
  CHECK(kept == 1);
}

TEST_CASE("what should have followed is missing only where the source tells all such acts", "[semantics]") {
  const auto rules = from_text(essai(R"(événement saisine « Saisine »
  portée personne
événement visite « Visite »
  portée personne
contrôle suites
  chaque saisine
    doit être suivie de visite dans les 10 jours
)"));
  REQUIRE(rules->errors == "");
  auto record = dossier({event("e1", "saisine", "2024-01-10")});
  const auto said = [&](const char* asked) {
    const auto answer = ask(*rules, record, day(asked));
    return std::pair(answer.labels("irregularite").size(), answer.labels("donnee_manquante").size());
  };
  using Counts = std::pair<std::size_t, std::size_t>;
  // What her spouse did is not what she did.
  record.persons.push_back({"p2", "conjoint", {}, {}});
  record.events.push_back(event("e2", "visite", "2024-01-12"));
  record.events.back().person = "p2";
  CHECK(said("2024-01-20") == Counts(0, 0));
  CHECK(said("2024-01-21") == Counts(1, 0));
  record.coverage.push_back({.source = "agenda", .types = {"saisine"}, .from = day("2023-01-01"), .to = {}});
  CHECK(said("2024-01-21") == Counts(0, 1));
  // Of a source that stops on the eve of the last day, the visit may have come that day.
  record.coverage.push_back(
      {.source = "agenda", .types = {"visite"}, .from = day("2023-01-01"), .to = day("2024-01-19")});
  CHECK(said("2024-01-21") == Counts(0, 1));
  record.coverage.back().to = day("2024-01-20");
  CHECK(said("2024-01-21") == Counts(1, 0));
}
