#include "engine/core/machine/invariants.hpp"

#ifndef NDEBUG
#include <cassert>

namespace filrouge {
namespace {

bool in_order(Date first, Date last) {
  return !first.known() || !last.known() || first <= last;
}

void assert_clock(const Reading& reading, const Clock& clock) {
  const auto& configuration = reading.configuration();
  const auto day = configuration.day;
  const auto& dates = clock.dates;
  const auto& delai = reading.delai_of(clock);
  assert(in_order(dates.start, dates.start_latest) && dates.start.known() == dates.start_latest.known());
  assert(in_order(dates.end, dates.end_latest) && dates.end.known() == dates.end_latest.known());
  assert(clock.life != Clock::Life::pending || !dates.end.known());
  assert(clock.active() != clock.settled.known());
  assert(clock.since.known() && clock.since <= day && in_order(clock.since, clock.overdue_since));
  assert(clock.active() || clock.settled_since >= clock.since);
  assert(dates.renewals <= delai.renewals);
  // A clock of a state runs during that visit of it alone.
  const bool of_the_state = !delai.of_instance && delai.state != no_id;
  assert(!clock.active() || !of_the_state || clock.visit == configuration.lives[clock.instance].visit);
  for (auto p = clock.first_pause; p != none_id; p = configuration.pauses[p].next) {
    const auto& pause = configuration.pauses[p];
    assert(pause.from <= day && in_order(pause.from, pause.to));
    for (auto q = pause.next; q != none_id; q = configuration.pauses[q].next)
      assert(configuration.pauses[q].rule != pause.rule || configuration.pauses[q].to.known());
  }
}

}  // namespace

void assert_settled(const Reading& reading, std::uint32_t instance) {
  const auto& configuration = reading.configuration();
  const auto& it = configuration.instances[instance];
  const auto& life = configuration.lives[instance];
  assert(it.state < reading.procedure_of(instance).states.size());
  assert(it.begun <= configuration.day && it.entered <= configuration.day && life.visit > 0);
  assert(!it.closed.known() || !life.alive);
  assert(!life.stopped || life.guard_unknown);
  assert(!life.guard_unknown || it.uncertain_since.known());
  // What is judged moves nothing more that day, and is looked at again on a later one.
  assert(!configuration.stirred.contains(instance) && (!life.wake.known() || life.wake > configuration.day));
  auto last = none_id;
  for (auto c = life.first_clock; c != none_id; c = configuration.clocks[c].next) {
    const auto& clock = configuration.clocks[c];
    assert(clock.instance == instance && (last == none_id || c > last));
    assert(!clock.active() || (life.alive && !reading.is_final(instance)));
    assert_clock(reading, clock);
    assert(!reading.fires(clock) || in_order(life.first_end, clock.dates.end_latest));
    assert(!reading.fires(clock) || life.first_end.known());
    last = c;
  }
  assert(last == life.last_clock);
}

void assert_whole(const Reading& reading, const SeenJournal& seen, const Effects& effects) {
  const auto& configuration = reading.configuration();
  assert(configuration.horizon == seen.order().size());
  assert(configuration.instances.size() == configuration.lives.size());
  for (const auto& delivery : configuration.deliveries)
    assert(seen.position(delivery.event) < configuration.horizon &&
           delivery.instance < configuration.instances.size());
  std::vector<StateId> states(configuration.instances.size(), no_id);
  const Passage* before = nullptr;
  for (const auto& passage : effects.passages) {
    // Each passage leaves the state that the one before entered; none shows before it is made.
    assert(passage.from == states[passage.instance]);
    assert(passage.on <= passage.since && passage.since <= seen.asked());
    assert(!before || (before->since <= passage.since && before->horizon <= passage.horizon));
    states[passage.instance] = passage.to;
    before = &passage;
  }
  for (std::uint32_t i = 0; i < states.size(); ++i) assert(states[i] == configuration.instances[i].state);
  for (std::size_t i = 1; i < effects.said.size(); ++i)
    assert(effects.said[i - 1].since <= effects.said[i].since);
}

}  // namespace filrouge
#endif
