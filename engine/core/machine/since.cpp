#include <algorithm>
#include <utility>

#include "engine/core/machine/step.hpp"

/// Since when what stands has stood: a line of the day asked says on which day it began to be said.
namespace filrouge {

bool Step::may_be_late(const Clock& clock) const {
  const auto& delai = reading_.delai_of(clock);
  return facts_of(delai.kind).course == DelaiCourse::awaited && !delai.as_soon_as_possible &&
         !clock.overdue_since.known() && clock.dates.end_latest.known() &&
         (!delai.if_overdue.empty() || !delai.reminders.empty());
}

void Step::keep_clock_since(Clock& clock) {
  const auto day = c_->day;
  const auto keep = [&](Date& since, bool stands) {
    if (!stands)
      since = {};
    else if (!since.known())
      since = day;
  };
  if (!clock.active()) return;
  const auto& delai = reading_.delai_of(clock);
  const auto course = facts_of(delai.kind).course;
  keep(clock.pending_since, clock.life == Clock::Life::pending);
  if (course == DelaiCourse::reserved) {
    const auto end = reading_.ends(clock, day);
    keep(clock.current_since, clock.life == Clock::Life::running && end.hi.known() && day <= end.hi);
  }
  if (course == DelaiCourse::awaited && !delai.as_soon_as_possible)
    keep(clock.overdue_since, reading_.deadline_status(clock, day) == Statut::depassee);
}

void Step::keep_since(std::uint32_t instance) {
  auto& life = c_->lives[instance];
  for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next) keep_clock_since(c_->clocks[c]);
  life.standing_turn = {};
  if (reading_.is_final(instance)) return;
  const auto& it = c_->instances[instance];
  const auto range = program_.procedures[it.procedure].while_true[it.state];
  if (range.count == 0) return;
  interpreter().next().restart(c_->day);
  auto index = range.first;
  bool asked = false;
  for (const auto& transition : program_.clauses(range)) {
    const auto here = index++;
    if (!reading_.in_force(transition.clause->rule, it.governing)) continue;
    interpreter().begin_collecting();
    const auto condition = transition.clause->condition;
    const auto here_today = place(instance, c_->day);
    const auto worth = std::exchange(asked, true) ? interpreter().truth_again(condition, here_today)
                                                  : interpreter().truth_alone(condition, here_today);
    auto s = life.first_standing;
    while (s != none_id && c_->standing[s].transition != here) s = c_->standing[s].next;
    if (s == none_id) {
      s = static_cast<std::uint32_t>(c_->standing.size());
      c_->standing.push_back({here, worth, c_->day, life.first_standing});
      life.first_standing = s;
    } else if (c_->standing[s].worth != worth) {
      c_->standing[s].worth = worth;
      c_->standing[s].since = c_->day;
    }
  }
  life.standing_turn = interpreter().next().day();
}

}  // namespace filrouge
