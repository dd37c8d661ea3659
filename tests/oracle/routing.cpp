#include <algorithm>

#include "tests/oracle/world.hpp"

/// §4: whom an event reaches, and what it does there.
namespace filrouge::oracle {

bool World::has_key(const Life& life, Symbol key) const {
  return key && life.trigger && (life.trigger->id == key || life.trigger->reference == key);
}

bool World::references(const Event& event, const Life& life) const {
  return std::ranges::any_of(event.references,
                             [&](const JournalReference& r) { return has_key(life, r.target); });
}

Truth World::any(const std::vector<PatternId>& patterns, const Event& event, const Place& place) const {
  auto t = Truth::no;
  for (const auto pattern : patterns) t = either(t, matches(pattern, event, place).first);
  return t;
}

PlainFinding& World::unrouted(Nature nature, Severity severity, const Event& event, RuleId rule) {
  auto found = finding(nature, rule, nullptr);
  found.severity = severity_word(severity);
  found.date = iso(event.on);
  rests_on(found, facts_of(&event));
  if (event.person >= 0) found.person = name(journal_.persons[static_cast<std::size_t>(event.person)].id);
  unrouted_.push_back(found);
  return unrouted_.back();
}

bool World::opens_something(const Event& event) const {
  return std::ranges::any_of(model_.procedures, [&](const Procedure& procedure) {
    return procedure.per == InstancePer::event && procedure.trigger != none_id &&
           model_.patterns[procedure.trigger].type == event.type;
  });
}

/// A plain reference that nothing else bears, on an act that no live instance opened by an act would take, is
/// the number of the act itself.
bool World::bears_its_own_number(const Event& event) const {
  if (!event.reference || type_name(event.type) == "courrier_envoye" || opens_something(event)) return false;
  const bool borne = std::ranges::any_of(events_, [&](const Event& other) {
    return &other != &event && (other.id == event.reference || other.reference == event.reference);
  });
  return !borne && std::ranges::none_of(lives_, [&](const Life& life) {
    bool closing = false;
    return model_.procedures[life.procedure].per == InstancePer::event && receives(life) &&
           (event.person < 0 || life.person < 0 || life.person == event.person) &&
           accepts(life, event, closing) != Truth::no;
  });
}

/// What an act refers to, its own number left out.
std::vector<JournalReference> World::cited(const Event& event) const {
  auto all = event.references;
  if (own_numbers_.contains(&event))
    std::erase_if(all, [&](const JournalReference& r) { return r.role == 0 && r.target == event.reference; });
  return all;
}

void World::route(const Event& event) {
  if (event.type == no_id || event.person_unknown) {
    unrouted(Nature::evenement_inattendu, Severity::info, event);
    return;
  }
  if (event.ambiguous) {
    unrouted(Nature::evenement_ambigu, Severity::major, event);
    return;
  }

  const auto hers = [&](const Life& life) {
    return event.person < 0 || life.person < 0 || life.person == event.person;
  };
  if (bears_its_own_number(event)) own_numbers_.insert(&event);
  const auto cites = cited(event);
  std::vector<const Life*> offered;
  bool reference_unknown = false;
  if (cites.empty()) {
    for (const auto& life : lives_)
      if (receives(life) && hers(life)) offered.push_back(&life);
  } else {
    std::set<const Life*> reached;
    for (const auto& reference : cites) {
      bool known = false, by_key = false;
      for (const auto& life : lives_)
        if (has_key(life, reference.target)) {
          known = true;
          if (model_.procedures[life.procedure].per == InstancePer::event)
            by_key = true, reached.insert(&life);
        }
      for (const auto& other : events_) {
        if (&other == &event || (other.id != reference.target && other.reference != reference.target))
          continue;
        known = true;
        if (by_key) continue;
        for (const auto& life : lives_)
          if (model_.procedures[life.procedure].per == InstancePer::event &&
              std::ranges::find(life.delivered, &other) != life.delivered.end())
            reached.insert(&life);
      }
      // The reference an event bears may be its own: it is the first to bear it.
      const bool gives_it =
          reference.target == event.id ||
          (reference.role == 0 && (type_name(event.type) == "courrier_envoye" || opens_something(event)));
      reference_unknown = reference_unknown || (!known && !gives_it);
    }
    for (const auto& life : lives_) {
      const bool standing = model_.procedures[life.procedure].per != InstancePer::event;
      if (!life.stopped && (reached.contains(&life) || (standing && receives(life) && hers(life))))
        offered.push_back(&life);
    }
  }
  if (reference_unknown) {
    unrouted_acts_.insert(&event);
    unrouted(Nature::evenement_inattendu, Severity::major, event);
    return;
  }

  const bool opened = open_triggered(event);
  std::vector<const Life*> accepting;
  std::vector<const Life*> to_deliver;
  std::map<std::uint16_t, std::vector<bool>> by_procedure;  // closing only, for each accepting
  for (const auto* life : offered) {
    bool closing = false;
    const bool accepted = accepts(*life, event, closing) != Truth::no;
    if (accepted) accepting.push_back(life);
    if (accepted && model_.procedures[life->procedure].per == InstancePer::event)
      by_procedure[life->procedure].push_back(closing);
    // What refers to something reaches it, accepted or not: it is a fact of that instance.
    if (accepted || !cites.empty()) to_deliver.push_back(life);
  }
  std::set<std::uint16_t> undecided;
  if (cites.empty())
    for (const auto& [procedure, closings] : by_procedure) {
      const bool all_close =
          scope(event) != Scope::person && std::ranges::all_of(closings, [](bool c) { return c; });
      if (closings.size() > 1 && !all_close) undecided.insert(procedure);
    }
  for (const auto procedure : undecided) {
    disputed_.insert({&event, procedure});
    unrouted(Nature::evenement_ambigu, Severity::major, event, model_.procedures[procedure].rule);
  }
  for (std::size_t i = 0; i < lives_.size(); ++i)
    if (std::ranges::find(to_deliver, &lives_[i]) != to_deliver.end() &&
        !undecided.contains(lives_[i].procedure))
      deliver(lives_[i], event);

  if (accepting.empty() && !opened && expected_somewhere(event, offered)) {
    for (std::uint16_t index = 0; index < model_.procedures.size(); ++index) {
      const auto& procedure = model_.procedures[index];
      if (!in_force(procedure.rule, event.on)) continue;
      Place here{nullptr, event.person, &event, nullptr, event.on, event.on};
      const bool follows = std::ranges::any_of(
          lives_, [&](const Life& life) { return life.procedure == index && hers(life); });
      // What a stopped machine would have taken is not unexpected.
      if (std::ranges::any_of(lives_, [&](const Life& life) {
            return life.procedure == index && life.stopped && life.alive && hers(life);
          }))
        continue;
      // A procédure opened by one kind of act only (« dispositif: « X » ») concerns nobody it does not
      // follow.
      if (!follows && procedure.per == InstancePer::event && procedure.trigger != none_id &&
          !model_.patterns[procedure.trigger].constraints.empty())
        continue;
      const auto about = [&](PatternId p) {
        const auto match = p == none_id ? Truth::no : matches(p, event, here).first;
        return match == Truth::yes || (match == Truth::unknown && follows);
      };
      const auto clause_about = [&](const Clause& c) {
        return c.kind == ClauseKind::on_event && in_force(c.rule, event.on) && about(c.pattern);
      };
      bool mentioned = std::ranges::any_of(procedure.from_any, clause_about);
      for (const auto& state : procedure.states)
        mentioned = mentioned || std::ranges::any_of(state.clauses, clause_about);
      for (const auto& delai : procedure.delais)
        mentioned = mentioned || (in_force(delai.rule, event.on) &&
                                  (std::ranges::any_of(delai.kept_by, about) ||
                                   (is_hers(delai) && std::ranges::any_of(delai.lifted_by, about)) ||
                                   std::ranges::any_of(delai.interrupted_by, about) ||
                                   about(delai.renewed_by) || about(delai.postponable_on)));
      if (!mentioned) continue;
      unrouted(Nature::evenement_inattendu, Severity::minor, event, procedure.rule);
      return;
    }
  }
}

/// False when a live instance offered looks for such events in some expression: the event is then a fact.
bool World::expected_somewhere(const Event& event, const std::vector<const Life*>& offered) const {
  return std::ranges::none_of(
      offered, [&](const Life* life) { return reads(model_.procedures[life->procedure], event.type); });
}

bool World::reads(const Procedure& procedure, EventTypeId type) const {
  std::set<ExprId> seen;
  const auto expression = [&](auto&& self, ExprId id) -> bool {
    if (id == none_id || !seen.insert(id).second) return false;
    const auto& expr = model_.exprs[id];
    switch (expr.op) {
      case Op::last:
      case Op::first:
      case Op::count:
      case Op::exists:
      case Op::cumulated_days:
      case Op::cumulated_months:
      case Op::sum:
      case Op::sum_in_force: {
        const auto& query = model_.queries[expr.data];
        if (model_.patterns[query.pattern].type == type) return true;
        if (self(self, query.such_that) || self(self, query.since) || self(self, query.before)) return true;
        break;
      }
      case Op::in_table:
      case Op::table_value:
        for (const auto input : model_.tables[expr.data & 0xFFFF].inputs)
          if (self(self, input)) return true;
        break;
      default:
        break;
    }
    for (unsigned i = 0; i < expr.arg_count; ++i)
      if (self(self, arg(expr, i))) return true;
    return false;
  };
  const auto look = [&](ExprId id) { return expression(expression, id); };
  const auto actions = [&](const std::vector<Action>& list) {
    return std::ranges::any_of(list, [&](const Action& action) {
      return std::ranges::any_of(action.facts, look) || std::ranges::any_of(action.bounds, look) ||
             look(action.every);
    });
  };
  const auto clause = [&](const Clause& c) {
    return look(c.condition) || actions(c.actions) ||
           std::ranges::any_of(c.requirements, [&](const Requirement& r) { return look(r.condition); });
  };
  if (std::ranges::any_of(procedure.from_any, clause)) return true;
  for (const auto& state : procedure.states)
    if (std::ranges::any_of(state.clauses, clause)) return true;
  for (const auto& d : procedure.delais) {
    for (const auto id : {d.length, d.point, d.until, d.minimum, d.maximum, d.target_every, d.limit_every,
                          d.tolerance, d.kept_on, d.postponed_to, d.postponed_if, d.postponable_by})
      if (look(id)) return true;
    for (const auto& pause : d.pauses)
      if (look(pause.condition) || look(pause.at_most)) return true;
    for (const auto& reminder : d.reminders)
      if (look(reminder.length)) return true;
    for (const auto* list :
         {&d.to_do, &d.if_overdue, &d.if_target_missed, &d.if_out_of_bounds, &d.if_unknown})
      if (actions(*list)) return true;
  }
  return false;
}

bool World::open_triggered(const Event& event) {
  bool matched = false, opened = false, twice = false, doubtful = false, ended_before = false,
       begins_later = false;
  RuleId first_rule = none_id;
  for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) {
    const auto& procedure = model_.procedures[p];
    if (procedure.per != InstancePer::event || procedure.trigger == none_id) continue;
    Life provisional;
    provisional.procedure = p, provisional.begun = event.on, provisional.governing = event.on,
    provisional.trigger = &event;
    provisional.person = procedure.of == Scope::dossier ? -1 : event.person;
    const auto here = place(provisional, event.on, &event);
    const auto [match, missing] = matches(procedure.trigger, event, here);
    if (match == Truth::no) continue;
    if (match == Truth::unknown) {
      // It may open an instance: the fact is asked for, once, and the event was not unexpected.
      if (!doubtful)
        unrouted(Nature::donnee_manquante, Severity::major, event, procedure.rule)
            .missing.assign(missing.begin(), missing.end());
      doubtful = true;
      continue;
    }
    if (!matched) first_rule = procedure.rule;
    matched = true;
    const auto same = [&](const Event& other) {
      return other.type == event.type && other.person == event.person && other.on == event.on &&
             other.fields == event.fields && other.reference == event.reference &&
             other.references == event.references;
    };
    const bool doublon = std::ranges::any_of(lives_, [&](const Life& life) {
      return life.trigger && !life.opened_by && life.procedure == p && same(*life.trigger);
    });
    if (doublon) {
      twice = true;
      continue;
    }
    auto governing = event.on;
    if (procedure.governing != none_id) {
      auto v = value(procedure.governing, here).value;
      if (v.kind == Value::Kind::event) v = Value::of(events_[static_cast<std::size_t>(v.lo)].on);
      if (v.kind == Value::Kind::date && v.exact()) governing = v.earliest();
    }
    if (!in_force(procedure.rule, governing)) {
      const auto& info = model_.rules[procedure.rule];
      ended_before = ended_before || (info.in_force_to.known() && info.in_force_to < governing);
      begins_later = begins_later || (info.in_force_from.known() && governing < info.in_force_from);
      continue;
    }
    open(p, provisional.person, event.on, governing, &event, 1);
    opened = true;
  }
  if (twice) {
    unrouted(Nature::evenement_ambigu, Severity::minor, event, first_rule);
    return true;
  }
  // Between two versions there is law, but none was read for that day; after the last the procédure is over.
  const bool between = matched && !opened && ended_before && begins_later;
  if (between) unrouted(Nature::droit_transitoire, Severity::major, event, first_rule);
  return opened || doubtful || between;
}

Truth World::accepts(const Life& life, const Event& event, bool& only_closing) const {
  const auto here = place(life, event.on, &event);
  const auto& procedure = model_.procedures[life.procedure];
  auto result = Truth::no;
  only_closing = true;
  const auto clauses = [&](const std::vector<Clause>& list, bool from_any) {
    for (const auto& clause : list) {
      if (clause.kind != ClauseKind::on_event || !in_force(clause.rule, life.governing)) continue;
      const auto match = matches(clause.pattern, event, here).first;
      if (match == Truth::no) continue;
      result = either(result, match);
      if (!from_any || clause.target == no_id || !procedure.states[clause.target].final) only_closing = false;
    }
  };
  clauses(procedure.states[life.state].clauses, false);
  if (!is_final(life)) clauses(procedure.from_any, true);
  for (const auto& run : life.runs) {
    if (run.phase != Run::Phase::running) continue;
    const auto& d = delai(life, run);
    auto takes = either(
        any(d.kept_by, event, here),
        either(is_hers(d) ? any(d.lifted_by, event, here) : Truth::no, any(d.interrupted_by, event, here)));
    if (any(d.forbids, event, here) == Truth::yes) takes = Truth::yes;
    for (const auto pattern : {d.renewed_by, d.postponable_on})
      if (pattern != none_id) takes = either(takes, matches(pattern, event, here).first);
    if (takes == Truth::no) continue;
    if (result != Truth::yes) only_closing = false;  // no clause took it: the délai alone does
    result = either(result, takes);
  }
  return result;
}

void World::deliver(Life& life, const Event& event) {
  const auto here = place(life, event.on, &event);
  life.delivered.push_back(&event);
  const auto already = life.runs.size();  // what the act starts, it does not touch
  for (auto& run : life.runs) {
    if (run.phase != Run::Phase::running) continue;
    const auto& d = delai(life, run);
    if (any(d.kept_by, event, here) == Truth::yes) {
      if (recurs(d)) {
        run.contacts.push_back(&event);
      } else {
        end_run(life, run, Run::Phase::kept, event.on, &event);
        if (d.kept_on != none_id) {
          const auto counted = value(d.kept_on, here).value;
          run.settled_day_unknown = counted.kind != Value::Kind::date || !counted.exact();
          if (!run.settled_day_unknown) run.settled = counted.earliest();
        }
        continue;
      }
    }
  }
  // Waived, the person's time is over: what comes at its end comes now, and the waiver moves nothing else.
  for (std::size_t r = 0; r < life.runs.size(); ++r) {
    if (life.runs[r].phase != Run::Phase::running || !is_hers(delai(life, life.runs[r])) ||
        any(delai(life, life.runs[r]).lifted_by, event, here) != Truth::yes)
      continue;
    end_run(life, life.runs[r], Run::Phase::lifted, event.on, &event);
    const auto visit = life.visit;
    if (!is_final(life)) run_sequel(life, life.runs[r].delai, event.on, &event);
    if (life.visit != visit) return;
  }
  // A whole délai again, from its point as the new act gives it, not before that act; what was already late
  // stays late.
  for (std::size_t r = 0; r < already; ++r) {
    if (life.runs[r].phase != Run::Phase::running ||
        any(delai(life, life.runs[r]).interrupted_by, event, here) != Truth::yes)
      continue;
    end_run(life, life.runs[r], Run::Phase::left, event.on, &event);
    start_run(life, life.runs[r].delai, event.on, &event, true);
  }
  for (std::size_t r = 0; r < already; ++r) {
    auto& run = life.runs[r];
    if (run.phase != Run::Phase::running) continue;
    const auto& d = delai(life, run);
    if (d.renewed_by != none_id && run.renewals < d.renewals &&
        matches(d.renewed_by, event, here).first == Truth::yes) {
      const auto end = ends(life, run, event.on);
      if (end.known) {
        renew(d, run, end);
        run.moved_by.insert(rank_of(event));
      }
    }
    if (d.postponable_on != none_id && run.postponed.empty() &&
        matches(d.postponable_on, event, here).first == Truth::yes)
      if (const auto more = value(d.postponable_by, here).value; more.kind == Value::Kind::duration) {
        run.postponed.push_back(more);
        run.moved_by.insert(rank_of(event));
      }
  }
  judge_forbidden(life, event);

  const auto& procedure = model_.procedures[life.procedure];
  const auto gather = [&](const std::vector<Clause>& clauses) {
    std::vector<const Clause*> group;
    for (const auto& clause : clauses)
      if (clause.kind == ClauseKind::on_event && model_.patterns[clause.pattern].type == event.type)
        group.push_back(&clause);
    return group;
  };
  const auto tried =
      try_group(life, gather(procedure.states[life.state].clauses), event.on, event.on, &event);
  if (tried == Tried::passed && !is_final(life))
    try_group(life, gather(procedure.from_any), event.on, event.on, &event);
}

void World::judge_forbidden(Life& life, const Event& event) {
  for (const auto& run : life.runs) {
    const auto& d = delai(life, run);
    if (run.phase != Run::Phase::running || !is_hers(d)) continue;
    if (any(d.forbids, event, place(life, event.on, &event)) != Truth::yes) continue;
    const auto end = ends(life, run, event.on);
    if (end.known && event.on > end.hi) continue;
    const bool certain = end.known && event.on <= end.lo && model_.rules[d.rule].verified;
    auto facts = facts_of(run);
    facts.insert(rank_of(event));
    auto& said =
        say(certain ? Nature::irregularite : Nature::donnee_manquante, d.rule, life, event.on, facts);
    said.finding.severity = severity_word(certain ? d.severity : std::min(d.severity, Severity::major));
    said.finding.label = d.label;
    if (certain) continue;
    if (end.missing.empty())
      said.finding.missing = {"notification"};
    else
      said.finding.missing.assign(end.missing.begin(), end.missing.end());
  }
}

/// Over the instances this one opened, or refers to, or that refer to it.
Result World::linked_in_state(const Life& life, std::uint16_t procedure, StateId state) const {
  for (const auto& other : lives_) {
    if (&other == &life || other.procedure != procedure || other.state != state) continue;
    const bool linked = other.opened_by == &life || life.opened_by == &other ||
                        (other.trigger && references(*other.trigger, life)) ||
                        (life.trigger && references(*life.trigger, other));
    if (!linked) continue;
    const auto* cause = other.stays.back().cause;
    return {Value::of(true), {}, false, cause ? Facts{rank_of(*cause)} : Facts{}};
  }
  return {Value::of(false), {}, false};
}

}  // namespace filrouge::oracle
