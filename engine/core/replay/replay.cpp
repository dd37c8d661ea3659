#include "engine/core/replay/replay.hpp"

#include <algorithm>

#include "engine/core/replay/reporter.hpp"
#include "engine/core/replay/step.hpp"

namespace filrouge {

void Evaluation::clear() {
  instances.clear();
  findings.clear();
  facts.clear();
  missing.clear();
  bounds.clear();
  derivations.clear();
  passages.clear();
  said.clear();
  wakes.clear();
  next_change = {};
}

struct Replay::Buffers {
  const Plan& plan;
  SeenJournal seen;
  Configuration configuration;
  Reading reading;
  Step step;
  Reporter reporter;
  std::vector<Wake> wakes;  ///< a heap, the earliest first

  explicit Buffers(const Plan& p)
      : plan(p), reading(p, seen), step(p, seen, reading), reporter(p, seen, reading) {}
  void walk(Evaluation& log);
};

Replay::Replay(const Plan& plan) : buffers_(std::make_unique<Buffers>(plan)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;

/// From the first day of the dossier to the day asked, stopping only on days when something can happen.
void Replay::Buffers::walk(Evaluation& log) {
  const auto later = [](const Wake& a, const Wake& b) { return a.day > b.day; };
  const auto asked = seen.asked();
  wakes.clear();
  step.begin(configuration, log);
  const auto order = seen.order();
  std::size_t taken = 0;
  for (;;) {
    for (const auto& wake : log.wakes)
      if (wake.day <= asked) wakes.push_back(wake), std::ranges::push_heap(wakes, later);
    log.wakes.clear();
    Date day;
    if (!wakes.empty()) day = wakes.front().day;
    if (taken < order.size())
      if (const auto on = seen.event(order[taken]).on; !day.known() || on < day) day = on;
    if (!day.known()) break;
    while (!wakes.empty() && wakes.front().day <= day) std::ranges::pop_heap(wakes, later), wakes.pop_back();
    step.take({Stimulus::Kind::day_begins, day});
    step.take({Stimulus::Kind::turn, day});
    for (; taken < order.size() && seen.event(order[taken]).on <= day; ++taken)
      step.take({Stimulus::Kind::act, day, order[taken]});
    step.take({Stimulus::Kind::day_ends, day});
  }
}

void Replay::run(const Journal& journal, Date asked, Date known, Evaluation& out) {
  out.clear();
  out.asked = asked;
  out.known = known;
  buffers_->seen.prepare(buffers_->plan, journal, asked, known);
  buffers_->walk(out);
  buffers_->reporter.report(out);
}

Value Replay::value(ExprId expression) {
  const auto asked = buffers_->seen.asked();
  return buffers_->reading.interpreter().value(expression, {.person = 0, .day = asked, .governing = asked});
}

}  // namespace filrouge
