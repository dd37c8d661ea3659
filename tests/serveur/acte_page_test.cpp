#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "apps/serveur/acte/act_form.hpp"
#include "tests/serveur/bench_support.hpp"

/// From the browser to the base: what a person writes is recorded once, as they saw it, or not at all.
namespace {

using namespace filrouge;
using namespace filrouge::pages;

constexpr const char* page = "/dossiers/64-1/acte";

struct Office {
  RunningBench bench{*parse_iso_date("2026-03-20"),
                     {reproached("64-1", "Bayonne"), reproached("64-2", "Pau")}};
  Seat camille = bench.seat("camille", acces::Role::referent, {"Bayonne"});

  std::size_t acts() const { return bench.held("64-1").events.size(); }
};

void put(FormFields& fields, const std::string& name, const std::string& value) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  fields.emplace_back(name, value);
}
FormFields pressed(FormFields fields, const std::string& button) {
  put(fields, "faire", button);
  return fields;
}

/// The form of an act, filled.
FormFields filled(const Seat& seat, const std::string& type, const FormFields& values) {
  auto fields = seat.get(std::string(page) + "?affaire=M-1&personne=p1&type=" + type).form(page);
  for (const auto& [name, value] : values) put(fields, name, value);
  return fields;
}
FormFields letter(const Seat& seat) {
  return filled(seat, "courrier_envoye",
                {{"le", "2026-03-20"}, {"champs.objet", "information_prealable"}, {"champs.mode", "lrar"}});
}
/// What stands in it once its consequence was shown.
FormFields previewed(const Seat& seat, const FormFields& fields) {
  const auto shown = seat.post(page, pressed(fields, "voir"));
  REQUIRE(shown.status == 200);
  return shown.form(page);
}

}  // namespace

TEST_CASE("un courrier enregistré par sa page est au dossier, et la liste du matin le sait", "[pages]") {
  Office office;
  CHECK(office.camille.get("/").says("Adresser l'information préalable"));
  const auto shown = office.camille.post(page, pressed(letter(office.camille), "voir"));
  CHECK(shown.says("Dix jours pour répondre"));
  CHECK(office.acts() == 1);  // looking writes nothing
  CHECK(office.bench.number("SELECT count(*) FROM imports") == 1);

  const auto saved = office.camille.post(page, pressed(shown.form(page), "enregistrer"));
  REQUIRE(saved.status == 303);
  CHECK(office.camille.get(saved.location).says("L'acte est enregistré (fil-1)"));
  const auto act = office.bench.held("64-1").events.back();
  CHECK(act.type == "courrier_envoye");
  CHECK(act.reference == "M-1");
  CHECK(office.bench.text("SELECT fichier FROM imports ORDER BY id DESC LIMIT 1") == "banc : camille");
  CHECK(!office.camille.get("/").says("Adresser l'information préalable"));
  CHECK(office.bench.told("64-1", "camille", acces::AuditKind::acte) == 1);
}

TEST_CASE("ce qui est enregistré est ce qui a été montré", "[pages]") {
  Office office;
  auto fields = previewed(office.camille, letter(office.camille));
  put(fields, "le", "2026-03-19");
  const auto asked = office.camille.post(page, pressed(fields, "enregistrer"));
  CHECK(asked.status == 200);
  CHECK(asked.says("Le formulaire a changé depuis"));
  CHECK(office.acts() == 1);
  CHECK(office.camille.post(page, pressed(asked.form(page), "enregistrer")).status == 303);
  CHECK(office.bench.held("64-1").events.back().on == *parse_iso_date("2026-03-19"));
}

TEST_CASE("un champ faux revient marqué, et le formulaire rempli", "[pages]") {
  Office office;
  auto fields = letter(office.camille);
  put(fields, "le", "31/02/2026");
  const auto back = office.camille.post(page, pressed(fields, "voir"));
  CHECK(back.status == 422);
  CHECK(back.value_of("le") == "31/02/2026");
  CHECK(back.says(R"(id="le-erreur")"));
  CHECK(back.says(R"(aria-invalid="true")"));
  const auto kept = back.form(page);
  CHECK(std::ranges::count(kept, std::pair<std::string, std::string>{"champs.mode", "lrar"}) == 1);
  // A day as people write it is one.
  put(fields, "le", "19/03/2026");
  CHECK(office.camille.post(page, pressed(fields, "voir")).value_of("le") == "2026-03-19");
}

TEST_CASE("le dossier d'un autre territoire n'existe pas, ni à lire ni à écrire", "[pages]") {
  Office office;
  const auto mine = previewed(office.camille, letter(office.camille));
  for (const std::string more : {"/acte", "/acte?type=courrier_envoye", "/acte/e1", "/acte/e1/corriger",
                                 "/acte/e1/annuler", "/suivi/x"}) {
    INFO(more);
    CHECK(office.camille.get("/dossiers/64-2" + more).status == 404);
    CHECK(office.camille.get("/dossiers/64-2" + more).body ==
          office.camille.get("/dossiers/64-9" + more).body);
  }
  CHECK(office.camille.post("/dossiers/64-2/acte", pressed(mine, "enregistrer")).status == 404);
  CHECK(office.camille.post("/dossiers/64-2/acte/e1/annuler", {{"motif", "x"}}).status == 404);
  CHECK(office.bench.held("64-2").events.size() == 1);
}

TEST_CASE("ce qu'un autre a écrit entre-temps est montré, et le formulaire reste rempli", "[pages]") {
  Office office;
  const auto mine = previewed(office.camille, letter(office.camille));
  const auto dominique = office.bench.seat("dominique", acces::Role::cadre);
  auto theirs = previewed(dominique, letter(dominique));
  REQUIRE(dominique.post(page, pressed(theirs, "enregistrer")).status == 303);

  const auto moved = office.camille.post(page, pressed(mine, "enregistrer"));
  CHECK(moved.status == 409);
  CHECK(moved.says("banc : dominique"));
  CHECK(moved.value_of("le") == "2026-03-20");
  CHECK(office.acts() == 2);
  // Read again, it may be recorded.
  CHECK(office.camille.post(page, pressed(moved.form(page), "enregistrer")).status == 303);
  CHECK(office.acts() == 3);
}

TEST_CASE("presser deux fois « enregistrer » n'enregistre qu'une fois", "[pages]") {
  Office office;
  const auto fields = pressed(previewed(office.camille, letter(office.camille)), "enregistrer");
  REQUIRE(office.camille.post(page, fields).status == 303);
  const auto again = office.camille.post(page, fields);
  CHECK(again.status == 200);
  CHECK(again.says("déjà enregistré (fil-1)"));
  CHECK(again.says("/dossiers/64-1/acte/fil-1"));
  CHECK(office.acts() == 2);
}

TEST_CASE("un acte irrégulier s'enregistre, une fois confirmé", "[pages]") {
  Office office;
  // Suspended without having been told, nor heard.
  const auto fields = previewed(office.camille, filled(office.camille, "decision_cd",
                                                       {{"le", "2026-03-19"},
                                                        {"champs.mesure", "suspension"},
                                                        {"champs.taux", "50 %"},
                                                        {"champs.duree", "1 mois"}}));
  const auto asked = office.camille.post(page, pressed(fields, "enregistrer"));
  CHECK(asked.status == 422);
  CHECK(asked.says("irrégularité bloquante"));
  CHECK(asked.says(R"(id="confirme-erreur")"));
  CHECK(office.acts() == 1);
  auto confirmed = asked.form(page);
  put(confirmed, "confirme", "oui");
  CHECK(office.camille.post(page, pressed(confirmed, "enregistrer")).status == 303);
  CHECK(office.bench.held("64-1").events.back().type == "decision_cd");
}

TEST_CASE("une sanction n'est ni la première, ni choisie par une adresse", "[pages]") {
  Office office;
  const auto chooser = office.camille.get(page);
  const auto all = chooser.body.find("Tous les actes"), adverse = chooser.body.find("Montrer ces actes");
  REQUIRE(all != std::string::npos);
  REQUIRE(adverse > all);
  // What the states await may be a decision that lifts a measure; never the measure.
  CHECK(chooser.body.find("type=decision_cd", all) > adverse);
  const auto first = chooser.body.find("?type=");
  CHECK(chooser.body.substr(first, 21) == "?type=courrier_envoye");
  // Nor is it one click away: what may weigh is folded.
  const auto decision = chooser.body.find("type=decision_cd");
  const auto folded = chooser.body.rfind("<details>", decision);
  REQUIRE(folded != std::string::npos);
  CHECK(chooser.body.substr(folded, decision - folded).find("</details>") == std::string::npos);
  for (const std::string measure : {"suspension", "reduction", "suppression", "radiation", "amende"})
    CHECK(!chooser.says("champs.mesure=" + measure));
  const auto form =
      office.camille.get(std::string(page) + "?type=decision_cd&champs.mesure=suspension").form(page);
  CHECK(std::ranges::count(form, std::pair<std::string, std::string>{"champs.mesure", ""}) == 1);
}

TEST_CASE("une correction et une annulation disent pourquoi, et n'effacent rien", "[pages]") {
  Office office;
  const std::string correct = "/dossiers/64-1/acte/e1/corriger", annul = "/dossiers/64-1/acte/e1/annuler";
  auto fields = office.camille.get(correct).form(correct);
  put(fields, "le", "2026-03-03");
  const auto untold = office.camille.post(correct, pressed(fields, "voir"));
  CHECK(untold.status == 422);
  CHECK(untold.says(R"(id="motif-erreur")"));
  put(fields, "motif", "jour relu sur la pièce");
  const auto shown = office.camille.post(correct, pressed(fields, "voir"));
  REQUIRE(shown.status == 200);
  CHECK(office.acts() == 1);
  const auto sent = pressed(shown.form(correct), "enregistrer");
  REQUIRE(office.camille.post(correct, sent).status == 303);
  CHECK(office.camille.post(correct, sent).says("déjà enregistré"));
  const auto record = office.bench.held("64-1");
  REQUIRE(record.events.size() == 2);
  CHECK(record.events.front().on == *parse_iso_date("2026-03-02"));
  CHECK(acte::as_corrected(record, record.events.front()).on == *parse_iso_date("2026-03-03"));
  CHECK(office.bench.text("SELECT lecture FROM imports ORDER BY id DESC LIMIT 1") ==
        "jour relu sur la pièce");

  const auto before =
      office.camille.post(annul, pressed({{"motif", "autre personne"},
                                          {"timbre", office.camille.get(annul).value_of("timbre")},
                                          {"cle", office.camille.get(annul).value_of("cle")}},
                                         "voir"));
  REQUIRE(before.status == 200);
  const auto done = office.camille.post(annul, pressed(before.form(annul), "enregistrer"));
  REQUIRE(done.status == 303);
  CHECK(acte::is_annulled(office.bench.held("64-1"), "e1"));
  CHECK(office.camille.get(done.location).says("Cet acte a été annulé"));
  CHECK(office.bench.told("64-1", "camille", acces::AuditKind::correction) == 2);
}

TEST_CASE("sans le jeton de sa session, ou sans en avoir le droit, rien ne s'écrit", "[pages]") {
  Office office;
  auto fields = pressed(previewed(office.camille, letter(office.camille)), "enregistrer");
  const auto lecture = office.bench.seat("visite", acces::Role::lecture);
  CHECK(lecture.get(page).status == 403);
  CHECK(lecture.get("/dossiers/64-1/acte/e1").status == 200);
  CHECK(lecture.post(page, fields).status == 403);
  std::erase_if(fields, [](const auto& field) { return field.first == "jeton"; });
  CHECK(office.camille.post_bare(page, fields).status == 403);
  CHECK(office.acts() == 1);
}

TEST_CASE("une base tenue par un autre est dite, et le formulaire reste rempli", "[pages][.lent]") {
  Office office;
  const auto fields = previewed(office.camille, letter(office.camille));
  {
    SQLite::Database other(office.bench.base(), SQLite::OPEN_READWRITE);
    SQLite::Transaction held(other, SQLite::TransactionBehavior::IMMEDIATE);
    const auto back = office.camille.post(page, pressed(fields, "enregistrer"));
    CHECK(back.status == 503);
    CHECK(back.value_of("le") == "2026-03-20");
    CHECK(office.acts() == 1);
  }
  CHECK(office.camille.post(page, pressed(fields, "enregistrer")).status == 303);
}
