#include <algorithm>
#include <functional>

#include "tests/oracle/world.hpp"

/// §4: which affaires an act is of. Asked again each time it is wanted: nothing is kept but to whom an act
/// that names nobody was given when it was taken.
namespace filrouge::oracle {

bool World::opens_something(const Event& event) const {
  return std::ranges::any_of(model_.procedures, [&](const Procedure& procedure) {
    return procedure.per == InstancePer::event && procedure.trigger != none_id &&
           model_.patterns[procedure.trigger].type == event.type;
  });
}

std::vector<JournalReference> World::keys_of(const Event& event) const {
  auto keys = event.references;
  if (own_numbers_.contains(&event))
    std::erase_if(keys, [](const JournalReference& reference) { return reference.role == 0; });
  return keys;
}

bool World::may_be_meant(const JournalReference& reference, const Event& by, const Event& other) const {
  if (!one_source(by, other)) return false;
  if (reference.label == no_id) return true;
  const auto& label = model_.vocabulary.labels[reference.label];
  return label.any || std::ranges::count(label.types, other.type) > 0;
}

const Event* World::first_told(const Event* event) const {
  if (!event || event->type == no_id || !opens_something(*event)) return event;
  for (const auto& other : events_)
    if (&other == event || twice_told(other, *event)) return &other;
  return event;
}

/// Whose key it is: the one whose id it is; else, of those of its person, the first to bear it that opens
/// something, letters last.
const Event* World::giver(const JournalReference& reference, const Event& by) const {
  const auto key = reference.target;
  const Event *opener = nullptr, *letter = nullptr;
  for (const auto& other : events_) {
    if (!may_be_meant(reference, by, other)) continue;
    if (other.id == key) return first_told(&other);
    if (other.reference != key || other.type == no_id || !may_be_of_one(other, by)) continue;
    if (letter_step(other) == LetterStep::sent)
      letter = letter ? letter : &other;
    else if (!opener && opens_something(other))
      opener = &other;
  }
  return first_told(opener ? opener : letter);
}

/// The acts that open the same kind of affaire under one number, each told once.
std::vector<const Event*> World::rivals(const JournalReference& reference, const Event& by) const {
  const auto key = reference.target;
  std::vector<const Event*> all;
  const auto* first = giver(reference, by);
  const bool by_id = std::ranges::any_of(
      events_, [&](const Event& other) { return other.id == key && may_be_meant(reference, by, other); });
  if (!first || by_id || letter_step(*first) == LetterStep::sent) return all;
  for (const auto& other : events_)
    if (other.type == first->type && other.reference == key && may_be_of_one(other, by) &&
        may_be_meant(reference, by, other) &&
        std::ranges::none_of(all, [&](const Event* one) { return twice_told(*one, other); }))
      all.push_back(&other);
  for (auto& one : all) one = first_told(one);
  return all;
}

/// Given by nobody, it names all who bear it. Given by several of one person, it names those before the act
/// (or the first of them), none of which surely, unless another key of the act names one of them.
std::map<const Event*, bool> World::named(const JournalReference& reference, const Event& by) const {
  const auto key = reference.target;
  std::map<const Event*, bool> surely;
  const auto* first = giver(reference, by);
  if (first == &by) return {};
  if (!first) {
    for (const auto& other : events_)
      if (&other != &by && other.reference == key && may_be_of_one(other, by) &&
          may_be_meant(reference, by, other))
        surely[&other] = true;
    return surely;
  }
  const auto of_one_number = rivals(reference, by);
  if (of_one_number.size() < 2) return {{first, true}};
  const auto is_rival = [&](const Event* act) {
    return std::ranges::find(of_one_number, act) != of_one_number.end();
  };
  if (is_rival(&by)) return {};
  for (const auto& other : keys_of(by))
    if (other.target != key && is_rival(giver(other, by))) return {};
  std::map<int, std::vector<const Event*>> by_person;
  for (const auto* one : of_one_number) by_person[one->person].push_back(one);
  for (const auto& [person, hers] : by_person) {
    std::vector<const Event*> before;
    for (const auto* one : hers)
      if (rank_of(*one) < rank_of(by)) before.push_back(one);
    if (before.empty()) surely[hers.front()] = true;
    for (const auto* one : before) surely[one] = before.size() == 1;
  }
  return surely;
}

std::map<const Event*, bool> World::named_by(const Event& event) const {
  std::map<const Event*, bool> all;
  for (const auto key : keys_of(event))
    for (const auto& [act, surely] : named(key, event)) all[act] = all[act] || surely;
  return all;
}

/// Has it a key that nobody bears: neither this act, nor any other it may mean?
bool World::cites_the_unknown(const Event& event) const {
  return std::ranges::any_of(keys_of(event), [&](const JournalReference& key) {
    return !giver(key, event) && named(key, event).empty();
  });
}

bool World::bears_its_own_number(const Event& event) const {
  if (!event.reference || event.id == event.reference || letter_step(event) == LetterStep::sent ||
      opens_something(event))
    return false;
  const bool borne = std::ranges::any_of(events_, [&](const Event& other) {
    return &other != &event && one_source(other, event) &&
           (other.id == event.reference ||
            (other.reference == event.reference && may_be_of_one(other, event)));
  });
  return !borne && std::ranges::none_of(lives_, [&](const Life& life) {
    bool closing = false;
    return is_affaire(life) && receives(life) && may_be_hers(life, event) &&
           (accepts(life, event, closing) != Truth::no || looked_for(life, event, false));
  });
}

Truth World::belonging(const Life& life, const Event& event) const {
  std::set<const Event*> met;
  return belonging(life, event, met);
}

Truth World::belonging(const Life& life, const Event& event, std::set<const Event*>& met) const {
  if (life.trigger == &event) return Truth::yes;
  // « Pour chaque »: what its person lives through is its own, whatever it cites.
  if (!is_affaire(life)) return event.on >= life.begun ? Truth::yes : Truth::no;
  if (!met.insert(&event).second || rank_of(event) >= seen_ || event.type == no_id || event.person_unknown ||
      !may_be_hers(life, event))
    return Truth::no;
  auto all = Truth::no;
  if (std::ranges::find(life.given, &event) != life.given.end()) all = Truth::yes;
  if (std::ranges::find(life.perhaps, &event) != life.perhaps.end()) all = either(all, Truth::unknown);
  for (const auto& [act, surely] : named_by(event)) {
    if (act->type == no_id) continue;
    const bool own_thread = model_.vocabulary.events[act->type].own_thread;
    auto its = life.trigger == act && rank_of(*act) < seen_ ? Truth::yes
               : own_thread                                 ? Truth::no
                                                            : belonging(life, *act, met);
    all = either(all, event.ambiguous || !surely ? both(its, Truth::unknown) : its);
  }
  met.erase(&event);
  return all;
}

/// What came before an affaire and cites nothing may be taken up by it; when it is of a sibling, or one that
/// opened sooner may take it up too, nobody knows.
Truth World::taken_up(const Life& life, const Event& event) const {
  const auto precedes = [&](const Life& of) {
    return of.trigger ? rank_of(event) < rank_of(*of.trigger) : event.on < of.begun;
  };
  if (event.person_unknown || !precedes(life) || !named_by(event).empty()) return Truth::no;
  auto worth = cites_the_unknown(event) ? Truth::unknown : Truth::yes;
  bool sooner = true;
  for (const auto& other : lives_) {
    if (&other == &life) {
      sooner = false;
      continue;
    }
    if (other.procedure != life.procedure || !may_be_hers(other, event)) continue;
    if (belonging(other, event) != Truth::no || (sooner && precedes(other))) worth = Truth::unknown;
  }
  return worth;
}

Truth World::of_one_affaire(const Event& a, const Event& b) const {
  auto all = Truth::no;
  for (const auto& life : lives_)
    if (is_affaire(life)) all = either(all, both(belonging(life, a), belonging(life, b)));
  return all;
}

/// By what it cites alone.
Truth World::cited_belonging(const Life& life, const Event& event) const {
  auto all = Truth::no;
  for (const auto& [act, surely] : named_by(event)) {
    if (act->type == no_id) continue;
    std::set<const Event*> met{&event};
    const bool own_thread = model_.vocabulary.events[act->type].own_thread;
    const auto its = life.trigger == act ? Truth::yes : own_thread ? Truth::no : belonging(life, *act, met);
    all = either(all, surely ? its : both(its, Truth::unknown));
  }
  return all;
}

/// Named another affaire, it is not of its siblings, nor of what an act of a sibling opened.
bool World::kept_from(const Life& life, const Event& event) const {
  std::set<const Event*> chain;
  const std::function<void(const Event&)> climb = [&](const Event& act) {
    for (const auto& [next, surely] : named_by(act))
      if (chain.insert(next).second && next->type != no_id &&
          !model_.vocabulary.events[next->type].own_thread)
        climb(*next);
  };
  climb(event);
  const auto could_open = [&](const Life& other) {
    const auto trigger = model_.procedures[other.procedure].trigger;
    return trigger != none_id && std::ranges::any_of(chain, [&](const Event* act) {
             return act->type == model_.patterns[trigger].type;
           });
  };
  const auto is_cited = [&](const Life& other) {
    return may_be_hers(other, event) && cited_belonging(other, event) != Truth::no;
  };
  if (chain.empty() || is_cited(life)) return false;
  if (could_open(life)) return true;
  if (!life.trigger) return false;
  bool of_a_sibling = false, of_a_cited = false;
  for (const auto& other : lives_) {
    if (!is_affaire(other) || belonging(other, *life.trigger) == Truth::no) continue;
    of_a_cited = of_a_cited || is_cited(other);
    of_a_sibling = of_a_sibling || could_open(other);
  }
  return of_a_sibling && !of_a_cited;
}

namespace {

/// Every expression written in a clause, in actions, in a délai.
void gather(std::vector<ExprId>& to, const std::vector<Action>& list) {
  for (const auto& action : list) {
    to.insert(to.end(), action.facts.begin(), action.facts.end());
    to.insert(to.end(), action.bounds.begin(), action.bounds.end());
    to.push_back(action.every);
  }
}

void gather(std::vector<ExprId>& to, const Clause& clause) {
  to.push_back(clause.condition);
  for (const auto& requirement : clause.requirements) to.push_back(requirement.condition);
  gather(to, clause.actions);
}

void gather(std::vector<ExprId>& to, const Delai& d) {
  to.insert(to.end(),
            {d.length, d.point, d.until, d.minimum, d.maximum, d.target_every, d.limit_every, d.tolerance,
             d.kept_on, d.kept_before, d.postponed_to, d.postponed_if, d.postponable_by});
  for (const auto& pause : d.pauses) to.insert(to.end(), {pause.condition, pause.at_most});
  for (const auto& reminder : d.reminders) to.push_back(reminder.length);
  for (const auto* list : {&d.to_do, &d.if_overdue, &d.if_target_missed, &d.if_out_of_bounds, &d.if_unknown})
    gather(to, *list);
}

/// Is one of the queries they contain such?
bool any_query(const Model& model, const std::vector<ExprId>& roots,
               const std::function<bool(const Query&)>& such) {
  std::set<ExprId> seen;
  const std::function<bool(ExprId)> look = [&](ExprId id) {
    if (id == none_id || !seen.insert(id).second) return false;
    const auto& expr = model.exprs[id];
    switch (expr.op) {
      case Op::last:
      case Op::first:
      case Op::count:
      case Op::exists:
      case Op::cumulated_days:
      case Op::cumulated_months:
      case Op::sum:
      case Op::sum_in_force: {
        const auto& query = model.queries[expr.data];
        if (such(query) || look(query.whose) || look(query.such_that) || look(query.since) ||
            look(query.before))
          return true;
        for (const auto& constraint : model.patterns[query.pattern].constraints)
          if (std::ranges::any_of(constraint.values, look)) return true;
        break;
      }
      case Op::in_table:
      case Op::table_value:
        if (std::ranges::any_of(model.tables[expr.data & 0xFFFF].inputs, look)) return true;
        break;
      default:
        break;
    }
    for (unsigned i = 0; i < expr.arg_count; ++i)
      if (look(model.args[expr.first_arg + i])) return true;
    return false;
  };
  return std::ranges::any_of(roots, look);
}

std::vector<ExprId> written_in(const Procedure& procedure) {
  std::vector<ExprId> all;
  for (const auto& clause : procedure.from_any) gather(all, clause);
  for (const auto& state : procedure.states)
    for (const auto& clause : state.clauses) gather(all, clause);
  for (const auto& delai : procedure.delais) gather(all, delai);
  return all;
}

}  // namespace

bool World::reads(const Procedure& procedure, EventTypeId type) const {
  for (const auto& delai : procedure.delais)
    if (delai.kept_before != none_id && std::ranges::any_of(delai.kept_by, [&](PatternId pattern) {
          return model_.patterns[pattern].type == type;
        }))
      return true;
  return any_query(model_, written_in(procedure),
                   [&](const Query& query) { return model_.patterns[query.pattern].type == type; });
}

/// Does an expression of its present state, or of any, look for such an act among those of the affaire?
bool World::looked_for(const Life& life, const Event& event, bool now) const {
  const auto& procedure = model_.procedures[life.procedure];
  std::vector<ExprId> roots;
  if (now) {
    const auto& state = procedure.states[life.state];
    for (const auto& clause : state.clauses) gather(roots, clause);
    if (!state.final)
      for (const auto& clause : procedure.from_any) gather(roots, clause);
    for (const auto& delai : procedure.delais)
      if (delai.state == life.state || delai.state == no_id || delai.of_instance) gather(roots, delai);
  } else {
    roots = written_in(procedure);
  }
  const auto here = place(life, event.on, &event);
  // What keeps a délai « même avant » is looked for before it begins.
  for (const auto& delai : procedure.delais)
    if (delai.kept_before != none_id &&
        (!now || delai.state == life.state || delai.state == no_id || delai.of_instance) &&
        any(delai.kept_by, event, here) != Truth::no)
      return true;
  return any_query(model_, roots, [&](const Query& query) {
    const bool of_the_affaire =
        query.domain == Domain::instance || query.domain == Domain::instance_or_before;
    return of_the_affaire && model_.patterns[query.pattern].type == event.type &&
           matches(query.pattern, event, here).first != Truth::no;
  });
}

}  // namespace filrouge::oracle
