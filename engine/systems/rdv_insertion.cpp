// rdv-insertion: who was invited, summoned, seen. It knows persons, not households: each has a dossier of her
// own. Its hours are of Greenwich: a meeting at half past midnight is of the day before there.

#include <algorithm>

#include "engine/core/text/nir.hpp"
#include "engine/formats/rdv_insertion_words.hpp"
#include "engine/systems/system.hpp"

namespace filrouge::systems {
namespace {

constexpr Table tables[] = {
    {"users", true,
     "id int!, birth_date date!, role text!, affiliation_number text!, rights_opening_date date, deleted_at "
     "timestamp!"},
    {"users_organisations", false, "user_id int!, organisation_id int!"},
    {"organisations", false, "id int!, department_id int!, name text, organisation_type text"},
    {"departments", false, "id int!, number text!"},
    {"motif_categories", false, "id int!, short_name text!, motif_category_type text"},
    {"follow_ups", true, "id int!, user_id int!, motif_category_id int!, closed_at timestamp"},
    {"invitations", true,
     "id int!, user_id int!, follow_up_id int, format text, expires_at timestamp, created_at timestamp!"},
    {"rdvs", true, "id int!, starts_at timestamp!, organisation_id int"},
    {"participations", true,
     "id int!, user_id int!, rdv_id int!, status text!, convocable bool, follow_up_id int, created_at "
     "timestamp!"},
    {"notifications", false,
     "id int!, participation_id int!, event text!, format text, created_at timestamp!"},
    {"orientations", false,
     "id int!, user_id int!, starts_at date!, ends_at date, orientation_type_id int, organisation_id int"},
    {"orientation_types", false, "id int!, casf_category text!"},
    {"parcours_documents", false, "id int!, user_id int!, type text!, document_date timestamp!"},
    {"referent_assignations", false, "id int!, user_id int!, agent_id int!, created_at timestamp!"},
    {"archives", false, "id int!, user_id int!, created_at timestamp!"},
};

std::string act_of(RowName row, std::string_view suffix = {}) {
  return event_id("rdv-insertion", row, suffix);
}

std::string_view parcours_of(std::string_view category) {
  if (category == "pro") return "professionnel";
  if (category == "socio_pro") return "socioprofessionnel";
  if (category == "social") return "social";
  return {};
}

void tell_user(const DatabaseRows& row, Telling& telling) {
  auto& record = telling.record;
  if (const auto number = row.text("departement"); !number.empty()) record.departement = number;
  record.matricule = row.text("matricule");
  if (holds_nir(record.matricule)) record.matricule.clear();
  RawPerson person;
  person.id = rdv_insertion::person_named(row.text("cle"));
  const auto role = row.text("role");
  person.role = role == "demandeur" || role == "conjoint" ? role : std::string_view();
  if (person.role.empty()) telling.left("users", "rôle inconnu");
  person.birth = row.day("birth_date");
  record.persons.push_back(std::move(person));
  // The day a first flux showed her is neither that of her right nor that of an act.
  if (!row.text("rights_opening_date").empty())
    telling.left("users", "date d'entrée dans le flux, qui n'est pas un acte");
}

void tell_invitation(const DatabaseRows& row, Telling& telling) {
  const RowName name{"invitations", row.text("cle")};
  telling.seen(name);
  auto* event = telling.act("invitation", name, {}, row.day("cree_le"),
                            rdv_insertion::person_named(row.text("personne")));
  if (!event) return;
  field(*event, "categorie",
        rdv_insertion::categorie(row.text("short_name"), row.text("motif_category_type")));
  field(*event, "canal", row.text("format"));
  if (const auto day = row.day("expire_le"); day.known()) field(*event, "expire_le", iso_date(day));
}

void tell_participation(const DatabaseRows& row, Telling& telling) {
  const RowName name{"participations", row.text("cle")};
  telling.seen(name);
  auto* event =
      telling.act("rendez_vous", name, {}, row.day("le"), rdv_insertion::person_named(row.text("personne")));
  if (!event) return;
  event->known = row.day("cree_le");
  field(*event, "categorie",
        rdv_insertion::categorie(row.text("short_name"), row.text("motif_category_type")));
  // To come: when it was last touched.
  field(*event, "statut", rdv_insertion::statut(row.text("status"), row.text("a_venir") == "t"));
  if (!holds_nir(row.text("structure"))) field(*event, "structure", row.text("structure"));
}

void tell_summons(const DatabaseRows& row, Telling& telling) {
  const RowName name{"notifications", row.text("cle")};
  telling.seen(name);
  auto* event = telling.act("convocation", name, {}, row.day("cree_le"),
                            rdv_insertion::person_named(row.text("personne")));
  if (!event) return;
  field(*event, "categorie",
        rdv_insertion::categorie(row.text("short_name"), row.text("motif_category_type")));
  field(*event, "canal", row.text("format"));
  refers(*event, "rendez_vous", act_of({"participations", row.text("participation")}));
}

void tell_orientation(const DatabaseRows& row, Telling& telling) {
  const RowName name{"orientations", row.text("cle")};
  telling.seen(name);
  auto* event = telling.act("orientation", name, {}, row.day("starts_at"),
                            rdv_insertion::person_named(row.text("personne")));
  if (!event) return;
  event->known = row.day("cree_le");
  event->from = event->on;
  event->to = row.day("ends_at");
  field(*event, "parcours", parcours_of(row.text("casf_category")));
  const auto type = row.text("organisation_type");
  field(*event, "organisme",
        type == "conseil_departemental" ? "departement"
        : type == "delegataire_rsa"     ? "delegataire"
        : type == "france_travail"      ? "france_travail"
                                        : "");
  if (!holds_nir(row.text("structure"))) field(*event, "structure", row.text("structure"));
}

/// A contract is a file joined to the person: when it was signed, and no more.
void tell_document(const DatabaseRows& row, Telling& telling) {
  const RowName name{"parcours_documents", row.text("cle")};
  telling.seen(name);
  const auto type = row.text("type");
  if (type == "Contract")
    telling.act("cer_signe", name, "contrat", row.day("le"),
                rdv_insertion::person_named(row.text("personne")));
  else if (type == "Diagnostic")
    telling.act("diagnostic", name, "diagnostic", row.day("le"),
                rdv_insertion::person_named(row.text("personne")));
  else
    telling.left("parcours_documents", "document d'un autre genre");
}

void tell_referent(const DatabaseRows& row, Telling& telling) {
  const RowName name{"referent_assignations", row.text("cle")};
  telling.seen(name);
  if (auto* event = telling.act("designation_referent", name, {}, row.day("cree_le"),
                                rdv_insertion::person_named(row.text("personne"))))
    field(*event, "referent", "agent-" + std::string(row.text("agent_id")));
}

/// Of one organisation: it closes no right.
void tell_archive(const DatabaseRows& row, Telling& telling) {
  const RowName name{"archives", row.text("cle")};
  telling.seen(name);
  telling.act("archivage", name, {}, row.day("cree_le"), rdv_insertion::person_named(row.text("personne")));
}

#define FILROUGE_PARIS(moment) "(" moment " AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')::date"

}  // namespace

System rdv_insertion_system() {
  System system;
  system.name = "rdv-insertion";
  system.shown = "rdv-insertion";
  system.prefix = "RI-";
  system.dates = "created_at timestamp?, updated_at timestamp?";
  system.changed = "updated_at";
  system.tables = tables;
  system.views = {{"usagers", "(SELECT u.id FROM {users} u WHERE u.deleted_at IS NULL)"},
                  {"suivis",
                   "(SELECT f.id, c.short_name, c.motif_category_type FROM {follow_ups} f LEFT JOIN "
                   "{motif_categories} c ON c.id = f.motif_category_id)"}};
  system.readings = {
      // At the MSA the number of the household is a NIR, of thirteen or fifteen digits: it does not leave the
      // database.
      {"users",
       "SELECT u.id AS dossier, u.id AS cle, u.birth_date, u.role, u.rights_opening_date, CASE WHEN "
       "length(regexp_replace(u.affiliation_number, '[^0-9]', '', 'g')) NOT IN (13, 15) THEN "
       "btrim(u.affiliation_number) END "
       "AS matricule, (SELECT CASE WHEN count(DISTINCT d.number) = 1 THEN min(d.number) END FROM "
       "{users_organisations} uo "
       "JOIN {organisations} o ON o.id = uo.organisation_id JOIN {departments} d ON d.id = o.department_id "
       "WHERE uo.user_id "
       "= u.id) AS departement FROM {users} u WHERE u.deleted_at IS NULL",
       "cle",
       {"users"},
       tell_user,
       {}},
      {"orientations",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, x.starts_at, x.ends_at, t.casf_category, "
       "o.organisation_type, o.name AS structure, " FILROUGE_PARIS(
           "x.created_at") " AS cree_le, {modifie x} AS modifie FROM "
                           "{orientations} x JOIN {usagers} u ON u.id = x.user_id LEFT JOIN "
                           "{orientation_types} t ON t.id = "
                           "x.orientation_type_id LEFT JOIN {organisations} o ON o.id = x.organisation_id",
       "cle",
       {"orientations"},
       tell_orientation,
       {}},
      {"referent_assignations",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, x.agent_id, " FILROUGE_PARIS(
           "x.created_at") " AS cree_le, "
                           "{modifie x} AS modifie FROM {referent_assignations} x JOIN {usagers} u ON u.id = "
                           "x.user_id",
       "cle",
       {"referent_assignations"},
       tell_referent,
       {}},
      {"invitations",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, x.format, " FILROUGE_PARIS(
           "x.created_at") " AS cree_le, " FILROUGE_PARIS("x.expires_at") " AS expire_le, s.short_name, "
                                                                          "s.motif_category_type, {modifie "
                                                                          "x} AS modifie FROM "
                                                                          "{invitations} x JOIN {usagers} u "
                                                                          "ON u.id = x.user_id LEFT JOIN "
                                                                          "{suivis} s ON s.id = "
                                                                          "x.follow_up_id",
       "cle",
       {"invitations"},
       tell_invitation,
       {}},
      {"notifications",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, p.id AS participation, "
       "x.format, " FILROUGE_PARIS(
           "x.created_at") " AS cree_le, s.short_name, s.motif_category_type, {modifie x p} AS modifie FROM "
                           "{notifications} x JOIN {participations} p ON p.id = x.participation_id AND "
                           "p.convocable JOIN {usagers} u ON u.id = "
                           "p.user_id LEFT JOIN {suivis} s ON s.id = p.follow_up_id WHERE x.event = "
                           "'participation_created'",
       "cle",
       {"notifications", "participations"},
       tell_summons,
       {"convocation"}},
      {"participations",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, x.status, " FILROUGE_PARIS(
           "r.starts_at") " AS le, "
                          "r.starts_at > coalesce(x.updated_at, x.created_at) AS a_venir, o.name AS "
                          "structure, " FILROUGE_PARIS(
                              "x.created_at") " AS cree_le, s.short_name, s.motif_category_type, {modifie x "
                                              "r} AS modifie FROM "
                                              "{participations} x JOIN {rdvs} r ON r.id = x.rdv_id JOIN "
                                              "{usagers} u ON u.id = x.user_id LEFT JOIN {organisations} o "
                                              "ON o.id = r.organisation_id LEFT JOIN {suivis} s ON s.id = "
                                              "x.follow_up_id",
       "cle",
       {"participations", "rdvs"},
       tell_participation,
       {}},
      {"parcours_documents",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, x.type, " FILROUGE_PARIS(
           "x.document_date") " AS le, {modifie "
                              "x} AS modifie FROM {parcours_documents} x JOIN {usagers} u ON u.id = "
                              "x.user_id",
       "cle",
       {"parcours_documents"},
       tell_document,
       {}},
      {"archives",
       "SELECT u.id AS dossier, x.id AS cle, u.id AS personne, " FILROUGE_PARIS(
           "x.created_at") " AS cree_le, {modifie x} AS "
                           "modifie FROM {archives} x JOIN {usagers} u ON u.id = x.user_id",
       "cle",
       {"archives"},
       tell_archive,
       {}},
  };
  system.vouched = {"invitation", "convocation", "rendez_vous"};
  system.not_read = {
      {"SELECT count(*) FROM {users} u WHERE u.deleted_at IS NOT NULL", "usagers supprimés, non lus"},
      {"SELECT count(*) FROM {follow_ups} f WHERE f.closed_at IS NOT NULL",
       "suivis clos : aucun mot des règles ne le dit"}};
  return system;
}

#undef FILROUGE_PARIS

}  // namespace filrouge::systems
