#include <algorithm>
#include <cassert>
#include <tuple>

#include "engine/core/machine/step.hpp"

/// What rests on nothing that has changed is not found again. The builds that test find it all the same, and
/// assert that it is what it was.
namespace filrouge {
namespace {

/// What is found of the dates of a clock.
auto told(const Clock& clock) {
  const auto& dates = clock.dates;
  return std::tuple{
      clock.life,       clock.missing,      clock.unknown_length,    clock.until,   clock.not_before,
      dates.start,      dates.start_latest, dates.start_minute,      dates.length,  dates.end,
      dates.end_latest, dates.end_minute,   dates.end_latest_minute, clock.as_soon, clock.moved_since};
}

}  // namespace

FoundAt Step::found_now(std::uint32_t instance, Date turn) const {
  const auto& life = c_->lives[instance];
  // Of a dossier that moves, the day alone says by which calendar and which parameters it is counted.
  return {seen_.journal().residences.size() < 2,
          turn,
          c_->horizon,
          life.delivered,
          life.beside,
          life.visit,
          life.moves};
}

bool Step::stays(const FoundAt& found, std::uint32_t instance) const {
  const auto& life = c_->lives[instance];
  return found.known && (!found.turn.known() || found.turn > c_->day) && found.delivered == life.delivered &&
         found.visit == life.visit && found.beside == life.beside;
}

/// Is all that an instance asked worth what it was when that was last checked? An act that may be of many
/// affaires, and is of none surely, most often tells each of them nothing that it did not know.
bool Step::answers_stand(std::uint32_t instance) {
  auto& answers = c_->onlookers.answers_of(instance);
  if (answers.checked < c_->horizon) {
    charge_to(instance);
    const auto met = interpreter().next();
    const auto since = answers.checked;
    const auto taken_since = [&](EventTypeId type) { return c_->last_taken[type] > since; };
    for (auto a = answers.first; a != none_id; a = c_->onlookers.answer(a).next) {
      const auto& answer = c_->onlookers.answer(a);
      const auto type = program_.model.patterns[program_.model.queries[answer.asked.data].pattern].type;
      interpreter().budget().spend();
      if (!taken_since(type) &&
          (answer.asked.op != Op::sum_in_force || std::ranges::none_of(program_.ended_by[type], taken_since)))
        continue;
      if (answer.again) {
        const auto asked = answer.asked;
        interpreter().next().restart(c_->day);
        interpreter().ask_again(asked, place(instance, c_->day));
      } else {
        answers.changed = c_->horizon;
      }
    }
    answers.checked = c_->horizon;
    interpreter().next() = met;
  }
  return answers.changed < c_->horizon;
}

bool Step::nothing_heeded_since(std::uint32_t horizon, const std::vector<bool>& heeded,
                                std::size_t first) const {
  const auto since = seen_.order().subspan(horizon, c_->horizon - horizon);
  const auto types = c_->last_taken.size();
  if (since.size() < types)
    return std::ranges::none_of(since, [&](std::uint32_t act) {
      const auto type = seen_.event(act).type;
      return type != no_id && heeded[first + type];
    });
  for (std::size_t type = 0; type < types; ++type)
    if (c_->last_taken[type] > horizon && heeded[first + type]) return false;
  return true;
}

/// Of a date it is told what it rests on, and what it lacks: an act may change that, and not the date.
bool Step::dates_stay(const Clock& clock) const {
  const auto& program = program_.procedures[c_->instances[clock.instance].procedure];
  return program.dates_of_acts[clock.delai] && stays(clock.found, clock.instance) &&
         nothing_heeded_since(clock.found.horizon, program.delai_heeds,
                              clock.delai * program_.model.vocabulary.events.size());
}

bool Step::conditions_stay(const FoundAt& found, std::uint32_t instance) {
  const auto& it = c_->instances[instance];
  const auto& program = program_.procedures[it.procedure];
  if (found.moves != c_->lives[instance].moves || !stays(found, instance)) return false;
  return nothing_heeded_since(found.horizon, program.heeds,
                              it.state * program_.model.vocabulary.events.size()) ||
         (reading_.remembers() && answers_stand(instance) &&
          found.horizon >= c_->onlookers.answers_of(instance).changed);
}

bool Step::dates_heed(std::uint32_t instance, EventTypeId type) const {
  const auto& heeds = program_.procedures[c_->instances[instance].procedure].delai_heeds;
  const auto types = program_.model.vocabulary.events.size();
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next)
    if (const auto& clock = c_->clocks[c];
        clock.active() && heeds[clock.delai * types + type] && !stands(clock))
      return true;
  return false;
}

void Step::find_again(std::uint32_t index) {
  auto& next = interpreter().next();
  auto& clock = c_->clocks[index];
  if (dates_stay(clock)) {
    next.consider(clock.found.turn);
    assert(is_found_the_same(index));
    clock.found.horizon = c_->horizon;
    return;
  }
  const auto as_found = told(clock);
  find(index);
  if (told(clock) != as_found) ++c_->lives[clock.instance].moves;
}

void Step::find(std::uint32_t index) {
  auto& next = interpreter().next();
  const auto before = next;
  next.restart(c_->day);
  compute(index, c_->day);
  const auto turn = next.day();
  next = before;
  next.consider(turn);
  auto& clock = c_->clocks[index];
  clock.found = found_now(clock.instance, turn);
}

/// Finds again the dates that were not settled: a start that has come, a letter collected, a pause that
/// begins or ends.
void Step::refresh(std::uint32_t instance, EventTypeId heeded) {
  const auto& program = program_.procedures[c_->instances[instance].procedure];
  const auto& heeds = program.delai_heeds;
  const auto types = program_.model.vocabulary.events.size();
  const auto concerned = [&](std::uint32_t c) {
    return c_->clocks[c].active() && (heeded == no_id || heeds[c_->clocks[c].delai * types + heeded]);
  };
  // One may rest on the end of another begun after it: they all are paused, or not, before any date is found.
  auto c = program.pauses_on_condition ? c_->lives[instance].first_clock : none_id;
  for (; c != none_id; c = c_->clocks[c].next) {
    if (!concerned(c)) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    for (std::uint16_t rule = 0; rule < delai.pauses.size(); ++rule) {
      if (delai.pauses[rule].condition == none_id) continue;
      interpreter().begin_collecting();
      const bool paused =
          interpreter().truth_alone(delai.pauses[rule].condition,
                                    place(instance, c_->day, c_->clocks[c].opening_event)) == Truth::yes;
      if (paused)
        begin_pause(c, rule, c_->day);
      else
        end_pause(c, rule, c_->day);
    }
  }
  for (c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next)
    if (concerned(c) && !stands(c_->clocks[c])) find_again(c);
}

/// Are the dates of a clock found for good?
bool Step::stands(const Clock& clock) const {
  const auto& delai = reading_.delai_of(clock);
  const auto still = [&](ExprId id) { return id == none_id || !program_.moving[id]; };
  return clock.life == Clock::Life::running && clock.start_settled() && !clock.unknown_length &&
         still(delai.counted_by()) && !program_.start_moves(delai) && delai.postponed_to == none_id &&
         delai.until == none_id;
}

bool Step::is_found_the_same(std::uint32_t index) {
  auto& clock = c_->clocks[index];
  const auto as_found = clock;
  const auto contacts = c_->contacts;
  const auto trace = interpreter().trace();
  interpreter().next().restart(c_->day);
  compute(index, c_->day);
  const auto turn = interpreter().next().day();
  const bool same = told(as_found) == told(clock) &&
                    (!turn.known() || (as_found.found.turn.known() && as_found.found.turn <= turn));
  clock = as_found;
  c_->contacts = contacts;
  interpreter().back_to(trace);
  return same;
}

bool Step::judge(std::uint32_t instance) {
  auto& next = interpreter().next();
  if (conditions_stay(c_->lives[instance].judged, instance)) {
    assert(!would_fire(instance));
    c_->lives[instance].judged.horizon = c_->horizon;
    return false;
  }
  next.restart(c_->day);
  const bool fired = fire_condition(instance);
  auto& life = c_->lives[instance];
  life.conditions_turn = next.day();
  if (fired) ++life.moves;
  life.judged = fired ? FoundAt{} : found_now(instance, life.conditions_turn);
  return fired;
}

bool Step::stays_as_it_is(std::uint32_t instance) {
  return c_->stirred.contains(instance) || !would_fire(instance);
}

bool Step::would_fire(std::uint32_t instance) {
  if (c_->lives[instance].stopped) return false;
  const auto trace = interpreter().trace();
  const auto range =
      program_.procedures[c_->instances[instance].procedure].on_condition[c_->instances[instance].state];
  bool any = false, unknown = false;
  for (auto here = range.first; here < range.first + range.count; ++here) {
    if (!reading_.awaits(instance, here)) continue;
    interpreter().begin_collecting();
    interpreter().next().restart(c_->day);
    const auto worth =
        interpreter().truth_alone(program_.transition(here).clause->condition, place(instance, c_->day));
    any = any || worth == Truth::yes;
    unknown = unknown || worth == Truth::unknown;
  }
  interpreter().back_to(trace);
  return any || unknown != c_->lives[instance].awaits_unknown;
}

bool Step::stands_the_same(std::uint32_t instance) {
  const auto trace = interpreter().trace();
  const auto standing = c_->while_true;
  const auto asked = c_->asked;
  keep_conditions_since(instance);
  interpreter().back_to(trace);
  const auto same = [](const auto& a, const auto& b) { return a.since == b.since; };
  return std::ranges::equal(standing, c_->while_true, same) && std::ranges::equal(asked, c_->asked, same);
}

}  // namespace filrouge
