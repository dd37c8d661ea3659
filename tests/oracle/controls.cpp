#include <algorithm>
#include <iterator>

#include "engine/core/text/fold.hpp"
#include "tests/oracle/world.hpp"

/// Contrôles: every act a sentence names is judged against the whole history.
namespace filrouge::oracle {

void World::controls() {
  for (const auto& control : model_.controls)
    for (const auto& event : events_)
      if (event.type != no_id && !event.person_unknown && event.type == model_.patterns[control.each].type)
        this->control(control, event);
}

void World::control(const Control& control, const Event& act) {
  if (!in_force(control.rule, act.on, departement_on(act.on))) return;
  const Place here{nullptr, act.person, &act, &act, act.on, act.on, rank_of(act) + 1};
  const auto [concerned, doubt] = matches(control.each, act, here);
  if (concerned == Truth::no) return;
  if (concerned == Truth::unknown && asked_of_.contains(&act)) return;
  auto verdict = judged(control, act, here);
  if (verdict.holds == Truth::yes) return;
  verdict.missing.insert(doubt.begin(), doubt.end());
  if (concerned == Truth::unknown) asked_of_.insert(&act);

  const bool broken =
      verdict.holds == Truth::no && concerned == Truth::yes && model_.rules[control.rule].verified;
  auto& told = add(broken ? Nature::irregularite : Nature::donnee_manquante, control.rule, nullptr);
  if (act.person >= 0) told.person = name(journal_.persons[static_cast<std::size_t>(act.person)].id);
  told.date = iso(act.on);
  told.label = control.label;
  auto severity = Severity::blocking;
  for (const auto& said : control.if_broken) {
    if (said.kind != ActionKind::irregularity) continue;
    severity = said.severity;
    told.delay_of = whose(Place{nullptr, act.person, nullptr, nullptr, asked_, asked_}, said.delay_of);
    if (!said.label.empty()) told.label = said.label;
  }
  told.severity = severity_word(broken ? severity : Severity::major);
  if (!broken) told.missing.assign(verdict.missing.begin(), verdict.missing.end());
  verdict.facts.insert(rank_of(act));
  rests_on(told, verdict.facts);
}

World::Verdict World::judged(const Control& control, const Event& act, const Place& here) const {
  using enum Sentence;
  if (control.sentence == required) {
    const auto condition = value(control.condition, here);
    if (truth(condition) == Truth::no && has_unordered(act) && !stands_otherwise(here, control.condition))
      return {Truth::unknown, {"ordre des actes du jour"}, condition.facts};
    return {truth(condition), condition.missing, condition.facts};
  }
  if (control.sentence == not_before) return not_too_early(control, act, here);
  if (control.sentence == preceded) return after_another(control, act, here);
  if (control.sentence == followed) return before_another(control, act, here);
  if (control.sentence == never_during) return outside_state(control, act);
  return seldom_enough(control, act, here);
}

/// On the day itself it may come; while that day is an interval, it surely may only from its last.
World::Verdict World::not_too_early(const Control& control, const Event& act, const Place& here) const {
  const auto from = value(control.condition, here);
  Verdict out{Truth::unknown, {}, from.facts};
  if (from.value.kind != Value::Kind::date)
    out.missing = from.missing;
  else if (act.on >= from.value.latest())
    out.holds = Truth::yes;
  else if (act.on < from.value.earliest())
    out.holds = Truth::no;
  else if (one_sided(from.value))
    out.missing = from.missing;
  return out;
}

/// The acts of that pattern that `where` admits: those that surely are of the same person, those that may be.
/// In a couple, an act without a name may be of either: it neither proves nor excludes.
template <class Where>
World::Acts World::acts(PatternId pattern, const Event& act, const Place& here, const Where& where) const {
  Acts out;
  for (const auto& other : events_) {
    const bool of_a_third = act.person >= 0 && other.person >= 0 && act.person != other.person;
    if (other.person_unknown || of_a_third || !where(other)) continue;
    const auto match = matches(pattern, other, here).first;
    if (match == Truth::no) continue;
    const bool may_be_of_either = &other != &act && (other.ambiguous || (act.ambiguous && other.person >= 0));
    out.possible.insert(rank_of(other));
    if (match == Truth::yes && !may_be_of_either) out.sure.insert(rank_of(other));
  }
  return out;
}

/// How long a contrôle says; nothing where it says none, or where it is not known.
std::optional<Duration> World::said_length(ExprId id, const Place& here) const {
  if (id == none_id) return std::nullopt;
  return duration_of(value(id, here).value);
}

World::Verdict World::after_another(const Control& control, const Event& act, const Place& here) const {
  const auto at_most = said_length(control.within, here), at_least = said_length(control.at_least, here);
  Result since;
  if (control.since != none_id) {
    since = value(control.since, here);
    if (since.value.kind == Value::Kind::event)
      since.value = Value::of(events_[static_cast<std::size_t>(since.value.lo)].on);
  }
  const bool begins = since.value.kind == Value::Kind::date;
  const auto first = begins ? since.value.earliest() : first_day_;
  const auto [sure, possible] = acts(control.other, act, here, [&](const Event& other) {
    return rank_of(other) < rank_of(act) && other.on >= first &&
           (!at_most || act.on <= later(other.on, *at_most, calendar(act.on))) &&
           (!at_least || later(other.on, *at_least, calendar(act.on)) <= act.on);
  });
  if (!sure.empty()) return {Truth::yes, {}, {}};
  const auto type = model_.patterns[control.other].type;
  const bool since_unknown = control.since != none_id && !begins;
  if (possible.empty() && !since_unknown && covered(type, first, act.on)) {
    const auto perhaps = acts(control.other, act, here, [&](const Event& other) {
      return rank_of(other) > rank_of(act) && unordered(other, act) && other.on >= first &&
             (!at_least || later(other.on, *at_least, calendar(act.on)) <= act.on);
    });
    if (!perhaps.possible.empty()) return {Truth::unknown, {"ordre des actes du jour"}, {}};
    return {Truth::no, {}, {}};
  }
  auto missing = since.missing;
  missing.insert(type_name(type));
  return {Truth::unknown, missing, {}};
}

/// Until the last day an act may still come; without a limit it may always.
World::Verdict World::before_another(const Control& control, const Event& act, const Place& here) const {
  const auto limit = said_length(control.within, here);
  if (!limit) return {Truth::yes, {}, {}};
  const auto last = later(act.on, *limit, calendar(act.on));
  const auto [sure, possible] = acts(control.other, act, here, [&](const Event& other) {
    return rank_of(other) > rank_of(act) && other.on <= last;
  });
  if (!sure.empty() || asked_ <= last) return {Truth::yes, {}, {}};
  const auto type = model_.patterns[control.other].type;
  if (possible.empty() && covered(type, act.on, last)) {
    const auto perhaps = acts(control.other, act, here, [&](const Event& other) {
      return rank_of(other) < rank_of(act) && unordered(other, act);
    });
    if (!perhaps.possible.empty()) return {Truth::unknown, {"ordre des actes du jour"}, {}};
    return {Truth::no, {}, {}};
  }
  return {Truth::unknown, {type_name(type)}, {}};
}

/// The state the act met: what came after it that day, the terms of the day last, is not yet.
World::Verdict World::outside_state(const Control& control, const Event& act) const {
  Verdict out{Truth::yes, {}, {}};
  for (const auto& life : lives_) {
    if (life.procedure != control.procedure) continue;
    if (life.person >= 0 && act.person >= 0 && life.person != act.person) continue;
    if (life.closed.known() && life.closed <= act.on) continue;
    const auto met = std::ranges::find_if(life.stays.rbegin(), life.stays.rend(), [&](const Stay& stay) {
      return stay.from < act.on || (stay.from == act.on && stay.seen <= rank_of(act));
    });
    if (met == life.stays.rend() || met->state != control.state) continue;
    for (const auto& stay : life.stays)
      if (stay.from == act.on && stay.cause && unordered(*stay.cause, act))
        out.missing = {"ordre des actes du jour"};
    out.holds = Truth::no;
    out.facts.merge(facts_of(met->cause));
  }
  if (!out.missing.empty()) out.holds = Truth::unknown;
  return out;
}

/// A text is what the first act that says the same, whatever its capitals and accents, says.
Value World::likeness(const Event& event, FieldId id) const {
  auto kind = field(event, id);
  const auto* decl = model_.vocabulary.events[event.type].field(id);
  if (kind.kind != Value::Kind::symbol || !decl || decl->type != ValueType::text) return kind;
  for (const auto& other : events_) {
    const auto said = other.type == event.type ? field(other, id) : Value{};
    if (said.kind != Value::Kind::symbol) continue;
    if (fold(name(static_cast<Symbol>(said.lo))) == fold(name(static_cast<Symbol>(kind.lo)))) return said;
  }
  return kind;
}

World::Verdict World::seldom_enough(const Control& control, const Event& act, const Place& here) const {
  const auto period = said_length(control.per, here);
  if (!period) return {Truth::unknown, {}, {}};
  const bool of_the_calendar = (period->months == 0 && period->days == 7) ||
                               (period->days == 0 && period->months > 0 && 12 % period->months == 0);
  if (control.civil && (period->kind != DayKind::calendar || !of_the_calendar))
    return {Truth::unknown, {}, {}};
  const auto like = [&](const Event& other) {
    return control.same == no_id || &other == &act
               ? Truth::yes
               : equal(likeness(act, control.same), likeness(other, control.same));
  };
  const auto counted = acts(control.each, act, here, [&](const Event& other) {
    if (rank_of(other) > rank_of(act) || like(other) == Truth::no) return false;
    if (!control.civil) return act.on <= later(other.on, *period, calendar(act.on));
    // Of the calendar: walk back to the first day of the period of each.
    const auto first = [&](Date day) {
      if (period->months == 0) {
        while (weekday(day) != 1) day = day - 1;
        return day;
      }
      const auto begins = [&](const CivilDay& civil) {
        return civil.day == 1 && (static_cast<std::int32_t>(civil.month) - 1) % period->months == 0;
      };
      while (!begins(civil_day(day))) day = day - 1;
      return day;
    };
    return first(act.on) == first(other.on);
  });
  Facts sure, alike;
  for (const auto rank : counted.possible)
    if (like(events_[rank]) == Truth::yes) alike.insert(rank);
  std::ranges::set_intersection(counted.sure, alike, std::inserter(sure, sure.end()));
  if (sure.size() > control.limit) return {Truth::no, {}, sure};
  if (most_of_a_kind(control, act, counted.possible) <= control.limit) return {Truth::yes, {}, {}};
  Names missing;
  if (counted.sure != counted.possible) missing.insert(type_name(act.type));
  if (alike != counted.possible) missing.insert(std::string(model_.vocabulary.field_name(control.same)));
  return {Truth::unknown, missing, counted.possible};
}

/// Whatever the act judged may be, how many of them, it included, may be the same.
std::size_t World::most_of_a_kind(const Control& control, const Event& act, const Facts& among) const {
  if (control.same == no_id || likeness(act, control.same).exact()) return among.size();
  std::vector<Value> kinds;
  for (const auto rank : among)
    for (auto kind = likeness(events_[rank], control.same); kind.known();) {
      const auto greatest = std::exchange(kind.hi, kind.lo);
      kinds.push_back(kind);
      if (greatest == kind.lo) break;
      kind.lo = kind.hi = greatest;
    }
  const auto may_be = [&](std::size_t rank, const Value& kind) {
    return equal(likeness(events_[rank], control.same), kind) != Truth::no;
  };
  // Of a kind that no other says: those alone that say none.
  std::size_t most = 0;
  for (const auto rank : among)
    most += &events_[rank] == &act || !likeness(events_[rank], control.same).known();
  for (const auto& kind : kinds)
    if (may_be(rank_of(act), kind))
      most = std::max<std::size_t>(
          most, std::ranges::count_if(among, [&](auto rank) { return may_be(rank, kind); }));
  return most;
}

}  // namespace filrouge::oracle
