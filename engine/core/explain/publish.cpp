#include "engine/core/explain/publish.hpp"

#include <fmt/format.h>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

/// The key of the thing said, hashed: it stays as long as that thing, whatever else is recorded or written.
std::string stable_id(const Program& program, const Journal& journal, const Evaluation& evaluation,
                      const CompactFinding& finding) {
  auto hash = stable_hash({});
  // No UTF-8 text holds the byte that ends each part.
  const auto mix = [&hash](std::string_view text) { hash = stable_hash("\xFF", stable_hash(text, hash)); };
  const auto number = [&mix](std::uint64_t value) { mix(std::to_string(value)); };
  const auto act = [&](std::uint32_t rank) {
    mix(rank == none_id ? std::string_view() : journal.text(journal.events[rank].id));
  };
  mix(journal.dossier);
  mix(finding.person < 0 ? std::string_view()
                         : journal.text(journal.persons[static_cast<std::size_t>(finding.person)].id));
  mix(nature_name(finding.nature));
  if (finding.rule != none_id && !finding.whichever_rule) number(program.rule(finding.rule).anchor);
  if (finding.instance != none_id) {
    const auto& instance = evaluation.instances[finding.instance];
    mix(program.model.text(program.model.procedures[instance.procedure].name));
    act(instance.trigger);
    if (instance.trigger == none_id) mix(iso_date(instance.begun));
    number(instance.number);
  }
  act(finding.cause.act);
  number(finding.cause.number);
  act(finding.cause.since);
  number(finding.cause.part);
  if (finding.instance == none_id) mix(journal.text(finding.detail));
  if (finding.stopped) mix("cercle");
  if (finding.too_costly) mix("coût");
  return fmt::format("{:016x}", hash);
}

std::string iso(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

/// An act done while a time belonged to the person is called so, not by the name of that time.
std::string_view premature_label(const Program& program, const Evaluation& evaluation,
                                 const CompactFinding& finding) {
  if (finding.derivation == none_id) return {};
  const auto& derivation = evaluation.derivations[finding.derivation];
  if (derivation.act == none_id || derivation.delai == no_id ||
      facts_of(program.delai(derivation.procedure, derivation.delai).kind).course != DelaiCourse::reserved)
    return {};
  return finding.nature == Nature::irregularite
             ? "Acte pris avant la fin du temps laissé à la personne"
             : "Prématuré possible : ce temps appartient peut-être encore à la personne";
}

}  // namespace

std::string instance_name(const Journal& journal, const Instance& instance) {
  std::string name(instance.trigger != none_id ? journal.text(journal.events[instance.trigger].id)
                   : instance.person >= 0
                       ? journal.text(journal.persons[static_cast<std::size_t>(instance.person)].id)
                       : std::string_view(journal.dossier));
  if (instance.repeat > 1) name += fmt::format("#{}", instance.repeat);
  return name;
}

bool is_over(const Program& program, const Instance& instance) {
  return instance.closed.known() || program.model.procedures[instance.procedure].states[instance.state].final;
}

void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out) {
  const auto& model = program.model;
  out.clear();
  out.reserve(evaluation.findings.size());
  for (const auto& compact : evaluation.findings) {
    auto& finding = out.emplace_back();
    finding.dossier = journal.dossier;
    if (compact.person >= 0)
      finding.personne = journal.text(journal.persons[static_cast<std::size_t>(compact.person)].id);
    if (compact.instance != none_id)
      finding.instance = instance_name(journal, evaluation.instances[compact.instance]);
    if (compact.procedure != no_id) {
      const auto& procedure = model.procedures[compact.procedure];
      finding.procedure = model.text(procedure.name);
      if (compact.state != no_id) finding.etat = model.text(procedure.states[compact.state].name);
    }
    if (compact.instance != none_id) finding.close = is_over(program, evaluation.instances[compact.instance]);
    finding.nature = nature_name(compact.nature);
    finding.statut = statut_name(compact.statut);
    finding.date = iso(compact.date);
    if (compact.date.known() && compact.minute < minutes_in_a_day) finding.heure = iso_time(compact.minute);
    finding.faculte = compact.faculty;
    finding.objectif_interne = compact.internal_target;
    finding.borne = bound_name(compact.bound);
    finding.date_opposable = iso(compact.date_opposable);
    finding.gravite = severity_name(compact.severity);
    finding.retard_de = model.text(compact.delay_of);
    const auto role = [&](RoleId id) {
      return id == no_id ? std::string() : std::string(model.text(model.roles[id].name));
    };
    finding.role = role(compact.role);
    finding.decideur = role(compact.decider);
    if (compact.rule != none_id) {
      const auto& rule = model.rules[compact.rule];
      finding.code = rule.code;
      if (finding.procedure.empty()) finding.procedure = rule.code;
      finding.rule_file = rule.file;
      finding.rule_line = rule.line;
      finding.regime = model.modules.empty() ? std::string() : model.modules[rule.module].regime;
      for (const auto& basis : rule.basis) finding.fondement.push_back({basis.text, basis.verified});
    } else {
      finding.code = fmt::format("dossier.{}", finding.nature);
    }
    finding.rule_digest = model.digest;
    if (compact.stopped)
      finding.libelle = "Procédure arrêtée : ses règles tournent en rond";
    else if (compact.too_costly)
      finding.libelle = "Dossier trop coûteux à évaluer : rien n'en est dit";
    else if (compact.nature == Nature::etat &&
             !hand_over(program, journal, evaluation, evaluation.instances[compact.instance]).empty())
      finding.libelle = "À transmettre";
    else if (const auto premature = premature_label(program, evaluation, compact); !premature.empty())
      finding.libelle = premature;
    else if (compact.label && !compact.label->empty())
      finding.libelle = shown(*compact.label);
    else if (compact.nature == Nature::proposition && compact.detail)
      finding.libelle = plain_name(program, model.text(compact.detail));
    else if (compact.nature == Nature::etat)
      finding.libelle = plain_name(program, finding.etat);
    else
      finding.libelle = facts_of(compact.nature).label;
    if (compact.nature == Nature::donnee_manquante && compact.missing_count &&
        (!compact.label || compact.label->empty())) {
      finding.libelle += " : ";
      for (std::uint32_t i = 0; i < compact.missing_count; ++i)
        finding.libelle += (i ? ", " : "") +
                           plain_name(program, journal.text(evaluation.missing[compact.first_missing + i]));
    }
    if (compact.bound_count) {
      finding.has_interval = true;
      for (std::uint32_t i = 0; i < compact.bound_count; ++i) {
        const auto& bound = evaluation.bounds[compact.first_bound + i];
        auto& list = model.text(bound.name) == "duree" ? finding.intervalle.duree : finding.intervalle.taux;
        if (bound.value.known()) list = {plain_bound(bound.value, false), plain_bound(bound.value, true)};
      }
    }
    for (std::uint32_t i = 0; i < compact.fact_count; ++i)
      finding.faits.emplace_back(journal.text(journal.events[evaluation.facts[compact.first_fact + i]].id));
    for (std::uint32_t i = 0; i < compact.missing_count; ++i)
      finding.manquants.emplace_back(journal.text(evaluation.missing[compact.first_missing + i]));
    finding.apparu_le = iso(compact.since);
    finding.prochain_changement = iso(compact.next_change);
    finding.explication = sentence(program, journal, evaluation, compact);
    finding.id = stable_id(program, journal, evaluation, compact);
    finding.affaire = journal.text(compact.affaire);
    finding.groupe = compact.group == none_id
                         ? finding.id
                         : stable_id(program, journal, evaluation, evaluation.leads[compact.group]);
    finding.rang_groupe = compact.group_rank;
  }
}

}  // namespace filrouge
