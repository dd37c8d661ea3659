#include "engine/core/findings/reporter.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>

#include "engine/core/machine/action_told.hpp"

namespace filrouge {

void Reporter::report(Evaluation& out) {
  out_ = &out;
  next_.restart(seen_.asked());
  interpreter().next().restart(seen_.asked());
  const auto& configuration = reading_.configuration();
  out.instances = configuration.instances;
  for (std::uint32_t i = 0; i < out.instances.size(); ++i)
    out.instances[i].uncertain = configuration.lives[i].alive ? !reading_.is_final(i) && reading_.in_doubt(i)
                                                              : configuration.lives[i].guard_unknown;
  last_passage_.assign(out.instances.size(), none_id);
  passage_before_.resize(out.passages.size());
  for (std::uint32_t p = 0; p < out.passages.size(); ++p) {
    passage_before_[p] = last_passage_[out.passages[p].instance];
    last_passage_[out.passages[p].instance] = p;
  }
  certain_since_.resize(out.instances.size());
  for (std::uint32_t i = 0; i < out.instances.size(); ++i)
    certain_since_[i] = configuration.lives[i].certain_since;
  for (const auto& opening : configuration.openings)
    if (opening.instance != none_id)
      certain_since_[opening.instance] = std::max(certain_since_[opening.instance], opening.certain_from);
  since_ = {};
  interpreter().budget().charge_to(Budget::common);
  announcing([&] { doubts_of_openings(); });
  for (std::uint32_t i = 0; i < out.instances.size(); ++i) {
    interpreter().budget().charge_to(program_.account(out.instances[i].procedure));
    instance(i);
  }
  interpreter().budget().charge_to(Budget::common);
  what_was_said();
  controls();
  interpreter().budget().charge_to(Budget::common);
  orphans();
  persons_of_no_known_role();
  versions_turn();
  lines_move();
  somebody();
  who_acts();
  order();
  next_.consider(seen_.next_change());
  next_.consider(interpreter().next().day());
  next_.consider(interpreter().letters_turn().day());
  for (const auto& life : configuration.lives)
    if (life.alive) next_.consider(life.wake);
  next_.consider(versions_.day());
  for (const auto& opening : configuration.openings)
    if (program_.model.procedures[opening.procedure].governing == none_id && !opening.opened)
      next_.consider(opening.from);
  for (const auto& seam : configuration.seams) next_.consider(seam.first);
  next_.consider(seen_.next_departement_after(seen_.asked()));

  for (const auto& finding : out.findings) next_.consider(finding.next_change);
  out.next_change = next_.day();
  assert_told();
}

/// What is true of every finding.
void Reporter::assert_told() const {
  for ([[maybe_unused]] const auto& finding : out_->findings) {
    assert(finding.since.known() && finding.since <= seen_.asked());
    assert(!finding.next_change.known() || finding.next_change > seen_.asked());
    assert(finding.instance == none_id || finding.since >= out_->instances[finding.instance].begun);
    // What is not sure accuses nobody, and proposes nothing.
    assert(finding.nature != Nature::irregularite || program_.concludes(finding.rule));
    assert(finding.nature != Nature::proposition || !out_->instances[finding.instance].uncertain);
    assert(finding.role != no_id || program_.model.led_by == no_id);
    assert(finding.statut != Statut::depassee || finding.date <= seen_.asked());
    assert((finding.statut != Statut::a_venir && finding.statut != Statut::proche) ||
           finding.nature == Nature::rythme || !finding.date.known() || seen_.asked() <= finding.date);
  }
}

/// « pour chaque »: a version that begins or ends changes which rule the day asked chooses.
void Reporter::versions_turn() {
  versions_.restart(seen_.asked());
  const auto rule_turns = [&](const RuleInfo& rule) {
    versions_.consider(rule.in_force_from);
    if (rule.in_force_to.known()) versions_.consider(rule.in_force_to + 1);
  };
  bool one_follows = false;
  for (const auto& opening : reading_.configuration().openings) {
    const auto& procedure = program_.model.procedures[opening.procedure];
    if (procedure.governing == none_id) continue;
    rule_turns(program_.rule(procedure.rule));
    versions_.consider(opening.governing_turn);
    one_follows = one_follows || opening.instance == none_id || opening.governing_turn.known() ||
                  out_->instances[opening.instance].governing == seen_.asked();
  }
  if (!one_follows) return;
  // Chosen from the day asked, what each rule and each parameter is goes with it.
  for (const auto& rule : program_.model.rules) rule_turns(rule);
  for (const auto& parameter : program_.model.parameters)
    for (const auto& dated : parameter.values) {
      versions_.consider(dated.from);
      if (dated.to.known()) versions_.consider(dated.to + 1);
    }
}

/// A line of a machine changes with the state of that machine, whatever it says itself.
void Reporter::lines_move() {
  const auto& configuration = reading_.configuration();
  moves_.assign(out_->instances.size(), NextDay(seen_.asked()));
  for (std::uint32_t i = 0; i < moves_.size(); ++i) {
    const auto& instance = out_->instances[i];
    moves_[i].consider(seen_.next_known_change());
    moves_[i].consider(seen_.next_departement_after(seen_.asked()));
    if (configuration.lives[i].alive) moves_[i].consider(configuration.lives[i].wake);
    for (const auto& seam : program_.model.procedures[instance.procedure].seams)
      if (seam.from == instance.state) moves_[i].consider(seam.on);
  }
  for (const auto& opening : configuration.openings) {
    if (opening.instance == none_id) continue;
    moves_[opening.instance].consider(opening.from);
    moves_[opening.instance].consider(opening.to);
  }
  // One that asks in what state another is may move when that one does.
  NextDay any(seen_.asked());
  for (const auto& moves : moves_) any.consider(moves.day());
  for (std::uint32_t i = 0; i < moves_.size(); ++i)
    if (program_.procedures[out_->instances[i].procedure].asks_of_others) moves_[i].consider(any.day());
  NextDay seen(seen_.asked());
  seen.consider(seen_.next_known_change());
  for (auto& finding : out_->findings) {
    // What no instance took may be about an act recorded already, and dated later.
    if (finding.instance == none_id) may_change(finding, seen);
    // Over, it may still be closed by its person's leaving.
    if (finding.instance != none_id && configuration.lives[finding.instance].alive)
      may_change(finding, moves_[finding.instance]);
    // Where another version is chosen, other machines are there, and take other acts.
    may_change(finding, versions_);
    may_change(finding, interpreter().letters_turn());
  }
}

void Reporter::may_change(CompactFinding& finding, NextDay next) {
  next.consider(finding.next_change);
  finding.next_change = next.day();
}

/// An instance whose predicate is unknown asks for what would tell it.
void Reporter::doubts_of_openings() {
  cause_ = {};
  for (const auto& opening : reading_.configuration().openings) {
    if (!opening.unknown || opening.instance == none_id) continue;
    auto& instance = out_->instances[opening.instance];
    instance.uncertain_since =
        std::max(instance.begun, opening.doubtful_from.known() ? opening.doubtful_from : opening.from);
    if (opening.closed || reading_.is_final(opening.instance)) continue;  // what is over asks nothing more
    interpreter().begin_collecting();
    const auto day = std::max(seen_.asked(), opening.from);
    const auto& procedure = program_.model.procedures[opening.procedure];
    interpreter().truth(procedure.predicate, {.person = opening.person, .day = day, .governing = day});
    auto& finding = add(Nature::donnee_manquante, procedure.rule, opening.instance, instance.uncertain_since);
    finding.severity = Severity::major;
    finding.date = instance.uncertain_since;
    collected(finding);
  }
}

CompactFinding& Reporter::add(Nature nature, RuleId rule, std::uint32_t instance) {
  interpreter().budget().spend(steps_of_an_expression);
  CompactFinding finding;
  finding.nature = nature;
  finding.rule = rule;
  finding.instance = instance;
  finding.internal_target = rule != none_id && program_.rule(rule).internal_target;
  finding.cause = cause_;
  finding.since = since_;
  finding.ordinal = static_cast<std::uint32_t>(out_->findings.size());
  if (instance != none_id) {
    const auto& it = out_->instances[instance];
    finding.procedure = it.procedure;
    finding.person = it.person;
    finding.state = it.state;
    if (it.trigger != none_id) {
      const auto& opening = seen_.event(it.trigger);
      finding.affaire = opening.reference ? opening.reference : opening.id;
    }
  }
  out_->findings.push_back(finding);
  return out_->findings.back();
}

CompactFinding& Reporter::add(Nature nature, RuleId rule, std::uint32_t instance, Date since) {
  auto& finding = add(nature, rule, instance);
  finding.since = std::max(finding.since, since);
  // No sanction is proposed while the machine is in doubt.
  if (nature == Nature::proposition && instance != none_id)
    finding.since = std::max(finding.since, certain_since_[instance]);
  return finding;
}

void Reporter::facts(CompactFinding& finding, std::uint32_t event) {
  acts_.assign(1, event);
  facts(finding, acts_);
}

void Reporter::missing(CompactFinding& finding, Symbol fact) {
  if (!fact) return;
  if (finding.missing_count == 0) finding.first_missing = static_cast<std::uint32_t>(out_->missing.size());
  out_->missing.push_back(fact);
  ++finding.missing_count;
}

void Reporter::facts(CompactFinding& finding, std::vector<std::uint32_t>& acts) {
  std::erase(acts, none_id);
  seen_.in_their_order(acts);
  const auto already = finding.fact_count;
  interpreter().budget().spend(acts.size() * (1 + already));
  for (const auto act : acts) {
    const auto first = out_->facts.begin() + finding.first_fact;
    if (std::find(first, first + already, act) != first + already) continue;
    if (finding.fact_count == 0) finding.first_fact = static_cast<std::uint32_t>(out_->facts.size());
    out_->facts.push_back(act);
    ++finding.fact_count;
  }
}

void Reporter::facts(CompactFinding& finding, const Clock& clock, bool settled) {
  acts_.clear();
  reading_.for_each_fact(clock, [&](std::uint32_t act) { acts_.push_back(act); });
  if (settled) acts_.push_back(clock.settling_event);
  if (settled && clock.active())
    reading_.for_each_doubtful(clock, [&](std::uint32_t act) { acts_.push_back(act); });
  facts(finding, acts_);
}

void Reporter::collected(CompactFinding& finding) {
  acts_ = interpreter().facts();
  facts(finding, acts_);
  lacks(finding);
}

void Reporter::lacks(CompactFinding& finding) {
  for (const auto fact : interpreter().missing()) missing(finding, fact);
}

void Reporter::instance(std::uint32_t index) {
  const auto& it = out_->instances[index];
  const auto& state = program_.model.procedures[it.procedure].states[it.state];
  // The present stay, among those that the same act led to.
  const auto last = last_passage_[index];
  assert(last != none_id);  // it entered its first state
  Cause stay{out_->passages[last].event, 0, none_id, 0};
  for (auto p = passage_before_[last]; p != none_id; p = passage_before_[p])
    stay.number += out_->passages[p].event == stay.act && out_->passages[p].to == it.state;
  cause_ = stay;
  since_ = out_->passages[last].since;
  auto& finding = add(Nature::etat, state.rule, index);
  finding.statut = it.closed.known() ? Statut::sans_objet : it.uncertain ? Statut::incertaine : Statut::none;
  finding.date = it.entered;
  finding.label = &state.label;
  facts(finding, stay.act);
  const auto& configuration = reading_.configuration();
  for (auto c = configuration.lives[index].first_clock; c != none_id; c = configuration.clocks[c].next) {
    cause_ = {configuration.clocks[c].opening_event, configuration.clocks[c].number, none_id, 0};
    since_ = configuration.clocks[c].since;
    announcing([&] { clock(configuration.clocks[c]); });
  }
  cause_ = stay;
  since_ = {};
  if (!reading_.live(index)) return;
  announcing([&] { while_true(index); });
  announcing([&] { awaited_conditions(index); });
}

/// Occurrences of one rule in one instance are told apart by their number in the order in which they were
/// said.
void Reporter::what_was_said() {
  const auto& said = out_->said;
  const auto rule_of = [](const Said& one) { return one.whichever_rule ? none_id : one.rule; };
  by_rule_.resize(said.size());
  std::iota(by_rule_.begin(), by_rule_.end(), 0u);
  std::ranges::stable_sort(by_rule_, {}, [&](std::uint32_t i) {
    return std::tuple{rule_of(said[i]), said[i].instance, said[i].nature, said[i].event};
  });
  numbers_.resize(said.size());
  for (std::size_t i = 0; i < by_rule_.size(); ++i) {
    const auto& one = said[by_rule_[i]];
    const auto* before = i ? &said[by_rule_[i - 1]] : nullptr;
    const bool same = before && rule_of(*before) == rule_of(one) && before->instance == one.instance &&
                      before->nature == one.nature && before->event == one.event;
    numbers_[by_rule_[i]] = same ? numbers_[by_rule_[i - 1]] + 1 : 0;
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    cause_ = {said[i].event, numbers_[i], none_id, 0};
    announcing([&] { one_said(said[i]); });
  }
}

/// Is one of the facts it asks for unknown? What they lack is collected.
bool Reporter::lacks_a_fact(const Action& action, const Place& place) {
  interpreter().begin_collecting();
  bool lacks = false;
  for (const auto fact : action.facts) lacks = !interpreter().value(fact, place).known() || lacks;
  return lacks;
}

Date Reporter::asked_since(const Said& said) const {
  const auto& configuration = reading_.configuration();
  for (auto a = configuration.lives[said.instance].first_asked; a != none_id; a = configuration.asked[a].next)
    if (const auto& asked = configuration.asked[a]; asked.action == said.action && asked.event == said.event)
      return asked.since.known() ? asked.since : seen_.asked();
  return said.since;
}

void Reporter::one_said(const Said& said) {
  if (said.visit != none_id) {
    if (!reading_.live(said.instance) || reading_.configuration().lives[said.instance].visit != said.visit ||
        reading_.left_behind(said.rule, said.since, seen_.asked()))
      return;
    if (said.nature == Nature::proposition && out_->instances[said.instance].uncertain) return;
  }
  const auto* action = said.action == none_id ? nullptr : program_.actions[said.action];
  auto since = said.since;
  const bool asks = action && action->kind == ActionKind::ask_fact;
  if (asks) {
    if (!lacks_a_fact(*action, reading_.place(said.instance, seen_.asked(), said.event))) return;
    since = asked_since(said);
  }
  auto& finding = add(said.nature, said.rule, said.instance, since);
  finding.severity = said.severity;
  finding.date = said.on;
  if (action) finding.label = &action->label, finding.delay_of = action->delay_of;
  if (said.requirement != none_id) finding.label = &program_.requirements[said.requirement]->label;
  if (said.derivation != none_id) {
    const auto& derivation = out_->derivations[said.derivation];
    finding.label = &program_.delai(derivation.procedure, derivation.delai).label;
  }
  finding.stopped = said.stopped;
  finding.doubt = said.doubt;
  finding.whichever_rule = said.whichever_rule;
  finding.detail = said.detail;
  finding.derivation = said.derivation;
  if (said.instance == none_id && said.event != none_id) finding.person = seen_.event(said.event).person;
  if (said.nature == Nature::action || said.nature == Nature::proposition) finding.statut = Statut::en_cours;
  if (said.fact_count) {
    finding.first_fact = said.first_fact;
    finding.fact_count = said.fact_count;
  } else {
    facts(finding, said.event);
  }
  finding.first_missing = said.first_missing;
  finding.missing_count = said.missing_count;
  if (asks) lacks(finding);
  if (said.condition != none_id && finding.derivation == none_id) {
    finding.derivation = static_cast<std::uint32_t>(out_->derivations.size());
    Derivation derivation;
    derivation.condition = said.condition;
    derivation.act = said.event;
    out_->derivations.push_back(derivation);
  }
  if (action) {
    describe(finding, *action);
    if (said.nature == Nature::proposition)
      bounds(finding, *action, reading_.place(said.instance, seen_.asked(), said.event));
  }
}

void Reporter::describe(CompactFinding& finding, const Action& action) {
  finding.role = action.role;
  finding.second_role = action.second_role;
  if (action.kind == ActionKind::proposal) {
    finding.decider = action.role;
    finding.role = no_id;
    if (action.proposal != none_id)
      finding.detail = program_.model.vocabulary.events[program_.model.patterns[action.proposal].type].name;
  }
}

void Reporter::bounds(CompactFinding& finding, const Action& action, const Place& place) {
  if (action.bounds.empty()) return;
  finding.first_bound = static_cast<std::uint32_t>(out_->bounds.size());
  for (std::size_t i = 0; i < action.bounds.size(); ++i) {
    interpreter().begin_collecting();
    const auto value = interpreter().value(action.bounds[i], place);
    out_->bounds.push_back({action.bound_names[i], value});
    ++finding.bound_count;
    lacks(finding);
  }
}

Date Reporter::worth_since(std::uint32_t index, std::uint32_t clause, Truth worth) const {
  const auto& configuration = reading_.configuration();
  for (auto s = configuration.lives[index].first_while_true; s != none_id;
       s = configuration.while_true[s].next)
    if (configuration.while_true[s].transition == clause && configuration.while_true[s].worth == worth)
      return configuration.while_true[s].since;
  return seen_.asked();
}

/// A « dès que » that is unknown would leave the instance where it stands, for ever, without a word: what the
/// state waits for is asked, once for all of them.
void Reporter::awaited_conditions(std::uint32_t index) {
  const auto& it = out_->instances[index];
  const auto range = program_.procedures[it.procedure].on_condition[it.state];
  if (range.count == 0 || reading_.configuration().lives[index].stopped) return;
  const auto here = reading_.place(index, seen_.asked());
  std::vector<std::uint32_t> rests_on;
  std::vector<Symbol> lacking;
  bool unknown = false;
  for (auto t = range.first; t < range.first + range.count; ++t) {
    if (!reading_.awaits(index, t)) continue;
    interpreter().begin_collecting();
    if (interpreter().truth(program_.transition(t).clause->condition, here) != Truth::unknown) continue;
    unknown = true;
    const auto& acts = interpreter().facts();
    rests_on.insert(rests_on.end(), acts.begin(), acts.end());
    for (const auto fact : interpreter().missing())
      if (std::ranges::find(lacking, fact) == lacking.end()) lacking.push_back(fact);
  }
  if (!unknown) return;
  cause_.part = 0;
  auto& finding = add(Nature::donnee_manquante, program_.model.procedures[it.procedure].states[it.state].rule,
                      index, worth_since(index, WhileTrue::of_all_awaited, Truth::unknown));
  finding.severity = Severity::minor;
  finding.date = it.entered;
  facts(finding, rests_on);
  for (const auto fact : lacking) missing(finding, fact);
}

void Reporter::while_true(std::uint32_t index) {
  const auto& it = out_->instances[index];
  const auto& state = program_.model.procedures[it.procedure].states[it.state];
  const auto range = program_.procedures[it.procedure].while_true[it.state];
  for (auto t = range.first; t < range.first + range.count; ++t) {
    const auto& transition = program_.transition(t);
    // Said of every state, it is another thing in another state.
    cause_.part = transition.from_any ? program_.rule(state.rule).anchor : 0;
    const auto& clause = *transition.clause;
    if (!reading_.in_force(clause.rule, it.governing)) continue;
    const auto here = reading_.place(index, seen_.asked());
    interpreter().begin_collecting();
    const auto holds = interpreter().truth(clause.condition, here);
    interpreter().found_guard(clause.rule, holds);
    if (holds == Truth::no) continue;
    if (holds == Truth::unknown) {
      auto& finding =
          add(Nature::donnee_manquante, clause.rule, index, worth_since(index, t, Truth::unknown));
      finding.severity = Severity::minor;
      finding.date = it.entered;
      collected(finding);
      continue;
    }
    const bool concludes = program_.concludes(clause.rule);
    for (const auto& action : clause.actions) {
      const auto told = told_as(action, concludes);
      if (!told || action.kind == ActionKind::ask_fact) continue;
      const auto nature = told->nature;
      if (nature == Nature::proposition && it.uncertain) continue;
      auto& finding = add(nature, action.rule, index, worth_since(index, t, Truth::yes));
      finding.severity = told->severity;
      finding.statut =
          nature == Nature::action || nature == Nature::proposition ? Statut::en_cours : Statut::none;
      finding.date = it.entered;
      finding.label = &action.label;
      finding.delay_of = action.delay_of;
      describe(finding, action);
      collected(finding);
      if (nature != Nature::proposition || action.bounds.empty()) continue;
      bounds(out_->findings.back(), action, here);
      // What the next action rests on is the condition, not these bounds.
      interpreter().begin_collecting();
      interpreter().truth(clause.condition, here);
    }
  }
}

void Reporter::orphans() {
  cause_ = {};
  for (const auto* correction : seen_.orphans()) {
    auto& finding =
        add(Nature::donnee_manquante, none_id, none_id, std::min(correction->known, seen_.asked()));
    finding.severity = Severity::major;
    finding.date = correction->on;
    finding.detail = correction->id;
    missing(finding, correction->target);
  }
}

/// Whoever has a role that says nothing of her duties is not followed, and that is told.
void Reporter::persons_of_no_known_role() {
  cause_ = {};
  const auto& persons = seen_.journal().persons;
  // A dossier that gives no day at all says the same whatever the day asked.
  const auto since = seen_.first_day().known() ? seen_.first_day() : first_day();
  for (std::size_t p = 0; p < persons.size(); ++p) {
    if (!persons[p].lacks) continue;
    auto& finding = add(Nature::donnee_manquante, none_id, none_id, since);
    finding.person = static_cast<std::int16_t>(p);
    finding.severity = Severity::major;
    finding.detail = persons[p].role;
    missing(finding, persons[p].lacks);
  }
}

void Reporter::order() {
  const auto name = [&](const CompactFinding& finding) {
    const auto& instance = out_->instances[finding.instance];
    const auto& journal = seen_.journal();
    if (instance.trigger != none_id) return journal.text(seen_.event(instance.trigger).id);
    if (instance.person < 0) return std::string_view(journal.dossier);
    return journal.text(journal.persons[static_cast<std::size_t>(instance.person)].id);
  };
  const auto procedure = [&](const CompactFinding& finding) {
    if (finding.procedure != no_id) return program_.procedures[finding.procedure].order + 1;
    return finding.rule == none_id ? 0 : program_.order_as_procedure[finding.rule] + 1;
  };
  const auto rule = [&](const CompactFinding& finding) {
    return finding.rule == none_id ? 0 : program_.rule_order[finding.rule] + 1;
  };
  std::ranges::sort(out_->findings, [&](const CompactFinding& a, const CompactFinding& b) {
    if (a.person != b.person) {
      // By the persons' ids, the foyer first.
      if (a.person < 0 || b.person < 0) return a.person < b.person;
      const auto& people = seen_.journal().persons;
      return seen_.journal().text(people[static_cast<std::size_t>(a.person)].id) <
             seen_.journal().text(people[static_cast<std::size_t>(b.person)].id);
    }
    if (procedure(a) != procedure(b)) return procedure(a) < procedure(b);
    if (a.instance != b.instance) {
      if (a.instance == none_id || b.instance == none_id) return a.instance == none_id;
      if (const auto x = name(a), y = name(b); x != y) return x < y;
      return out_->instances[a.instance].repeat != out_->instances[b.instance].repeat
                 ? out_->instances[a.instance].repeat < out_->instances[b.instance].repeat
                 : a.instance < b.instance;
    }
    if (a.date != b.date) return a.date < b.date;
    if (rule(a) != rule(b)) return rule(a) < rule(b);
    // Without a rule, the code is the nature's.
    if (a.rule == none_id && a.nature != b.nature) return nature_name(a.nature) < nature_name(b.nature);
    // As they were said: runs as they began, a reminder after its délai.
    return a.ordinal < b.ordinal;
  });
}

}  // namespace filrouge
