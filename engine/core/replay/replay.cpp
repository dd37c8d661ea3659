#include "engine/core/replay/replay.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/core/findings/reporter.hpp"
#include "engine/core/machine/invariants.hpp"
#include "engine/core/machine/step.hpp"

namespace filrouge {

struct Replay::Buffers {
  const Program& program;
  SeenJournal seen;
  Configuration configuration;
  Reading reading;
  Step step;
  Reporter reporter;
  std::vector<Wake> wakes;  ///< a heap, the earliest first
  Evaluation eve, then;     ///< of a day announced

  Buffers(const Program& p, const Allowance& allowance)
      : program(p), reading(p, seen), step(p, seen, reading), reporter(p, seen, reading) {
    budget().allow(allowance);
  }
  Budget& budget() { return reading.interpreter().budget(); }
  void walk(Evaluation& log);
  void give_up(Evaluation& out);
  template <class Wanted>
  void note(Evaluation& answer, std::vector<StepTaken>& noted, bool opened_by_acts, Wanted&& wanted);
  void note_notices(Evaluation& answer);
};

Replay::Replay(const Program& program, const Allowance& allowance)
    : buffers_(std::make_unique<Buffers>(program, allowance)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;

void Replay::allow(const Allowance& allowance) {
  buffers_->budget().allow(allowance);
}

void Replay::watch_guards(std::vector<std::uint8_t>* guards) {
  buffers_->reading.interpreter().watch_guards(guards);
}

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
  reading.tell(nullptr);
  // Nothing moves from the last of those days to the day asked.
  if (configuration.day.known()) configuration.day = asked;
  assert_whole(reading, seen, log);
}

/// Of half an evaluation nothing is said: a line that is not there would be read as « nothing to do ».
void Replay::Buffers::give_up(Evaluation& out) {
  const auto [account, steps] = budget().costliest();
  const auto asked = out.asked, known = out.known;
  out.clear();
  out.asked = asked;
  out.known = known;
  out.cost = {budget().spent(), steps, program.rule_of_account(account)};
  auto& finding = out.findings.emplace_back();
  finding.nature = Nature::donnee_manquante;
  finding.severity = Severity::blocking;
  finding.too_costly = finding.whichever_rule = true;
  finding.rule = out.cost.costliest;
  if (finding.rule != none_id) finding.role = program.rule(finding.rule).led_by;
  if (finding.role == no_id) finding.role = program.model.led_by;
  finding.date = finding.since = asked;
  // What it would say tomorrow is not known either.
  finding.next_change = out.next_change = asked + 1;
}

void Replay::run(const Journal& journal, Date asked, Date known, Evaluation& out) {
  out.clear();
  out.asked = asked;
  out.known = known;
  if (journal.known > known) {
    // Nobody knew of it yet: nothing is said of it.
    out.next_change = std::max(journal.known, asked + 1);
    return;
  }
  buffers_->seen.prepare(buffers_->program, journal, asked, known);
  try {
    buffers_->walk(out);
    buffers_->reporter.report(out);
    out.cost.steps = buffers_->budget().spent();
  } catch (const TooCostly&) {
    buffers_->give_up(out);
  }
}

void Replay::note_steps(Evaluation& answer) {
  answer.steps.clear();
  if (answer.instances.empty()) return;
  try {
    buffers_->note(answer, answer.steps, false,
                   [](const EventTypeDecl& type) { return !type.steps.empty(); });
  } catch (const TooCostly&) {
    buffers_->give_up(answer);
  }
}

void Replay::note_acts(Evaluation& answer) {
  answer.acts.clear();
  answer.notices.clear();
  if (answer.instances.empty()) return;
  try {
    buffers_->note(answer, answer.acts, true, [](const EventTypeDecl&) { return true; });
    buffers_->note_notices(answer);
  } catch (const TooCostly&) {
    buffers_->give_up(answer);
  }
}

/// Of the acts of the types wanted, of which instances they are. What came before an instance is noted of
/// those it may take up: the steps of the contradictoire, and what is said in one affaire alone.
template <class Wanted>
void Replay::Buffers::note(Evaluation& answer, std::vector<StepTaken>& noted, bool opened_by_acts,
                           Wanted&& wanted) {
  const auto& types = program.model.vocabulary.events;
  // An act of the post is of the affaire of its letter, whatever it names.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Truth> by_letter;
  std::vector<std::pair<std::uint32_t, Truth>> affaires;  // of the letter at hand
  auto at_hand = none_id;
  reading.interpreter().for_each_letter_told([&](std::uint32_t letter, std::uint32_t act, bool perhaps) {
    if (letter != at_hand) affaires.clear();
    for (std::uint32_t i = 0; letter != at_hand && i < answer.instances.size(); ++i)
      if (const auto its = reading.belongs(i, letter); its != Truth::no) affaires.emplace_back(i, its);
    at_hand = letter;
    for (const auto& [i, its] : affaires) {
      auto& of_it = by_letter.try_emplace({i, act}, Truth::no).first->second;
      of_it = either(of_it, both(its, perhaps ? Truth::unknown : Truth::yes));
    }
  });
  /// Of a type whose steps are of some words alone: is it one of those?
  const auto is_a_step = [&](std::uint32_t event) {
    const auto& steps = types[seen.event(event).type].steps;
    return steps.empty() || std::ranges::any_of(steps, [&](const ContradictoryStep& step) {
             if (step.field == no_id) return true;
             const auto value = seen.field(event, step.field);
             return value.kind == Value::Kind::symbol && value.exact() &&
                    static_cast<Symbol>(value.lo) == step.word;
           });
  };
  const auto of = [&](std::uint32_t instance, std::uint32_t event) {
    const auto found = by_letter.find({instance, event});
    return either(reading.belongs(instance, event), found == by_letter.end() ? Truth::no : found->second);
  };
  for (std::uint32_t i = 0; i < answer.instances.size(); ++i) {
    const auto& it = answer.instances[i];
    if (opened_by_acts && it.trigger == none_id) continue;
    for (std::uint16_t type = 0; type < types.size(); ++type) {
      if (!wanted(types[type])) continue;
      auto before = none_id;
      for (const auto event : seen.of_type(type)) {
        if (!seen.concerns(event, it.person)) continue;
        if (const auto its = of(i, event); its != Truth::no)
          noted.push_back({i, event, its == Truth::unknown, false});
        else if (seen.event(event).on <= it.begun && !reading.cites(event) && is_a_step(event))
          before = event;
      }
      if (before == none_id || (types[type].steps.empty() && !types[type].of_one_affaire)) continue;
      if (const auto taken = reading.taken_up(i, before); taken != Truth::no)
        noted.push_back({i, before, taken == Truth::unknown, true});
    }
  }
}

void Replay::Buffers::note_notices(Evaluation& answer) {
  const auto& types = program.model.vocabulary.events;
  std::vector<std::uint32_t> acts;
  for (const auto& act : answer.acts) {
    const auto& type = types[seen.event(act.event).type];
    const bool letter = type.letter == LetterStep::sent || type.letter == LetterStep::handed;
    if (letter || (type.letter == LetterStep::none && type.of_one_affaire)) acts.push_back(act.event);
  }
  std::ranges::sort(acts);
  acts.erase(std::ranges::unique(acts).begin(), acts.end());
  for (const auto act : acts) {
    const auto read = reading.interpreter().notified(act);
    const auto& facts = reading.interpreter().facts();
    const bool a_day = read.value.kind == Value::Kind::date;
    answer.notices.push_back({.act = act,
                              .letter = read.letter,
                              .earliest = a_day ? read.value.earliest() : Date{},
                              .latest = a_day ? read.value.latest() : Date{},
                              .reason = read.reason,
                              .first_fact = static_cast<std::uint32_t>(answer.facts.size()),
                              .fact_count = static_cast<std::uint32_t>(facts.size())});
    answer.facts.insert(answer.facts.end(), facts.begin(), facts.end());
  }
}

namespace {

/// Do two answers about one journal say the same? What is only counted when it is printed (days of lateness)
/// is not said.
bool same(const Evaluation& a, const Evaluation& b) {
  const auto slice = [](const auto& all, std::uint32_t first, std::uint32_t count) {
    return std::span(all).subspan(count ? first : 0, count);
  };
  return std::ranges::equal(a.findings, b.findings, [&](const CompactFinding& x, const CompactFinding& y) {
    const auto told = [](const CompactFinding& f) {
      return std::tuple{f.nature, f.statut,      f.severity, f.person,         f.procedure,
                        f.state,  f.rule,        f.date,     f.date_opposable, f.delay_of,
                        f.role,   f.second_role, f.decider,  f.label,          f.detail};
    };
    return told(x) == told(y) &&
           std::ranges::equal(slice(a.facts, x.first_fact, x.fact_count),
                              slice(b.facts, y.first_fact, y.fact_count)) &&
           std::ranges::equal(slice(a.missing, x.first_missing, x.missing_count),
                              slice(b.missing, y.first_missing, y.missing_count)) &&
           std::ranges::equal(slice(a.bounds, x.first_bound, x.bound_count),
                              slice(b.bounds, y.first_bound, y.bound_count),
                              [](const NamedBound& m, const NamedBound& n) {
                                return m.name == n.name && m.value == n.value;
                              });
  });
}

}  // namespace

Date Replay::next_change(const Journal& journal, const Evaluation& answer) {
  if (answer.given_up()) return answer.next_change;
  // Past so many days on which nothing changes, the next one announced is given: it is early, never late.
  constexpr int most_days = 12;
  auto day = answer.next_change;
  const auto later = [&](Date asked) { return asked + days_between(answer.asked, answer.known); };
  for (int looked_at = 0; day.known() && looked_at < most_days; ++looked_at) {
    // The journal does not hold what is known of the dossier itself from that day on.
    if (journal.next_restated.known() && later(day) >= journal.next_restated) break;
    run(journal, day - 1, later(day - 1), buffers_->eve);
    run(journal, day, later(day), buffers_->then);
    if (buffers_->then.given_up()) break;
    if (!same(buffers_->eve, buffers_->then)) break;
    day = buffers_->then.next_change;
  }
  return day;
}

Value Replay::value(ExprId expression) {
  const auto asked = buffers_->seen.asked();
  return buffers_->reading.interpreter().value(expression, {.person = 0, .day = asked, .governing = asked});
}

Truth Replay::truth(ExprId condition, std::uint32_t instance) {
  const auto& reading = buffers_->reading;
  return reading.interpreter().truth(condition, reading.place(instance, buffers_->seen.asked()));
}

}  // namespace filrouge
