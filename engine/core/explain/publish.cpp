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

Publisher::Title Publisher::title_of(const Journal& journal, const Evaluation& evaluation,
                                     const CompactFinding& finding) const {
  if (finding.stopped) return Title::circle;
  if (finding.too_costly) return Title::cost;
  if (finding.nature == Nature::etat &&
      !hand_over(program_, journal, evaluation, evaluation.instances[finding.instance]).empty())
    return Title::handed_over;
  if (finding.derivation != none_id) {
    // An act done while a time belonged to the person is called so, not by the name of that time.
    const auto& derivation = evaluation.derivations[finding.derivation];
    if (derivation.act != none_id && derivation.delai != no_id &&
        facts_of(program_.delai(derivation.procedure, derivation.delai).kind).course == DelaiCourse::reserved)
      return finding.nature == Nature::irregularite ? Title::too_early : Title::perhaps_early;
  }
  if (finding.label && !finding.label->empty()) return Title::rule;
  if (finding.nature == Nature::proposition && finding.detail) return Title::detail;
  return finding.nature == Nature::etat ? Title::state : Title::nature;
}

std::string Publisher::title(const Key& key, std::string_view state) const {
  switch (key.title) {
    case Title::circle:
      return "Procédure arrêtée : ses règles tournent en rond";
    case Title::cost:
      return "Dossier trop coûteux à évaluer : rien n'en est dit";
    case Title::handed_over:
      return "À transmettre";
    case Title::too_early:
      return "Acte pris avant la fin du temps laissé à la personne";
    case Title::perhaps_early:
      return "Prématuré possible : ce temps appartient peut-être encore à la personne";
    case Title::rule:
      return shown(*key.label);
    case Title::detail:
      return plain_name(program_, program_.model.text(key.detail));
    case Title::state:
      return plain_name(program_, state);
    case Title::nature:
      break;
  }
  return facts_of(key.nature).label;
}

Finding Publisher::printed(const Key& key, RuleId of) const {
  const auto& model = program_.model;
  const auto role = [&](RoleId id) {
    return id == no_id ? std::string() : std::string(model.text(model.roles[id].name));
  };
  Finding finding;
  if (key.procedure != no_id) {
    const auto& procedure = model.procedures[key.procedure];
    finding.procedure = model.text(procedure.name);
    if (key.state != no_id) finding.etat = model.text(procedure.states[key.state].name);
  }
  finding.nature = nature_name(key.nature);
  finding.statut = statut_name(key.statut);
  finding.faculte = key.faculty;
  finding.objectif_interne = key.internal_target;
  finding.gravite = severity_name(key.severity);
  finding.retard_de = model.text(key.delay_of);
  finding.role = role(key.role);
  finding.decideur = role(key.decider);
  if (of != none_id) {
    const auto& rule = model.rules[of];
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
  finding.libelle = title(key, finding.etat);
  return finding;
}

std::uint32_t Publisher::form_of(const Journal& journal, const Evaluation& evaluation,
                                 const CompactFinding& finding) {
  const auto title = title_of(journal, evaluation, finding);
  const Key key{.nature = finding.nature,
                .statut = finding.statut,
                .severity = finding.severity,
                .title = title,
                .faculty = finding.faculty,
                .internal_target = finding.internal_target,
                .procedure = finding.procedure,
                .state = finding.state,
                .role = finding.role,
                .decider = finding.decider,
                .delay_of = finding.delay_of,
                .detail = title == Title::detail ? finding.detail : Symbol{0},
                .label = title == Title::rule ? finding.label : nullptr};
  if (first_.empty()) first_.resize(program_.model.rules.size() + 1, none_id);
  auto* next = &first_[finding.rule == none_id ? 0 : finding.rule + std::size_t{1}];
  for (; *next != none_id; next = &kept_[*next].next)
    if (kept_[*next].key == key) return *next;
  const auto made = static_cast<std::uint32_t>(kept_.size());
  *next = made;
  kept_.push_back({key, none_id});
  forms_.push_back(printed(key, finding.rule));
  return made;
}

void Publisher::fill(std::uint32_t form, const Journal& journal, const Evaluation& evaluation,
                     const CompactFinding& compact, Finding& finding) {
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
  if (compact.nature == Nature::donnee_manquante && !(compact.label && !compact.label->empty())) {
    finding.libelle = forms_[form].libelle;
    for (std::uint32_t i = 0; i < compact.missing_count; ++i)
      append(finding.libelle, i ? ", " : " : ",
             plain_name(program_, journal.text(evaluation.missing[compact.first_missing + i])));
  }
  finding.has_interval = compact.bound_count != 0;
  finding.intervalle.taux.clear();
  finding.intervalle.duree.clear();
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
  append_sentence(acts_, journal, evaluation, compact, finding.explication);
  stable_id(program_, journal, evaluation, compact, finding.id);
  finding.affaire = journal.text(compact.affaire);
  if (compact.group == none_id)
    finding.groupe = finding.id;
  else
    stable_id(program_, journal, evaluation, evaluation.leads[compact.group], finding.groupe);
  finding.rang_groupe = compact.group_rank;
}

void Publisher::publish(const Journal& journal, const Evaluation& evaluation, const CompactFinding& compact,
                        Finding& out) {
  const auto form = form_of(journal, evaluation, compact);
  out = forms_[form];
  fill(form, journal, evaluation, compact, out);
}

void Publisher::publish(const Journal& journal, const Evaluation& evaluation, std::vector<Finding>& out) {
  out.resize(evaluation.findings.size());
  for (std::size_t f = 0; f < out.size(); ++f) publish(journal, evaluation, evaluation.findings[f], out[f]);
}

void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out) {
  Publisher(program).publish(journal, evaluation, out);
}

}  // namespace filrouge
