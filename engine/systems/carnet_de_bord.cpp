// Carnet de bord: of each person, her state today, one contract, her meetings and the réorientations asked
// for. What was before is written over: it stays unknown.

#include <algorithm>

#include "engine/core/text/nir.hpp"
#include "engine/systems/system.hpp"

namespace filrouge::systems {
namespace {

constexpr Table tables[] = {
    {"beneficiary", true,
     "id text!, date_of_birth date!, caf_number text!, right_rsa text!, subject_to_right_and_duty bool!, "
     "rsa_closure_date "
     "date, rsa_closure_reason text"},
    {"notebook", true,
     "id text!, beneficiary_id text!, contract_type text!, contract_sign_date date!, contract_start_date "
     "date, "
     "contract_end_date date"},
    {"notebook_info", false, "notebook_id text!, orientation_system_id text!"},
    {"orientation_system", false, "id text!, orientation_type text!"},
    {"orientation_request", false,
     "id text!, beneficiary_id text!, created_at timestamp!, decided_at timestamp!, status text!, "
     "requested_orientation_system_id text, decided_orientation_system_id text"},
    {"notebook_appointment", true,
     "id text!, notebook_id text!, date timestamp!, status text!, deleted_at timestamp"},
    {"notebook_member", false,
     "id text!, notebook_id text!, account_id text, member_type text!, created_at timestamp!, "
     "membership_ended_at timestamp"},
};

std::string act_of(RowName row, std::string_view suffix = {}) {
  return event_id("carnet-de-bord", row, suffix);
}

std::string person_of(std::string_view id) {
  return "CB-p" + std::string(id);
}

std::string_view parcours_of(std::string_view type) {
  if (type == "pro") return "professionnel";
  if (type == "sociopro") return "socioprofessionnel";
  if (type == "social") return "social";
  return {};
}

struct Right {
  std::string_view told, state;
};

/// ETATDOSRSA. The last is found in real rows, though the software refuses it elsewhere.
constexpr Right rights[] = {
    {"rsa_demande_en_attente", "0"},
    {"rsa_refuse", "1"},
    {"rsa_droit_ouvert_versable", "2"},
    {"rsa_droit_ouvert_et_suspendu", "3"},
    {"rsa_droit_ouvert_versement_suspendu", "4"},
    {"rsa_clos", "5"},
    {"rsa_clos_anterieur", "6"},
    {"rsa_droit_ouvert_et_versable", "2"},
};

void tell_beneficiary(const DatabaseRows& row, Telling& telling) {
  auto& record = telling.record;
  const auto today = row.day("aujourd_hui");
  record.matricule = row.text("matricule");
  if (holds_nir(record.matricule)) record.matricule.clear();
  const auto right = row.text("right_rsa");
  if (const auto known = std::ranges::find(rights, right, &Right::told); known != std::end(rights))
    record.attributes.push_back(
        {"etat_droit", {RawValue::Kind::text, std::string(known->state)}, today, {}, today});
  else if (!right.empty())
    telling.left("beneficiary", "droit au RSA dit d'un mot inconnu");
  RawPerson person;
  person.id = person_of(row.text("cle"));
  person.birth = row.day("date_of_birth");
  // No role is kept: she is followed, and has duties of her own.
  if (const auto subject = row.text("subject_to_right_and_duty"); !subject.empty())
    person.attributes.push_back({"soumission_droits_devoirs",
                                 {RawValue::Kind::boolean, subject == "t" ? "true" : "false"},
                                 today,
                                 {},
                                 today});
  record.persons.push_back(std::move(person));
  if (const auto day = row.day("rsa_closure_date"); day.known()) {
    auto* event =
        telling.act("cloture_droit", {"beneficiary", row.text("cle")}, "cloture-" + iso_date(day), day, {});
    event->origin = "flux";
    field(*event, "motif", row.text("rsa_closure_reason"));
    field(*event, "effet", iso_date(day));
  }
}

/// One contract a notebook, written over by the next: the day it was signed is of its name.
void tell_contract(const DatabaseRows& row, Telling& telling) {
  const RowName name{"notebook", row.text("cle")};
  const auto type = row.text("contract_type");
  if (type.empty() || type == "no") return;
  const auto person = person_of(row.text("personne"));
  const auto day = row.day("contract_sign_date");
  if (type != "cer" && type != "ppae") {
    telling.left("notebook", "contrat qu'aucun mot des règles ne dit (PACEA, CEJ)");
    return;
  }
  auto* event = telling.act(type == "cer" ? "cer_signe" : "ppae_signe", name,
                            std::string(type) + "-" + (day.known() ? iso_date(day) : ""), day, person);
  if (!event) return;
  event->from = row.day("contract_start_date");
  event->to = row.day("contract_end_date");
}

void tell_course(const DatabaseRows& row, Telling& telling) {
  if (!row.text("orientation_system_id").empty())
    telling.left("notebook_info", "orientation d'aujourd'hui, dont le jour n'est pas gardé");
}

void tell_request(const DatabaseRows& row, Telling& telling) {
  const RowName name{"orientation_request", row.text("cle")};
  const auto person = person_of(row.text("personne"));
  telling.seen(name);
  if (auto* event = telling.act("demande_reorientation", name, {}, row.day("demande_le"), person))
    field(*event, "parcours", parcours_of(row.text("demandee")));
  const auto status = row.text("status");
  if (status != "accepted" && status != "denied") return;
  auto* event = telling.act("decision_reorientation", name, "decision", row.day("decide_le"), person);
  if (!event) return;
  field(*event, "sens", status == "accepted" ? "accord" : "maintien");
  field(*event, "parcours", parcours_of(row.text("decidee")));
  refers(*event, "objet", act_of(name));
}

void tell_appointment(const DatabaseRows& row, Telling& telling) {
  const RowName name{"notebook_appointment", row.text("cle")};
  telling.seen(name);
  if (!row.text("deleted_at").empty()) {
    telling.left("notebook_appointment", "rendez-vous supprimé");
    return;
  }
  auto* event = telling.act("rendez_vous", name, {}, row.day("le"), person_of(row.text("personne")));
  if (!event) return;
  const auto status = row.text("status");
  field(*event, "categorie", "accompagnement");
  field(*event, "statut",
        status == "present"          ? "honore"
        : status == "absent"         ? "absent"
        : row.text("a_venir") == "t" ? "prevu"
                                     : "inconnu");
}

void tell_member(const DatabaseRows& row, Telling& telling) {
  const RowName name{"notebook_member", row.text("cle")};
  telling.seen(name);
  const auto told = [&](std::string_view type, std::string_view suffix, Date day) {
    if (auto* event = telling.act(type, name, suffix, day, person_of(row.text("personne"))))
      field(*event, "referent", "compte-" + std::string(row.text("account_id")));
  };
  told("designation_referent", {}, row.day("depuis"));
  if (row.day("jusqu_au").known()) told("fin_referent", "fin", row.day("jusqu_au"));
}

}  // namespace

System carnet_de_bord_system() {
  System system;
  system.name = "carnet-de-bord";
  system.shown = "Carnet de bord";
  system.prefix = "CB-";
  system.dates = "created_at timestamp?, updated_at timestamp?";
  system.changed = "updated_at";
  system.tables = tables;
  system.views = {
      {"carnets", "(SELECT n.id, n.beneficiary_id COLLATE \"C\" AS beneficiary_id FROM {notebook} n)"}};
  system.readings = {
      // At the MSA the number of the household is a NIR.
      {"beneficiary",
       "SELECT b.id COLLATE \"C\" AS dossier, b.id AS cle, b.date_of_birth, b.right_rsa, "
       "b.subject_to_right_and_duty, "
       "b.rsa_closure_date, b.rsa_closure_reason, CASE WHEN length(regexp_replace(b.caf_number, '[^0-9]', "
       "'', 'g')) NOT IN "
       "(13, 15) THEN btrim(b.caf_number) END AS matricule, current_date AS aujourd_hui FROM {beneficiary} b",
       "cle",
       {"beneficiary"},
       tell_beneficiary,
       {}},
      {"notebook",
       "SELECT c.beneficiary_id AS dossier, n.id AS cle, c.beneficiary_id AS personne, n.contract_type, "
       "n.contract_sign_date, n.contract_start_date, n.contract_end_date FROM {notebook} n JOIN {carnets} c "
       "ON c.id = n.id",
       "cle",
       {"notebook"},
       tell_contract,
       {}},
      {"notebook_info",
       "SELECT c.beneficiary_id AS dossier, c.id AS cle, i.orientation_system_id FROM {notebook_info} i JOIN "
       "{carnets} c ON "
       "c.id = i.notebook_id",
       "cle",
       {"notebook_info"},
       tell_course,
       {}},
      {"notebook_member",
       "SELECT c.beneficiary_id AS dossier, m.id AS cle, c.beneficiary_id AS personne, m.account_id, "
       "m.created_at::date AS "
       "depuis, m.membership_ended_at::date AS jusqu_au FROM {notebook_member} m JOIN {carnets} c ON c.id = "
       "m.notebook_id "
       "WHERE m.member_type = 'referent'",
       "cle",
       {"notebook_member"},
       tell_member,
       {}},
      {"notebook_appointment",
       "SELECT c.beneficiary_id AS dossier, a.id AS cle, c.beneficiary_id AS personne, a.date::date AS le, "
       "a.status, "
       "a.deleted_at, a.date > coalesce(a.updated_at, a.created_at) AS a_venir, {modifie a} AS modifie FROM "
       "{notebook_appointment} a JOIN {carnets} c ON c.id = a.notebook_id",
       "cle",
       {"notebook_appointment"},
       tell_appointment,
       {}},
      {"orientation_request",
       "SELECT r.beneficiary_id COLLATE \"C\" AS dossier, r.id AS cle, r.beneficiary_id AS personne, "
       "r.created_at::date AS "
       "demande_le, r.decided_at::date AS decide_le, r.status, s.orientation_type AS demandee, "
       "d.orientation_type AS decidee, "
       "{modifie r} AS modifie FROM {orientation_request} r LEFT JOIN {orientation_system} s ON s.id = "
       "r.requested_orientation_system_id LEFT JOIN {orientation_system} d ON d.id = "
       "r.decided_orientation_system_id",
       "cle",
       {"orientation_request"},
       tell_request,
       {"demande_reorientation", "decision_reorientation"}},
  };
  system.vouched = {"rendez_vous", "demande_reorientation", "decision_reorientation"};
  return system;
}

}  // namespace filrouge::systems
