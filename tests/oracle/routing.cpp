#include <algorithm>

#include "tests/oracle/of_the_post.hpp"
#include "tests/oracle/world.hpp"

/// §4: whom an event reaches, and what it does there.
namespace filrouge::oracle {

bool World::has_key(const Life& life, Symbol key) const {
  return key && life.trigger && (life.trigger->id == key || life.trigger->reference == key);
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

/// An act of the post that may be of several letters, or of none that is known, is told.
bool World::not_of_one_letter(const Event& event) {
  const auto step = letter_step(event);
  const auto count = is_of_the_post(step) ? told_of(event).size() : 1;
  if (count > 1) unrouted(Nature::evenement_ambigu, Severity::major, event);
  if (count == 0 && step != LetterStep::handed) unrouted(Nature::evenement_inattendu, Severity::minor, event);
  return count > 1 || (count == 0 && step != LetterStep::handed);
}

void World::route(const Event& event) {
  if (event.type == no_id || event.person_unknown) {
    unrouted(Nature::evenement_inattendu, Severity::info, event);
    return;
  }
  if (event.ambiguous) unrouted(Nature::evenement_ambigu, Severity::major, event);
  if (!event.ambiguous && bears_its_own_number(event)) own_numbers_.insert(&event);

  const auto hers = [&](const Life& life) { return may_be_hers(life, event); };
  const bool lost = cites_the_unknown(event);
  if (lost) unrouted(Nature::evenement_inattendu, Severity::major, event);
  const bool of_no_sure_letter = !event.ambiguous && !lost && not_of_one_letter(event);
  const bool knows_something = !named_by(event).empty();

  std::set<Life*> receivers;         // whom it moves
  std::vector<const Life*> offered;  // whose expressions may want it as a fact
  for (auto& life : lives_) {
    bool closing = false;
    const bool taken = accepts(life, event, closing) != Truth::no;
    if (!is_affaire(life)) {
      if (event.ambiguous || !receives(life) || !hers(life)) continue;
      offered.push_back(&life);
      if (taken) receivers.insert(&life);
    } else if (hers(life) && cited_belonging(life, event) == Truth::yes && !event.ambiguous) {
      offered.push_back(&life);
      if (taken && !life.stopped) receivers.insert(&life);
    }
  }

  // Not named, it goes to the only one that expects it, procédure by procédure.
  bool expected = event.ambiguous || lost || of_no_sure_letter, told = false;
  const bool doubtful = event.ambiguous || (lost && !knows_something);
  for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) {
    std::vector<Life*> now, some_day;
    bool cited_there = false, all_close = true;
    for (auto& life : lives_) {
      if (life.procedure != p || !is_affaire(life)) continue;
      cited_there = cited_there || (hers(life) && cited_belonging(life, event) == Truth::yes);
      if (!receives(life) || !hers(life) || kept_from(life, event)) continue;
      bool closing = false;
      const bool takes = accepts(life, event, closing) != Truth::no;
      if (takes || looked_for(life, event, true)) {
        now.push_back(&life);
        all_close = all_close && takes && closing;
      } else if (looked_for(life, event, false)) {
        some_day.push_back(&life);
      }
    }
    auto& fitting = now.empty() ? some_day : now;
    if (cited_there || fitting.empty()) continue;
    expected = true;
    const auto& decl = model_.vocabulary.events[event.type];
    const bool of_each = decl.of_every_affaire || (decl.scope != Scope::person && !now.empty() && all_close);
    const bool unsure = doubtful || (fitting.size() > 1 && !of_each);
    for (auto* life : fitting) {
      bool closing = false;
      (unsure ? life->perhaps : life->given).push_back(&event);
      if (!unsure && accepts(*life, event, closing) != Truth::no) receivers.insert(life);
    }
    if (unsure && !doubtful && !told) {
      told = true;
      auto facts = facts_of(&event);
      for (const auto* life : fitting)
        if (life->trigger) facts.insert(rank_of(*life->trigger));
      rests_on(unrouted(Nature::evenement_ambigu, Severity::major, event, model_.procedures[p].rule), facts);
    }
  }

  // It may keep a délai: of nobody knows whom, perhaps of that affaire, or silent on what is asked of it.
  for (auto& life : lives_) {
    if (!receives(life) || !hers(life)) continue;
    auto its = belonging(life, event);
    if (event.ambiguous) its = both(its, Truth::unknown);
    for (auto& run : life.runs)
      if (run.phase == Run::Phase::running &&
          both(its, any(delai(life, run).kept_by, event, place(life, event.on, &event))) == Truth::unknown)
        run.doubtful.push_back(&event);
  }

  // Adverse, taken by no affaire, and those it cites are over: told whatever it opens.
  bool cites_affaires = false, all_over = true;
  for (const auto& life : lives_)
    if (is_affaire(life) && hers(life) && cited_belonging(life, event) == Truth::yes) {
      cites_affaires = true;
      all_over = all_over && is_final(life);
    }
  const bool on_what_is_over =
      cites_affaires && all_over && !expected && weighs(event) &&
      std::ranges::none_of(receivers, [&](const Life* life) { return is_affaire(*life); });

  const auto before = lives_.size();
  const bool opened = !event.ambiguous && open_triggered(event);
  for (std::size_t i = 0; i < before; ++i)
    if (receivers.contains(&lives_[i])) deliver(lives_[i], event);

  if (on_what_is_over || (receivers.empty() && !expected && !opened && expected_somewhere(event, offered))) {
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
      // Nor does one « pour chaque » whoever it surely leaves out that day.
      if (event.person >= 0 && procedure.predicate != none_id &&
          truth(value(procedure.predicate, here)) == Truth::no)
        continue;
      const auto about = [&](PatternId p) {
        const auto match = p == none_id ? Truth::no : matches(p, event, here).first;
        return match == Truth::yes || (match == Truth::unknown && follows);
      };
      const auto clause_about = [&](const Clause& c) {
        return (c.kind == ClauseKind::on_event || c.kind == ClauseKind::expected) &&
               in_force(c.rule, event.on) && about(c.pattern);
      };
      // Where nothing is left to end, what would only end it is not unexpected.
      const auto ends_it = [&](const Clause& c) {
        return c.target != no_id && procedure.states[c.target].final;
      };
      bool mentioned = std::ranges::any_of(procedure.from_any,
                                           [&](const Clause& c) { return !ends_it(c) && clause_about(c); });
      for (const auto& state : procedure.states)
        mentioned = mentioned || std::ranges::any_of(state.clauses, [&](const Clause& c) {
                      return !(model_.vocabulary.events[event.type].of_every_affaire && ends_it(c)) &&
                             clause_about(c);
                    });
      for (const auto& delai : procedure.delais)
        mentioned = mentioned || (!model_.vocabulary.events[event.type].of_every_affaire &&
                                  in_force(delai.rule, event.on) &&
                                  (std::ranges::any_of(delai.kept_by, about) ||
                                   (is_hers(delai) && std::ranges::any_of(delai.lifted_by, about)) ||
                                   std::ranges::any_of(delai.interrupted_by, about) ||
                                   about(delai.renewed_by) || about(delai.postponable_on)));
      if (!mentioned) continue;
      unrouted(Nature::evenement_inattendu, weighs(event) ? Severity::major : Severity::minor, event,
               procedure.rule);
      return;
    }
  }
}

/// False when a live instance offered looks for such events in some expression: the event is then a fact.
bool World::expected_somewhere(const Event& event, const std::vector<const Life*>& offered) const {
  return std::ranges::none_of(
      offered, [&](const Life* life) { return reads(model_.procedures[life->procedure], event.type); });
}

bool World::weighs(const Event& event) const {
  const Place here{nullptr, event.person, &event, nullptr, event.on, event.on};
  return std::ranges::any_of(model_.weights, [&](const Weight& weight) {
    return !weight.preparatory && !weight.assumed && matches(weight.pattern, event, here).first != Truth::no;
  });
}

bool World::open_triggered(const Event& event) {
  bool matched = false, opened = false, doubtful = false, ended_before = false, begins_later = false;
  RuleId first_rule = none_id;
  const Event* repeated = nullptr;
  for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) {
    const auto& procedure = model_.procedures[p];
    if (procedure.per != InstancePer::event || procedure.trigger == none_id) continue;
    const auto& info = model_.rules[procedure.rule];
    const auto& whose = model_.modules.empty() ? std::string() : model_.modules[info.module].departement;
    if (!whose.empty() && whose != departement_on(event.on)) continue;
    Life provisional;
    provisional.procedure = p, provisional.begun = event.on, provisional.governing = event.on,
    provisional.trigger = &event;
    provisional.person = procedure.of == Scope::dossier ? -1 : event.person;
    const auto here = place(provisional, event.on, &event);
    const auto [match, missing] = matches(procedure.trigger, event, here);
    if (match == Truth::no) continue;
    if (match == Truth::unknown) {
      if (procedure.governing == none_id && !in_force(procedure.rule, event.on)) continue;
      // It may open an instance: the fact is asked for, once, and the event was not unexpected.
      if (!doubtful)
        unrouted(Nature::donnee_manquante, Severity::major, event, procedure.rule)
            .missing.assign(missing.begin(), missing.end());
      doubtful = true;
      continue;
    }
    if (!matched) first_rule = procedure.rule;
    matched = true;
    const auto first = std::ranges::find_if(lives_, [&](const Life& life) {
      return life.trigger && !life.opened_by && life.procedure == p && twice_told(*life.trigger, event);
    });
    if (first != lives_.end()) {
      if (!repeated) repeated = first->trigger;
      continue;
    }
    auto governing = event.on;
    if (procedure.governing != none_id) {
      auto v = value(procedure.governing, here).value;
      if (v.kind == Value::Kind::event) v = Value::of(events_[static_cast<std::size_t>(v.lo)].on);
      if (v.kind == Value::Kind::date && v.exact()) governing = v.earliest();
    }
    if (!in_force(procedure.rule, governing)) {
      ended_before = ended_before || (info.in_force_to.known() && info.in_force_to < governing);
      begins_later = begins_later || (info.in_force_from.known() && governing < info.in_force_from);
      continue;
    }
    open(p, provisional.person, event.on, governing, &event, 1);
    opened = true;
  }
  if (repeated) {
    auto facts = facts_of(&event);
    facts.insert(rank_of(*repeated));
    rests_on(unrouted(Nature::evenement_ambigu, Severity::minor, event, first_rule), facts);
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
      const bool awaits = clause.kind == ClauseKind::on_event || clause.kind == ClauseKind::expected;
      if (!awaits || !in_force(clause.rule, life.governing)) continue;
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
  const auto already = life.runs.size();  // what the act starts, it does not touch
  for (auto& run : life.runs) {
    if (run.phase != Run::Phase::running) continue;
    const auto& d = delai(life, run);
    if (any(d.kept_by, event, here) == Truth::yes) {
      if (recurs(d)) {
        run.contacts.push_back(&event);
      } else {
        keep_run(life, run, event.on, event);
      }
    }
  }
  // Waived, the person's time is over: what comes at its end comes now, and the waiver moves nothing else.
  for (std::size_t r = 0; r < already; ++r) {
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
    auto forbidden = Truth::no;
    Names unsaid;
    for (const auto pattern : d.forbids) {
      auto [worth, lacks] = matches(pattern, event, place(life, event.on, &event));
      forbidden = either(forbidden, worth);
      if (worth == Truth::unknown) unsaid.merge(lacks);
    }
    if (forbidden == Truth::no) continue;
    const auto end = ends(life, run, event.on);
    const auto early = !end.known          ? Truth::unknown
                       : d.in_hours        ? in_time(end, event)
                       : event.on > end.hi ? Truth::no
                       : event.on > end.lo ? Truth::unknown
                                           : Truth::yes;
    if (early == Truth::no) continue;
    const bool too_soon = early == Truth::yes && model_.rules[d.rule].verified;
    const bool certain = too_soon && forbidden == Truth::yes;
    auto facts = facts_of(run);
    facts.insert(rank_of(event));
    auto& said =
        say(certain ? Nature::irregularite : Nature::donnee_manquante, d.rule, life, event.on, facts);
    said.finding.severity = severity_word(certain ? d.severity : std::min(d.severity, Severity::major));
    said.finding.label = d.label;
    if (certain && has_unordered(event)) accused_.push_back({said_.size() - 1, &life, &event, nullptr, &run});
    if (certain) continue;
    if (forbidden == Truth::yes) unsaid.clear();
    if (!too_soon && end.missing.empty()) unsaid.insert(d.in_hours ? "heure" : "notification");
    if (!too_soon) unsaid.insert(end.missing.begin(), end.missing.end());
    said.finding.missing.assign(unsaid.begin(), unsaid.end());
  }
}

/// Over the instances this one opened, or refers to, or that refer to it.
Result World::linked_in_state(const Life& life, std::uint16_t procedure, StateId state) const {
  const auto refers = [&](const Event& act, const Life& to) {
    return std::ranges::any_of(act.references, [&](const JournalReference& r) {
      return has_key(to, r.target) && may_be_meant(r, act, *to.trigger);
    });
  };
  for (const auto& other : lives_) {
    if (&other == &life || other.procedure != procedure || other.state != state) continue;
    const bool linked = other.opened_by == &life || life.opened_by == &other ||
                        (other.trigger && refers(*other.trigger, life)) ||
                        (life.trigger && refers(*life.trigger, other));
    if (!linked) continue;
    const auto* cause = other.stays.back().cause;
    return {Value::of(true), {}, false, cause ? Facts{rank_of(*cause)} : Facts{}};
  }
  return {Value::of(false), {}, false};
}

}  // namespace filrouge::oracle
