#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// At either end of the calendar, an answer, the same to both readings.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// Rules about demandes and contacts.
std::unique_ptr<Rules> following(const std::string& text) {
  auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
événement contact « Contact »
  portée personne
rôle agent « Agent » institution departement
)" + text,
                               "agent"));
  REQUIRE(rules->errors == "");
  return rules;
}

}  // namespace

TEST_CASE("a source that vouches up to the last day of the calendar never ceases to", "[calendar_ends]") {
  const auto rules = following(R"(définition perdu_de_vue : aucun contact, de la même personne, depuis 3 mois
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    dès que perdu_de_vue, aller à perdu
  état perdu « Perdu de vue »
    dès contact, aller à clos
  états finaux clos
)");
  auto record = dossier({event("e1", "demande", "2024-01-10"), event("e2", "contact", "2024-01-05")});
  record.coverage.push_back({.source = "registre", .types = {}, .from = day("2023-01-01"), .to = last_day()});
  CHECK(ask(*rules, record, day("2024-04-05")).labels("etat") == std::vector<std::string>{"Ouvert"});
  CHECK(ask(*rules, record, day("2024-04-06")).labels("etat") == std::vector<std::string>{"Perdu de vue"});
  // Whatever day is asked, the last one too.
  CHECK(ask(*rules, record, last_day()).labels("etat") == std::vector<std::string>{"Perdu de vue"});
}

TEST_CASE("what an act of the first day of the calendar starts has an end", "[calendar_ends]") {
  const auto rules = following(R"(procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    rythme points « Faire le point » : au plus tard tous les 3 mois depuis entrée, glissants, borne incluse
      tenue par contact
    échéance repondre : 2 mois après entrée
      tenue par contact
    dès contact, aller à clos
  états finaux clos
)");
  for (const auto* on : {"2024-01-10", "2199-12-30"}) {
    const auto asked = ask(*rules, dossier({event("e1", "demande", "1900-01-01")}), day(on));
    CHECK(asked.delai("echeance", "repondre") == "depassee 1900-03-01");
    CHECK(asked.delai("rythme", "points") == "a_venir 1900-01-01");
  }
}
