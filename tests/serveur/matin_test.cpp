#include <catch2/catch.hpp>

#include "tests/serveur/bench_support.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::pages;

std::string household(const std::string& number, const std::string& territoire) {
  return R"({"schema": 1, "dossier": ")" + number + R"(", "departement": "64", "territoire": ")" +
         territoire +
         R"(", "personnes": [{"id": "p1", "role": "demandeur",
    "attributs": [{"nom": "soumission_droits_devoirs", "valeur": true, "le": "2025-09-01"}]}],
  "evenements": [{"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1",
    "reference": "M-1", "champs": {"nature": "non_respect", "commis_le": "2026-02-26"}}]})";
}

}  // namespace

TEST_CASE("le matin d'un référent tient aux dossiers de ses territoires", "[pages]") {
  RunningBench bench(*parse_iso_date("2026-03-20"), {household("64-1", "Bayonne"), household("64-2", "Pau")});
  const auto mine = bench.seat("camille", acces::Role::referent, {"Bayonne"}).get("/");
  CHECK(mine.status == 200);
  CHECK(mine.says("64-1"));
  CHECK(!mine.says("64-2"));
  const auto all = bench.seat("dominique", acces::Role::cadre).get("/");
  CHECK(all.says("64-1"));
  CHECK(all.says("64-2"));
}
