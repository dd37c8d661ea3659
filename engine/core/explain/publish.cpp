#include "engine/core/explain/publish.hpp"

#include <fmt/format.h>

#include <charconv>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

/// Parts of a key, hashed one after the other.
class KeyHash {
 public:
  // No UTF-8 text holds the byte that ends each part.
  void mix(std::string_view text) { hash_ = stable_hash("\xFF", stable_hash(text, hash_)); }
  void number(std::uint64_t value) {
    char digits[20];
    mix({digits, std::to_chars(digits, std::end(digits), value).ptr});
  }
  /// In sixteen hexadecimal letters.
  void write(std::string& text) const {
    text.resize(16);
    for (std::size_t i = 0; i < 16; ++i) text[i] = "0123456789abcdef"[hash_ >> (60 - 4 * i) & 0xF];
  }

 private:
  std::uint64_t hash_ = stable_hash({});
};

/// The key of the thing said, hashed: it stays as long as that thing, whatever else is recorded or written.
void stable_id(const Program& program, const Journal& journal, const Evaluation& evaluation,
               const CompactFinding& finding, std::string& id) {
  KeyHash hash;
  const auto act = [&](std::uint32_t rank) {
    hash.mix(rank == none_id ? std::string_view() : journal.text(journal.events[rank].id));
  };
  hash.mix(journal.dossier);
  hash.mix(finding.person < 0 ? std::string_view()
                              : journal.text(journal.persons[static_cast<std::size_t>(finding.person)].id));
  hash.mix(nature_name(finding.nature));
  if (finding.rule != none_id && !finding.whichever_rule) hash.number(program.rule(finding.rule).anchor);
  if (finding.instance != none_id) {
    const auto& instance = evaluation.instances[finding.instance];
    hash.mix(program.model.text(program.model.procedures[instance.procedure].name));
    act(instance.trigger);
    if (instance.trigger == none_id) hash.mix(iso_date(instance.begun));
    hash.number(instance.number);
  }
  act(finding.cause.act);
  hash.number(finding.cause.number);
  act(finding.cause.since);
  hash.number(finding.cause.part);
  if (finding.instance == none_id) hash.mix(journal.text(finding.detail));
  if (finding.stopped) hash.mix("cercle");
  if (finding.too_costly) hash.mix("coût");
  hash.write(id);
}

/// The buffer is kept: most dates of a form follow other dates.
void write_day(Date day, std::string& text) {
  text.clear();
  if (day.known()) append_iso_date(day, text);
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

/// What it is called in a list.
void write_label(const Program& program, const Journal& journal, const Evaluation& evaluation,
                 const CompactFinding& finding, std::string_view state, std::string& label) {
  const bool ruled = finding.label && !finding.label->empty();
  if (finding.stopped)
    label = "Procédure arrêtée : ses règles tournent en rond";
  else if (finding.too_costly)
    label = "Dossier trop coûteux à évaluer : rien n'en est dit";
  else if (finding.nature == Nature::etat &&
           !hand_over(program, journal, evaluation, evaluation.instances[finding.instance]).empty())
    label = "À transmettre";
  else if (const auto premature = premature_label(program, evaluation, finding); !premature.empty())
    label = premature;
  else if (ruled)
    label = shown(*finding.label);
  else if (finding.nature == Nature::proposition && finding.detail)
    label = plain_name(program, program.model.text(finding.detail));
  else if (finding.nature == Nature::etat)
    label = plain_name(program, state);
  else
    label = facts_of(finding.nature).label;
  if (finding.nature != Nature::donnee_manquante || ruled) return;
  for (std::uint32_t i = 0; i < finding.missing_count; ++i)
    append(label, i ? ", " : " : ",
           plain_name(program, journal.text(evaluation.missing[finding.first_missing + i])));
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

std::size_t Publisher::Hash::operator()(const Form& form) const noexcept {
  std::uint64_t hash = form.rule;
  const auto mix = [&hash](auto part) {
    hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15;
  };
  mix(std::uint64_t{form.procedure} << 48 | std::uint64_t{form.state} << 32 | form.delay_of);
  mix(std::uint64_t{form.role} << 48 | std::uint64_t{form.decider} << 32 |
      static_cast<std::uint64_t>(form.nature) << 16 | static_cast<std::uint64_t>(form.statut) << 8 |
      static_cast<std::uint64_t>(form.severity) << 2 | form.faculty << 1 | form.internal_target);
  return hash ^ hash >> 32;
}

Finding Publisher::fixed(const Form& form) const {
  const auto& model = program_.model;
  const auto role = [&](RoleId id) {
    return id == no_id ? std::string() : std::string(model.text(model.roles[id].name));
  };
  Finding finding;
  if (form.procedure != no_id) {
    const auto& procedure = model.procedures[form.procedure];
    finding.procedure = model.text(procedure.name);
    if (form.state != no_id) finding.etat = model.text(procedure.states[form.state].name);
  }
  finding.nature = nature_name(form.nature);
  finding.statut = statut_name(form.statut);
  finding.faculte = form.faculty;
  finding.objectif_interne = form.internal_target;
  finding.gravite = severity_name(form.severity);
  finding.retard_de = model.text(form.delay_of);
  finding.role = role(form.role);
  finding.decideur = role(form.decider);
  if (form.rule != none_id) {
    const auto& rule = model.rules[form.rule];
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
  return finding;
}

std::uint32_t Publisher::form_of(const CompactFinding& finding) {
  const Form form{.rule = finding.rule,
                  .delay_of = finding.delay_of,
                  .procedure = finding.procedure,
                  .state = finding.state,
                  .role = finding.role,
                  .decider = finding.decider,
                  .nature = finding.nature,
                  .statut = finding.statut,
                  .severity = finding.severity,
                  .faculty = finding.faculty,
                  .internal_target = finding.internal_target};
  const auto [found, is_new] = forms_.try_emplace(form, static_cast<std::uint32_t>(findings_.size()));
  if (is_new) findings_.push_back(fixed(form));
  return found->second;
}

Published Publisher::publish(const Journal& journal, const Evaluation& evaluation,
                             const CompactFinding& compact) {
  const auto form = form_of(compact);
  auto& finding = findings_[form];
  finding.dossier = journal.dossier;
  finding.personne = compact.person < 0
                         ? std::string_view()
                         : journal.text(journal.persons[static_cast<std::size_t>(compact.person)].id);
  if (compact.instance == none_id) {
    finding.instance.clear();
    finding.close = false;
  } else {
    finding.instance = instance_name(journal, evaluation.instances[compact.instance]);
    finding.close = is_over(program_, evaluation.instances[compact.instance]);
  }
  write_day(compact.date, finding.date);
  finding.heure.clear();
  if (compact.date.known() && compact.minute < minutes_in_a_day) finding.heure = iso_time(compact.minute);
  finding.borne = bound_name(compact.bound);
  write_day(compact.date_opposable, finding.date_opposable);
  write_label(program_, journal, evaluation, compact, finding.etat, finding.libelle);
  finding.has_interval = compact.bound_count != 0;
  finding.intervalle = {};
  for (std::uint32_t i = 0; i < compact.bound_count; ++i) {
    const auto& bound = evaluation.bounds[compact.first_bound + i];
    auto& list =
        program_.model.text(bound.name) == "duree" ? finding.intervalle.duree : finding.intervalle.taux;
    if (bound.value.known()) list = {plain_bound(bound.value, false), plain_bound(bound.value, true)};
  }
  finding.faits.resize(compact.fact_count);
  for (std::uint32_t i = 0; i < compact.fact_count; ++i)
    finding.faits[i] = journal.text(journal.events[evaluation.facts[compact.first_fact + i]].id);
  finding.manquants.resize(compact.missing_count);
  for (std::uint32_t i = 0; i < compact.missing_count; ++i)
    finding.manquants[i] = journal.text(evaluation.missing[compact.first_missing + i]);
  write_day(compact.since, finding.apparu_le);
  write_day(compact.next_change, finding.prochain_changement);
  finding.explication.clear();
  append_sentence(program_, journal, evaluation, compact, finding.explication);
  stable_id(program_, journal, evaluation, compact, finding.id);
  finding.affaire = journal.text(compact.affaire);
  if (compact.group == none_id)
    finding.groupe = finding.id;
  else
    stable_id(program_, journal, evaluation, evaluation.leads[compact.group], finding.groupe);
  finding.rang_groupe = compact.group_rank;
  return {finding, form};
}

void Publisher::publish(const Journal& journal, const Evaluation& evaluation, std::vector<Finding>& out) {
  out.resize(evaluation.findings.size());
  for (std::size_t f = 0; f < out.size(); ++f)
    out[f] = publish(journal, evaluation, evaluation.findings[f]).finding;
}

void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out) {
  Publisher(program).publish(journal, evaluation, out);
}

}  // namespace filrouge
