#include <algorithm>
#include <optional>

#include "engine/core/calendar/civil_period.hpp"
#include "engine/core/calendar/delai.hpp"
#include "engine/core/findings/reporter.hpp"
#include "engine/core/text/fold.hpp"

/// Contrôles: sentences over the whole history, judged on every act they name.
namespace filrouge {
namespace {

Truth alike(const Value& a, const Value& b) {
  if (!a.known() || !b.known()) return Truth::unknown;
  if (a.exact() && b.exact()) return a.lo == b.lo ? Truth::yes : Truth::no;
  return a.lo <= b.hi && b.lo <= a.hi ? Truth::unknown : Truth::no;
}

/// How many of them may at once be worth one same value, that `own` may be worth too.
std::uint32_t most_alike(std::span<const Value> values, const Value& own) {
  const auto may_be = [](const Value& value, std::int64_t point) {
    return !value.known() || (value.lo <= point && point <= value.hi);
  };
  std::ptrdiff_t most = std::ranges::count_if(values, [](const Value& value) { return !value.known(); });
  for (const auto& one : values)
    if (one.known())
      most = std::max(most, std::ranges::count_if(values, [&](const Value& other) {
                        return may_be(other, own.known() ? std::max(own.lo, one.lo) : one.lo);
                      }));
  return static_cast<std::uint32_t>(most);
}

}  // namespace

void Reporter::controls() {
  for (const auto event : seen_.order()) {
    const auto type = seen_.event(event).type;
    if (type == no_id) continue;
    bool asked = false;
    control_turn_.restart(seen_.asked());
    interpreter().nothing_moves(true);
    for (const auto index : program_.controls_on[type])
      announcing([&] { asked = control(index, event, asked) || asked; });
    interpreter().nothing_moves(false);
  }
}

/// A field, to be compared with that of another act: of a text, its rank among those met, whatever its
/// capitals and accents.
Value Reporter::kind_of(std::uint32_t event, FieldId field) {
  auto value = seen_.field(event, field);
  const auto* decl = program_.model.vocabulary.events[seen_.event(event).type].field(field);
  if (!value.known() || !decl || decl->type != ValueType::text) return value;
  auto text = fold(seen_.journal().text(static_cast<Symbol>(value.lo)));
  const auto met = std::ranges::find(kinds_, text);
  value.lo = value.hi = met - kinds_.begin();
  if (met == kinds_.end()) kinds_.push_back(std::move(text));
  return value;
}

/// `asked`: another contrôle already asked what this act does not say of itself. Tells whether this one did.
bool Reporter::control(std::uint32_t index, std::uint32_t event, bool asked) {
  const auto& control = program_.model.controls[index];
  auto& interpreter = reading_.interpreter();
  interpreter.budget().charge_to(program_.control_account(index));
  interpreter.budget().spend();
  const auto& act = seen_.event(event);
  if (act.person_unknown || !reading_.of_departement(control.rule, act.on) ||
      !program_.in_force(control.rule, act.on))
    return false;
  const Place here{.person = act.person,
                   .current = event,
                   .candidate = event,
                   .day = act.on,
                   .governing = act.on,
                   .horizon = seen_.position(event) + 1};
  interpreter.begin_collecting();
  const auto concerned = interpreter.matches(control.each, event, here);
  if (concerned == Truth::no) return false;

  const auto length = [&](ExprId id) {
    const auto value = interpreter.value(id, here);
    return value.kind == Value::Kind::duration ? std::optional(Value::unpack_duration(value.lo, value.days))
                                               : std::nullopt;
  };
  const auto day_of = [&](ExprId id) {
    const auto value = interpreter.value(id, here);
    if (value.kind == Value::Kind::event) return seen_.event(static_cast<std::uint32_t>(value.lo)).on;
    return value.kind == Value::Kind::date ? value.earliest() : Date{};
  };
  const auto calendar = seen_.calendar_on(act.on);
  // An act of the foyer looks at what was done about any of its members.
  const auto about = [&](std::uint32_t other) {
    return !seen_.event(other).person_unknown && seen_.concerns(other, act.person);
  };
  // Of an act nobody is named for, in a couple, and of a named person's, neither is sure of the other.
  const auto of_either = [&](std::uint32_t other) {
    return other != event && (seen_.whose_is_unknown(other) ||
                              (seen_.whose_is_unknown(event) && seen_.event(other).person >= 0));
  };
  interpreter.forget_facts();
  auto holds = Truth::yes;
  auto said_since = act.on;
  bool in_any_order = true;  ///< the acts of its day that no source puts in order leave it as it is
  switch (control.sentence) {
    case Sentence::required: {
      holds = interpreter.truth(control.condition, here);
      if (holds != Truth::no || !seen_.in_disorder(event)) break;
      // It rests on what was read in the order in which they came.
      acts_ = interpreter.facts();
      in_any_order = interpreter.false_in_any_order(control.condition, here);
      interpreter.forget_facts();
      for (const auto act_read : acts_) interpreter.note_fact(act_read);
      break;
    }
    case Sentence::not_before: {
      const auto day = interpreter.value(control.condition, here);
      if (day.kind != Value::Kind::date)
        holds = Truth::unknown;
      else
        holds = act.on < day.earliest() ? Truth::no : act.on >= day.latest() ? Truth::yes : Truth::unknown;
      break;
    }
    case Sentence::preceded:
    case Sentence::followed: {
      const bool before = control.sentence == Sentence::preceded;
      const auto since = control.since == none_id ? Date{} : day_of(control.since);
      const bool since_unknown = control.since != none_id && !since.known();
      const auto within = control.within == none_id ? std::nullopt : length(control.within);
      const auto at_least = control.at_least == none_id ? std::nullopt : length(control.at_least);
      auto found = Truth::no;
      // From the act itself, further and further: past what is too far, or surely found, nothing matters.
      const auto type_of_other = program_.model.patterns[control.other].type;
      const auto earlier = seen_.before(seen_.of_type(type_of_other), seen_.position(event));
      const auto later = seen_.of_type(type_of_other).subspan(earlier.size());
      for (std::size_t i = 0; i < (before ? earlier : later).size() && found != Truth::yes; ++i) {
        const auto other = before ? earlier[earlier.size() - 1 - i] : later[i];
        interpreter.budget().spend();
        if (other == event || !about(other)) continue;
        const auto on = seen_.event(other).on;
        if (before && since.known() && on < since) break;
        if (within &&
            (before ? after(on, *within, calendar) < act.on : after(act.on, *within, calendar) < on))
          break;
        if (at_least && before && after(on, *at_least, calendar) > act.on) continue;
        auto match = interpreter.matches(control.other, other, here);
        if (match == Truth::yes && of_either(other)) match = Truth::unknown;
        found = either(found, match);
      }
      // One of its day whose order with it is not known may be on the other side.
      if (found == Truth::no && !(before && at_least && after(act.on, *at_least, calendar) > act.on))
        for (const auto other : before ? later : earlier)
          if (other != event && seen_.unordered(other, event) && about(other) &&
              !(before && since.known() && act.on < since))
            in_any_order = in_any_order && interpreter.matches(control.other, other, here) == Truth::no;
      interpreter.forget_facts();
      if (found == Truth::no && since_unknown) found = Truth::unknown;
      const auto type = program_.model.patterns[control.other].type;
      if (before) {
        if (found == Truth::no && !seen_.covered(type, since.known() ? since : seen_.first_day(), act.on))
          found = Truth::unknown;
      } else if (found != Truth::yes) {
        if (!within) return false;
        const auto limit = after(act.on, *within, calendar);
        if (seen_.asked() <= limit) {
          next_.consider(limit + 1);
          control_turn_.consider(limit + 1);
          return false;
        }
        said_since = limit + 1;
        if (found == Truth::no && !seen_.covered(type, act.on, limit)) found = Truth::unknown;
      }
      holds = found;
      if (holds == Truth::unknown) interpreter.note_missing(program_.model.vocabulary.events[type].name);
      break;
    }
    case Sentence::never_during: {
      holds = Truth::yes;
      for (std::uint32_t i = 0; i < out_->instances.size(); ++i) {
        interpreter.budget().spend();
        const auto& instance = out_->instances[i];
        if (instance.procedure != control.procedure ||
            !(instance.person < 0 || act.person < 0 || instance.person == act.person))
          continue;
        StateId then = no_id;
        auto by = none_id;
        for (auto p = last_passage_[i]; p != none_id && then == no_id; p = passage_before_[p]) {
          const auto& passage = out_->passages[p];
          if (passage.on > act.on || (passage.on == act.on && passage.horizon > seen_.position(event)))
            continue;
          then = passage.to;
          by = passage.event;
        }
        if (instance.closed.known() && instance.closed <= act.on) continue;
        if (then != control.state) continue;
        holds = Truth::no;
        for (auto p = last_passage_[i]; p != none_id; p = passage_before_[p])
          if (const auto passed_by = out_->passages[p].event;
              passed_by != none_id && out_->passages[p].on == act.on)
            in_any_order = in_any_order && !seen_.unordered(passed_by, event);
        interpreter.note_fact(by);
      }
      break;
    }
    case Sentence::at_most: {
      const auto per = length(control.per);
      if (!per) {
        holds = Truth::unknown;
        break;
      }
      const auto period = control.civil ? civil_period(act.on, *per) : std::nullopt;
      if (control.civil && !period) {
        holds = Truth::unknown;
        break;
      }
      std::uint32_t count = 0, doubtful = 0;
      bool match_unsaid = false, field_unsaid = false;
      acts_.clear();
      perhaps_.clear();
      values_.clear();
      kinds_.clear();
      const auto own = control.same == no_id ? Value{} : kind_of(event, control.same);
      const auto not_after = seen_.before(seen_.of_type(act.type), seen_.position(event) + 1);
      for (auto i = not_after.size(); i-- > 0;) {
        interpreter.budget().spend();
        const auto other = not_after[i];
        const auto on = seen_.event(other).on;
        if (control.civil) {
          if (civil_period(on, *per) != period) break;
        } else if (after(on, *per, calendar) < act.on) {
          break;
        }
        if (!about(other)) continue;
        auto like = Truth::yes;
        Value its;
        if (control.same != no_id && other != event) {
          its = kind_of(other, control.same);
          like = alike(own, its);
          if (like == Truth::no) continue;
        }
        auto match = interpreter.matches(control.each, other, here);
        if (match == Truth::yes && of_either(other)) match = Truth::unknown;
        if (match == Truth::no) continue;
        match_unsaid = match_unsaid || match == Truth::unknown;
        field_unsaid = field_unsaid || like == Truth::unknown;
        if (match == Truth::yes && like == Truth::yes) {
          ++count;
          acts_.push_back(other);
          continue;
        }
        ++doubtful;
        perhaps_.push_back(other);
        if (other != event) values_.push_back(its);
      }
      // Of an act that does not say which it is, the others may not all be the like: only those of one value.
      if (control.same != no_id && !own.exact())
        doubtful -= static_cast<std::uint32_t>(values_.size()) - most_alike(values_, own);
      interpreter.forget_facts();
      holds = count > control.limit              ? Truth::no
              : count + doubtful > control.limit ? Truth::unknown
                                                 : Truth::yes;
      for (const auto counted : acts_) interpreter.note_fact(counted);
      if (holds != Truth::unknown) break;
      for (const auto doubted : perhaps_) interpreter.note_fact(doubted);
      if (match_unsaid) interpreter.note_missing(program_.model.vocabulary.events[act.type].name);
      if (field_unsaid) interpreter.note_missing(program_.model.vocabulary.field_symbol(control.same));
      break;
    }
  }
  if (holds == Truth::yes) return false;
  if (holds == Truth::no && !in_any_order) {
    holds = Truth::unknown;
    interpreter.forget_missing();
    interpreter.note_missing(program_.day_order);
  }
  // What the act does not say is asked by the first contrôle that would speak of it: another may, later, and
  // another may have, on an earlier day.
  const bool asks = concerned == Truth::unknown;
  if (asks && asked) {
    auto& question = out_->findings[asked_at_];
    question.since = std::min(question.since, said_since);
    return false;
  }
  // What is known lacks nothing.
  if (holds == Truth::no && !asks) interpreter.forget_missing();
  if (asks) holds = Truth::unknown;
  const bool broken = holds == Truth::no && program_.rule(control.rule).verified;
  cause_ = {event, 0, none_id, asks};
  auto& finding =
      add(broken ? Nature::irregularite : Nature::donnee_manquante, control.rule, none_id, said_since);
  finding.person = act.person;
  finding.whichever_rule = asks;
  if (asks) {
    asked_at_ = static_cast<std::uint32_t>(out_->findings.size() - 1);
    may_change(finding, control_turn_);
  }
  finding.severity = broken ? Severity::blocking : Severity::major;
  finding.label = &control.label;
  for (const auto& action : control.if_broken)
    if (action.kind == ActionKind::irregularity) {
      if (broken) finding.severity = action.severity;
      if (!action.label.empty()) finding.label = &action.label;
      finding.delay_of = action.delay_of;
    }
  finding.date = act.on;
  interpreter.note_fact(event);
  acts_ = interpreter.facts();
  facts(finding, acts_);
  if (!broken)
    for (const auto fact : interpreter.missing()) missing(finding, fact);
  finding.derivation = static_cast<std::uint32_t>(out_->derivations.size());
  Derivation derivation;
  derivation.condition = control.condition;
  derivation.act = event;
  out_->derivations.push_back(derivation);
  return asks;
}

}  // namespace filrouge
