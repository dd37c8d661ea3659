#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/role.hpp"

using namespace filrouge;

TEST_CASE("les rôles de toutes les sources sont ceux du vocabulaire") {
  CHECK(known_role("Demandeuse") == "demandeur");
  CHECK(known_role("CJT") == "conjoint");
  CHECK(known_role("Bénéficiaire").empty());
  CHECK(known_role("").empty());
  CHECK(told_role("ENF") == "enfant");
  CHECK(told_role("fille de Zoulikha") == "inconnu");
}

TEST_CASE("une personne dont la source abrège le rôle est suivie, un enfant non") {
  const Vocabulary vocabulary;
  Journal journal;
  JournalBuilder builder(vocabulary, journal);
  SeenDossier dossier;
  dossier.dossier = "1";
  builder.begin(dossier);
  for (const auto* role : {"DEM", "Conjointe", "enf", "voisin"}) builder.person({role, role, {}, {}});
  builder.end();
  std::vector<std::string> followed, unknown;
  for (const auto& person : journal.persons) {
    if (person.in_chain) followed.emplace_back(journal.text(person.id));
    if (person.lacks) unknown.emplace_back(journal.text(person.id));
  }
  CHECK(followed == std::vector<std::string>{"Conjointe", "DEM"});
  CHECK(unknown == std::vector<std::string>{"voisin"});
}
