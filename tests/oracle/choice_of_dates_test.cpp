#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// Of a choice of dates, a line tells the act whose day was chosen, and no other.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

std::string told(std::vector<RawEvent> acts, std::string_view code) {
  static const auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
événement contact « Contact »
  portée personne
événement bilan « Bilan »
  portée personne
rôle agent « Agent » institution departement
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    échéance point : 1 mois après le plus tardif de (entrée, contact, bilan)
      tenue par demande
    échéance premier_point : 1 mois après le premier de (le plus tardif de (contact, bilan), 2024-06-03)
      tenue par demande
    dès bilan, aller à fini
  état fini « Fini »
    échéance autre_point : 1 mois après le plus tardif de (contact, entrée)
      tenue par demande
    dès demande, aller à clos
  états finaux clos
)",
                                            "agent"));
  REQUIRE(rules->errors == "");
  for (const auto& finding : published(*rules, dossier(std::move(acts)), day("2024-07-01")))
    if (finding.code.ends_with(code) && finding.nature == "echeance") return finding.explication;
  return "rien";
}

}  // namespace

TEST_CASE("a choice of dates tells the act it chose", "[semantics]") {
  const auto demande = event("e1", "demande", "2024-05-06");
  CHECK(told({demande}, "ouvert.point").starts_with("1 mois après le 6 mai 2024 : due le 6 juin 2024"));
  // The contact came before the demande: the day chosen is that of the entry, which is no contact's.
  CHECK(told({event("e0", "contact", "2024-05-02"), demande}, "ouvert.point")
            .starts_with("1 mois après le 6 mai 2024 : due le 6 juin 2024"));
  CHECK(told({demande, event("e2", "contact", "2024-05-13")}, "ouvert.point")
            .starts_with("1 mois après « Contact » du 13 mai 2024 (e2) : due le 13 juin 2024"));
  CHECK(
      told({demande, event("e2", "contact", "2024-05-13"), event("e3", "bilan", "2024-05-20")}, "autre_point")
          .starts_with("1 mois après le 20 mai 2024 : due le 20 juin 2024"));
  CHECK(told({demande, event("e2", "contact", "2024-05-13")}, "premier_point")
            .starts_with("1 mois après « Contact » du 13 mai 2024 (e2) : due le 13 juin 2024"));
  CHECK(told({demande, event("e2", "contact", "2024-06-10")}, "premier_point")
            .starts_with("1 mois après le 3 juin 2024 : due le 3 juillet 2024"));
}
