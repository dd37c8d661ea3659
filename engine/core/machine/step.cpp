#include "engine/core/machine/step.hpp"

#include <algorithm>
#include <cassert>
#include <functional>

#include "engine/core/machine/invariants.hpp"

/// What each stimulus does, in order; what an instance does by itself when its day has come.
namespace filrouge {
namespace {

/// Where few acts come, to ask again costs less than to remember. The builds that test remember of one
/// dossier in two, however short: the answers are the same.
bool pays_to_remember(std::size_t acts) {
#ifndef NDEBUG
  if (acts % 2 == 1) return true;
#endif
  return acts > 40;
}

}  // namespace

void Step::begin(Configuration& configuration, Effects& effects) {
  c_ = &configuration;
  effects_ = &effects;
  c_->clear(seen_.journal().events.size());
  givers_.clear();
  act_at_hand_ = false;
  reach_.clear(seen_.journal().events.size());
  c_->last_taken.assign(program_.model.vocabulary.events.size(), 0);
  c_->living.resize(program_.state_count());
  c_->followed.resize(program_.procedures.size());
  reading_.of(configuration);
  reading_.tell(&configuration.onlookers,
                pays_to_remember(seen_.order().size()) && seen_.journal().residences.size() < 2);
  interpreter().start();
  if (seen_.first_day().known()) prepare_openings();
}

void Step::take(const Stimulus& stimulus) {
  assert(!c_->day.known() || stimulus.day >= c_->day);
  interpreter().budget().charge_to(Budget::common);
  interpreter().budget().spend();
  c_->day = stimulus.day;
  switch (stimulus.kind) {
    case Stimulus::Kind::day_begins:
      c_->turned = false;
      ++c_->stimulus;
      return day_begins();
    case Stimulus::Kind::turn:
      c_->turned = true;
      return turn();
    case Stimulus::Kind::act:
      assert(seen_.position(stimulus.event) == c_->horizon);
      ++c_->stimulus;
      ++c_->horizon;
      if (const auto type = seen_.event(stimulus.event).type; type != no_id)
        c_->last_taken[type] = c_->horizon;
      return act(stimulus.event);
    case Stimulus::Kind::day_ends:
      return day_ends();
  }
}

void Step::wake(Date day, Wake::What what, std::uint32_t index) {
  if (day.known()) effects_->wakes.push_back({what, day, index});
}

void Step::stir(std::uint32_t instance) {
  look_at(instance);
  ++c_->lives[instance].moves;
}

void Step::look_at(std::uint32_t instance) {
  c_->stirred.add(instance);
  c_->moved.add(instance);
}

/// The days on which the predicates of standing procédures hold: they depend on attributes alone.
void Step::prepare_openings() {
  auto& boundaries = boundaries_;
  boundaries.assign(1, seen_.first_day());
  for (const auto& attribute : seen_.journal().attributes) {
    if (attribute.known > seen_.known()) continue;
    if (attribute.from > seen_.first_day() && attribute.from <= seen_.asked())
      boundaries.push_back(attribute.from);
    if (attribute.to.known() && attribute.to >= seen_.first_day() && attribute.to < seen_.asked())
      boundaries.push_back(attribute.to + 1);
  }
  for (auto on = seen_.next_departement_after(seen_.first_day()); on.known() && on <= seen_.asked();
       on = seen_.next_departement_after(on)) {
    boundaries.push_back(on);
    wake(on, Wake::What::turn, 0);
  }
  std::ranges::sort(boundaries);
  boundaries.erase(std::ranges::unique(boundaries).begin(), boundaries.end());

  const auto person_count = static_cast<std::int16_t>(seen_.journal().persons.size());
  for (const auto procedure : program_.standing) {
    const auto& model = program_.model.procedures[procedure];
    const bool per_dossier = model.per == InstancePer::dossier;
    for (std::int16_t person = per_dossier ? -1 : 0; person < (per_dossier ? 0 : person_count); ++person) {
      if (!per_dossier && !seen_.journal().persons[static_cast<std::size_t>(person)].in_chain) continue;
      std::uint16_t repeat = 0;
      bool open = false;
      for (const auto boundary : boundaries) {
        auto holds = reading_.of_departement(model.rule, boundary) ? Truth::yes : Truth::no;
        if (holds == Truth::yes && model.predicate != none_id)
          holds = interpreter().truth(model.predicate,
                                      {.person = person, .day = boundary, .governing = boundary});
        if (holds == Truth::no) {
          if (open) c_->openings.back().to = boundary;
          open = false;
          continue;
        }
        const bool unknown = holds == Truth::unknown;
        if (!open)
          c_->openings.push_back({.procedure = procedure,
                                  .person = person,
                                  .from = boundary,
                                  .repeat = ++repeat,
                                  .unknown = unknown});
        else if (c_->openings.back().unknown != unknown) {
          (unknown ? c_->openings.back().doubtful_from : c_->openings.back().certain_from) = boundary;
          c_->openings.back().unknown = unknown;
          c_->doubts.emplace_back(boundary, static_cast<std::uint32_t>(c_->openings.size() - 1));
        }
        open = true;
      }
    }
  }
  for (std::uint32_t i = 0; i < c_->openings.size(); ++i) {
    wake(c_->openings[i].from, Wake::What::opening, i);
    wake(c_->openings[i].to, Wake::What::opening, i);
  }
  std::ranges::sort(c_->doubts);
  for (const auto& [day, opening] : c_->doubts) wake(day, Wake::What::opening, opening);
}

void Step::day_begins() {
  auto& due = c_->due;
  while (!due.empty() && due.front().first <= c_->day) {
    interpreter().budget().spend();
    const auto i = due.front().second;
    std::ranges::pop_heap(due, std::greater{});
    due.pop_back();
    if (c_->lives[i].alive && c_->lives[i].wake.known() && c_->lives[i].wake <= c_->day) look_at(i);
  }
  fire_due();
  judge_stirred();
}

/// The dates not yet found are looked for, then conditions are judged: of each instance the first that holds,
/// again until none does. Tells whether one did.
bool Step::judge_stirred(EventTypeId heeded) {
  const auto& stirred = c_->stirred;
  for (auto i = stirred.from(0); i != none_id; i = stirred.from(i + 1))
    if (c_->lives[i].alive) {
      const bool wholly = c_->moved.contains(i);
      if (!wholly && heeded == no_id) continue;
      charge_to(i);
      auto& next = interpreter().next();
      next.restart(c_->day);
      if (!wholly) next.consider(c_->lives[i].dates_turn);
      refresh(i, wholly ? no_id : heeded);
      c_->lives[i].dates_turn = interpreter().next().day();
    }
  bool any = false;
  for (bool again = true; again;) {
    again = false;
    for (auto i = stirred.from(0); i != none_id; i = stirred.from(i + 1))
      if (c_->lives[i].alive) {
        charge_to(i);
        interpreter().budget().spend();
        again = judge(i) || again;
      }
    any = any || again;
  }
  return any;
}

void Step::turn() {
  if (seen_.journal().residences.size() > 1) change_departement();
  for (std::uint32_t i = 0; i < c_->openings.size(); ++i) {
    auto& opening = c_->openings[i];
    if (opening.opened && !opening.closed && opening.to.known() && opening.to <= c_->day) close(opening);
    if (!opening.opened && opening.from <= c_->day) open_standing(i);
  }
  for (const auto& [day, opening] : c_->doubts)
    if (day == c_->day && c_->openings[opening].instance != none_id) stir(c_->openings[opening].instance);
  while (!c_->seams.empty() && c_->seams.front().first <= c_->day) {
    const auto procedure = c_->seams.front().second;
    c_->seams.erase(c_->seams.begin());
    pass_seams(procedure);
  }
  judge_stirred();
}

void Step::act(std::uint32_t event) {
  act_at_hand_ = true;
  const auto delivered = c_->deliveries.size();
  route(event);
  act_at_hand_ = false;
  const auto type = seen_.event(event).type;
  if (type == no_id) return;
  // Citing them, it may have said of which affaire other acts are.
  const bool moves_others = stir_who_looks_beside(delivered, event);
  if (!program_.concerns_machines[type]) {
    if (moves_others) judge_stirred(type);
    return;
  }
  wake_who_looks_for(event);
  judge_stirred(type);
}

bool Step::heeds(std::uint32_t instance, EventTypeId type) const {
  const auto& it = c_->instances[instance];
  return program_.procedures[it.procedure].heeds[it.state * program_.model.vocabulary.events.size() + type];
}

bool Step::heeds_beyond(std::uint32_t instance, EventTypeId type) const {
  const auto& it = c_->instances[instance];
  return program_.procedures[it.procedure]
      .heeds_beyond[it.state * program_.model.vocabulary.events.size() + type];
}

void Step::wake_up(std::uint32_t instance, EventTypeId by) {
  if (!c_->lives[instance].alive) return;
  if (reading_.remembers() && !dates_heed(instance, by) && answers_stand(instance)) {
    assert(stays_as_it_is(instance));
    return;
  }
  // A délai may rest on one declared after it: all are looked at again when the day ends.
  if (program_.procedures[c_->instances[instance].procedure].dates_ask_of_machines)
    look_at(instance);
  else
    c_->stirred.add(instance);
}

void Step::wake_who_looks_for(std::uint32_t event) {
  const auto type = seen_.event(event).type;
  // What is done while a « pour chaque » instance lives is its own.
  for (const auto i : c_->standing)
    if (heeds(i, type)) wake_up(i, type);
  for (auto d = c_->first_delivery[event]; d != none_id; d = c_->deliveries[d].next_of_event)
    if (heeds(c_->deliveries[d].instance, type)) wake_up(c_->deliveries[d].instance, type);
  const auto each = [&](const InstanceSet& those, bool hers) {
    for (auto i = those.from(0); i != none_id; i = those.from(i + 1)) {
      interpreter().budget().spend();
      if (heeds_beyond(i, type) && heeds(i, type) &&
          (!hers || seen_.concerns(event, c_->instances[i].person)))
        wake_up(i, type);
    }
  };
  for (const auto q : program_.looked_for_by[type]) {
    const auto& those = c_->onlookers.of_query(q);
    const auto& query = program_.model.queries[q];
    if (those.empty() || (!query.consecutive && interpreter().excludes(query.pattern, event))) continue;
    each(those, query.domain == Domain::person);
  }
  if (!program_.model.vocabulary.events[type].ends.empty()) each(c_->onlookers.of_measures(), false);
}

bool Step::stir_who_looks_beside(std::size_t delivered, std::uint32_t event) {
  bool of_others = false;
  for (; delivered < c_->deliveries.size(); ++delivered) {
    const auto [act, instance, perhaps, next] = c_->deliveries[delivered];
    interpreter().budget().spend();
    const auto stir_beside = [&](std::uint32_t i) {
      ++c_->lives[i].beside;
      stir(i);
    };
    c_->onlookers.for_each_of_act(act, stir_beside);
    const auto type = seen_.event(act).type;
    const auto stir_if_it_heeds = [&](std::uint32_t i) {
      interpreter().budget().spend();
      if (heeds_beyond(i, type)) stir_beside(i);
    };
    c_->onlookers.for_each_of_instance(instance, stir_if_it_heeds);
    if (act == event) continue;
    of_others = true;
    const auto& those = c_->onlookers.of_measures();
    for (auto i = those.from(0); i != none_id; i = those.from(i + 1)) stir_if_it_heeds(i);
    // Taken by that one, it is less surely to be taken up by its siblings.
    const auto& it = c_->instances[instance];
    const auto& program = program_.procedures[it.procedure];
    for (StateId state = 0; state < program.takes_up.size(); ++state)
      if (program.takes_up[state])
        std::ranges::for_each(c_->living[program.first_state + state], stir_beside);
  }
  return of_others;
}

/// Judged until nothing moves any more today; then each finds the day on which it may move by itself.
void Step::day_ends() {
  judge_again_in_disorder();
  for (bool moved = true; moved;) {
    moved = judge_stirred();
    moved = fire_due() || moved;
  }
  for (auto i = c_->stirred.from(0); i != none_id; i = c_->stirred.from(i + 1))
    if (c_->lives[i].alive) {
      charge_to(i);
      keep_since(i);
      settle_down(i);
      assert_settled(reading_, i);
    }
}

/// What a local text had begun ends where its département does. A délai of the other begins with the next
/// state entered under it: counted from a day before, it would be late before it was anybody's.
void Step::change_departement() {
  const auto there = seen_.departement_on(c_->day);
  if (there == seen_.departement_on(c_->day - 1)) return;
  for (std::uint32_t i = 0; i < c_->instances.size(); ++i) {
    if (!reading_.live(i)) continue;
    const auto& procedure = program_.model.procedures[c_->instances[i].procedure];
    if (reading_.of_departement(procedure.rule, c_->day))
      leave_clocks(i, c_->day, none_id, Leaving::departement);
    else
      end_life(i, c_->day);
  }
  reading_.lives_in(there);
  for (std::uint32_t i = 0; i < c_->instances.size(); ++i)
    if (reading_.live(i)) stir(i);
}

void Step::settle_down(std::uint32_t instance) {
  auto& life = c_->lives[instance];
  c_->stirred.remove(instance);
  c_->moved.remove(instance);
  NextDay next(c_->day);
  next.consider(life.dates_turn);
  next.consider(life.conditions_turn);
  next.consider(life.telling_turn);
  for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next) {
    const auto& clock = c_->clocks[c];
    if (!clock.active()) continue;
    const auto end = reading_.ends(clock, c_->day);
    if (end.paused)
      next.consider(end.until);
    else if (reading_.fires(clock) || may_be_late(clock))
      next.consider(std::max(end.hi, c_->day) + 1);
  }
  if (next.day() != life.wake && next.day().known()) {
    c_->due.emplace_back(next.day(), instance);
    std::ranges::push_heap(c_->due, std::greater{});
  }
  life.wake = next.day();
  wake(life.wake, Wake::What::clock, instance);
}

void Step::open_standing(std::uint32_t index) {
  auto opening = c_->openings[index];
  const auto& model = program_.model.procedures[opening.procedure];
  auto governing = opening.from;
  c_->openings[index].opened = true;
  if (model.governing != none_id) {
    // The version is chosen from the day asked: the whole of what is seen from there.
    interpreter().next().restart(seen_.asked());
    governing = governing_day(opening.procedure, opening.person, opening.from, none_id, seen_.asked());
    c_->openings[index].governing_turn = interpreter().next().day();
  } else if (const auto begins = program_.rule(model.rule).in_force_from;
             begins.known() && begins > opening.from) {
    // The version begins while the person is already concerned: the instance begins with it.
    if (opening.to.known() && opening.to <= begins) return;
    if (begins > c_->day) {
      c_->openings[index].opened = false;
      c_->openings[index].from = begins;
      wake(begins, Wake::What::opening, index);
      return;
    }
    governing = begins;
  }
  if (!reading_.in_force(model.rule, governing)) {
    c_->openings[index].closed = true;
    return;
  }
  const auto instance =
      open(opening.procedure, opening.person, opening.from, governing, none_id, opening.repeat, none_id);
  c_->openings[index].instance = instance;
}

void Step::close(Opening& opening) {
  opening.closed = true;
  if (opening.instance != none_id && c_->lives[opening.instance].alive)
    end_life(opening.instance, opening.to);
}

void Step::end_life(std::uint32_t instance, Date on) {
  leave_clocks(instance, on, none_id, Leaving::life);
  c_->instances[instance].closed = on;
  c_->lives[instance].alive = false;
  keep_living(instance, c_->instances[instance].state);
}

void Step::pass_seams(std::uint16_t procedure) {
  for (std::uint32_t i = 0; i < c_->instances.size(); ++i) {
    if (!c_->lives[i].alive || c_->instances[i].procedure != procedure) continue;
    for (const auto& seam : program_.model.procedures[procedure].seams)
      if (seam.on <= c_->day && c_->instances[i].state == seam.from && c_->instances[i].entered <= seam.on) {
        enter(i, seam.to, seam.on, none_id, program_.model.procedures[procedure].rule);
        break;
      }
  }
}

}  // namespace filrouge
