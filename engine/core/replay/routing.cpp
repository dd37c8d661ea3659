#include <algorithm>

#include "engine/core/replay/machines.hpp"

/// Which instance an event is for: the one it refers to, or the only one that can take it; never a guess.
namespace filrouge {

bool Machines::has_key(std::uint32_t instance, Symbol target) const {
  const auto trigger = out_->instances[instance].trigger;
  if (trigger == none_id || target == 0) return false;
  const auto& event = seen_.event(trigger);
  return event.id == target || event.reference == target;
}

bool Machines::belongs(std::uint32_t instance, std::uint32_t event) const {
  if (instance == none_id) return true;
  if (unrouted_[event]) return false;
  const auto& it = out_->instances[instance];
  if (it.trigger == event || plan_.model.procedures[it.procedure].per != InstancePer::event) return true;
  for (const auto& [rank, to] : delivered_)
    if (rank == event && to == instance) return true;
  const auto& seen = seen_.event(event);
  if (seen.reference_count == 0) return true;
  for (std::uint32_t r = 0; r < seen.reference_count; ++r) {
    const auto target = seen_.journal().references[seen.first_reference + r].target;
    if (has_key(instance, target)) return true;
    // A reference to another event of the instance (the letter of this letter's return) belongs to it as
    // well.
    for (const auto& [rank, to] : delivered_)
      if (to == instance && (seen_.event(rank).id == target || seen_.event(rank).reference == target))
        return true;
  }
  return false;
}

/// An act that could be of several instances, or of either spouse, is a doubtful fact of each.
bool Machines::doubtful(std::uint32_t instance, std::uint32_t event) const {
  if (instance == none_id) return false;
  const auto procedure = out_->instances[instance].procedure;
  if (plan_.model.procedures[procedure].per != InstancePer::event) return false;
  // Ambiguous between two instances of one procédure, it may be clear for another.
  return ambiguous_[event] ||
         std::ranges::find(ambiguous_for_, std::pair{event, procedure}) != ambiguous_for_.end();
}

void Machines::route(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  if (seen.type == no_id || seen.person_unknown) {
    say(Nature::evenement_inattendu, none_id, none_id, seen.on, event);
    return;
  }
  if (seen_.whose_is_unknown(event)) {
    ambiguous_[event] = true;
    say(Nature::evenement_ambigu, none_id, none_id, seen.on, event).severity = Severity::major;
    return;
  }
  if (seen.reference_count == 0 && !plan_.concerns_machines[seen.type]) return;
  bool unknown_reference = false;
  offer(event, unknown_reference);
  if (unknown_reference) {
    unrouted_[event] = true;
    auto& said = say(Nature::evenement_inattendu, none_id, none_id, seen.on, event);
    said.severity = Severity::major;
    said.detail = seen_.journal().references[seen.first_reference].target;
    return;
  }
  const bool opened = open_instances(event);

  // What an event refers to has received it, accepted or not: a later act may refer to this one in turn.
  if (seen.reference_count > 0)
    for (const auto instance : offered_)
      if (plan_.model.procedures[out_->instances[instance].procedure].per == InstancePer::event)
        delivered_.emplace_back(event, instance);

  accepting_.clear();
  bool handled = opened;
  // Two instances of one « par événement » procédure that can both take it: a finding, none moves.
  for (const auto instance : offered_) {
    bool unused = false;
    if (accepts(instance, event, unused) != Truth::no) accepting_.push_back(instance);
  }
  for (std::size_t i = 0; i < accepting_.size(); ++i) {
    const auto procedure = out_->instances[accepting_[i]].procedure;
    if (plan_.model.procedures[procedure].per == InstancePer::event && seen.reference_count == 0) {
      bool first = true;
      std::uint32_t count = 0;
      bool all_closings = plan_.model.vocabulary.events[seen.type].scope != Scope::person;
      for (std::size_t j = 0; j < accepting_.size(); ++j) {
        if (out_->instances[accepting_[j]].procedure != procedure) continue;
        if (j < i) first = false;
        ++count;
        bool closing = false;
        accepts(accepting_[j], event, closing);
        all_closings = all_closings && closing;
      }
      if (count > 1 && !all_closings) {
        handled = true;
        if (first) {
          ambiguous_for_.emplace_back(event, procedure);
          auto& said =
              say(Nature::evenement_ambigu, plan_.model.procedures[procedure].rule, none_id, seen.on, event);
          said.severity = Severity::major;
        }
        continue;
      }
    }
    handled = true;
    deliver(accepting_[i], event);
  }
  if (!handled) unexpected(event);
}

bool Machines::open_instances(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const auto& candidates = plan_.opened_by[seen.type];
  if (candidates.empty()) return false;
  bool opened = false, matched = false, in_force_somewhere = false, doublon = false, ended_before = false,
       begins_later = false, asked = false;
  RuleId first_rule = none_id;
  for (const auto procedure : candidates) {
    const auto& model = plan_.model.procedures[procedure];
    const Place here{.person = seen.person, .current = event, .day = seen.on, .governing = seen.on};
    interpreter_.begin_collecting();
    const auto match = interpreter_.matches(model.trigger, event, here);
    if (match == Truth::no) continue;
    if (match == Truth::unknown) {
      // One question for all the procédures the same silence leaves in doubt.
      if (!asked) {
        auto& said = say(Nature::donnee_manquante, model.rule, none_id, seen.on, event);
        said.severity = Severity::major;
        keep_collected(said);
      }
      opened = asked = true;
      continue;
    }
    matched = true;
    if (first_rule == none_id) first_rule = model.rule;
    auto governing = seen.on;
    if (model.governing != none_id) {
      const auto day = interpreter_.value(model.governing, here);
      if (day.kind == Value::Kind::date) governing = day.earliest();
      if (day.kind == Value::Kind::event) governing = seen_.event(static_cast<std::uint32_t>(day.lo)).on;
    }
    if (!in_force(model.rule, governing)) {
      const auto& info = plan_.rule(model.rule);
      ended_before = ended_before || (info.in_force_to.known() && info.in_force_to < governing);
      begins_later = begins_later || (info.in_force_from.known() && info.in_force_from > governing);
      continue;
    }
    in_force_somewhere = true;
    for (const auto earlier : triggers_) doublon = doublon || same_act(earlier, event);
    if (doublon) continue;
    open(procedure, model.of == Scope::dossier ? std::int16_t{-1} : seen.person, seen.on, governing, event, 1,
         none_id);
    opened = true;
  }
  if (doublon) {
    say(Nature::evenement_ambigu, first_rule, none_id, seen.on, event).severity = Severity::minor;
    return true;
  }
  if (opened) triggers_.push_back(event);
  // Between two versions no text is surely applicable; after the last, the act simply concerns nothing any
  // more.
  if (matched && !in_force_somewhere && ended_before && begins_later) {
    say(Nature::droit_transitoire, first_rule, none_id, seen.on, event).severity = Severity::major;
    return true;
  }
  return opened;
}

/// The same act written twice: same type, person, day, reference and fields.
bool Machines::same_act(std::uint32_t a, std::uint32_t b) const {
  const auto &x = seen_.event(a), &y = seen_.event(b);
  if (x.type != y.type || x.person != y.person || x.on != y.on || x.reference != y.reference ||
      x.field_count != y.field_count || x.reference_count != y.reference_count)
    return false;
  for (const auto& type_field : plan_.model.vocabulary.events[x.type].fields)
    if (seen_.field(a, type_field.id) != seen_.field(b, type_field.id)) return false;
  return true;
}

void Machines::offer(std::uint32_t event, bool& unknown_reference) {
  offered_.clear();
  const auto& seen = seen_.event(event);
  const auto concerned = [&](std::uint32_t instance) {
    const auto person = out_->instances[instance].person;
    return lives_[instance].alive && (person < 0 || seen.person < 0 || person == seen.person);
  };
  const auto final_state = [&](std::uint32_t instance) {
    const auto& it = out_->instances[instance];
    return plan_.model.procedures[it.procedure].states[it.state].final;
  };
  const auto standing = [&](std::uint32_t instance) {
    return plan_.model.procedures[out_->instances[instance].procedure].per != InstancePer::event;
  };
  const auto count = static_cast<std::uint32_t>(out_->instances.size());
  if (seen.reference_count == 0) {
    for (std::uint32_t i = 0; i < count; ++i)
      if (concerned(i) && !final_state(i)) offered_.push_back(i);
    return;
  }
  for (std::uint32_t r = 0; r < seen.reference_count; ++r) {
    const auto target = seen_.journal().references[seen.first_reference + r].target;
    bool known = target == seen.id;
    bool by_key = false;
    const auto add = [&](std::uint32_t instance) {
      known = true;
      if (!standing(instance) && std::ranges::find(offered_, instance) == offered_.end())
        offered_.push_back(instance);
    };
    for (std::uint32_t i = 0; i < count; ++i)
      if (has_key(i, target)) add(i), by_key = true;
    for (const auto rank : seen_.order()) {
      if (rank == event) continue;
      const auto& other = seen_.event(rank);
      if (other.id != target && other.reference != target) continue;
      known = true;
      if (by_key) continue;
      for (const auto& [delivered, to] : delivered_)
        if (delivered == rank) add(to);
    }
    // The first event to bear a reference gives it: « S-2024-118 » of a saisine.
    if (!known && target == seen.reference &&
        (!plan_.opened_by[seen.type].empty() || seen.type == plan_.letters.sent))
      known = true;
    unknown_reference = unknown_reference || !known;
  }
  for (std::uint32_t i = 0; i < count; ++i)
    if (standing(i) && concerned(i) && !final_state(i)) offered_.push_back(i);
  std::ranges::sort(offered_);
}

Truth Machines::accepts(std::uint32_t instance, std::uint32_t event, bool& only_final_from_any) {
  const auto& it = out_->instances[instance];
  const auto& seen = seen_.event(event);
  const auto here = place(instance, seen.on, event);
  const auto& procedure = plan_.procedures[it.procedure];
  const auto range = procedure.on_event[it.state * plan_.model.vocabulary.events.size() + seen.type];
  only_final_from_any = true;
  auto result = Truth::no;
  interpreter_.begin_collecting();
  for (const auto& planned : plan_.clauses(range)) {
    if (!in_force(planned.clause->rule, it.governing)) continue;
    const auto match = interpreter_.matches(planned.clause->pattern, event, here);
    if (match == Truth::no) continue;
    result = either(result, match);
    const auto target = planned.clause->target;
    if (!planned.from_any || target == no_id || !plan_.model.procedures[it.procedure].states[target].final)
      only_final_from_any = false;
  }
  if (result == Truth::yes) return result;
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    if (runs_[r].life != DelaiRun::Life::running && runs_[r].life != DelaiRun::Life::pending) continue;
    const auto& delai = delai_of(runs_[r]);
    bool takes = matches_any(delai.kept_by, event, here, Truth::unknown) ||
                 matches_any(delai.lifted_by, event, here, Truth::unknown) ||
                 matches_any(delai.interrupted_by, event, here, Truth::unknown) ||
                 matches_any(delai.forbids, event, here, Truth::yes);
    for (const auto pattern : {delai.renewed_by, delai.postponable_on})
      takes = takes || (pattern != none_id && interpreter_.matches(pattern, event, here) != Truth::no);
    if (takes) {
      only_final_from_any = false;
      return Truth::yes;
    }
  }
  return result;
}

void Machines::deliver(std::uint32_t instance, std::uint32_t event) {
  const auto& seen = seen_.event(event);
  delivered_.emplace_back(event, instance);
  const auto visit = lives_[instance].visit;
  settle_by(instance, event);
  if (lives_[instance].visit != visit) return;  // a waiver has already led on
  judge_forbidden(instance, event);
  const auto& it = out_->instances[instance];
  const auto range =
      plan_.procedures[it.procedure].on_event[it.state * plan_.model.vocabulary.events.size() + seen.type];
  try_clauses(instance, plan_.clauses(range), seen.on, seen.on, event);
}

void Machines::unexpected(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  for (const auto instance : offered_)
    if (plan_.procedures[out_->instances[instance].procedure].reads[seen.type]) return;
  for (std::uint16_t p = 0; p < plan_.procedures.size(); ++p) {
    if (!plan_.procedures[p].mentions[seen.type]) continue;
    const auto& procedure = plan_.model.procedures[p];
    if (!in_force(procedure.rule, seen.on) || !mentions(p, event)) continue;
    auto& said = say(Nature::evenement_inattendu, procedure.rule, none_id, seen.on, event);
    said.severity = Severity::minor;
    return;
  }
}

/// Has the procédure, in some state, a clause or a délai about this very event? What the event does not say
/// is held to be about it only for whom the procédure follows, or followed: elsewhere a silence concerns
/// nobody.
bool Machines::mentions(std::uint16_t index, std::uint32_t event) {
  const auto& procedure = plan_.model.procedures[index];
  const auto person = seen_.event(event).person;
  const bool follows = std::ranges::any_of(out_->instances, [&](const Instance& it) {
    return it.procedure == index && (it.person < 0 || person < 0 || it.person == person);
  });
  const Place here{.person = seen_.event(event).person,
                   .current = event,
                   .day = seen_.event(event).on,
                   .governing = seen_.event(event).on};
  interpreter_.begin_collecting();
  // « une instance par entree_parcours, dispositif: « X » »: a special case, of no concern to whom it does
  // not follow.
  const bool special = procedure.per == InstancePer::event && procedure.trigger != none_id &&
                       !plan_.model.patterns[procedure.trigger].constraints.empty();
  if (special && !follows) return false;
  const auto about = [&](PatternId pattern) {
    if (pattern == none_id) return false;
    const auto match = interpreter_.matches(pattern, event, here);
    return match == Truth::yes || (match == Truth::unknown && follows);
  };
  const auto clause_about = [&](const Clause& clause) {
    return clause.kind == ClauseKind::on_event && in_force(clause.rule, seen_.event(event).on) &&
           about(clause.pattern);
  };
  if (std::ranges::any_of(procedure.from_any, clause_about)) return true;
  for (const auto& state : procedure.states)
    if (std::ranges::any_of(state.clauses, clause_about)) return true;
  for (const auto& delai : procedure.delais) {
    if (!in_force(delai.rule, seen_.event(event).on)) continue;
    for (const auto* patterns : {&delai.kept_by, &delai.lifted_by, &delai.interrupted_by})
      if (std::ranges::any_of(*patterns, about)) return true;
    if (about(delai.renewed_by) || about(delai.postponable_on)) return true;
  }
  return false;
}

}  // namespace filrouge
