#include "engine/core/replay/replay.hpp"

#include "engine/core/replay/machines.hpp"
#include "engine/core/replay/reporter.hpp"

namespace filrouge {

void Evaluation::clear() {
  instances.clear();
  findings.clear();
  facts.clear();
  missing.clear();
  bounds.clear();
  derivations.clear();
  passages.clear();
  next_change = {};
}

struct Replay::Buffers {
  const Plan& plan;
  SeenJournal seen;
  Machines machines;
  Reporter reporter;

  explicit Buffers(const Plan& p) : plan(p), machines(p, seen), reporter(p, seen, machines) {}
};

Replay::Replay(const Plan& plan) : buffers_(std::make_unique<Buffers>(plan)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;

void Replay::run(const Journal& journal, Date asked, Date known, Evaluation& out) {
  out.clear();
  out.asked = asked;
  out.known = known;
  buffers_->seen.prepare(buffers_->plan, journal, asked, known);
  buffers_->machines.run(out);
  buffers_->reporter.report(out);
}

Value Replay::value(ExprId expression) {
  const auto asked = buffers_->seen.asked();
  return buffers_->machines.interpreter().value(expression, {.person = 0, .day = asked, .governing = asked});
}

}  // namespace filrouge
