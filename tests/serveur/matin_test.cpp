#include <catch2/catch.hpp>

#include "apps/serveur/pages/finding_card.hpp"
#include "tests/serveur/bench_support.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::pages;

}  // namespace

TEST_CASE("le matin d'un référent tient aux dossiers de ses territoires", "[pages]") {
  RunningBench bench(*parse_iso_date("2026-03-20"),
                     {reproached("64-1", "Bayonne"), reproached("64-2", "Pau")});
  const auto mine = bench.seat("camille", acces::Role::referent, {"Bayonne"}).get("/");
  CHECK(mine.status == 200);
  CHECK(mine.says("64-1"));
  CHECK(!mine.says("64-2"));
  const auto all = bench.seat("dominique", acces::Role::cadre).get("/");
  CHECK(all.says("64-1"));
  CHECK(all.says("64-2"));
}

TEST_CASE("nulle ligne ne mène à une adresse vide", "[pages]") {
  // Sans numéro à lui, un acte est nommé par la ligne qu'il ouvre, et non par l'affaire où il est rangé.
  RunningBench bench(*parse_iso_date("2026-06-20"), {R"({"schema": 1, "dossier": "64-1", "departement": "64",
"territoire": "Bayonne", "organisme": "CAF", "matricule": "A1", "personnes": [{"id": "p1", "role": "demandeur"}],
"attributs": [{"nom": "taille_foyer", "valeur": 1},
{"nom": "soumission_droits_devoirs", "personne": "p1", "valeur": true}],
"evenements": [
{"id": "m", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "reference": "M-1",
 "champs": {"nature": "non_respect"}},
{"id": "l", "type": "courrier_envoye", "le": "2026-03-04", "personne": "p1",
 "champs": {"objet": "information_prealable", "mode": "remise"}},
{"id": "d", "type": "decision_cd", "le": "2026-03-18", "personne": "p1", "du": "2026-04-01",
 "champs": {"mesure": "suspension", "taux": "30 %", "duree": "1 mois", "motivation": true, "voies_recours": true}},
{"id": "coupe", "type": "suspension_versement", "le": "2026-04-01", "connu_le": "2026-04-13",
 "champs": {"motif": "CG", "effet": "2026-04-01"}}]})"});
  const auto seat = bench.seat("camille", acces::Role::referent);
  CHECK(bench.number("SELECT count(*) FROM constats c WHERE affaire = 'd' AND fini_le IS NULL") > 0);
  CHECK(bench.number("SELECT count(*) FROM affaires WHERE affaire = 'd'") == 0);
  for (const auto* act : {"m", "l", "d", "coupe", "M-1"}) {
    const auto said = bench.number(
        std::string("SELECT count(*) FROM constats WHERE fini_le IS NULL AND affaire = '") + act + "'");
    for (const auto* person : {"", "&personne=p1"}) {
      INFO(act << person);
      const auto status = seat.get(std::string("/affaires/") + act + "?dossier=64-1" + person).status;
      if (said > 0 && std::string(act) != "coupe") CHECK(status != 404);
    }
  }
  CHECK(seat.get("/affaires/coupe?dossier=64-1").status != 404);
  CHECK(seat.get("/affaires/rien?dossier=64-1").status == 404);
}

TEST_CASE("d'un jour qui n'est qu'une borne, le compte des jours le dit", "[pages]") {
  Finding line;
  line.nature = "attente";
  line.statut = "a_venir";
  line.date = "2026-03-25";
  const auto said = [&] { return standing(line, *parse_iso_date("2026-03-20")).str(); };
  CHECK(said().find("dans 5 jours<") != std::string::npos);
  line.borne = "pas_avant";
  CHECK(said().find("dans 5 jours au plus tôt<") != std::string::npos);
}
