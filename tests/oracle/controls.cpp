#include <algorithm>

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
  if (!in_force(control.rule, act.on)) return;
  Place here{nullptr, act.person, &act, &act, act.on, act.on, rank_of(act) + 1};
  const auto [concerned, doubt] = matches(control.each, act, here);
  if (concerned == Truth::no || (concerned == Truth::unknown && asked_of_.contains(&act))) return;
  Names missing = doubt;

  const auto length = [&](ExprId id) {
    return id == none_id ? std::nullopt : duration_of(value(id, here).value);
  };
  const auto position = [&](const Event& event) {
    std::size_t i = 0;
    while (&events_[i] != &event) ++i;
    return i;
  };
  const auto hers = [&](const Event& event) {
    return !event.person_unknown && (act.person < 0 || event.person < 0 || event.person == act.person);
  };
  // In a couple, an act without a name may be of either: it neither proves nor excludes.
  const auto matched = [&](PatternId pattern, const Event& other) {
    auto [match, names] = matches(pattern, other, here);
    const bool doubtful = &other != &act && (other.ambiguous || (act.ambiguous && (other.person >= 0)));
    return match == Truth::yes && doubtful ? Truth::unknown : match;
  };
  auto holds = Truth::yes;
  Facts facts;
  switch (control.sentence) {
    case Sentence::required: {
      const auto r = value(control.condition, here);
      holds = truth(r);
      facts = r.facts;
      missing.insert(r.missing.begin(), r.missing.end());
      break;
    }
    case Sentence::not_before: {
      const auto r = value(control.condition, here);
      facts = r.facts;
      if (r.value.kind != Value::Kind::date) {
        holds = Truth::unknown;
        missing.insert(r.missing.begin(), r.missing.end());
      } else {
        holds = act.on < r.value.earliest()  ? Truth::no
                : act.on >= r.value.latest() ? Truth::yes
                                             : Truth::unknown;
      }
      break;
    }
    case Sentence::preceded: {
      const auto within = length(control.within), at_least = length(control.at_least);
      std::optional<Value> since;
      if (control.since != none_id) {
        const auto r = value(control.since, here);
        since = r.value;
        if (r.value.kind == Value::Kind::event)
          since = Value::of(events_[static_cast<std::size_t>(r.value.lo)].on);
        missing.insert(r.missing.begin(), r.missing.end());
      }
      const bool since_known = since && since->kind == Value::Kind::date;
      auto found = Truth::no;
      for (const auto& other : events_) {
        if (position(other) >= position(act) || !hers(other)) continue;
        if (since_known && other.on < since->earliest()) continue;
        if (within && after(other.on, *within, calendar()) < act.on) continue;
        if (at_least && after(other.on, *at_least, calendar()) > act.on) continue;
        found = either(found, matched(control.other, other));
      }
      if (found == Truth::no && since && !since_known) found = Truth::unknown;
      const auto type = model_.patterns[control.other].type;
      if (found == Truth::no && !covered(type, since_known ? since->earliest() : first_day_, act.on))
        found = Truth::unknown;
      holds = found;
      if (holds == Truth::unknown) missing.insert(type_name(type));
      break;
    }
    case Sentence::followed: {
      const auto within = length(control.within);
      auto found = Truth::no;
      for (const auto& other : events_) {
        if (position(other) <= position(act) || !hers(other)) continue;
        if (within && after(act.on, *within, calendar()) < other.on) continue;
        found = either(found, matched(control.other, other));
      }
      if (found != Truth::yes) {
        // Until the last day an act may still come; without a limit it may always.
        if (!within || asked_ <= after(act.on, *within, calendar())) return;
        const auto type = model_.patterns[control.other].type;
        if (found == Truth::no && !covered(type, act.on, after(act.on, *within, calendar())))
          found = Truth::unknown;
        if (found == Truth::unknown) missing.insert(type_name(type));
      }
      holds = found;
      break;
    }
    case Sentence::never_during: {
      for (const auto& life : lives_) {
        if (life.procedure != control.procedure ||
            !(life.person < 0 || act.person < 0 || life.person == act.person))
          continue;
        if (life.closed.known() && life.closed <= act.on) continue;
        // The state the act met: what came after it that day, the terms of the day last, is not yet.
        const Stay* met = nullptr;
        for (const auto& stay : life.stays) {
          if (stay.from < act.on || (stay.from == act.on && stay.seen <= position(act))) met = &stay;
        }
        if (!met || met->state != control.state) continue;
        holds = Truth::no;
        if (met->cause) facts.insert(rank_of(*met->cause));
      }
      break;
    }
    case Sentence::at_most: {
      const auto per = length(control.per);
      if (!per) {
        holds = Truth::unknown;
        break;
      }
      std::uint32_t sure = 0, possible = 0;
      for (const auto& other : events_) {
        if (position(other) > position(act) || !hers(other)) continue;
        if (control.civil) {
          const auto a = civil_day(other.on), b = civil_day(act.on);
          if (a.year != b.year || (per->months < 12 && a.month != b.month)) continue;
        } else if (after(other.on, *per, calendar()) < act.on) {
          continue;
        }
        const auto match = matched(control.each, other);
        sure += match == Truth::yes;
        if (match == Truth::yes) facts.insert(position(other));
        possible += match != Truth::no;
      }
      holds = sure > control.limit ? Truth::no : possible > control.limit ? Truth::unknown : Truth::yes;
      break;
    }
  }
  if (holds == Truth::yes) return;
  if (concerned == Truth::unknown) {
    holds = Truth::unknown;
    asked_of_.insert(&act);
  }
  const bool broken = holds == Truth::no && model_.rules[control.rule].verified;
  auto& told = add(broken ? Nature::irregularite : Nature::donnee_manquante, control.rule, nullptr);
  if (act.person >= 0) told.person = name(journal_.persons[static_cast<std::size_t>(act.person)].id);
  told.severity = severity_word(broken ? Severity::blocking : Severity::major);
  told.label = control.label;
  told.date = iso(act.on);
  facts.insert(rank_of(act));
  rests_on(told, facts);
  for (const auto& action : control.if_broken)
    if (action.kind == ActionKind::irregularity) {
      if (broken) told.severity = severity_word(action.severity);
      if (!action.label.empty()) told.label = action.label;
      told.delay_of = name(action.delay_of);
    }
  if (!broken) told.missing.assign(missing.begin(), missing.end());
}

}  // namespace filrouge::oracle
