#include "engine/reports/work_list.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/reports/grouped.hpp"

using namespace filrouge;

namespace {

Finding line(const char* id, const char* group, int rank, const char* nature, const char* label) {
  Finding finding;
  finding.id = id;
  finding.groupe = group;
  finding.rang_groupe = rank;
  finding.dossier = "64-1";
  finding.personne = "p1";
  finding.nature = nature;
  finding.libelle = label;
  finding.date = "2024-04-02";
  finding.explication = "Deux mois après l'orientation.";
  return finding;
}

std::string listed(const std::vector<Finding>& findings, const std::vector<int>& ranks,
                   const RunEnvelope& envelope = {}) {
  const Model model;
  WorkList list(model);
  list.add(findings, ranks);
  std::ostringstream out;
  list.write(out, envelope);
  return out.str();
}

}  // namespace

TEST_CASE("la liste montre un groupe une fois, ses autres lignes dessous, sans rien en perdre",
          "[listes][F9]") {
  auto due = line("a", "a", 0, "echeance", "Signer le CER");
  due.statut = "depassee";
  due.fondement = {{"CASF L262-36", true}};
  auto fault = line("b", "a", 1, "irregularite", "CER non signé");
  fault.date = "2024-04-03";
  fault.fondement = {{"CASF L262-37", true}};
  const auto other = line("c", "c", 0, "action", "Inviter");
  RunEnvelope envelope;
  envelope.asked = envelope.known = "2024-04-10";
  envelope.dossiers = 1;
  envelope.findings = 3;
  CHECK(listed({fault, other, due}, {0, 4, 1}, envelope) ==
        "Au 10 avril 2024, d'après ce qui était connu le 10 avril 2024 : 1 dossier, 3 constats.\n"
        "\n── IRRÉGULARITÉS BLOQUANTES ──\n"
        "\n64-1/p1 · Signer le CER — due le 2 avril 2024  [échéance, en retard]\n"
        "    Deux mois après l'orientation.\n"
        "    CASF L262-36\n"
        "    + CER non signé — 3 avril 2024  [irrégularité]\n"
        "      CASF L262-37\n"
        "\n── À FAIRE, ÉCHÉANCES PROCHES ──\n"
        "\n64-1/p1 · Inviter — 2 avril 2024  [à faire]\n"
        "    Deux mois après l'orientation.\n");
}

TEST_CASE("une date connue d'un seul côté n'est pas dite « due »", "[listes][F8]") {
  auto due = line("a", "a", 0, "echeance", "Signer le CER");
  due.statut = "a_venir";
  due.borne = "pas_avant";
  auto waiting = line("b", "b", 0, "attente", "Laisser répondre");
  waiting.borne = "au_plus_tard";
  const auto text = listed({due, waiting}, {4, 4});
  CHECK(text.find("Signer le CER — pas avant le 2 avril 2024  [échéance, à venir]") != std::string::npos);
  CHECK(text.find("Laisser répondre — au plus tard le 2 avril 2024  [") != std::string::npos);
}

TEST_CASE("ce qui peut être fait se dit « jusqu'au », même d'un seul côté, et jamais « à faire »",
          "[listes][G6]") {
  auto open = line("a", "a", 0, "duree", "Former un recours");
  open.statut = "en_cours";
  open.faculte = true;
  auto half = line("b", "b", 0, "duree", "Reprendre");
  half.faculte = true;
  half.borne = "pas_avant";
  const auto text = listed({open, half}, {5, 5});
  CHECK(text.find("── TEMPS DE LA PERSONNE, FACULTÉS, À COMPLÉTER ──") != std::string::npos);
  CHECK(text.find("Former un recours — jusqu'au 2 avril 2024  [faculté, en cours]") != std::string::npos);
  CHECK(text.find("Reprendre — jusqu'au 2 avril 2024 au moins  [faculté]") != std::string::npos);
}

TEST_CASE("où la ligne à montrer n'est pas de la liste, la suivante la remplace", "[listes][F9]") {
  const auto groups =
      grouped({line("d", "a", 2, "action", "Relancer"), line("c", "c", 0, "action", "Inviter"),
               line("b", "a", 1, "irregularite", "CER non signé")});
  CHECK(groups == std::vector<GroupedLines>{{2, 0}, {1}});
}

TEST_CASE("la liste dit qui décide, ce qui reste à vérifier, et combien de constats elle tait", "[listes]") {
  auto proposed = line("a", "a", 0, "proposition", "Réduire");
  proposed.decideur = "president";
  proposed.fondement = {{"CASF L262-37", true}, {"circulaire du 3 mai", false}};
  RunEnvelope envelope;
  envelope.asked = envelope.known = "2024-04-10";
  envelope.dossiers = 1;
  envelope.findings = 3;
  const auto text = listed({proposed}, {4}, envelope);
  CHECK(text.find("    décide : President · CASF L262-37, circulaire du 3 mai (à vérifier)\n") !=
        std::string::npos);
  CHECK(text.find("\nEt 2 constats qui ne demandent rien aujourd'hui") != std::string::npos);
  envelope.findings = 1;
  CHECK(listed({proposed}, {4}, envelope).find("\nEt ") == std::string::npos);
}
