#include "engine/core/indicators/indicator_run.hpp"

#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/indicators/groups.hpp"
#include "engine/core/indicators/standing_states.hpp"
#include "engine/core/indicators/tally.hpp"
#include "engine/core/indicators/waits.hpp"
#include "engine/core/machine/reading.hpp"
#include "engine/core/replay/replay.hpp"

namespace filrouge {
namespace {

std::vector<Axis> axes_of(const Model& model, const Indicator& indicator, const IndicatorQuestion& question) {
  if (!question.axes) return indicator.axes;
  std::vector<Axis> axes;
  for (const auto& word : *question.axes)
    if (const auto axis = axis_named(model.vocabulary, starting_event(model, indicator), word))
      axes.push_back(*axis);
  return axes;
}

bool measures_states(const Indicator& indicator) {
  return indicator.measure == IndicatorMeasure::in_states ||
         indicator.measure == IndicatorMeasure::share_in_states;
}

}  // namespace

EventTypeId starting_event(const Model& model, const Indicator& indicator) {
  return indicator.from == none_id ? no_id : model.patterns[model.queries[indicator.from].pattern].type;
}

struct IndicatorRun::Work {
  const Program& program;
  IndicatorQuestion question;
  SeenJournal seen;
  Configuration nothing;  ///< indicators look at the journal from outside: no instance, no délai
  Reading reading;
  Interpreter& interpreter;
  Waits waits;
  Groups groups;
  StandingStates states;
  Replay replay;
  Evaluation evaluation;
  std::vector<Tally> tallies;
  std::vector<std::uint64_t> not_vouched;
  std::vector<std::string>
      month;  ///< of each axis: the one group whose text does not outlive the next question
  std::vector<std::string_view> names;
  bool any_states = false;
  std::uint64_t too_costly = 0;

  Work(const Program& p, IndicatorQuestion q)
      : program(p),
        question(std::move(q)),
        reading(p, seen),
        interpreter(reading.interpreter()),
        waits(p.model, seen, interpreter),
        groups(p.model.vocabulary, seen),
        states(p.model, seen),
        replay(p, question.allowance),
        not_vouched(question.indicators.size()) {
    interpreter.budget().allow({.steps = 0, .cancelled = question.allowance.cancelled});
    for (const auto index : question.indicators) {
      const auto& indicator = p.model.indicators[index];
      tallies.emplace_back(indicator, axes_of(p.model, indicator, question));
      any_states = any_states || measures_states(indicator);
    }
  }

  bool counts(const Indicator& indicator, Date day) const {
    const auto& rule = program.rule(indicator.rule);
    return (!question.since.known() || day >= question.since) &&
           (!rule.in_force_from.known() || day >= rule.in_force_from) &&
           (!rule.in_force_to.known() || day <= rule.in_force_to);
  }

  std::span<const std::string_view> groups_of(const Tally& tally, const Groups::Start& start) {
    names.clear();
    month.resize(tally.axes().size());
    for (std::size_t a = 0; a < tally.axes().size(); ++a) {
      auto name = groups.group(tally.axes()[a], start);
      if (tally.axes()[a].kind == AxisKind::mois) name = month[a] = name;
      names.push_back(name);
    }
    return names;
  }
  std::span<const std::string_view> groups_of(const Tally& tally, std::uint32_t event, std::int16_t person) {
    const auto on = seen.event(event).on;
    return groups_of(tally, {.event = event, .person = person, .day = on, .month = on});
  }

  void add(const Journal& journal) {
    seen.prepare(program, journal, question.asked, question.known);
    nothing.clear(journal.events.size());
    reading.of(nothing);
    interpreter.start();
    if (any_states) {
      replay.run(journal, question.asked, question.known, evaluation);
      too_costly += evaluation.given_up();
    }
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      const auto& indicator = program.model.indicators[question.indicators[i]];
      const auto& module = program.model.modules[program.rule(indicator.rule).module];
      if (!module.departement.empty() && module.departement != journal.departement_on(question.asked))
        continue;
      if (measures_states(indicator)) {
        add_states(indicator, tallies[i]);
        continue;
      }
      const auto from =
          question.since.known() ? std::max(question.since, seen.first_day()) : seen.first_day();
      if (from.known() && !seen.covered(starting_event(program.model, indicator), from, question.asked))
        ++not_vouched[i];
      if (indicator.to == none_id || indicator.measure == IndicatorMeasure::share)
        add_events(indicator, tallies[i]);
      else
        add_waits(indicator, tallies[i]);
    }
  }

  // --- from an act to another
  void add_waits(const Indicator& indicator, Tally& tally) {
    waits.find(indicator);
    for (const auto& wait : waits.found()) {
      const auto day = wait.since.known() ? wait.since : wait.began;
      if (!counts(indicator, day)) continue;
      const auto names_of_it =
          groups_of(tally, {.event = wait.start, .person = wait.person, .day = day, .month = day});
      if (indicator.measure == IndicatorMeasure::share_after) {
        add_share_after(indicator, tally, wait, names_of_it);
        continue;
      }
      const auto [outcome, until] = waits.lasting(indicator, wait);
      const auto days = until.known() ? std::max(0, days_between(wait.since, until)) : 0;
      const auto kind = outcome == Outcome::reached   ? CountKind::measured
                        : outcome == Outcome::waiting ? CountKind::waiting
                        : outcome == Outcome::left    ? CountKind::left
                                                      : CountKind::unknown;
      // Of whom nothing is known from the first day on, there is no day to count.
      if (kind == CountKind::unknown && days == 0)
        tally.add(kind, names_of_it);
      else
        tally.add_days(kind, days, names_of_it);
    }
    for (const auto event : waits.without_start())
      if (counts(indicator, seen.event(event).on))
        tally.add(CountKind::without_start, groups_of(tally, event, seen.event(event).person));
  }

  void add_share_after(const Indicator& indicator, Tally& tally, const Wait& wait,
                       std::span<const std::string_view> names_of_it) {
    auto outcome = Outcome::unknown;
    if (indicator.within == none_id) {
      outcome = waits.outcome_to_date(indicator, wait);
    } else {
      interpreter.begin_collecting();
      const auto length = interpreter.value(
          indicator.within,
          {.person = wait.person, .current = wait.start, .day = wait.began, .governing = wait.began});
      outcome = waits.outcome_within(indicator, wait, length);
    }
    switch (outcome) {
      case Outcome::reached:
        tally.add_part(true, names_of_it);
        break;
      case Outcome::missed:
        tally.add_part(false, names_of_it);
        break;
      case Outcome::waiting:
        tally.add(CountKind::running, names_of_it);
        break;
      case Outcome::left:
        tally.add(CountKind::left, names_of_it);
        break;
      case Outcome::unknown:
        tally.add(CountKind::unknown, names_of_it);
        break;
    }
  }

  // --- acts, one by one
  Truth wanted(const Query& query, std::uint32_t event) {
    const auto on = seen.event(event).on;
    const auto person = seen.event(event).person;
    const Place here{.person = person, .candidate = event, .day = on, .governing = on};
    interpreter.begin_collecting();
    auto result = interpreter.matches(query.pattern, event, here);
    if (result != Truth::no && query.such_that != none_id)
      result = both(result, interpreter.truth(query.such_that, here));
    const Place today{.person = person, .day = question.asked, .governing = question.asked};
    if (result != Truth::no && query.since != none_id)
      result = both(result, since(interpreter.value(query.since, today), on));
    if (result != Truth::no && query.before != none_id) {
      const auto limit = day_of(interpreter.value(query.before, today));
      result = both(result, !limit.known() ? Truth::unknown : on < limit ? Truth::yes : Truth::no);
    }
    return result;
  }
  Date day_of(const Value& limit) const {
    if (limit.kind == Value::Kind::event) return seen.event(static_cast<std::uint32_t>(limit.lo)).on;
    return limit.kind == Value::Kind::date && limit.exact() ? limit.earliest() : Date{};
  }
  Truth since(const Value& limit, Date on) const {
    if (limit.kind == Value::Kind::duration) {
      const auto calendar = seen.calendar_on(question.asked);
      const auto until = [&](std::int64_t length) {
        return after(on, Value::unpack_duration(length, limit.days), calendar);
      };
      if (question.asked <= until(limit.lo)) return Truth::yes;
      return question.asked > until(limit.hi) ? Truth::no : Truth::unknown;
    }
    const auto day = day_of(limit);
    return !day.known() ? Truth::unknown : on >= day ? Truth::yes : Truth::no;
  }

  void add_events(const Indicator& indicator, Tally& tally) {
    const bool share = indicator.measure == IndicatorMeasure::share;
    const auto& counted = program.model.queries[share ? indicator.to : indicator.from];
    const auto type = starting_event(program.model, indicator);
    for (const auto event : seen.order()) {
      if (seen.event(event).type != type || !counts(indicator, seen.event(event).on)) continue;
      const auto is_one = wanted(counted, event);
      if (is_one == Truth::no) continue;
      const auto names_of_it = groups_of(tally, event, seen.event(event).person);
      const auto part = share ? wanted(program.model.queries[indicator.from], event) : Truth::yes;
      if (indicator.measure == IndicatorMeasure::breakdown)
        tally.add_value(is_one == Truth::yes ? value_of(event, indicator.field) : std::string_view{},
                        names_of_it);
      else if (indicator.measure == IndicatorMeasure::sum)
        add_amount(is_one, seen.field(event, indicator.field), tally, names_of_it);
      else if (is_one == Truth::unknown || part == Truth::unknown)
        tally.add(CountKind::unknown, names_of_it);
      else if (share)
        tally.add_part(part == Truth::yes, names_of_it);
      else
        tally.add(CountKind::measured, names_of_it);
    }
  }
  static void add_amount(Truth is_one, const Value& amount, Tally& tally,
                         std::span<const std::string_view> names_of_it) {
    const bool told =
        (amount.kind == Value::Kind::integer || amount.kind == Value::Kind::money) && amount.exact();
    if (is_one == Truth::yes && told)
      tally.add_amount(amount.lo, names_of_it);
    else
      tally.add(CountKind::unknown, names_of_it);
  }
  std::string_view value_of(std::uint32_t event, FieldId field) const {
    const auto value = seen.field(event, field);
    if (value.kind == Value::Kind::symbol) return seen.journal().text(static_cast<Symbol>(value.lo));
    if (value.kind == Value::Kind::boolean) return value.lo ? "oui" : "non";
    return {};
  }

  // --- states on the day asked
  void add_states(const Indicator& indicator, Tally& tally) {
    states.find(indicator, evaluation);
    for (const auto& standing : states.found()) {
      const auto names_of_it =
          groups_of(tally, {.person = standing.person, .day = question.asked, .month = standing.entered});
      if (standing.inside == Truth::unknown)
        tally.add(CountKind::unknown, names_of_it);
      else if (indicator.measure == IndicatorMeasure::share_in_states)
        tally.add_part(standing.inside == Truth::yes, names_of_it);
      else if (standing.inside == Truth::yes)
        tally.add(CountKind::measured, names_of_it);
    }
  }
};

IndicatorRun::IndicatorRun(const Program& program, IndicatorQuestion question)
    : work_(std::make_unique<Work>(program, std::move(question))) {}
IndicatorRun::~IndicatorRun() = default;
IndicatorRun::IndicatorRun(IndicatorRun&&) noexcept = default;

void IndicatorRun::add(const Journal& journal) {
  work_->add(journal);
}

std::uint64_t IndicatorRun::too_costly() const {
  return work_->too_costly;
}

std::vector<IndicatorResult> IndicatorRun::results() const {
  std::vector<IndicatorResult> results;
  for (std::size_t i = 0; i < work_->tallies.size(); ++i) {
    auto result = work_->tallies[i].result(work_->program.model.vocabulary);
    result.indicator = work_->question.indicators[i];
    result.not_vouched = work_->not_vouched[i];
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace filrouge
