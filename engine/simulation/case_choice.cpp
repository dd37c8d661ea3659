#include "engine/simulation/case_choice.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/core/text/digest.hpp"

namespace filrouge {

void change_sorts(const DossierSimulation& simulation, std::vector<ChangeSort>& sorts) {
  sorts.clear();
  const auto add = [&](ChangeKind kind, std::string_view code, std::string_view from, std::string_view to) {
    auto hash = stable_hash(words_of(kind).word);
    for (const auto text : {code, from, to}) hash = stable_hash("\xFF", stable_hash(text, hash));
    if (std::ranges::find(sorts, hash, &ChangeSort::hash) == sorts.end()) sorts.push_back({hash, kind});
  };
  for (const auto& change : simulation.changes()) {
    const auto* before = change.before == none_id ? nullptr : &simulation.form(Side::before, change.before);
    const auto* after = change.after == none_id ? nullptr : &simulation.form(Side::after, change.after);
    const auto& code = after ? after->code : before->code;
    for (std::size_t k = 0; k < change_kinds; ++k) {
      const auto kind = static_cast<ChangeKind>(k);
      if (!change.kinds.has(kind)) continue;
      if (kind == ChangeKind::statut)
        add(kind, code, before->statut, after->statut);
      else if (kind == ChangeKind::state)
        add(kind, after->procedure, before->etat, after->etat);
      else
        add(kind, code, {}, {});
    }
  }
  if (!simulation.next_action_changes()) return;
  const auto code = [&](Side side) {
    const auto next = simulation.next_action(side);
    return next == none_id ? std::string_view() : std::string_view(simulation.form(side, next).code);
  };
  add(ChangeKind::next_action, {}, code(Side::before), code(Side::after));
}

bool CaseChoice::may_be_told(std::span<const ChangeSort> sorts) const {
  if (most_ == 0 || sorts.empty()) return false;
  if (added_ < most_) return true;
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(sorts, [&](const ChangeSort& sort) { return !known_.contains(sort.hash); });
}

void CaseChoice::add(std::span<const ChangeSort> sorts, SimulationCase& told) {
  if (most_ == 0 || sorts.empty()) return;
  bool keep = added_ < most_;
  std::vector<std::size_t> numbers;
  for (const auto& sort : sorts) {
    const auto [known, is_new] = index_.try_emplace(sort.hash, sorts_.size());
    if (is_new) sorts_.push_back({.kind = sort.kind, .dossiers = 0, .first = cases_.size()});
    keep = keep || is_new;
    ++sorts_[known->second].dossiers;
    numbers.push_back(known->second);
  }
  ++added_;
  if (!keep) return;
  cases_.push_back({std::move(told), std::move(numbers)});
  const std::lock_guard lock(mutex_);
  for (const auto& sort : sorts) known_.insert(sort.hash);
}

std::vector<SimulationCase> CaseChoice::chosen() const {
  std::vector<bool> taken(cases_.size()), shown(sorts_.size());
  std::array<bool, change_kinds> kind_shown{};
  std::size_t count = 0;
  const auto take = [&](std::size_t index) {
    if (count == most_ || taken[index]) return;
    taken[index] = true;
    ++count;
    for (const auto sort : cases_[index].sorts) {
      shown[sort] = true;
      kind_shown[static_cast<std::size_t>(sorts_[sort].kind)] = true;
    }
  };
  std::vector<std::size_t> by_frequency(sorts_.size());
  std::iota(by_frequency.begin(), by_frequency.end(), std::size_t{0});
  std::ranges::stable_sort(by_frequency, std::greater{}, [&](std::size_t s) { return sorts_[s].dossiers; });
  for (std::size_t kind = 0; kind < change_kinds; ++kind)
    for (const auto sort : by_frequency)
      if (!kind_shown[kind] && static_cast<std::size_t>(sorts_[sort].kind) == kind) take(sorts_[sort].first);
  for (const auto sort : by_frequency)
    if (!shown[sort]) take(sorts_[sort].first);
  for (std::size_t index = 0; index < cases_.size(); ++index) take(index);
  std::vector<SimulationCase> cases;
  for (std::size_t index = 0; index < cases_.size(); ++index)
    if (taken[index]) cases.push_back(cases_[index].told);
  return cases;
}

}  // namespace filrouge
