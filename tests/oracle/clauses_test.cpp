#include <catch2/catch.hpp>
#include <map>

#include "dsl/check/clause_catalogue.hpp"
#include "engine/core/text/wording.hpp"
#include "tests/oracle/by_hand.hpp"

/// The catalogue of clauses says what each does; here each is tried where it says so: with it and without it,
/// one dossier at least is not told the same.
using namespace filrouge;
using namespace filrouge::oracle;
using dsl::DelaiClause;
using dsl::DelaiForm;

namespace {

/// Of each form: what stands after its name. A state « ouvert », entered by a demande, holds it.
const std::map<DelaiForm, std::string> headings = {
    {DelaiForm::deadline, "échéance x : 30 jours après demande"},
    {DelaiForm::as_soon, "échéance x : dès que possible"},
    {DelaiForm::faculty, "faculté x : 30 jours après demande"},
    {DelaiForm::dated_faculty, "faculté x : jusqu'au echeance de demande"},
    {DelaiForm::waiting, "attente x : 30 jours après demande"},
    {DelaiForm::term, "terme x : 30 jours après demande"},
    {DelaiForm::dated_term, "terme x : echeance de demande"},
    {DelaiForm::bound, "durée x : au plus 30 jours depuis demande"},
    {DelaiForm::judged_bound, "durée x : entre 10 jours et 30 jours"},
    {DelaiForm::measure, "mesure x : du demande, pendant 30 jours"},
    {DelaiForm::dated_measure, "mesure x : du demande, jusqu'au echeance de demande"},
    {DelaiForm::rhythm,
     "rythme x : objectif tous les 10 jours, au plus tard tous les 20 jours depuis demande"},
    {DelaiForm::ranked_rhythm, "rythme x : aux 1er et 3e mois après demande"}};

/// What every délai of that form must say besides.
std::vector<std::string> needed(DelaiForm form, DelaiClause tried) {
  std::vector<std::string> lines;
  const auto unless = [&](DelaiClause clause, const char* line) {
    if (clause != tried) lines.emplace_back(line);
  };
  switch (form) {
    case DelaiForm::as_soon:
      unless(DelaiClause::to_do, "à faire « Rendre » par agent");
      if (tried == DelaiClause::kept_before) lines.emplace_back("tenue par reponse");
      break;
    case DelaiForm::deadline:
    case DelaiForm::faculty:
    case DelaiForm::dated_faculty:
      unless(DelaiClause::kept_by, "tenue par reponse");
      break;
    case DelaiForm::judged_bound:
      unless(DelaiClause::if_out_of_bounds, "si hors bornes : irrégularité « Hors bornes »");
      break;
    case DelaiForm::waiting:
      unless(DelaiClause::forbids, "interdit acte");
      break;
    case DelaiForm::rhythm:
      unless(DelaiClause::kept_by, "tenu par reponse");
      unless(DelaiClause::rolling, "glissants");
      unless(DelaiClause::inclusive, "borne incluse");
      break;
    case DelaiForm::ranked_rhythm:
      unless(DelaiClause::kept_by, "tenu par reponse");
      unless(DelaiClause::anchored, "ancrés");
      break;
    default:
      break;
  }
  return lines;
}

/// The clause, and what stands in its place when it is not there: nothing, or the other choice.
struct Tried {
  std::string with, without = {};
};

const std::map<DelaiClause, Tried> lines = {
    {DelaiClause::kept_by, {"tenue par reponse", "tenue par autre"}},
    {DelaiClause::kept_on, {", à la date de poste_le"}},
    {DelaiClause::kept_before, {", même avant, depuis 2024-01-05"}},
    {DelaiClause::interrupted_by, {"interrompue par acte"}},
    {DelaiClause::suspended_while, {"suspendue pendant malade, par jours"}},
    {DelaiClause::postponed_to, {"reportée à 2024-06-01"}},
    {DelaiClause::postponable, {"reportable de 10 jours au plus par acte"}},
    {DelaiClause::renewable, {"renouvelable 1 fois tacitement"}},
    {DelaiClause::reminder_before, {"rappel 10 jours avant « Relancer » par agent"}},
    {DelaiClause::reminder_again, {"rappel tous les 10 jours « Relancer » par agent"}},
    {DelaiClause::to_do, {"à faire « Rendre » par agent", "à faire « Prendre » par agent"}},
    {DelaiClause::forbids, {"interdit acte", "interdit autre"}},
    {DelaiClause::lifted_by, {"levée par reponse"}},
    {DelaiClause::severity, {"gravité info"}},
    {DelaiClause::delay_of, {"retard de la commune"}},
    {DelaiClause::if_overdue, {"si dépassée : irrégularité « Trop tard »"}},
    {DelaiClause::if_target_missed, {"si objectif non tenu : irrégularité « Objectif manqué »"}},
    {DelaiClause::if_out_of_bounds, {"si hors bornes : irrégularité « Hors bornes »"}},
    {DelaiClause::if_unknown, {"si la date est inconnue : à faire « La retrouver » par agent"}},
    {DelaiClause::franc, {"franc", "non franc"}},
    {DelaiClause::prorogued, {"prorogé", "non prorogé"}},
    {DelaiClause::not_prorogued, {"non prorogé", "prorogé"}},
    {DelaiClause::of_instance, {"de l'instance"}},
    {DelaiClause::inclusive, {"borne exclue", "borne incluse"}},
    {DelaiClause::anchored, {"ancrés", "enchaînés"}},
    {DelaiClause::tolerance, {"tolérance 5 jours"}}};

/// Is it written on the line of « tenue par »?
bool beside_its_act(DelaiClause clause) {
  return clause == DelaiClause::kept_on || clause == DelaiClause::kept_before;
}

std::string rules_with(DelaiForm form, DelaiClause clause, const std::string& line) {
  auto heading = headings.at(form);
  const auto said = needed(form, clause);
  if (clause == DelaiClause::if_unknown && heading.find("echeance") == std::string::npos)
    for (auto at = heading.find("demande"); at != std::string::npos; at = heading.find("demande", at + 10))
      heading.replace(at, 7, "du de autre");
  // What led on does not see the act that comes late.
  const bool ends = dsl::acts(DelaiClause::at_the_end, form) && clause != DelaiClause::kept_on;
  std::string text = R"(module essai
  conduite par agent
  conventions essai.c
  fondement « essai »
  statut vérifié « essai »
conventions essai.c
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
rôle agent « Agent » institution departement
rôle maire « Maire » institution commune
événement demande « Demande »
  portée dossier
  echeance : date facultatif
  duree : durée facultatif
événement reponse « Réponse »
  portée dossier
  poste_le : date facultatif
événement acte « Acte »
  portée dossier
événement autre « Autre »
  portée dossier
  echeance : date facultatif
attribut malade : booléen
  portée dossier
procédure p « P »
  une instance par demande, pour le dossier
  état ouvert initial « Ouvert »
    )";
  text += heading + "\n";
  for (auto one : said) {
    if (beside_its_act(clause) && one.starts_with("tenue par")) one += line;
    text += "      " + one + "\n";
  }
  if (!beside_its_act(clause) && !line.empty()) text += "      " + line + "\n";
  if (ends) text += "      à la fin, aller à finie\n";
  // What finishes leads on; what is late goes on awaiting its act.
  if (!ends && form != DelaiForm::deadline && clause != DelaiClause::kept_on &&
      dsl::acts(DelaiClause::at_end_of, form))
    text += "    à la fin de x, aller à finie\n";
  text += R"(    dès autre, aller à suite
  état suite « Suite »
    dès reponse, aller à finie
  état finie « Finie »
    à l'entrée, à faire « Classer » par agent
    dès autre, aller à close
  états finaux close
)";
  return text;
}

RawEvent of_dossier(const char* id, const char* type, const char* on,
                    std::vector<std::pair<const char*, const char*>> fields = {}) {
  auto made = event(id, type, on, std::move(fields));
  made.person.clear();
  return made;
}

RawAttribute ill_or_not(const char* value, const char* from) {
  RawAttribute made;
  made.name = "malade";
  made.value = {RawValue::Kind::boolean, value};
  made.from = day(from);
  made.known = day("2023-01-01");
  return made;
}

/// A Thursday's request, and what may come of it.
std::vector<Record> records() {
  std::vector<Record> all;
  const auto add = [&](std::vector<RawEvent> events, bool ill) {
    auto record = dossier(std::move(events));
    record.attributes.push_back(ill_or_not("false", "2023-01-01"));
    if (ill) {
      record.attributes.push_back(ill_or_not("true", "2024-01-20"));
      record.attributes.push_back(ill_or_not("false", "2024-01-26"));
    }
    all.push_back(std::move(record));
  };
  const auto request =
      of_dossier("e1", "demande", "2024-01-11", {{"echeance", "2024-02-10"}, {"duree", "30 jours"}});
  add({request}, false);
  add({request}, true);
  add({of_dossier("e1", "demande", "2024-01-11", {{"duree", "50 jours"}})}, false);
  add({request, of_dossier("e2", "reponse", "2024-01-31", {{"poste_le", "2024-01-30"}})}, false);
  add({request, of_dossier("e2", "reponse", "2024-02-14", {{"poste_le", "2024-02-08"}})}, false);
  add({request, of_dossier("e2", "acte", "2024-01-25"), of_dossier("e3", "reponse", "2024-03-12")}, false);
  add({request, of_dossier("e2", "autre", "2024-01-22")}, false);
  auto before = of_dossier("e2", "reponse", "2024-01-10");
  before.references.push_back({"demande", {RawValue::Kind::text, "e1"}});
  add({before, request}, false);
  add({of_dossier("e1", "demande", "2024-01-31", {{"echeance", "2024-02-10"}})}, false);
  return all;
}

std::string told(const std::string& text) {
  const auto rules = from_text(text);
  if (!rules->errors.empty()) return "!" + rules->errors;
  std::string all;
  for (const auto& record : records())
    for (const auto* asked : {"2024-01-15", "2024-01-31", "2024-02-05", "2024-02-10", "2024-02-11",
                              "2024-02-13", "2024-03-15", "2024-05-15"}) {
      for (const auto& one : replay(*rules, record, day(asked), day(asked)))
        all += one.nature + one.code + one.statut + one.severity + one.date + one.date_opposable + one.label +
               one.delay_of + one.role + listed(one.missing) + listed(one.facts) + ";";
      all += "\n";
    }
  return all;
}

}  // namespace

TEST_CASE("each clause the catalogue accepts under a délai changes what is said", "[clauses][G6]") {
  for (const auto& [form, heading] : headings)
    for (const auto& [clause, tried] : lines) {
      if (!dsl::acts(clause, form)) continue;
      const auto with = told(rules_with(form, clause, tried.with));
      const auto without = told(rules_with(form, clause, tried.without));
      INFO(heading << "\n" << tried.with);
      CHECK(with.substr(0, 1) != "!");
      if (with.starts_with("!")) UNSCOPED_INFO(with);
      CHECK(without.substr(0, 1) != "!");
      if (without.starts_with("!")) UNSCOPED_INFO(without);
      CHECK(with != without);
    }
}

TEST_CASE("each clause the catalogue refuses under a délai is an error that says so", "[clauses][G6]") {
  for (const auto& [form, heading] : headings)
    for (const auto& [clause, tried] : lines) {
      if (dsl::acts(clause, form) || beside_its_act(clause)) continue;
      const auto rules = from_text(rules_with(form, clause, tried.with));
      INFO(heading << "\n" << tried.with << "\n" << rules->errors);
      CHECK(rules->errors.find("F328") != std::string::npos);
    }
}

TEST_CASE("« complète les états a, b » writes the same lines in each", "[clauses]") {
  const auto rules = from_text(essai(R"(rôle agent « Agent » institution departement
événement demande « Demande »
  portée personne
événement accord « Accord »
  portée personne
événement visite « Visite »
  portée personne
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    dès accord, aller à accordé
  état accordé « Accordé »
    dès demande, aller à clos
  état clos final
module local
  département 64
  étend essai
  conduite par agent
  fondement « essai »
  statut vérifié « essai »
complète procédure essai.suivi
  complète les états ouvert, accordé
    échéance voir : 10 jours après entrée
      tenue par visite
)",
                                     "agent"));
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "demande", "2024-01-01"), event("e2", "accord", "2024-01-20"),
                               event("e3", "visite", "2024-01-25")});
  const auto on = day("2024-02-15");
  const auto then = ask(*rules, record, on);
  CHECK(then.delai("echeance", "ouvert.voir") == "sans_objet 2024-01-11");
  CHECK(then.delai("echeance", "accorde.voir") == "tenue 2024-01-30");
}
