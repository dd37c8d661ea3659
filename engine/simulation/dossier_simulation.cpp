#include "engine/simulation/dossier_simulation.hpp"

#include <tuple>

#include "engine/core/model/nature.hpp"
#include "engine/core/model/plain_bound.hpp"
#include "engine/simulation/next_action.hpp"

namespace filrouge {

DossierSimulation::DossierSimulation(const TwoPrograms& programs, const Asked& asked)
    : programs_(programs),
      asked_(asked),
      of_{{{programs.program(Side::before), asked.allowance},
           {programs.program(Side::after), asked.allowance}}},
      pairing_(programs) {}

void DossierSimulation::run(const Journal& before, const Journal& after) {
  of_[0].journal = &before;
  of_[1].journal = &after;
  changes_.clear();
  next_ = {none_id, none_id};
  next_changes_ = false;
  for (auto& one : of_) one.replay.run(*one.journal, asked_.day, asked_.known, one.evaluation);
  if (given_up()) return;
  for (auto& one : of_) {
    one.forms.clear();
    for (const auto& finding : one.evaluation.findings) {
      const auto form = one.publisher.form_of(*one.journal, one.evaluation, finding);
      one.forms.push_back(form);
      if (form >= one.counts.size()) one.counts.resize(form + std::size_t{1});
      ++one.counts[form];
    }
  }
  const auto& pairs = pairing_.pair({before, of_[0].evaluation}, {after, of_[1].evaluation});
  for (const auto& pair : pairs) {
    const auto kinds = differ(pair);
    if (!kinds.any()) continue;
    auto& change = changes_.emplace_back(
        FindingChange{.before = pair.before, .after = pair.after, .kinds = kinds, .days = {}});
    if (!kinds.has(ChangeKind::date)) continue;
    const auto from = of_[0].evaluation.findings[pair.before].date;
    const auto to = of_[1].evaluation.findings[pair.after].date;
    change.dated = !from.known();
    if (from.known() && to.known()) change.days = days_between(from, to);
  }
  for (const auto side : both_sides)
    next_[index(side)] = filrouge::next_action(programs_.program(side), evaluation(side));
  next_changes_ = next_differs();
}

ChangeKinds DossierSimulation::differ(const FindingPair& pair) {
  ChangeKinds kinds;
  if (pair.before == none_id || pair.after == none_id) {
    kinds.add(pair.before == none_id ? ChangeKind::appears : ChangeKind::goes);
    return kinds;
  }
  const auto& before = of_[0].evaluation.findings[pair.before];
  const auto& after = of_[1].evaluation.findings[pair.after];
  kinds = forms_differ(of_[0].forms[pair.before], of_[1].forms[pair.after]);
  if (before.date != after.date) kinds.add(ChangeKind::date);
  if (lacks_otherwise(before, after)) kinds.add(ChangeKind::label);
  if (shows_otherwise(before, after)) kinds.add(ChangeKind::other);
  return kinds;
}

/// What the rules alone say of two findings is compared once for all those of these forms.
ChangeKinds DossierSimulation::forms_differ(std::uint32_t before, std::uint32_t after) {
  const auto [known, is_new] = of_forms_.try_emplace((std::uint64_t{before} << 32) | after);
  if (!is_new) return known->second;
  const auto& one = of_[0].publisher.form(before);
  const auto& other = of_[1].publisher.form(after);
  ChangeKinds kinds;
  if (one.statut != other.statut) kinds.add(ChangeKind::statut);
  if (one.gravite != other.gravite) kinds.add(ChangeKind::severity);
  if (std::tie(one.role, one.decideur, one.retard_de) !=
      std::tie(other.role, other.decideur, other.retard_de))
    kinds.add(ChangeKind::role);
  const bool is_state = one.nature == nature_name(Nature::etat);
  // A finding of another nature names the state its procédure is in: that is told once, by the state.
  if (is_state && one.etat != other.etat)
    kinds.add(ChangeKind::state);
  else if (one.libelle != other.libelle)
    kinds.add(ChangeKind::label);
  if (one.faculte != other.faculte || one.objectif_interne != other.objectif_interne)
    kinds.add(ChangeKind::other);
  return known->second = kinds;
}

/// Of a « donnée manquante » that no rule labels, what is missing is its label.
bool DossierSimulation::lacks_otherwise(const CompactFinding& before, const CompactFinding& after) const {
  if (before.nature != Nature::donnee_manquante || (before.label && !before.label->empty())) return false;
  if (before.missing_count != after.missing_count) return true;
  for (std::uint32_t i = 0; i < before.missing_count; ++i)
    if (of_[0].journal->text(of_[0].evaluation.missing[before.first_missing + i]) !=
        of_[1].journal->text(of_[1].evaluation.missing[after.first_missing + i]))
      return true;
  return false;
}

bool DossierSimulation::shows_otherwise(const CompactFinding& before, const CompactFinding& after) const {
  if (std::tie(before.minute, before.bound, before.date_opposable) !=
      std::tie(after.minute, after.bound, after.date_opposable))
    return true;
  if (before.bound_count != after.bound_count) return true;
  for (std::uint32_t i = 0; i < before.bound_count; ++i) {
    const auto& one = of_[0].evaluation.bounds[before.first_bound + i];
    const auto& other = of_[1].evaluation.bounds[after.first_bound + i];
    if (programs_.program(Side::before).model.text(one.name) !=
            programs_.program(Side::after).model.text(other.name) ||
        one.value.known() != other.value.known())
      return true;
    if (one.value.known() && (plain_bound(one.value, false) != plain_bound(other.value, false) ||
                              plain_bound(one.value, true) != plain_bound(other.value, true)))
      return true;
  }
  return false;
}

/// Is it another thing, for another day, of somebody else, or called otherwise?
bool DossierSimulation::next_differs() {
  const auto [before, after] = next_;
  if ((before == none_id) != (after == none_id)) return true;
  if (before == none_id) return false;
  if (pairing_.before_of(after) != before) return true;
  const auto kinds = differ({before, after});
  return kinds.has(ChangeKind::date) || kinds.has(ChangeKind::role) || kinds.has(ChangeKind::label) ||
         of_[0].evaluation.findings[before].minute != of_[1].evaluation.findings[after].minute;
}

const Finding& DossierSimulation::form(Side side, std::uint32_t finding) const {
  const auto& one = of_[index(side)];
  return one.publisher.form(one.forms[finding]);
}

void DossierSimulation::publish(Side side, std::uint32_t finding, Finding& out) {
  auto& one = of_[index(side)];
  one.publisher.publish(*one.journal, one.evaluation, one.evaluation.findings[finding], out);
}

std::vector<DossierSimulation::FormCount> DossierSimulation::form_counts(Side side) const {
  const auto& one = of_[index(side)];
  std::vector<FormCount> counts;
  for (std::uint32_t form = 0; form < one.counts.size(); ++form)
    counts.push_back({&one.publisher.form(form), one.counts[form]});
  return counts;
}

}  // namespace filrouge
