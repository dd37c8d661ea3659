#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/core/machine/step.hpp"

/// Since when what stands has stood: a line of the day asked says on which day it began to be said.
namespace filrouge {
namespace {

void keep(Date& since, bool stands, Date day) {
  if (!stands)
    since = {};
  else if (!since.known())
    since = day;
}

}  // namespace

bool Step::may_be_late(const Clock& clock) const {
  const auto& delai = reading_.delai_of(clock);
  return reading_.course_of(clock) == DelaiCourse::awaited && !delai.as_soon_as_possible &&
         !clock.overdue_since.known() && clock.dates.end_latest.known() &&
         (!delai.if_overdue.empty() || !delai.reminders.empty());
}

void Step::keep_clock_since(Clock& clock, NextDay& turns) {
  if (!clock.active()) return;
  const auto day = c_->day;
  const auto& delai = reading_.delai_of(clock);
  const auto end = reading_.ends(clock, day);
  const bool runs_to_its_end = clock.life == Clock::Life::running && end.lo.known();
  auto to_come = runs_to_its_end && day <= end.lo;
  keep(clock.pending_since, clock.waits_for_a_fact(), day);
  switch (reading_.course_of(clock)) {
    case DelaiCourse::reserved:
      keep(clock.current_since, runs_to_its_end && day <= (end.no_latest() ? end.lo : end.hi), day);
      break;
    case DelaiCourse::awaited: {
      if (clock.as_soon) return;
      const auto statut = reading_.deadline_status(clock, day);
      keep(clock.overdue_since, statut == Statut::depassee, day);
      to_come = statut == Statut::a_venir;
      break;
    }
    default:
      break;
  }
  for (std::uint32_t number = 0; number < delai.reminders.size(); ++number) {
    const auto& reminder = delai.reminders[number];
    if (reminder.when != Reminder::When::before || reminder.label.empty()) continue;
    const auto on = runs_to_its_end ? reading_.reminder_day(clock, reminder, end.lo, day) : Date{};
    turns.consider(on);
    // A pause moves the end every day, the day of the reminder by fits and starts.
    if (end.paused) turns.consider(day + 1);
    auto r = clock.first_reminded;
    while (r != none_id && c_->reminded[r].reminder != number) r = c_->reminded[r].next;
    if (r == none_id) {
      r = static_cast<std::uint32_t>(c_->reminded.size());
      c_->reminded.push_back({number, {}, clock.first_reminded});
      clock.first_reminded = r;
    }
    keep(c_->reminded[r].since, to_come && on.known() && day >= on, day);
  }
}

void Step::keep_since(std::uint32_t instance) {
  auto& life = c_->lives[instance];
  auto& next = interpreter().next();
  next.restart(c_->day);
  NextDay turns(c_->day);
  for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next)
    keep_clock_since(c_->clocks[c], turns);
  turns.consider(next.day());
  if (!reading_.is_final(instance)) {
    if (conditions_stay(life.told, instance)) {
      assert(stands_the_same(instance));
      life.told.horizon = c_->horizon;
    } else {
      next.restart(c_->day);
      keep_conditions_since(instance);
      life.told = found_now(instance, next.day());
    }
    turns.consider(life.told.turn);
    // What the state waits for is asked together: one unknown is enough.
    const auto& it = c_->instances[instance];
    if (program_.procedures[it.procedure].on_condition[it.state].count > 0)
      stands_as(instance, WhileTrue::of_all_awaited, life.awaits_unknown ? Truth::unknown : Truth::yes);
  }
  life.telling_turn = turns.day();
}

std::uint32_t Step::stood(std::uint32_t instance, std::uint32_t transition) const {
  auto s = c_->lives[instance].first_while_true;
  while (s != none_id && c_->while_true[s].transition != transition) s = c_->while_true[s].next;
  return s;
}

void Step::stands_as(std::uint32_t instance, std::uint32_t transition, Truth worth) {
  auto& life = c_->lives[instance];
  auto s = stood(instance, transition);
  if (s == none_id) {
    s = static_cast<std::uint32_t>(c_->while_true.size());
    c_->while_true.push_back({transition, worth, c_->day, life.first_while_true});
    life.first_while_true = s;
  } else if (c_->while_true[s].worth != worth) {
    c_->while_true[s].worth = worth;
    c_->while_true[s].since = c_->day;
  }
}

void Step::keep_conditions_since(std::uint32_t instance) {
  const auto& it = c_->instances[instance];
  const auto standing = program_.procedures[it.procedure].while_true[it.state];
  bool asked = false;
  for (auto here = standing.first; here < standing.first + standing.count; ++here) {
    const auto& transition = program_.transition(here);
    if (!reading_.in_force(transition.clause->rule, it.governing)) {
      // Of a département the dossier left, it is said anew if it comes back.
      if (stood(instance, here) != none_id) stands_as(instance, here, Truth::no);
      continue;
    }
    interpreter().begin_collecting();
    const auto condition = transition.clause->condition;
    const auto here_today = place(instance, c_->day);
    stands_as(instance, here,
              std::exchange(asked, true) ? interpreter().truth_again(condition, here_today)
                                         : interpreter().truth_alone(condition, here_today));
  }
  for (auto a = c_->lives[instance].first_asked; a != none_id; a = c_->asked[a].next) {
    const auto here_today = place(instance, c_->day, c_->asked[a].event);
    const auto& facts = program_.actions[c_->asked[a].action]->facts;
    interpreter().begin_collecting();
    const bool lacks = std::ranges::any_of(
        facts, [&](ExprId fact) { return !interpreter().value(fact, here_today).known(); });
    keep(c_->asked[a].since, lacks, c_->day);
  }
}

}  // namespace filrouge
