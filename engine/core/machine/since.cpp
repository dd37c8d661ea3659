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

void Step::keep_reminded(Clock& clock, NextDay& turns) {
  const auto& delai = reading_.delai_of(clock);
  if (delai.reminders.empty() || clock.life != Clock::Life::running || !clock.dates.end.known()) return;
  const auto day = c_->day;
  const auto end = reading_.ends(clock, day);
  const bool to_come = facts_of(delai.kind).course == DelaiCourse::awaited
                           ? reading_.deadline_status(clock, day) == Statut::a_venir
                           : day <= end.lo;
  for (std::uint32_t number = 0; number < delai.reminders.size(); ++number) {
    const auto& reminder = delai.reminders[number];
    if (reminder.when != Reminder::When::before || reminder.label.empty()) continue;
    const auto on = reading_.reminder_day(clock, reminder, end.lo, day);
    turns.consider(on);
    auto r = clock.first_reminded;
    while (r != none_id && c_->reminded[r].reminder != number) r = c_->reminded[r].next;
    if (r == none_id) {
      r = static_cast<std::uint32_t>(c_->reminded.size());
      c_->reminded.push_back({number, {}, clock.first_reminded});
      clock.first_reminded = r;
    }
    auto& since = c_->reminded[r].since;
    if (!to_come || !on.known() || day < on)
      since = {};
    else if (!since.known())
      since = day;
  }
}

void Step::keep_since(std::uint32_t instance) {
  auto& life = c_->lives[instance];
  interpreter().next().restart(c_->day);
  NextDay turns(c_->day);
  for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next) {
    keep_clock_since(c_->clocks[c]);
    keep_reminded(c_->clocks[c], turns);
  }
  turns.consider(interpreter().next().day());
  life.standing_turn = turns.day();
  if (reading_.is_final(instance)) return;
  const auto& it = c_->instances[instance];
  const auto range = program_.procedures[it.procedure].while_true[it.state];
  if (range.count == 0) return;
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
  turns.consider(interpreter().next().day());
  life.standing_turn = turns.day();
}

}  // namespace filrouge
