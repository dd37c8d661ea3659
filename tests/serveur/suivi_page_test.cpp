#include <catch2/catch.hpp>

#include "tests/serveur/bench_support.hpp"

/// What is put off leaves the list, never the sight of the cadre.
namespace {

using namespace filrouge;
using namespace filrouge::pages;

constexpr std::string_view household = R"({"schema": 1, "dossier": "64-1", "departement": "64",
  "territoire": "Bayonne", "personnes": [{"id": "p1", "role": "demandeur",
    "attributs": [{"nom": "soumission_droits_devoirs", "valeur": true, "le": "2025-09-01"}]}],
  "evenements": [{"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1",
    "reference": "M-1", "champs": {"nature": "non_respect", "commis_le": "2026-02-26"}}]})";
constexpr const char* letter = "Adresser l'information préalable";

struct Office {
  RunningBench bench{*parse_iso_date("2026-03-20"), {std::string(household)}};
  Seat camille = bench.seat("camille", acces::Role::referent, {"Bayonne"});
  std::string line;  ///< the address of the first line of the morning

  Office() {
    const auto morning = camille.get("/");
    REQUIRE(morning.says(letter));
    const auto at = morning.body.find("/dossiers/64-1/suivi/");
    line = morning.body.substr(at, morning.body.find('"', at) - at);
  }
};

}  // namespace

TEST_CASE("une ligne reportée revient à son jour, et le cadre la voit toujours", "[pages]") {
  Office office;
  const auto cadre = office.bench.seat("dominique", acces::Role::cadre);
  const auto put_off = [&](const std::string& day, const std::string& reason) {
    return office.camille.post(office.line, {{"geste", "reporte"}, {"jour", day}, {"motif", reason}});
  };
  CHECK(put_off("2026-03-20", "absent").says(R"(id="reporter-jour-erreur")"));
  const auto untold = put_off("2026-04-02", " ");
  CHECK(untold.status == 422);
  CHECK(untold.says(R"(id="reporter-motif-erreur")"));
  CHECK(untold.value_of("jour") == "2026-04-02");
  CHECK(office.bench.number("SELECT count(*) FROM suivis") == 0);

  const auto done = put_off("02/04/2026", "pièce attendue");
  REQUIRE(done.status == 303);
  CHECK(office.camille.get(done.location).says("reporté au 2 avril 2026 par camille : pièce attendue"));
  CHECK(!office.camille.get("/").says("Adresser l'information préalable</a></h3>"));
  CHECK(cadre.get("/").says("pièce attendue"));
  office.bench.set_today(*parse_iso_date("2026-04-02"));
  CHECK(office.camille.get("/").says(letter));
  CHECK(office.bench.told("64-1", "camille", acces::AuditKind::suivi) == 1);
}

TEST_CASE("une ligne se passe à qui voit le dossier, se prend, et se rend", "[pages]") {
  Office office;
  office.bench.seat("pau", acces::Role::referent, {"Pau"});
  office.bench.seat("visite", acces::Role::lecture);
  office.bench.seat("dominique", acces::Role::referent, {"Bayonne"});
  const auto page = office.camille.get(office.line);
  CHECK(page.says(R"(<option value="dominique">)"));
  CHECK(!page.says(R"(<option value="pau">)"));
  CHECK(!page.says(R"(<option value="visite">)"));
  CHECK(office.camille.post(office.line, {{"geste", "passe"}, {"a", "pau"}}).status == 422);
  CHECK(office.camille.post(office.line, {{"geste", "passe"}, {"a", "dominique"}}).status == 303);
  CHECK(office.camille.get("/").says("Passé à dominique par camille"));
  CHECK(office.camille.post(office.line, {{"geste", "charge"}}).status == 303);
  CHECK(office.camille.post(office.line, {{"geste", "rendu"}}).status == 303);
  CHECK(!office.camille.get("/").says("par camille"));
  CHECK(office.camille.get(office.line).says("pris en charge par camille"));
}

TEST_CASE("une ligne qui n'est plus dite ne se suit plus", "[pages]") {
  Office office;
  const auto gone = office.camille.get("/dossiers/64-1/suivi/nulle");
  CHECK(gone.status == 404);
  CHECK(gone.says("ne dit plus cette ligne"));
  CHECK(office.camille.post("/dossiers/64-1/suivi/nulle", {{"geste", "charge"}}).status == 404);
  CHECK(office.bench.seat("visite", acces::Role::lecture).get(office.line).status == 403);
  CHECK(office.camille.post_bare(office.line, {{"geste", "charge"}}).status == 403);
  CHECK(office.bench.number("SELECT count(*) FROM suivis") == 0);
}

TEST_CASE("reporter la première ligne d'une affaire ne reporte pas les autres", "[pages]") {
  Office office;
  const auto ids = office.bench.number(
      "SELECT count(*) FROM constats WHERE fini_le IS NULL AND tete & 1 AND urgence < 7 AND affaire = 'M-1'");
  REQUIRE(ids > 1);
  const auto lead = office.bench.text("SELECT id FROM constats WHERE fini_le IS NULL AND mene & 1");
  REQUIRE(office.camille
              .post("/dossiers/64-1/suivi/" + lead,
                    {{"geste", "reporte"}, {"jour", "2026-09-01"}, {"motif", "pièce attendue"}})
              .status == 303);
  const auto morning = office.camille.get("/?role=tous");
  CHECK(morning.says("1 ligne de cette page est reportée"));
  CHECK(morning.says(R"(<article class="affaire">)"));
  CHECK(!morning.says("/suivi/" + lead));
}
