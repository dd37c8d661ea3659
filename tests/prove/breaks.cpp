#include "tests/prove/breaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace filrouge::prove {
namespace {

bool is_delai(Nature nature) {
  return nature == Nature::echeance || nature == Nature::attente || nature == Nature::terme ||
         nature == Nature::duree || nature == Nature::rythme;
}

/// Is it said, that day, that something is missing?
bool asks(const CompactFinding& finding, Date day) {
  return finding.statut == Statut::incertaine ||
         (finding.nature == Nature::donnee_manquante && finding.since == day);
}

template <class Visit>
void for_each_clause(const Procedure& procedure, StateId state, Visit&& visit) {
  for (const auto& clause : procedure.states[state].clauses) visit(clause);
  if (!procedure.states[state].final)
    for (const auto& clause : procedure.from_any) visit(clause);
}

}  // namespace

std::optional<Break> Breaks::find(const Guarantee& guarantee, const Journal& journal, Date until) {
  return guarantee.kind == GuaranteeKind::never_without ? never_without(guarantee, journal, until)
                                                        : always_running(guarantee, journal, until);
}

std::optional<Break> Breaks::never_without(const Guarantee& guarantee, const Journal& journal, Date until) {
  replay_.run(journal, until, until, whole_);
  if (whole_.given_up()) return std::nullopt;
  std::vector<Passage> entries;
  for (const auto& passage : whole_.passages)
    if (whole_.instances[passage.instance].procedure == guarantee.procedure &&
        std::ranges::find(guarantee.states, passage.to) != guarantee.states.end())
      entries.push_back(passage);
  for (const auto& entry : entries) {
    const auto shown = entry.since.known() ? entry.since : entry.on;
    replay_.run(journal, shown, shown, day_);
    if (day_.given_up()) return std::nullopt;
    if (entry.instance >= day_.instances.size()) continue;
    const auto holds = replay_.truth(guarantee.without, entry.instance);
    if (holds == Truth::yes) continue;
    const auto any = [&](auto&& wanted) { return std::ranges::any_of(day_.findings, wanted); };
    if (holds == Truth::unknown && any([&](const CompactFinding& finding) {
          return finding.instance == entry.instance && asks(finding, shown);
        }))
      continue;
    if (guarantee.unless_blocking_that_day && any([&](const CompactFinding& finding) {
          return finding.nature == Nature::irregularite && finding.severity == Severity::blocking &&
                 finding.date == entry.on;
        }))
      continue;
    return Break{
        entry.on, entry.instance, entry.to,
        holds == Truth::no ? "la condition est fausse" : "la condition est inconnue, et rien ne le dit"};
  }
  return std::nullopt;
}

bool Breaks::has_sequel(const Procedure& procedure, StateId state, const CompactFinding& finding) const {
  const bool late = finding.statut == Statut::depassee;
  for (std::uint16_t d = 0; d < procedure.delais.size(); ++d) {
    const auto& delai = procedure.delais[d];
    if (delai.rule != finding.rule) continue;
    if (!late) {
      // It waits for its start. Somebody is told what to do of it, where the act that keeps it is owed.
      return !delai.if_unknown.empty() || (facts_of(delai.kind).owed && !delai.to_do.empty());
    }
    if (!delai.if_overdue.empty()) return true;
    for (const auto& reminder : delai.reminders)
      if (reminder.when != Reminder::When::before) return true;
    bool at_end = false;
    for_each_clause(procedure, state, [&](const Clause& clause) {
      at_end = at_end || (clause.kind == ClauseKind::at_end && clause.delai == d);
    });
    if (at_end) return true;
  }
  return false;
}

bool Breaks::something_runs(std::uint32_t instance) {
  const auto& it = day_.instances[instance];
  const auto& procedure = program_.model.procedures[it.procedure];
  // What is due as soon as possible is told as a task of its échéance.
  std::set<RuleId> tasks;
  for (const auto& delai : procedure.delais) tasks.insert(delai.rule);
  for_each_clause(procedure, it.state, [&](const Clause& clause) {
    if (clause.kind != ClauseKind::while_true) return;
    tasks.insert(clause.rule);
    for (const auto& action : clause.actions) tasks.insert(action.rule);
  });
  return std::ranges::any_of(day_.findings, [&](const CompactFinding& finding) {
    if (finding.instance != instance) return false;
    if (!is_delai(finding.nature))
      return (finding.nature == Nature::action || finding.nature == Nature::proposition) &&
             finding.statut == Statut::en_cours && tasks.contains(finding.rule);
    switch (finding.statut) {
      case Statut::a_venir:
      case Statut::proche:
      case Statut::en_cours:
        return true;
      case Statut::incertaine:
        // It runs, and may be over.
        return finding.date.known() || has_sequel(procedure, it.state, finding);
      case Statut::depassee:
        return has_sequel(procedure, it.state, finding);
      default:
        return false;
    }
  });
}

std::optional<Break> Breaks::always_running(const Guarantee& guarantee, const Journal& journal, Date until) {
  // From the first act on, the days on which something changes: an act, or what the engine announces.
  auto day = until;
  for (const auto& event : journal.events) day = std::min(day, event.on);
  while (day.known() && day <= until) {
    replay_.run(journal, day, day, day_);
    if (day_.given_up()) return std::nullopt;
    for (std::uint32_t i = 0; i < day_.instances.size(); ++i) {
      const auto& it = day_.instances[i];
      const auto& procedure = program_.model.procedures[it.procedure];
      if (it.procedure != guarantee.procedure || it.closed.known() || procedure.states[it.state].final)
        continue;
      if (something_runs(i)) continue;
      Break found{day, i, it.state, "rien ne court, et nulle suite n'est écrite ; seulement :"};
      for (const auto& finding : day_.findings)
        if (finding.instance == i && finding.nature != Nature::etat)
          found.why += fmt::format("\n    {} {} {}", nature_name(finding.nature), statut_name(finding.statut),
                                   program_.rule(finding.rule).code);
      return found;
    }
    auto next = day_.next_change;
    for (const auto& event : journal.events)
      if (event.on > day && (!next.known() || event.on < next)) next = event.on;
    day = next;
  }
  return std::nullopt;
}

}  // namespace filrouge::prove
