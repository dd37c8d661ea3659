#include "engine/core/machine/program.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/core/machine/budget.hpp"

namespace filrouge {

Program::Program(const Model& m) : model(m) {
  const auto type_count = model.vocabulary.events.size();
  opened_by.resize(type_count);
  controls_on.resize(type_count);

  rule_order.resize(model.rules.size());
  std::vector<RuleId> by_code(model.rules.size());
  std::iota(by_code.begin(), by_code.end(), 0u);
  std::ranges::stable_sort(by_code, {}, [&](RuleId id) { return std::string_view(model.rules[id].code); });
  for (std::uint32_t i = 0; i < by_code.size(); ++i) {
    const bool same = i > 0 && model.rules[by_code[i]].code == model.rules[by_code[i - 1]].code;
    rule_order[by_code[i]] = same ? rule_order[by_code[i - 1]] : i;
  }

  for (RoleId role = 0; role < model.roles.size(); ++role)
    if (!model.roles[role].cases.empty()) computed_roles.push_back(role);

  ended_by.resize(model.vocabulary.events.size());
  for (EventTypeId type = 0; type < model.vocabulary.events.size(); ++type)
    for (const auto ended : model.vocabulary.events[type].ends) ended_by[ended].push_back(type);

  rising.resize(model.exprs.size());
  moving.resize(model.exprs.size());
  names_an_end.resize(model.exprs.size());
  std::vector<bool> awaits_later(model.exprs.size());
  // Arguments are built before the expressions that use them, but in a model that was changed since: what
  // rests on a later one is read again.
  for (bool again = true; std::exchange(again, false);)
    for (ExprId id = 0; id < model.exprs.size(); ++id) {
      const auto& expr = model.exprs[id];
      bool moves = facts_of(expr.op).moves;
      bool ends = expr.op == Op::end_of;
      bool later = false;
      for (std::uint32_t i = 0; i < expr.arg_count; ++i) {
        const auto argument = model.args[expr.first_arg + i];
        moves = moves || moving[argument];
        ends = ends || names_an_end[argument];
        later = later || argument > id || awaits_later[argument];
      }
      const auto was = std::tuple(bool(moving[id]), bool(names_an_end[id]), bool(rising[id]));
      moving[id] = moves;
      names_an_end[id] = ends;
      rising[id] = rises(expr);
      awaits_later[id] = later;
      again = again || (later && was != std::tuple(moves, ends, bool(rising[id])));
    }

  find_letters();
  notification = model.vocabulary.symbols.find("notification");
  leap_birthday = model.vocabulary.symbols.find(Vocabulary::leap_birthday);
  territoire = model.vocabulary.symbols.find("territoire");
  lasts = model.vocabulary.find_field("duree").value_or(no_id);
  duration = model.vocabulary.symbols.find("duree");
  beginning = model.vocabulary.symbols.find("du");
  day_order = model.vocabulary.symbols.find(Vocabulary::day_order);
  std::vector<std::string_view> names;
  for (const auto& procedure : model.procedures) names.push_back(model.text(procedure.name));
  for (const auto& rule : model.rules) names.push_back(rule.code);
  std::ranges::sort(names);
  const auto rank = [&](std::string_view name) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(names, name) - names.begin());
  };
  procedures.resize(model.procedures.size());
  for (std::size_t p = 0; p < model.procedures.size(); ++p)
    procedures[p].order = rank(model.text(model.procedures[p].name));
  for (const auto& rule : model.rules) order_as_procedure.push_back(rank(rule.code));

  for (std::uint16_t p = 0; p < model.procedures.size(); ++p) {
    const auto& procedure = model.procedures[p];
    procedures[p].first_state = static_cast<std::uint32_t>(state_count_);
    state_count_ += procedure.states.size();
    if (procedure.per == InstancePer::event) {
      if (procedure.trigger != none_id) opened_by[model.patterns[procedure.trigger].type].push_back(p);
    } else {
      standing.push_back(p);
    }
    lower_clauses(p);
    lower_heeds(p);
  }
  for (std::uint32_t c = 0; c < model.controls.size(); ++c)
    if (model.controls[c].each != none_id)
      controls_on[model.patterns[model.controls[c].each].type].push_back(c);
  for (const auto& pattern : model.patterns)
    of_words.push_back(std::ranges::all_of(pattern.constraints, [&](const Constraint& constraint) {
      return std::ranges::all_of(constraint.values,
                                 [&](ExprId id) { return model.exprs[id].op == Op::literal; });
    }));
  for (const auto& query : model.queries)
    asked_again.push_back(of_words[query.pattern] && query.such_that == none_id && query.since == none_id &&
                          query.before == none_id && query.domain != Domain::affaire_of &&
                          query.domain != Domain::instance_or_before);
  looked_for_by.resize(type_count);
  for (QueryId q = 0; q < model.queries.size(); ++q)
    if (const auto type = model.patterns[model.queries[q].pattern].type; type != no_id)
      looked_for_by[type].push_back(q);
  expected_by.resize(type_count);
  mentioned_by.resize(type_count);
  concerns_machines.resize(type_count);
  for (std::size_t t = 0; t < type_count; ++t) {
    concerns_machines[t] = !opened_by[t].empty();
    for (std::uint16_t p = 0; p < procedures.size(); ++p) {
      concerns_machines[t] = concerns_machines[t] || procedures[p].listens[t];
      if (procedures[p].mentions[t]) mentioned_by[t].push_back(p);
    }
    find_expecting(static_cast<EventTypeId>(t));
  }
}

void Program::find_expecting(EventTypeId type) {
  const auto looks_for_it = [type](const PatternsByType& patterns) {
    return std::ranges::binary_search(patterns, type, {}, &PatternsByType::value_type::first);
  };
  for (std::uint16_t p = 0; p < procedures.size(); ++p) {
    if (model.procedures[p].per != InstancePer::event) continue;
    const bool anywhere = looks_for_it(procedures[p].looked_for);
    for (StateId s = 0; s < model.procedures[p].states.size(); ++s)
      if (anywhere || procedures[p].takes[s * model.vocabulary.events.size() + type] ||
          looks_for_it(procedures[p].looked_for_in[s]))
        expected_by[type].push_back({p, s, anywhere});
  }
}

bool Program::rises(const Expr& expr) const {
  const auto argument = [&](std::uint32_t i) { return model.args[expr.first_arg + i]; };
  const auto still = [&](std::uint32_t i) {
    const auto op = model.exprs[argument(i)].op;
    return op == Op::literal || op == Op::parameter;
  };
  switch (expr.op) {
    case Op::literal:
    case Op::parameter:
    case Op::today:
      return true;
    case Op::date_after:
    case Op::date_before:
      return still(0) && rising[argument(1)];
    case Op::first_of_month:
    case Op::first_of_next_month:
    case Op::first_of_year:
    case Op::definition:
      return rising[argument(0)];
    case Op::latest:
      for (std::uint32_t i = 0; i < expr.arg_count; ++i)
        if (!rising[argument(i)]) return false;
      return true;
    default:
      return false;
  }
}

template <class Filter>
ClauseRange Program::select(const Procedure& procedure, const State& state, Filter&& filter) {
  ClauseRange range{static_cast<std::uint32_t>(transitions_.size()), 0};
  for (const auto& clause : state.clauses)
    if (filter(clause)) transitions_.push_back(registered(clause, false)), ++range.count;
  if (!state.final)
    for (const auto& clause : procedure.from_any)
      if (filter(clause)) transitions_.push_back(registered(clause, true)), ++range.count;
  return range;
}

Transition Program::registered(const Clause& clause, bool from_any) {
  auto [known, is_new] = registered_.try_emplace(&clause);
  auto& transition = known->second;
  if (is_new) {
    transition = {&clause, from_any, static_cast<std::uint32_t>(actions.size()),
                  static_cast<std::uint32_t>(requirements.size())};
    for (const auto& action : clause.actions) actions.push_back(&action);
    for (const auto& requirement : clause.requirements) requirements.push_back(&requirement);
  }
  return transition;
}

void Program::lower_clauses(std::uint16_t index) {
  const auto& procedure = model.procedures[index];
  auto& program = procedures[index];
  const auto type_count = model.vocabulary.events.size();
  program.on_event.resize(procedure.states.size() * type_count);
  program.at_end.resize(procedure.states.size() * procedure.delais.size());
  program.mentions.resize(type_count);
  for (std::size_t s = 0; s < procedure.states.size(); ++s) {
    const auto& state = procedure.states[s];
    std::vector<bool> types(type_count);
    const auto note = [&](const Clause& clause) {
      if (clause.is_about_acts()) types[model.patterns[clause.pattern].type] = true;
    };
    std::ranges::for_each(state.clauses, note);
    if (!state.final) std::ranges::for_each(procedure.from_any, note);
    for (std::size_t t = 0; t < type_count; ++t) {
      if (!types[t]) continue;
      program.mentions[t] = true;
      program.on_event[s * type_count + t] = select(procedure, state, [&](const Clause& clause) {
        return clause.is_about_acts() && model.patterns[clause.pattern].type == t;
      });
    }
    for (std::size_t d = 0; d < procedure.delais.size(); ++d)
      program.at_end[s * procedure.delais.size() + d] = select(procedure, state, [&](const Clause& clause) {
        return clause.kind == ClauseKind::at_end && clause.delai == d;
      });
    const auto of_kind = [&](ClauseKind kind) {
      return select(procedure, state, [&](const Clause& clause) { return clause.kind == kind; });
    };
    program.on_condition.push_back(of_kind(ClauseKind::on_condition));
    program.on_entry.push_back(of_kind(ClauseKind::on_entry));
    program.while_true.push_back(of_kind(ClauseKind::while_true));
  }
}

RuleId Program::rule_of_account(std::size_t account) const {
  if (account == Budget::common) return none_id;
  const auto procedures = model.procedures.size();
  return account <= procedures ? model.procedures[account - 1].rule
                               : model.controls[account - 1 - procedures].rule;
}

void Program::find_letters() {
  const auto& words = model.vocabulary;
#define FILROUGE_LETTER_STEP(step, ...) letters.step = words.letter_event(LetterStep::step);
#include "engine/core/model/letter_step.def"
#undef FILROUGE_LETTER_STEP
#define FILROUGE_LETTER_FIELD(field, name) letters.field = words.find_field(name).value_or(no_id);
#define FILROUGE_LETTER_WORD(word, name) letters.word = words.symbols.find(name);
#define FILROUGE_LETTER_ATTRIBUTE(attribute, name) letters.attribute = words.find_attribute(name);
#include "engine/core/model/letter_field.def"
  letters.carried_as.assign(words.events.size(), letters.decision);
#define FILROUGE_LETTER_CARRIES(act, subject)                 \
  if (const auto type = words.find_event(act); type != no_id) \
    letters.carried_as[type] = words.symbols.find(subject);
#include "engine/core/model/letter_field.def"
}

}  // namespace filrouge
