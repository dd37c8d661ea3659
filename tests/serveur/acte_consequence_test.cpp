#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/core/calendar/date.hpp"
#include "tests/serveur/acte_support.hpp"

/// What an act changes, told before it is saved. Days worked out by hand from CASF R262-69-1: ten days from
/// the notification of the information préalable, put off when they end a Saturday, a Sunday or a holiday.
namespace {

using namespace filrouge;
using namespace filrouge::acte;

constexpr std::string_view affaire = R"({
  "schema": 1, "dossier": "64-1", "departement": "64", "organisme": "CAF",
  "attributs": [{"nom": "etat_droit", "valeur": "2", "le": "2025-09-01"},
                {"nom": "taille_foyer", "valeur": 1, "le": "2025-09-01"}],
  "personnes": [{"id": "p1", "role": "demandeur", "naissance": "1989-02-11", "attributs": [
    {"nom": "soumission_droits_devoirs", "valeur": true, "le": "2025-09-01"},
    {"nom": "majoration", "valeur": false, "le": "2025-09-01"}]}],
  "evenements": [
    {"id": "e1", "type": "notification_droits_devoirs", "le": "2025-09-22", "personne": "p1", "champs": {"recu_le": "2025-09-25"}},
    {"id": "e2", "type": "orientation", "le": "2025-10-20", "personne": "p1", "champs": {"parcours": "social", "organisme": "departement"}},
    {"id": "e3", "type": "contrat_engagement_signe", "le": "2025-11-17", "du": "2025-11-17", "personne": "p1", "champs": {"heures_semaine": 15}},
    {"id": "e4", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "reference": "M-2026-7", "champs": {"nature": "non_respect", "commis_le": "2026-02-26", "engagement": "ateliers"}},
    {"id": "e5", "type": "courrier_envoye", "le": "2026-03-05", "personne": "p1", "reference": "M-2026-7", "champs": {"objet": "information_prealable", "mode": "lrar", "delai_annonce": "10 jours", "voies_et_delais": true}},
    {"id": "e6", "type": "courrier_presente", "le": "2026-03-07", "personne": "p1", "references": {"courrier": "e5"}, "champs": {"avis_instance_prouve": true}},
    {"id": "e7", "type": "courrier_retire", "le": "2026-03-20", "personne": "p1", "references": {"courrier": "e5"}},
    {"id": "e8", "type": "appreciation", "le": "2026-03-31", "personne": "p1", "reference": "M-2026-7", "champs": {"objet": "motif_legitime", "conclusion": "non"}},
    {"id": "e9", "type": "decision_cd", "le": "2026-04-02", "du": "2026-05-01", "personne": "p1", "reference": "M-2026-7",
     "champs": {"mesure": "suspension", "taux": "50 %", "duree": "2 mois", "motivation": true, "voies_recours": true}}
  ]})";

Record first(std::size_t acts) {
  auto record = dossier(affaire);
  record.events.resize(acts);
  return record;
}

Submitted suspension(std::string on) {
  return {{"le", std::move(on)},           {"personne", "p1"},
          {"reference", "M-2026-7"},       {"du", "01/05/2026"},
          {"champs.mesure", "suspension"}, {"champs.taux", "50 %"},
          {"champs.duree", "2 mois"},      {"champs.motivation", "oui"},
          {"champs.voies_recours", "oui"}};
}

Consequence after(const Record& record, std::string_view type, const Submitted& submitted,
                  std::string_view today) {
  return consequence(shipped(), record, understood(record, type, submitted, day(today)), day(today));
}

}  // namespace

TEST_CASE("un manquement constaté ouvre une affaire, et ce qu'il faut faire", "[acte]") {
  const auto told = after(first(3), "manquement_constate",
                          {{"le", "02/03/2026"},
                           {"personne", "p1"},
                           {"reference", "M-2026-7"},
                           {"champs.nature", "non-respect"},
                           {"champs.commis_le", "2026-02-26"},
                           {"champs.engagement", "ateliers"}},
                          "2026-03-02");
  CHECK(line(told, Change::opens, "M-2026-7").date == "2026-03-02");
  CHECK(line(told, Change::begins, "Adresser l'information préalable").date == "2026-03-17");
  REQUIRE(!told.next.empty());
  CHECK(told.next.front().date == "2026-03-17");
  CHECK(!told.has_blocking);
}

TEST_CASE("la lettre partie fait avancer l'affaire, la lettre retirée fait courir les dix jours", "[acte]") {
  const auto sent = after(first(4), "courrier_envoye",
                          {{"le", "2026-03-05"},
                           {"personne", "p1"},
                           {"reference", "M-2026-7"},
                           {"champs.objet", "information préalable"},
                           {"champs.mode", "LRAR"},
                           {"champs.delai_annonce", "10 jours"}},
                          "2026-03-05");
  CHECK(says(sent, Change::moves, "passe de « Manquement constaté » à « La personne peut répondre »"));
  CHECK(says(sent, Change::ends, "est tenu"));
  const auto collected =
      after(first(6), "courrier_retire",
            {{"le", "2026-03-20"}, {"personne", "p1"}, {"references.courrier", "e5"}}, "2026-03-20");
  const auto& time = line(collected, Change::moves, "Dix jours pour répondre");
  CHECK(time.sentence.find("dure jusqu'au 30 mars 2026") != std::string::npos);
  CHECK(time.fondement == "CASF R262-69-1");
}

TEST_CASE("une suspension dans les dix jours est dite prématurée avant d'être enregistrée", "[acte]") {
  const auto told = after(first(7), "decision_cd", suspension("2026-03-25"), "2026-03-25");
  REQUIRE(told.has_blocking);
  CHECK(told.lines.front().change == Change::irregular);
  CHECK(told.lines.front().premature);
  CHECK(told.lines.front().date == "2026-03-31");
  CHECK(told.lines.front().sentence.starts_with("Cette décision serait prématurée avant le 31 mars 2026"));
  // On the eve of that day too; on the day, no more.
  CHECK(after(first(7), "decision_cd", suspension("2026-03-30"), "2026-03-30").lines.front().premature);
  const auto on_time = after(first(8), "decision_cd", suspension("2026-03-31"), "2026-03-31");
  CHECK(std::ranges::none_of(on_time.lines, &ConsequenceLine::premature));
}

TEST_CASE("une étape qui manque est dite ; une fois faite, plus rien n'est reproché", "[acte]") {
  const auto without = after(first(7), "decision_cd", suspension("2026-04-02"), "2026-04-02");
  CHECK(line(without, Change::irregular, "Motif légitime non apprécié").severity == "bloquante");
  const auto complete = after(first(8), "decision_cd", suspension("2026-04-02"), "2026-04-02");
  INFO(shown(complete));
  CHECK(std::ranges::none_of(complete.lines,
                             [](const auto& each) { return each.change == Change::irregular; }));
  CHECK(says(complete, Change::moves, "à « Allocation suspendue »"));
  CHECK(line(complete, Change::begins, "La durée « Suspension »").date == "2026-06-30");
  auto unsaid = suspension("2026-04-02");
  std::erase_if(unsaid, [](const auto& field) { return field.first == "champs.motivation"; });
  CHECK(says(after(first(8), "decision_cd", unsaid, "2026-04-02"), Change::lacks,
             "il reste à savoir : motivation"));
  // Nobody knows when the letter came: her time may still run, and that is said before what begins.
  const auto unknown = after(first(5), "decision_cd", suspension("2026-04-02"), "2026-04-02");
  CHECK(says(unknown, Change::lacks, "Prématuré possible"));
}

TEST_CASE("une levée ferme ce que la mesure tenait ouvert", "[acte]") {
  const auto told = after(
      first(9), "levee_sanction",
      {{"le", "2026-05-10"}, {"champs.effet", "2026-05-10"}, {"references.decision", "e9"}}, "2026-05-10");
  CHECK(says(told, Change::closes, "Exécution d'une mesure"));
  CHECK(says(told, Change::moves, "passe de « Allocation suspendue »"));
}

TEST_CASE("une correction du jour déplace les dates, une annulation les retire", "[acte]") {
  const auto record = first(7);
  const auto today = day("2026-03-24");
  const auto form = correction_form(forms(), record, "e7", today);
  REQUIRE(form);
  CHECK(form->field("le")->initial == "2026-03-20");
  CHECK(form->field("connu_le") == nullptr);
  const auto read =
      read_correction(shipped().model, *form, "e7",
                      {{"le", "19/03/2026"}, {"personne", "p1"}, {"motif", "cachet relu"}}, record, today);
  REQUIRE(read.act);
  CHECK(read.reason == "cachet relu");
  REQUIRE(read.act->fields.size() == 1);
  CHECK(read.act->fields.front() == RawField{"le", {RawValue::Kind::text, "2026-03-19"}});
  auto correction = *read.act;
  correction.id = next_act_id(record);
  // Ten days after Thursday 19 March end on Sunday 29, put off to Monday 30.
  CHECK(says(consequence(shipped(), record, correction, today), Change::nothing, ""));
  correction.fields.front().value.text = "2026-03-17";
  const auto moved = consequence(shipped(), record, correction, today);
  CHECK(line(moved, Change::moves, "Dix jours pour répondre")
            .sentence.find("27 mars 2026 (auparavant : 30 mars") != std::string::npos);

  const auto annulled = read_annulation(shipped().model, "e7", {{"motif", "autre pli"}}, record, today);
  REQUIRE(annulled.act);
  auto annulation = *annulled.act;
  annulation.id = next_act_id(record);
  const auto told = consequence(shipped(), record, annulation, today);
  // Not collected within fifteen days, the notice proven: notified at the presentation, 7 March, and over
  // since 17.
  CHECK(says(told, Change::ends, "« Dix jours pour répondre » est fini"));
  CHECK(says(told, Change::moves, "à « Observations closes : à décider »"));
  auto held = record;
  held.events.push_back(annulation);
  CHECK(!read_annulation(shipped().model, "e7", {{"motif", "encore"}}, held, today).act);
  // The annulment itself may be taken back.
  CHECK(read_annulation(shipped().model, annulation.id, {{"motif", "c'était bien lui"}}, held, today).act);
}

TEST_CASE("un acte qui ne change rien le dit, avec pourquoi", "[acte]") {
  const auto nothing = after(first(4), "dtr_recue", {{"le", "2026-03-10"}}, "2026-03-10");
  REQUIRE(nothing.lines.size() == 1);
  CHECK(nothing.lines.front().sentence.starts_with("Cet acte ne change rien à ce que filrouge dit"));
  const auto unexpected =
      after(first(9), "premier_contact", {{"le", "2026-05-10"}, {"personne", "p1"}}, "2026-05-10");
  CHECK(line(unexpected, Change::nothing, "n'est attendu dans aucune procédure").finding != "");
}

TEST_CASE("ce qu'un acte nomme et que le dossier n'a pas est dit, même quand il change autre chose",
          "[acte]") {
  const auto told =
      after(first(3), "manquement_constate",
            {{"le", "2026-03-02"}, {"personne", "p1"}, {"references.objet", "e3"}}, "2026-03-02");
  CHECK(!says(told, Change::not_understood, "renvoie à"));
  auto act = understood(first(3), "manquement_constate", {{"le", "2026-03-02"}, {"personne", "p1"}},
                        day("2026-03-02"));
  act.references.push_back({"objet", {RawValue::Kind::text, "X-77"}});
  const auto lost = consequence(shipped(), first(3), act, day("2026-03-02"));
  CHECK(says(lost, Change::opens, "Suite donnée à un manquement"));
  CHECK(says(lost, Change::not_understood, "renvoie à « X-77 », que le dossier ne connaît pas"));
  // What the rules do not read of it is said too.
  act.references.clear();
  act.fields.push_back({"nature", {RawValue::Kind::text, "absence"}});
  CHECK(says(consequence(shipped(), first(3), act, day("2026-03-02")), Change::not_understood,
             "Les règles ne comprennent pas tout de cet acte"));
}
