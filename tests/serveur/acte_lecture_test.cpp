#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/serveur/acte_support.hpp"

/// What a submitted form says: all of it is understood, or refused with its field named.
namespace {

using namespace filrouge;
using namespace filrouge::acte;

Record couple() {
  return dossier(R"({
  "schema": 1, "dossier": "64-2", "departement": "64",
  "personnes": [{"id": "p1", "role": "demandeur"}, {"id": "p2", "role": "conjoint"}],
  "evenements": [
    {"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1"},
    {"id": "e2", "type": "courrier_envoye", "le": "2026-03-05", "personne": "p1", "champs": {"objet": "information_prealable"}}
  ]})");
}

const Date today = *civil_date(2026, 11, 30);

/// « champs.mesure »: the fields refused, in their order.
std::string refused(const ReadAct& read) {
  std::string keys;
  for (const auto& error : read.errors) keys += (keys.empty() ? "" : " ") + error.field;
  return keys;
}

ReadAct decision(std::initializer_list<std::pair<std::string, std::string>> fields) {
  Submitted submitted = {{"le", "30/11/2026"}, {"personne", "p1"}};
  submitted.insert(submitted.end(), fields.begin(), fields.end());
  return read(couple(), "decision_cd", submitted, today);
}

}  // namespace

TEST_CASE("les valeurs d'un formulaire se lisent comme on les écrit", "[acte]") {
  const auto read = decision({{"champs.mesure", "Réduction"},
                              {"champs.taux", "37,5 %"},
                              {"champs.montant", "1 646,52 €"},
                              {"champs.duree", "2 mois"},
                              {"champs.motivation", "oui"},
                              {"du", "2026-12-01"},
                              {"references.manquement", "e1"}});
  for (const auto& error : read.errors) UNSCOPED_INFO(error.sentence());
  REQUIRE(read.act);
  const auto& act = *read.act;
  CHECK(act.on == today);
  CHECK(act.known == today);
  CHECK(act.from == *civil_date(2026, 12, 1));
  CHECK(act.origin == "saisi");
  CHECK(act.fields == std::vector<RawField>{{"mesure", {RawValue::Kind::text, "reduction"}},
                                            {"taux", {RawValue::Kind::text, "37.5 %"}},
                                            {"montant", {RawValue::Kind::text, "1646.52"}},
                                            {"duree", {RawValue::Kind::text, "2 mois"}},
                                            {"motivation", {RawValue::Kind::boolean, "true"}}});
  CHECK(act.references == std::vector<RawField>{{"manquement", {RawValue::Kind::text, "e1"}}});
}

TEST_CASE("une faute de frappe est refusée avec son champ, et le mot voulu", "[acte]") {
  const auto read = decision({{"champs.mesure", "suspention"}});
  REQUIRE(refused(read) == "champs.mesure");
  CHECK(read.errors.front().sentence().ends_with("voulez-vous dire « suspension » ?"));
  CHECK(refused(decision({{"champ.mesure", "suspension"}})) == "champ.mesure");
  CHECK(refused(decision({{"champs.theme", "x"}})) == "champs.theme");
  // 0,8: 0,8 % or 80 %? Nobody chooses for who writes.
  CHECK(refused(decision({{"champs.taux", "80"}})) == "champs.taux");
  CHECK(refused(decision({{"champs.taux", "180 %"}})) == "champs.taux");
  CHECK(refused(decision({{"champs.montant", "12,345"}})) == "champs.montant");
  CHECK(refused(decision({{"champs.duree", "deux"}, {"champs.motivation", "peut-être"}})) ==
        "champs.duree champs.motivation");
  CHECK(refused(decision({{"champs.mesure", "maintien"}, {"champs.mesure", "suspension"}})) ==
        "champs.mesure");
  CHECK(refused(decision({{"champs.par", "2 69 05 49 588 157 80"}})) == "champs.par");
}

TEST_CASE("un acte a eu lieu : ni à venir, ni su avant d'être fait", "[acte]") {
  const auto on = [](std::string le, std::string known = {}) {
    return read(couple(), "audition",
                {{"le", std::move(le)}, {"connu_le", std::move(known)}, {"personne", "p1"}}, today);
  };
  CHECK(on("30/11/2026").act);
  CHECK(refused(on("01/12/2026")) == "le");
  CHECK(refused(on("31/02/2026")) == "le");
  CHECK(refused(on("")) == "le");
  CHECK(on("02/11/2026", "2026-11-03").act->known == *civil_date(2026, 11, 3));
  CHECK(refused(on("02/11/2026", "2026-11-01")) == "connu_le");
  CHECK(refused(on("02/11/2026", "2026-12-01")) == "connu_le");
  // A day to come is a planned one.
  const auto planned = read(couple(), "rendez_vous",
                            {{"le", "30/11/2026"}, {"prevu_le", "15/12/2026"}, {"personne", "p2"}}, today);
  REQUIRE(planned.act);
  CHECK(planned.act->planned == *civil_date(2026, 12, 15));
  CHECK(refused(decision({{"du", "2026-12-01"}, {"au", "2026-11-01"}})) == "au");
}

TEST_CASE("la personne et les actes cités sont du dossier", "[acte]") {
  const auto cites = [](std::string person, std::string cited) {
    return refused(read(
        couple(), "courrier_presente",
        {{"le", "2026-03-07"}, {"personne", std::move(person)}, {"references.courrier", std::move(cited)}},
        today));
  };
  CHECK(cites("p1", "e2") == "");
  CHECK(cites("p3", "e2") == "personne");
  CHECK(cites("p1", "e9") == "references.courrier");
  CHECK(cites("p1", "e1") == "references.courrier");  // a breach is no letter
  CHECK(cites("p2", "e2") == "references.courrier");  // the other's letter
  CHECK(cites("", "e2") == "personne");               // of two persons, which?
}

TEST_CASE("le formulaire vient du vocabulaire, et rien de défavorable n'y est choisi d'avance", "[acte]") {
  const auto& vocabulary = shipped().model.vocabulary;
  const auto form = forms().form(vocabulary.find_event("decision_cd"), couple(), today);
  CHECK(form.label == "Décision du président du conseil départemental");
  CHECK(form.may_be_adverse);
  const auto* measure = form.field("champs.mesure");
  REQUIRE(measure);
  CHECK(measure->kind == FieldKind::choice);
  CHECK(measure->initial.empty());
  CHECK(!measure->choices.front().adverse);
  const auto adverse = std::ranges::find(measure->choices, "suspension", &acte::Choice::value);
  CHECK((adverse != measure->choices.end() && adverse->adverse && adverse->label == "suspension"));
  CHECK(form.field("du") != nullptr);
  // The rules read no planned day of a decision.
  CHECK(form.field("prevu_le") == nullptr);
  const auto groups = forms().choices("64");
  for (const auto& group : groups)
    for (const auto& act : group.acts) CHECK(act.may_be_adverse == (&group == &groups.back()));
  // A text of another département is not offered.
  const auto offers = [&](std::string_view departement, std::string_view label) {
    return std::ranges::any_of(forms().choices(departement), [&](const ActGroup& group) {
      return std::ranges::find(group.acts, label, &ActChoice::label) != group.acts.end();
    });
  };
  CHECK(offers("64", "Contrat d'engagement validé"));
  CHECK(!offers("93", "Contrat d'engagement validé"));
}

TEST_CASE("une correction ne change que ce qu'on a changé, comme qu'il fût écrit", "[acte]") {
  auto record = dossier(R"({
  "schema": 1, "dossier": "64-2", "departement": "64", "personnes": [{"id": "p1", "role": "demandeur"}],
  "evenements": [{"id": "e1", "type": "decision_cd", "le": "2026-04-02", "du": "2026-05-01", "personne": "p1",
    "champs": {"Mesure": "Suspension", "taux": 0.375, "montant": "646.50", "motivation": true}}]})");
  const auto form = correction_form(forms(), record, "e1", today);
  REQUIRE(form);
  Submitted submitted = {{"motif", "taux relu"}};
  for (const auto& field : form->fields)
    if (!field.initial.empty()) submitted.emplace_back(field.key, field.initial);
  CHECK(form->field("champs.taux")->initial == "37,5 %");
  CHECK(form->field("champs.montant")->initial == "646,50");
  CHECK(form->field("champs.mesure")->initial == "suspension");
  const auto unchanged = read_correction(shipped().model, *form, "e1", submitted, record, today);
  REQUIRE(unchanged.errors.size() == 1);
  CHECK(unchanged.errors.front().wrong.starts_with("rien n'est corrigé"));
  for (auto& [key, value] : submitted)
    if (key == "champs.taux") value = "50 %";
  std::erase_if(submitted, [](const auto& field) { return field.first == "du"; });
  const auto corrected = read_correction(shipped().model, *form, "e1", submitted, record, today);
  REQUIRE(corrected.act);
  CHECK(corrected.act->fields == std::vector<RawField>{{"du", {}}, {"taux", {RawValue::Kind::text, "50 %"}}});
  CHECK(corrected.act->target == "e1");
  record.events.push_back(*corrected.act);
  record.events.back().id = "fil-1";
  CHECK(correction_form(forms(), record, "e1", today)->field("champs.taux")->initial == "50 %");
  CHECK(!correction_form(forms(), record, "fil-1", today));
  // Written with a capital in the file, it is one field still.
  record.events.back().fields = {{"mesure", {RawValue::Kind::text, "maintien"}}};
  CHECK(as_corrected(record, record.events.front()).fields.size() == 4);
  std::erase_if(submitted, [](const auto& field) { return field.first == "motif"; });
  CHECK(refused(read_correction(shipped().model, *form, "e1", submitted, record, today)) == "motif");
}
