// The household, its persons, and its right, as the caisse told them to WebRSA.

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/nir.hpp"
#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

RawValue text_value(std::string_view text) {
  return {RawValue::Kind::text, std::string(text)};
}

void tell_dossier(const DatabaseRows& row, Telling& telling) {
  auto& record = telling.record;
  record.organisme = row.text("fonorg");
  record.caisse = row.text("numorg");
  record.matricule = row.text("matricule");
  if (holds_nir(record.matricule)) {
    telling.left("dossiers", "matricule qui a la forme d'un NIR");
    record.matricule.clear();
  }
  const RowName name{"dossiers", row.text("cle")};
  if (auto* request = telling.act("demande_rsa", name, {}, row.day("dtdemrsa"), {}))
    field(*request, "numero", row.text("numdemrsa"));
  if (const auto day = row.day("ddarrmut"); day.known())
    field(*telling.act("mutation", name, "arrivee-" + iso_date(day), day, {}), "sens", "arrivee");
  if (const auto day = row.day("dddepamut"); day.known())
    field(*telling.act("mutation", name, "depart-" + iso_date(day), day, {}), "sens", "depart");
}

void tell_person(const DatabaseRows& row, Telling& telling) {
  auto& persons = telling.record.persons;
  RawPerson person;
  person.id = person_of(row.text("cle"));
  person.role = row.text("rolepers") == "DEM" ? "demandeur" : "conjoint";
  person.birth = row.day("dtnai");
  if (!person.birth.known()) telling.left("personnes", "naissance inconnue");
  // France Travail knows a person by her NIR: without it, what it says of her cannot be found.
  if (row.text("a_un_nir") != "t") {
    telling.left("personnes", "sans NIR, donc sans ce que dit France Travail");
    for (const auto type : {"inscription_ft", "cessation_ft", "radiation_ft", "ppae_signe"})
      telling.unsure(type);
  }
  if (person.role == "demandeur" &&
      std::ranges::any_of(persons, [](const RawPerson& other) { return other.role == "demandeur"; }))
    telling.left("prestations", "second demandeur d'un même dossier, retenu aussi");
  persons.push_back(std::move(person));
}

RawPerson* told_person(Telling& telling, std::string_view id) {
  const auto name = person_of(id);
  const auto found = std::ranges::find(telling.record.persons, name, &RawPerson::id);
  return found == telling.record.persons.end() ? nullptr : &*found;
}

/// What holds from that day, as it was seen then. What is said again is not told again; what is no longer
/// said ends the day before.
void holds_from(std::vector<RawAttribute>& spans, std::string_view name, Date day, const RawValue& value) {
  RawAttribute* last = nullptr;
  for (auto& span : spans)
    if (span.name == name) last = &span;
  if (last && !last->to.known() && last->value == value) return;
  // Of two states seen on one day, the last.
  if (last && last->from == day) {
    if (!value.text.empty()) {
      last->value = value;
      return;
    }
    spans.erase(spans.begin() + (last - spans.data()));
    return;
  }
  if (value.text.empty()) {
    if (last && !last->to.known()) last->to = day - 1;
    return;
  }
  spans.push_back({std::string(name), value, day, {}, day});
}

RawValue subject_value(std::string_view told) {
  if (told.empty()) return {};
  return {RawValue::Kind::boolean, told == "1" ? "true" : "false"};
}

/// The state of the right is the household's, though WebRSA keeps it of each person: the applicant's is told,
/// the partner's only when she has none.
void tell_history(const DatabaseRows& row, Telling& telling) {
  const auto day = row.day("vu_le");
  auto* person = told_person(telling, row.text("personne"));
  if (!person) return;
  if (!day.known()) {
    telling.left("historiquesdroits", "état sans jour");
    return;
  }
  if (row.text("toppersdrodevorsa").empty())
    telling.left("historiquesdroits", "soumission aux droits et devoirs non dite, donc inconnue");
  holds_from(person->attributes, "soumission_droits_devoirs", day,
             subject_value(row.text("toppersdrodevorsa")));

  auto& record = telling.record;
  const bool teller =
      person->role == "demandeur" ||
      std::ranges::none_of(record.persons, [](const RawPerson& other) { return other.role == "demandeur"; });
  if (!teller || person != &*std::ranges::find(record.persons, person->role, &RawPerson::role)) return;
  const auto state = row.text("etatdosrsa");
  const bool suspended = std::ranges::any_of(record.attributes, [&](const RawAttribute& span) {
    return &span == &record.attributes.back() && (span.value.text == "3" || span.value.text == "4");
  });
  if (suspended && state == "2")
    if (auto* resumed =
            telling.act("reprise_versement", {"historiquesdroits", row.text("cle")}, "reprise", day, {}))
      resumed->origin = "deduit";
  holds_from(record.attributes, "etat_droit", day, state.empty() ? RawValue{} : text_value(state));
}

/// What WebRSA holds today, where its history does not say it: seen on the day of the reading.
void seen_today(std::vector<RawAttribute>& spans, std::string_view name, Date today, const RawValue& value) {
  if (value.text.empty()) return;
  const RawAttribute* last = nullptr;
  for (const auto& span : spans)
    if (span.name == name) last = &span;
  if (last && !last->to.known() && last->value == value) return;
  holds_from(spans, name, today, value);
}

void tell_situation(const DatabaseRows& row, Telling& telling) {
  const auto state = row.text("etatdosrsa");
  if (!state.empty())
    seen_today(telling.record.attributes, "etat_droit", row.day("aujourd_hui"), text_value(state));
  const RowName name{"situationsdossiersrsa", row.text("cle")};
  // The row is written again at each closure: the day is of its name, so that one does not hide another.
  const auto told = [&](std::string_view type, std::string_view kind, Date day, std::string_view motive) {
    if (!day.known()) {
      if (!motive.empty()) telling.left("situationsdossiersrsa", std::string(type) + " sans jour");
      return;
    }
    auto* event = telling.act(type, name, fmt::format("{}-{}", kind, iso_date(day)), day, {});
    event->origin = "flux";
    field(*event, "motif", motive);
    field(*event, "effet", iso_date(day));
  };
  told("refus_droit", "refus", row.day("dtrefursa"), row.text("motirefursa"));
  told("cloture_droit", "cloture", row.day("dtclorsa"), row.text("moticlorsa"));
}

void tell_calculation(const DatabaseRows& row, Telling& telling) {
  if (auto* person = told_person(telling, row.text("personne")))
    seen_today(person->attributes, "soumission_droits_devoirs", row.day("aujourd_hui"),
               subject_value(row.text("toppersdrodevorsa")));
}

/// The flux writes these rows anew each month: a suspension is named by what it is, not by its row.
void tell_suspension(const DatabaseRows& row, Telling& telling) {
  const auto day = row.day("depuis");
  const auto motive = row.text("motif");
  auto* event = telling.act("suspension_versement", {row.text("table_lue"), row.text("situation")},
                            fmt::format("{}-{}", motive, day.known() ? iso_date(day) : ""), day, {});
  if (!event) return;
  const auto& events = telling.record.events;
  if (std::count_if(events.begin(), events.end(),
                    [&](const RawEvent& other) { return other.id == event->id; }) > 1) {
    telling.record.events.pop_back();
    return;
  }
  event->origin = "flux";
  field(*event, "motif", motive);
  field(*event, "effet", iso_date(day));
}

void tell_reduction(const DatabaseRows& row, Telling& telling) {
  const auto day = row.day("ddredrsa");
  auto* event = telling.act("reduction_appliquee", {"reducsrsa", row.text("cle")}, {}, day, {});
  if (!event) return;
  event->origin = "flux";
  event->from = day;
  event->to = row.day("dfredrsa");
  number(*event, "montant", row.text("mtredrsa"));
}

}  // namespace

std::vector<Reading> right_readings() {
  return {
      // At the MSA the matricule is the NIR of the person: it does not leave the database.
      {"dossiers",
       "SELECT d.id AS dossier, d.id AS cle, d.numdemrsa, d.dtdemrsa, d.fonorg, d.numorg, CASE d.fonorg WHEN "
       "'CAF' THEN btrim(d.matricule) END AS matricule, d.ddarrmut, d.dddepamut FROM {dossiers} d",
       "cle",
       {"dossiers"},
       tell_dossier,
       {}},
      {"personnes",
       "SELECT s.dossier_id AS dossier, s.id AS cle, s.dtnai, length(btrim(s.nir)) >= 13 AS a_un_nir, "
       "(SELECT "
       "max(pr.rolepers) FROM {prestations} pr WHERE pr.personne_id = s.id AND pr.natprest = 'RSA' AND "
       "pr.rolepers IN ('DEM', 'CJT')) AS rolepers FROM {suivies} s",
       "cle",
       {"personnes", "prestations", "foyers"},
       tell_person,
       {}},
      {"historiquesdroits",
       "SELECT s.dossier_id AS dossier, h.id AS cle, h.personne_id AS personne, h.created AS vu, "
       "h.created::date AS "
       "vu_le, h.etatdosrsa, h.toppersdrodevorsa, {modifie h} AS modifie FROM {historiquesdroits} h JOIN "
       "{suivies} "
       "s ON s.id = h.personne_id",
       "vu, cle",
       {"historiquesdroits"},
       tell_history,
       {}},
      {"situationsdossiersrsa",
       "SELECT t.dossier_id AS dossier, t.id AS cle, t.etatdosrsa, t.dtrefursa, t.motirefursa, t.dtclorsa, "
       "t.moticlorsa, current_date AS aujourd_hui FROM {situationsdossiersrsa} t",
       "cle",
       {"situationsdossiersrsa"},
       tell_situation,
       {}},
      {"calculsdroitsrsa",
       "SELECT s.dossier_id AS dossier, c.id AS cle, c.personne_id AS personne, c.toppersdrodevorsa, "
       "current_date "
       "AS aujourd_hui FROM {calculsdroitsrsa} c JOIN {suivies} s ON s.id = c.personne_id",
       "cle",
       {"calculsdroitsrsa"},
       tell_calculation,
       {}},
      {"suspensionsversements",
       "SELECT t.dossier_id AS dossier, v.id AS cle, t.id AS situation, 'suspensionsversements' AS "
       "table_lue, "
       "v.ddsusversrsa AS depuis, v.motisusversrsa AS motif FROM {suspensionsversements} v JOIN "
       "{situationsdossiersrsa} t ON t.id = v.situationdossierrsa_id",
       "depuis, cle",
       {"suspensionsversements"},
       tell_suspension,
       {}},
      {"suspensionsdroits",
       "SELECT t.dossier_id AS dossier, v.id AS cle, t.id AS situation, 'suspensionsdroits' AS table_lue, "
       "v.ddsusdrorsa AS depuis, v.motisusdrorsa AS motif FROM {suspensionsdroits} v JOIN "
       "{situationsdossiersrsa} "
       "t ON t.id = v.situationdossierrsa_id",
       "depuis, cle",
       {"suspensionsdroits"},
       tell_suspension,
       {}},
      {"reducsrsa",
       "SELECT a.dossier_id AS dossier, r.id AS cle, r.mtredrsa, r.ddredrsa, r.dfredrsa FROM {reducsrsa} r "
       "JOIN "
       "{avispcgdroitsrsa} a ON a.id = r.avispcgdroitrsa_id",
       "cle",
       {"reducsrsa"},
       tell_reduction,
       {"reduction_appliquee"}},
  };
}

}  // namespace filrouge::systems::webrsa
