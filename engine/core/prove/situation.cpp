#include "engine/core/prove/situation.hpp"

#include <algorithm>

namespace filrouge::prove {
namespace {

constexpr Zone::Index now = Zone::now, start = 2, entry = 3;
constexpr std::size_t first_free_variable = 4;
constexpr std::int32_t longest = 36'500;

Worth both(Worth a, Worth b) {
  if (a == Worth::no || b == Worth::no) return Worth::no;
  if (a == Worth::open || b == Worth::open) return Worth::open;
  return a == Worth::unknown || b == Worth::unknown ? Worth::unknown : Worth::yes;
}

Worth negation(Worth a) {
  return a == Worth::yes ? Worth::no : a == Worth::no ? Worth::yes : a;
}

Worth either(Worth a, Worth b) {
  return negation(both(negation(a), negation(b)));
}

/// Lengths of months alone, or of days alone, are told apart whatever the month.
bool same_unit(const Value& a, const Value& b) {
  const auto one = a.length(), other = b.length();
  return (one.months == 0 && other.months == 0) || (one.days == 0 && other.days == 0);
}

bool is_event(Op op) {
  return op == Op::last || op == Op::first || op == Op::current || op == Op::trigger || op == Op::candidate;
}

}  // namespace

Situation::Situation(Terms& terms, Standing standing)
    : terms_(&terms),
      standing_(std::move(standing)),
      zone_(Zone::universe(Zone::most_variables)),
      next_variable_(first_free_variable) {
  const auto& procedure = terms.program().model.procedures[standing_.procedure];
  clocks_.assign(procedure.delais.size(), -1);
  keep(start, entry, 0);
  keep(entry, now, 0);
  // It begins on a day its rules are in force, unless another day chooses them.
  const auto& rule = terms.program().rule(procedure.rule);
  if (procedure.governing == none_id && procedure.per == InstancePer::event) {
    if (rule.in_force_from.known()) keep(Zone::origin, start, -rule.in_force_from.days);
    if (rule.in_force_to.known()) keep(start, Zone::origin, rule.in_force_to.days);
  }
}

void Situation::keep(Zone::Index one, Zone::Index other, std::int32_t days) {
  if (one == other && one == Zone::most_variables) return;
  zone_.constrain(one, other, days);
}

bool Situation::in_place(const Delai& delai) const {
  return delai.state == no_id || delai.state == standing_.state || delai.state == standing_.from;
}

void Situation::enter(StateId state) {
  standing_.from = standing_.state;
  standing_.state = state;
  standing_.just_entered = true;
  const auto& delais = terms_->program().model.procedures[standing_.procedure].delais;
  for (std::size_t index = 0; index < delais.size(); ++index)
    if (delais[index].state == state) clocks_[index] = -1;
}

std::int8_t& Situation::slot(std::vector<std::int8_t>& slots, std::uint32_t index) {
  if (slots.size() <= index) slots.resize(index + 1, -1);
  return slots[index];
}

Worth Situation::ask(Choice::Kind kind, std::uint32_t of, std::uint8_t ways) {
  opened_ = {kind, of, ways};
  return Worth::open;
}

std::optional<Situation> Situation::with(const Choice& choice, std::uint8_t way) const {
  auto day = *this;
  switch (choice.kind) {
    case Choice::Kind::truth: {
      day.slot(day.truths_, choice.of) = static_cast<std::int8_t>(way);
      day.free_.push_back(choice.of);
      break;
    }
    case Choice::Kind::word:
      day.slot(day.words_, choice.of) = static_cast<std::int8_t>(way);
      break;
    case Choice::Kind::known:
      day.slot(day.known_, choice.of) = static_cast<std::int8_t>(way);
      break;
    case Choice::Kind::clock:
      day.suppose_clock(static_cast<std::uint16_t>(choice.of), static_cast<ClockIs>(way));
      break;
    case Choice::Kind::existence:
      day.suppose_existence(choice.of, static_cast<Worth>(way));
      break;
  }
  if (!day.possible()) return std::nullopt;
  return day;
}

void Situation::suppose_existence(std::uint32_t search, Worth worth) {
  slot(existences_, search) = static_cast<std::int8_t>(worth);
  for (std::uint32_t other = 0; other < existences_.size(); ++other) {
    if (existences_[other] < 0 || other == search) continue;
    const auto that = static_cast<Worth>(existences_[other]);
    // What is found among fewer is found among more.
    if (worth == Worth::yes && that != Worth::yes && terms_->within(search, other)) contradicted_ = true;
    if (that == Worth::yes && worth != Worth::yes && terms_->within(other, search)) contradicted_ = true;
    if (worth == Worth::unknown && that == Worth::no && terms_->within(search, other)) contradicted_ = true;
    if (that == Worth::unknown && worth == Worth::no && terms_->within(other, search)) contradicted_ = true;
  }
}

Worth Situation::fits(const Pattern& pattern) {
  auto result = Worth::yes;
  Choice asked;
  for (const auto& constraint : pattern.constraints) {
    auto one = Worth::no;
    for (const auto value : constraint.values) {
      const auto is = worth(terms_->field_is(constraint.field, terms_->of(value)));
      if (is == Worth::open) asked = opened_;
      one = either(one, is);
    }
    result = both(result, one);
  }
  if (result == Worth::open) opened_ = asked;
  return result;
}

/// Of a search that the act at hand may be found by: it sees that act and those before it.
Worth Situation::current_is_found_by(std::uint32_t index) {
  const auto& search = terms_->search(index);
  if (standing_.act == no_id || search.type != standing_.act || search.before != none_id ||
      search.such_that != none_id || search.domain == Domain::affaire_of || search.consecutive)
    return Worth::no;
  if (search.since != none_id && !is_date(search.since) && search.domain != Domain::instance_or_before)
    return Worth::no;
  if (search.since != none_id && is_date(search.since)) {
    const auto since = day(search.since);
    if (since.known == Known::open) return Worth::open;
    if (since.known != Known::yes) return Worth::unknown;
    if (zone_.bounds(now, since.variable).least < since.greatest) return Worth::unknown;
  }
  auto result = Worth::yes;
  Choice asked;
  for (const auto& [field, values] : search.constraints) {
    auto one = Worth::no;
    for (const auto value : values) {
      const auto is = worth(terms_->field_is(field, value));
      if (is == Worth::open) asked = opened_;
      one = either(one, is);
    }
    result = both(result, one);
  }
  if (result == Worth::open) opened_ = asked;
  return result;
}

Worth Situation::existence(std::uint32_t index) {
  const auto current = current_is_found_by(index);
  if (current == Worth::yes) return Worth::yes;
  const auto stated = slot(existences_, index);
  if (stated == static_cast<std::int8_t>(Worth::yes)) return Worth::yes;
  if (current == Worth::open) return Worth::open;
  for (std::uint32_t other = 0; other < existences_.size(); ++other)
    if (existences_[other] == static_cast<std::int8_t>(Worth::yes) && terms_->within(other, index))
      return Worth::yes;
  if (stated >= 0) return either(static_cast<Worth>(stated), current);
  for (std::uint32_t other = 0; other < existences_.size(); ++other)
    if (existences_[other] == static_cast<std::int8_t>(Worth::no) && terms_->within(index, other))
      return current == Worth::unknown ? Worth::unknown : Worth::no;
  return ask(Choice::Kind::existence, index, 3);
}

Worth Situation::free_truth(TermId term) {
  const auto said = slot(truths_, term);
  return said >= 0 ? static_cast<Worth>(said) : ask(Choice::Kind::truth, term, 3);
}

bool Situation::is_date(TermId term) const {
  const auto& t = (*terms_)[term];
  return t.type == ValueType::date || t.type == ValueType::event || is_event(t.op);
}

/// Does anybody say that fact?
Situation::Known Situation::fact_known(TermId term) {
  const auto& t = (*terms_)[term];
  if (t.op == Op::field || t.op == Op::notification) {
    const auto& of = (*terms_)[t.args[0]];
    if (of.op == Op::last || of.op == Op::first) {
      const auto is = existence(of.data);
      if (is == Worth::open) return Known::open;
      if (is == Worth::no) return Known::absent;
      if (is == Worth::unknown) return Known::no;
      if (t.op == Op::field && of.op == Op::last && current_is_found_by(of.data) == Worth::yes)
        term = terms_->field_of_current(term);
    }
  }
  const auto said = slot(known_, term);
  if (said < 0) return ask(Choice::Kind::known, term, 2), Known::open;
  return said ? Known::yes : Known::no;
}

Situation::Day Situation::variable_for(TermId term, bool vague) {
  for (const auto& [of, variable] : variables_)
    if (of == term) return {Known::yes, variable, 0, 0, vague};
  // Beyond what a zone holds, a day is any day, and is another each time: more than what can be, never less.
  if (next_variable_ >= Zone::most_variables) {
    zone_.forget(Zone::most_variables);
    return {Known::yes, Zone::most_variables, 0, 0, true};
  }
  variables_.emplace_back(term, next_variable_);
  return {Known::yes, next_variable_++, 0, 0, vague};
}

Situation::Day Situation::day(TermId id) {
  const auto t = (*terms_)[id];
  const auto& model = terms_->program().model;
  const auto shifted = [&](const Day& from, const Length& by, int sign) -> Day {
    if (from.known != Known::yes) return from;
    if (by.known != Known::yes) return {by.known};
    const auto least = sign > 0 ? by.least : -by.greatest, greatest = sign > 0 ? by.greatest : -by.least;
    for (const auto& [of, variable] : variables_)
      if (of == id) return {Known::yes, variable, 0, 0, from.vague};
    if (least == greatest && from.least == from.greatest)
      return {Known::yes, from.variable, from.least + least, from.greatest + greatest, from.vague};
    auto moved = variable_for(id, from.vague);
    keep(moved.variable, from.variable, from.greatest + greatest);
    keep(from.variable, moved.variable, -(from.least + least));
    return moved;
  };
  switch (t.op) {
    case Op::literal: {
      const auto& value = t.value;
      if (value.kind != Value::Kind::date) return {};
      return {Known::yes, Zone::origin, static_cast<std::int32_t>(value.lo),
              static_cast<std::int32_t>(value.hi)};
    }
    case Op::today:
      return {Known::yes, now, 0, 0};
    case Op::start_day:
      return {Known::yes, start, 0, 0};
    case Op::entry_day:
      return {Known::yes, standing_.just_entered ? now : entry, 0, 0};
    case Op::event_day:
      return day(t.args[0]);
    case Op::current:
      return {Known::yes, standing_.act != no_id ? now : start, 0, 0};
    case Op::trigger:
      return {Known::yes, start, 0, 0};
    case Op::last:
    case Op::first: {
      const auto search = terms_->search(t.data);
      const auto is = existence(t.data);
      if (is == Worth::open) return {Known::open};
      if (is == Worth::no) return {Known::absent};
      if (is == Worth::unknown) return {};
      if (t.op == Op::last && current_is_found_by(t.data) == Worth::yes) return {Known::yes, now, 0, 0};
      auto found = variable_for(id);
      keep(found.variable, now, 0);
      if (search.domain == Domain::instance) keep(start, found.variable, 0);
      if (search.since != none_id && is_date(search.since)) {
        const auto since = day(search.since);
        if (since.known == Known::open) return since;
        if (since.known == Known::yes) keep(since.variable, found.variable, -since.least);
      }
      if (search.before != none_id && is_date(search.before)) {
        const auto before = day(search.before);
        if (before.known == Known::open) return before;
        if (before.known == Known::yes) keep(found.variable, before.variable, before.greatest - 1);
      }
      return found;
    }
    case Op::notification: {
      const auto known = fact_known(id);
      if (known != Known::yes) return {known};
      auto found = variable_for(id, true);
      const auto sent = day(t.args[0]);
      if (sent.known == Known::open) return sent;
      if (sent.known == Known::yes) keep(sent.variable, found.variable, -sent.least);
      return found;
    }
    case Op::end_of: {
      const auto delai = static_cast<std::uint16_t>(t.data);
      if (clocks_[delai] < 0) return clock(delai), Day{Known::open};
      switch (clock(delai)) {
        case ClockIs::never:
          return {Known::absent};
        case ClockIs::pending:
          return {};
        default:
          break;
      }
      if (model.procedures[standing_.procedure].delais[delai].as_soon_as_possible) return {};
      return variable_for(id, clock(delai) == ClockIs::doubtful);
    }
    case Op::date_after:
    case Op::date_before: {
      const auto from = day(t.args[1]);
      if (from.known != Known::yes) return from;
      return shifted(from, length(t.args[0], false, false), t.op == Op::date_after ? 1 : -1);
    }
    case Op::add:
    case Op::subtract: {
      const auto from = day(t.args[0]);
      if (from.known != Known::yes) return from;
      return shifted(from, length(t.args[1], false, false), t.op == Op::add ? 1 : -1);
    }
    case Op::coalesce: {
      const auto first = day(t.args[0]);
      return first.known == Known::yes || first.known == Known::open ? first : day(t.args[1]);
    }
    case Op::conditional: {
      const auto condition = worth(t.args[0]);
      if (condition == Worth::open) return {Known::open};
      if (condition == Worth::unknown) return {};
      return day(t.args[condition == Worth::yes ? 1 : 2]);
    }
    case Op::latest:
    case Op::earliest: {
      // What has not occurred is out of the choice; of one that is not known, one side is.
      std::vector<Day> days;
      bool unknown = false;
      for (const auto arg : t.args) {
        const auto one = day(arg);
        if (one.known == Known::open) return one;
        if (one.known == Known::no) unknown = true;
        if (one.known == Known::yes) days.push_back(one);
      }
      if (days.empty()) return {unknown ? Known::no : Known::absent};
      auto found = variable_for(id, true);
      bool any_past = false;
      for (const auto& one : days) {
        const bool past = zone_.bounds(one.variable, now).greatest <= -one.greatest;
        any_past = any_past || past;
        if (past && t.op == Op::latest) keep(one.variable, found.variable, -one.least);
        if (past && t.op == Op::earliest) keep(found.variable, one.variable, one.greatest);
      }
      // None may have occurred yet.
      return any_past ? found : Day{unknown ? Known::no : Known::yes, found.variable, 0, 0, true};
    }
    case Op::first_of_month:
    case Op::first_of_next_month:
    case Op::first_of_year: {
      const auto of = day(t.args[0]);
      if (of.known != Known::yes) return of;
      auto found = variable_for(id, of.vague);
      const auto least = t.op == Op::first_of_next_month ? 1 : t.op == Op::first_of_month ? -30 : -365;
      const auto greatest = t.op == Op::first_of_next_month ? 31 : 0;
      keep(found.variable, of.variable, of.greatest + greatest);
      keep(of.variable, found.variable, -(of.least + least));
      return found;
    }
    case Op::parameter: {
      auto least = Zone::unbounded, greatest = -Zone::unbounded;
      for (const auto& dated : model.parameters[t.data].values)
        for (std::size_t i = 0; i <= dated.possible.size(); ++i) {
          const auto& value = i < dated.possible.size() ? dated.possible[i] : dated.value;
          if (value.kind != Value::Kind::date) return fact_known(id) == Known::yes ? variable_for(id) : Day{};
          least = std::min(least, static_cast<std::int32_t>(value.lo));
          greatest = std::max(greatest, static_cast<std::int32_t>(value.hi));
        }
      return {Known::yes, Zone::origin, least, greatest};
    }
    default: {
      const auto known = fact_known(id);
      if (known != Known::yes) return {known};
      return variable_for(id);
    }
  }
}

Situation::Length Situation::length(TermId id, bool franc, bool prorogued) {
  const auto t = (*terms_)[id];
  const auto& model = terms_->program().model;
  const auto span = [&](const Value& value, Length& hull) {
    if (value.kind != Value::Kind::duration) return false;
    for (const bool greatest : {false, true}) {
      const auto days = terms_->span({.length = value.length(greatest),
                                      .franc = franc ? filrouge::Choice::yes : filrouge::Choice::no,
                                      .proroge = prorogued ? filrouge::Choice::yes : filrouge::Choice::no});
      hull.least = std::min(hull.least, days.least);
      hull.greatest = std::max(hull.greatest, days.greatest);
    }
    return true;
  };
  Length hull{Known::yes, longest, 0};
  switch (t.op) {
    case Op::literal:
      return span(t.value, hull) ? hull : Length{Known::yes, 0, longest};
    case Op::parameter: {
      const auto& parameter = model.parameters[t.data];
      for (const auto& dated : parameter.values) {
        if (!span(dated.value, hull)) return {Known::yes, 0, longest};
        for (const auto& value : dated.possible) span(value, hull);
      }
      for (const auto& value : parameter.possible) span(value, hull);
      return hull.greatest < hull.least ? Length{Known::yes, 0, longest} : hull;
    }
    case Op::coalesce: {
      const auto first = length(t.args[0], franc, prorogued);
      return first.known == Known::yes || first.known == Known::open ? first
                                                                     : length(t.args[1], franc, prorogued);
    }
    case Op::conditional: {
      const auto condition = worth(t.args[0]);
      if (condition == Worth::open) return {Known::open};
      if (condition == Worth::unknown) return {};
      return length(t.args[condition == Worth::yes ? 1 : 2], franc, prorogued);
    }
    default: {
      const auto known = fact_known(id);
      if (known != Known::yes) return {known};
      Length found{Known::yes, 0, longest};
      // What was supposed longer than a known length is so.
      for (TermId other = 0; other < truths_.size(); ++other) {
        if (truths_[other] != static_cast<std::int8_t>(Worth::yes) &&
            truths_[other] != static_cast<std::int8_t>(Worth::no))
          continue;
        const auto& comparison = (*terms_)[other];
        if (comparison.op != Op::less || (comparison.args[0] != id && comparison.args[1] != id)) continue;
        const bool other_first = comparison.args[1] == id;
        const auto& than = (*terms_)[comparison.args[other_first ? 0 : 1]];
        if (than.op != Op::literal && than.op != Op::parameter) continue;
        const auto known_length = length(comparison.args[other_first ? 0 : 1], franc, prorogued);
        const bool holds = truths_[other] == static_cast<std::int8_t>(Worth::yes);
        if (holds == other_first)
          found.least = std::max(found.least, known_length.least);  // than < it, or it ≥ than
        else
          found.greatest = std::min(found.greatest, known_length.greatest);
      }
      return found;
    }
  }
}

Worth Situation::is_known(TermId term) {
  const auto& t = (*terms_)[term];
  if (t.op == Op::last || t.op == Op::first) {
    const auto is = existence(t.data);
    return is == Worth::open ? is : is == Worth::yes ? Worth::yes : Worth::no;
  }
  if (t.op == Op::current || t.op == Op::trigger) return Worth::yes;
  if (t.op == Op::literal || t.op == Op::today || t.op == Op::start_day || t.op == Op::entry_day)
    return Worth::yes;
  if (t.type == ValueType::date) {
    const auto found = day(term);
    return found.known == Known::open ? Worth::open : found.known == Known::yes ? Worth::yes : Worth::no;
  }
  if (t.type == ValueType::boolean && t.op != Op::field && t.op != Op::attribute) {
    const auto is = worth(term);
    return is == Worth::open ? is : is == Worth::unknown ? Worth::no : Worth::yes;
  }
  const auto known = fact_known(term);
  return known == Known::open ? Worth::open : known == Known::yes ? Worth::yes : Worth::no;
}

/// A word is one of those the rules compare that fact with, another, or none.
Worth Situation::is_word(TermId term, Symbol word) {
  auto of = term;
  const auto known = fact_known(term);
  if (known == Known::open) return Worth::open;
  if (known != Known::yes) return Worth::unknown;
  const auto& t = (*terms_)[term];
  if (t.op == Op::field) {
    const auto& event = (*terms_)[t.args[0]];
    if (event.op == Op::last && current_is_found_by(event.data) == Worth::yes)
      of = terms_->field_of_current(term);
  }
  const auto words = terms_->words(term);
  const auto said = slot(words_, of);
  // Beyond the words of this term: those of the one it is.
  const auto all = terms_->words(of).size() > words.size() ? terms_->words(of) : words;
  if (said < 0)
    return ask(Choice::Kind::word, of, static_cast<std::uint8_t>(std::min<std::size_t>(all.size(), 100) + 2));
  if (static_cast<std::size_t>(said) == all.size() + 1) return Worth::unknown;  // « null »
  if (static_cast<std::size_t>(said) == all.size()) return Worth::no;
  return all[static_cast<std::size_t>(said)] == word ? Worth::yes : Worth::no;
}

Worth Situation::before(TermId one, TermId other, TermId comparison) {
  const auto a = day(one);
  if (a.known == Known::open) return Worth::open;
  if (a.known != Known::yes) return Worth::unknown;
  const auto b = day(other);
  if (b.known == Known::open) return Worth::open;
  if (b.known != Known::yes) return Worth::unknown;
  if (a.variable == b.variable && a.variable == Zone::most_variables) return free_truth(comparison);
  const auto said = slot(truths_, comparison);
  if (said >= 0) {
    // The days may have been found since: what was supposed is held of them too.
    if (said == static_cast<std::int8_t>(Worth::yes)) keep(a.variable, b.variable, b.greatest - a.least - 1);
    if (said == static_cast<std::int8_t>(Worth::no)) keep(b.variable, a.variable, a.greatest - b.least);
    return static_cast<Worth>(said);
  }
  const auto apart = zone_.bounds(a.variable, b.variable);
  const bool vague = a.vague || b.vague || a.least != a.greatest || b.least != b.greatest;
  if (!vague) {
    if (apart.greatest != Zone::unbounded && apart.greatest + a.greatest < b.least) return Worth::yes;
    if (apart.least != -Zone::unbounded && apart.least + a.least >= b.greatest) return Worth::no;
  }
  return ask(Choice::Kind::truth, comparison, vague ? 3 : 2);
}

ClockIs Situation::clock(std::uint16_t delai) {
  if (clocks_[delai] < 0) ask(Choice::Kind::clock, delai, 8);
  return clocks_[delai] < 0 ? ClockIs::pending : static_cast<ClockIs>(clocks_[delai]);
}

void Situation::suppose_clock(std::uint16_t index, ClockIs is) {
  clocks_[index] = static_cast<std::int8_t>(is);
  const auto& delai = terms_->program().model.procedures[standing_.procedure].delais[index];
  const auto course = facts_of(delai.kind).course;
  const bool here = in_place(delai);
  if (is == ClockIs::kept && course != DelaiCourse::awaited) contradicted_ = true;
  if (is == ClockIs::lifted && (course != DelaiCourse::reserved || delai.lifted_by.empty()))
    contradicted_ = true;
  if (course == DelaiCourse::recurring && (is == ClockIs::over || is == ClockIs::doubtful))
    contradicted_ = true;
  if (delai.as_soon_as_possible && is != ClockIs::running && is != ClockIs::kept && is != ClockIs::never &&
      is != ClockIs::left)
    contradicted_ = true;
  // A clock of the state it stands in has begun; one of another state runs no more.
  if (here && (is == ClockIs::never || is == ClockIs::left)) contradicted_ = true;
  if (!here && !delai.of_instance &&
      (is == ClockIs::pending || is == ClockIs::running || is == ClockIs::doubtful))
    contradicted_ = true;
}

/// Its dates, as those of what it is supposed to be.
Worth Situation::clock_fits(std::uint16_t index) {
  const auto& program = terms_->program();
  const auto& delai = program.model.procedures[standing_.procedure].delais[index];
  const auto is = static_cast<ClockIs>(clocks_[index]);
  const bool here = in_place(delai);
  const bool fresh = standing_.just_entered && delai.state == standing_.state && !delai.of_instance;
  const auto before = std::ranges::find(early_, index, &std::pair<std::uint16_t, bool>::first);
  const bool early = before != early_.end();
  const auto passed = !early ? now : before->second ? start : entry;
  const bool active = is == ClockIs::running || is == ClockIs::pending || is == ClockIs::doubtful ||
                      (is == ClockIs::over && facts_of(delai.kind).course == DelaiCourse::awaited);
  if (is == ClockIs::never || delai.as_soon_as_possible) return Worth::yes;
  Day from{Known::yes, delai.state == no_id ? start : fresh ? now : entry, 0, 0};
  if (delai.point != none_id) {
    if (!active && !here) return Worth::yes;
    from = day(terms_->of(delai.point));
  } else if (!here) {
    return Worth::yes;
  }
  if (from.known == Known::open) return Worth::open;
  if (from.known != Known::yes) {
    // What waits for its start does; what runs does not.
    if (active && is != ClockIs::pending) contradicted_ = true;
    return Worth::yes;
  }
  TermId counted = none_id;
  if (delai.until != none_id) {
    const auto until = day(terms_->of(delai.until));
    if (until.known == Known::open) return Worth::open;
    if (until.known != Known::yes) {
      if (active && is != ClockIs::pending) contradicted_ = true;
      return Worth::yes;
    }
    if (is == ClockIs::pending) contradicted_ = true;
    if (is == ClockIs::running) keep(now, until.variable, until.greatest);
    if (is == ClockIs::over) keep(until.variable, passed, -until.least - 1);
    return Worth::yes;
  }
  if (delai.counted_by() == none_id) {
    if (is == ClockIs::pending && delai.postponed_to == none_id) contradicted_ = true;
    return Worth::yes;
  }
  counted = terms_->of(delai.counted_by());
  auto by = length(counted, false, false);
  if (by.known == Known::open) return Worth::open;
  if (by.known != Known::yes) {
    if (active && is != ClockIs::pending) contradicted_ = true;
    return Worth::yes;
  }
  if (is == ClockIs::pending) {
    if (!from.vague && delai.postponed_to == none_id && !delai.in_hours) contradicted_ = true;
    return Worth::yes;
  }
  if (is == ClockIs::lifted || is == ClockIs::kept || is == ClockIs::left) return Worth::yes;
  if (delai.backwards || delai.in_hours) return Worth::yes;
  const Counted one_day{
      .length = {0, 1, DayKind::calendar},
      .franc = delai.franc,
      .proroge = facts_of(delai.kind).first_day_counts ? filrouge::Choice::no : delai.proroge,
      .calendar = delai.calendar};
  const auto margin = terms_->span(one_day);
  const bool first_counts = facts_of(delai.kind).first_day_counts;
  const bool longer = !delai.pauses.empty() || delai.renewals > 0 || delai.postponable_by != none_id ||
                      delai.postponed_to != none_id;
  const auto least = from.least + by.least + (first_counts ? -1 : margin.least - 1);
  const auto greatest =
      longer ? Zone::farthest / 4 : from.greatest + by.greatest + (first_counts ? -1 : margin.greatest - 1);
  // What has begun keeps the day it saw: another letter since may be the last one now.
  if (delai.point != none_id && !terms_->stands(terms_->of(delai.point))) return Worth::yes;
  Day end;
  for (TermId term = 0; term < terms_->size(); ++term)
    if ((*terms_)[term].op == Op::end_of && (*terms_)[term].data == index) end = variable_for(term);
  if (end.known != Known::yes) {
    if (is == ClockIs::running) keep(now, from.variable, greatest);
    if (is == ClockIs::over) keep(from.variable, passed, -least - 1);
    return Worth::yes;
  }
  // The same length after the same day, written elsewhere, is that day before it is put off.
  if (!first_counts && !longer && delai.point != none_id) {
    const auto raw = day(terms_->after(counted, terms_->of(delai.point)));
    if (raw.known == Known::open) return Worth::open;
    if (raw.known == Known::yes) {
      keep(end.variable, raw.variable, raw.greatest + margin.greatest - 1);
      keep(raw.variable, end.variable, -(raw.least + margin.least - 1));
    }
  }
  keep(end.variable, from.variable, greatest);
  keep(from.variable, end.variable, -least);
  if (is == ClockIs::running) keep(now, end.variable, 0);
  if (is == ClockIs::over) keep(end.variable, passed, -1);
  return Worth::yes;
}

Worth Situation::clocks_fit() {
  for (std::uint16_t index = 0; index < clocks_.size(); ++index) {
    if (clocks_[index] < 0) continue;
    if (clock_fits(index) == Worth::open) return Worth::open;
    if (!possible()) return Worth::no;
  }
  return Worth::yes;
}

Worth Situation::waits_for_an_answer(std::uint16_t index) {
  const auto& delai = terms_->program().model.procedures[standing_.procedure].delais[index];
  auto answer = Worth::no;
  for (const auto expression : {delai.point, delai.until}) {
    if (expression == none_id) continue;
    const auto found = day(terms_->of(expression));
    if (found.known == Known::open) return Worth::open;
    // Of an act that did not happen nobody is asked anything.
    if (found.known == Known::absent) return Worth::no;
    answer = Worth::yes;
  }
  if (delai.counted_by() != none_id) answer = Worth::yes;
  return answer;
}

Worth Situation::worth(TermId id) {
  const auto t = (*terms_)[id];
  const auto& model = terms_->program().model;
  const auto literal_truth = [&](const Value& value) {
    if (value.kind != Value::Kind::boolean)
      return value.kind == Value::Kind::null ? Worth::no : Worth::unknown;
    return value.lo != value.hi ? Worth::unknown : value.lo ? Worth::yes : Worth::no;
  };
  switch (t.op) {
    case Op::literal:
      return literal_truth(t.value);
    case Op::logical_not:
      return negation(worth(t.args[0]));
    case Op::logical_and:
    case Op::logical_or: {
      // What is sure on one side needs nothing supposed of the other.
      const auto decided = t.op == Op::logical_and ? Worth::no : Worth::yes;
      const auto a = worth(t.args[0]);
      if (a == decided) return a;
      const auto asked = opened_;
      const auto b = worth(t.args[1]);
      if (b == decided) return b;
      if (a == Worth::open) {
        opened_ = asked;
        return a;
      }
      return t.op == Op::logical_and ? both(a, b) : either(a, b);
    }
    case Op::conditional: {
      const auto condition = worth(t.args[0]);
      if (condition == Worth::open) return condition;
      if (condition != Worth::unknown) return worth(t.args[condition == Worth::yes ? 1 : 2]);
      const auto one = worth(t.args[1]);
      if (one == Worth::open) return one;
      const auto other = worth(t.args[2]);
      if (other == Worth::open) return other;
      return one == other ? one : Worth::unknown;
    }
    case Op::coalesce: {
      const auto first = worth(t.args[0]);
      return first == Worth::unknown ? worth(t.args[1]) : first;
    }
    case Op::exists:
      return existence(t.data);
    case Op::occurred: {
      const auto& of = (*terms_)[t.args[0]];
      if (of.op == Op::last || of.op == Op::first) return existence(of.data);
      if (of.op == Op::current || of.op == Op::trigger) return Worth::yes;
      if (of.op == Op::end_of) {
        const auto delai = static_cast<std::uint16_t>(of.data);
        if (clocks_[delai] < 0) return clock(delai), Worth::open;
        switch (clock(delai)) {
          case ClockIs::over:
          case ClockIs::lifted:
            return Worth::yes;
          case ClockIs::running:
            return model.procedures[standing_.procedure].delais[delai].as_soon_as_possible ? Worth::unknown
                                                                                           : Worth::no;
          case ClockIs::never:
            return Worth::no;
          case ClockIs::pending:
          case ClockIs::doubtful:
            return Worth::unknown;
          case ClockIs::kept:
          case ClockIs::left:
            return free_truth(id);
        }
      }
      const auto found = day(t.args[0]);
      if (found.known == Known::open) return Worth::open;
      if (found.known == Known::absent) return Worth::no;
      if (found.known != Known::yes) return Worth::unknown;
      const auto said = slot(truths_, id);
      if (said >= 0) {
        if (said == 1) keep(found.variable, now, -found.least);
        if (said == 0) keep(now, found.variable, found.greatest - 1);
        return static_cast<Worth>(said);
      }
      return ask(Choice::Kind::truth, id, found.vague ? 3 : 2);
    }
    case Op::delai_is: {
      const auto delai = static_cast<std::uint16_t>(t.data & 0xFFFF);
      const auto asked = static_cast<DelaiState>(t.data >> 16);
      if (clocks_[delai] < 0) return clock(delai), Worth::open;
      const auto is = clock(delai);
      switch (asked) {
        case DelaiState::running:
          return is == ClockIs::running                              ? Worth::yes
                 : is == ClockIs::pending || is == ClockIs::doubtful ? Worth::unknown
                                                                     : Worth::no;
        case DelaiState::elapsed:
          if (is == ClockIs::kept || is == ClockIs::left) return free_truth(id);
          return is == ClockIs::over || is == ClockIs::lifted        ? Worth::yes
                 : is == ClockIs::pending || is == ClockIs::doubtful ? Worth::unknown
                                                                     : Worth::no;
        case DelaiState::kept:
          if (is == ClockIs::kept && model.procedures[standing_.procedure].delais[delai].is_faculty())
            return free_truth(id);
          return is == ClockIs::kept ? Worth::yes : Worth::no;
        case DelaiState::overdue:
          if (is == ClockIs::kept) return free_truth(id);
          return is == ClockIs::over                                 ? Worth::yes
                 : is == ClockIs::pending || is == ClockIs::doubtful ? Worth::unknown
                                                                     : Worth::no;
      }
      return free_truth(id);
    }
    case Op::in_state:
      return standing_.state == static_cast<StateId>(t.data) ? Worth::yes : Worth::no;
    case Op::is_known:
      return is_known(t.args[0]);
    case Op::equal: {
      for (const int side : {0, 1}) {
        const auto& word = (*terms_)[t.args[side == 0 ? 1 : 0]];
        const auto fact = t.args[side == 0 ? 0 : 1];
        const auto& said = (*terms_)[fact];
        if (word.op != Op::literal || (said.op != Op::field && said.op != Op::attribute)) continue;
        const auto& value = word.value;
        if (value.kind == Value::Kind::symbol) return is_word(fact, static_cast<Symbol>(value.lo));
      }
      if (is_date(t.args[0]) && is_date(t.args[1])) {
        const auto a = day(t.args[0]);
        if (a.known == Known::open) return Worth::open;
        const auto b = day(t.args[1]);
        if (b.known == Known::open) return Worth::open;
        if (a.known != Known::yes || b.known != Known::yes) return Worth::unknown;
        const auto said = slot(truths_, id);
        if (said == 1) {
          keep(a.variable, b.variable, b.greatest - a.least);
          keep(b.variable, a.variable, a.greatest - b.least);
        }
      }
      return free_truth(id);
    }
    case Op::less:
      for (const int side : {0, 1}) {
        const auto choice = (*terms_)[t.args[static_cast<std::size_t>(side)]];
        if (choice.op != Op::conditional) continue;
        const auto condition = worth(choice.args[0]);
        if (condition == Worth::open || condition == Worth::unknown) return condition;
        auto args = t.args;
        args[static_cast<std::size_t>(side)] = choice.args[condition == Worth::yes ? 1 : 2];
        return worth(terms_->less(args[0], args[1]));
      }
      if ((*terms_)[t.args[0]].op == Op::literal && (*terms_)[t.args[1]].op == Op::literal) {
        const auto &a = (*terms_)[t.args[0]].value, &b = (*terms_)[t.args[1]].value;
        if (a.exact() && b.exact() && a.kind == b.kind && a.days == b.days && a.kind != Value::Kind::symbol &&
            (a.kind != Value::Kind::duration || same_unit(a, b)))
          return a.lo < b.lo ? Worth::yes : Worth::no;
      }
      if (is_date(t.args[0]) && is_date(t.args[1])) return before(t.args[0], t.args[1], id);
      return free_truth(id);
    default:
      return free_truth(id);
  }
}

}  // namespace filrouge::prove
