#include <algorithm>

#include "engine/core/machine/program.hpp"

/// Which acts each procédure heeds: those that its expressions look for, its clauses and its délais take.
namespace filrouge {
namespace {

/// Every expression a procédure may evaluate, from the roots written in it.
class ReadTypes {
 public:
  explicit ReadTypes(const Model& model)
      : model_(model),
        types_(model.vocabulary.events.size()),
        named_(model.vocabulary.events.size()),
        beyond_(model.vocabulary.events.size()),
        seen_(model.exprs.size()) {}

  bool looks_for(std::size_t type) const { return types_[type]; }
  /// … by a query, or a délai, that names it?
  bool names(std::size_t type) const { return named_[type]; }
  /// … among other acts than those of the instance?
  bool looks_beyond_for(std::size_t type) const { return beyond_[type]; }
  /// The patterns looked for among the acts of the instance.
  const std::vector<PatternId>& of_the_instance() const { return of_the_instance_; }
  bool reads_letters() const { return reads_letters_; }
  bool asks_of_others() const { return asks_of_others_; }
  bool asks_of_machines() const { return asks_of_others_ || navigates_ || asks_of_its_own_; }
  /// On the délais of its instance?
  bool asks_of_delais() const { return asks_of_delais_; }
  /// On acts that its siblings may take up too?
  bool takes_up() const { return takes_up_; }

  void expression(ExprId id) {
    if (id == none_id || seen_[id]) return;
    seen_[id] = true;
    const auto& expr = model_.exprs[id];
    for (std::uint32_t i = 0; i < expr.arg_count; ++i) expression(model_.args[expr.first_arg + i]);
    switch (facts_of(expr.op).reads) {
      case Reads::query:
        query(expr.data);
        if (expr.op == Op::sum_in_force) measures(model_.patterns[model_.queries[expr.data].pattern].type);
        break;
      case Reads::letters:
        reads_letters_ = true;
        break;
      case Reads::others:
        asks_of_others_ = true;
        break;
      case Reads::machine:
        asks_of_its_own_ = true;
        asks_of_delais_ = asks_of_delais_ || expr.op == Op::end_of || expr.op == Op::delai_is;
        break;
      case Reads::table:
        for (const auto input : model_.tables[expr.data & 0xFFFF].inputs) expression(input);
        break;
      default:
        break;
    }
  }
  void query(QueryId id) {
    const auto& query = model_.queries[id];
    const auto& pattern = model_.patterns[query.pattern];
    if (pattern.type != no_id) {
      types_[pattern.type] = named_[pattern.type] = true;
      if (query.domain == Domain::instance || query.domain == Domain::instance_or_before)
        of_the_instance_.push_back(query.pattern);
      else
        beyond_[pattern.type] = true;
      for (const auto& constraint : pattern.constraints)
        for (const auto value : constraint.values) expression(value);
    }
    navigates_ = navigates_ || query.domain == Domain::affaire_of;
    takes_up_ = takes_up_ || query.domain == Domain::instance_or_before;
    expression(query.whose);
    expression(query.such_that);
    expression(query.since);
    expression(query.before);
  }
  /// Whether a measure is still in force rests on the acts of its affaires, and on those that end it.
  void measures(EventTypeId type) {
    navigates_ = true;
    for (std::size_t ending = 0; ending < types_.size(); ++ending)
      if (std::ranges::find(model_.vocabulary.events[ending].ends, type) !=
          model_.vocabulary.events[ending].ends.end())
        types_[ending] = beyond_[ending] = true;  // heard, though no rule looks for it
  }
  void actions(const std::vector<Action>& list) {
    for (const auto& action : list) {
      for (const auto fact : action.facts) expression(fact);
      for (const auto bound : action.bounds) expression(bound);
      expression(action.every);
    }
  }
  void clause(const Clause& clause) {
    expression(clause.condition);
    for (const auto& requirement : clause.requirements) expression(requirement.condition);
    actions(clause.actions);
  }
  /// What its dates rest on while it runs.
  void dates(const Delai& delai) {
    delai.for_each_date_expression([this](ExprId id) { expression(id); });
  }
  void delai(const Delai& delai) {
    dates(delai);
    for (const auto id : {delai.kept_on, delai.kept_before, delai.postponable_by, delai.target_every,
                          delai.limit_every, delai.tolerance})
      expression(id);
    // Done before it begins, what keeps it is looked for among the acts of the instance.
    if (delai.kept_before != none_id)
      for (const auto pattern : delai.kept_by) {
        types_[model_.patterns[pattern].type] = named_[model_.patterns[pattern].type] = true;
        of_the_instance_.push_back(pattern);
      }
    for (const auto& reminder : delai.reminders) expression(reminder.length);
    for (const auto* list : {&delai.to_do, &delai.if_overdue, &delai.if_target_missed,
                             &delai.if_out_of_bounds, &delai.if_unknown})
      actions(*list);
  }

 private:
  const Model& model_;
  std::vector<bool> types_, named_, beyond_, seen_;
  std::vector<PatternId> of_the_instance_;
  bool reads_letters_ = false, asks_of_others_ = false, asks_of_its_own_ = false, navigates_ = false;
  bool asks_of_delais_ = false, takes_up_ = false;
};

}  // namespace

PatternsByType Program::by_type(std::vector<PatternId> patterns) const {
  const auto type_of = [&](PatternId id) { return model.patterns[id].type; };
  std::ranges::sort(patterns, {}, [&](PatternId id) { return std::pair{type_of(id), id}; });
  patterns.erase(std::ranges::unique(patterns).begin(), patterns.end());
  PatternsByType sorted;
  for (const auto id : patterns) sorted.emplace_back(type_of(id), id);
  return sorted;
}

void Program::lower_heeds(std::uint16_t index) {
  const auto& procedure = model.procedures[index];
  auto& program = procedures[index];
  const auto type_count = model.vocabulary.events.size();
  program.listens.resize(type_count);
  program.keeps.resize(type_count);
  ReadTypes reads(model);
  for (const auto& state : procedure.states)
    for (const auto& clause : state.clauses) reads.clause(clause);
  for (const auto& clause : procedure.from_any) reads.clause(clause);
  for (const auto& delai : procedure.delais) reads.delai(delai);
  for (std::size_t type = 0; type < type_count; ++type) program.reads.push_back(reads.names(type));
  program.looked_for = by_type(reads.of_the_instance());
  for (const auto& delai : procedure.delais) {
    delai.for_each_pattern([&](PatternId pattern) { program.mentions[model.patterns[pattern].type] = true; });
    for (const auto pattern : delai.kept_by) program.keeps[model.patterns[pattern].type] = true;
    for (const auto pattern : delai.forbids) program.listens[model.patterns[pattern].type] = true;
  }
  for (std::size_t type = 0; type < type_count; ++type)
    program.listens[type] = program.listens[type] || program.mentions[type] || reads.looks_for(type);
  // The facts of the post change notifications, which any date may rest on.
  const auto the_post = [&](auto&& note) {
    for (const auto type : {letters.sent, letters.presented, letters.collected, letters.returned,
                            letters.handed, letters.address_change})
      if (type != no_id) note(type);
  };
  if (reads.reads_letters()) the_post([&](EventTypeId type) { program.listens[type] = true; });
  program.asks_of_others = reads.asks_of_others();

  program.delai_heeds.resize(procedure.delais.size() * type_count);
  for (std::size_t d = 0; d < procedure.delais.size(); ++d) {
    for (const auto& pause : procedure.delais[d].pauses)
      program.pauses_on_condition = program.pauses_on_condition || pause.condition != none_id;
    ReadTypes of_delai(model);
    of_delai.dates(procedure.delais[d]);
    program.dates_ask_of_machines = program.dates_ask_of_machines || of_delai.asks_of_machines();
    program.dates_of_acts.push_back(!of_delai.asks_of_delais());
    for (std::size_t t = 0; t < type_count; ++t)
      program.delai_heeds[d * type_count + t] = of_delai.looks_for(t) || of_delai.asks_of_machines();
  }
  program.heeds.resize(procedure.states.size() * type_count);
  program.heeds_beyond.resize(procedure.states.size() * type_count);
  program.takes.resize(procedure.states.size() * type_count);
  for (std::size_t s = 0; s < procedure.states.size(); ++s) {
    const auto& state = procedure.states[s];
    ReadTypes of_state(model);
    const auto condition = [&](const Clause& clause) {
      if (clause.kind == ClauseKind::on_condition || clause.kind == ClauseKind::while_true)
        of_state.expression(clause.condition);
    };
    const auto asked = [&](const Clause& clause) {
      for (const auto& action : clause.actions)
        for (const auto fact : action.facts) of_state.expression(fact);
    };
    const auto taken = [&](PatternId pattern) {
      program.takes[s * type_count + model.patterns[pattern].type] = true;
    };
    // A fact asked for is asked for again in the state that the clause leads to.
    for (const auto& asking : procedure.states) std::ranges::for_each(asking.clauses, asked);
    std::ranges::for_each(procedure.from_any, asked);
    std::ranges::for_each(state.clauses, condition);
    if (!state.final) std::ranges::for_each(procedure.from_any, condition);
    for (std::size_t t = 0; t < type_count; ++t)
      program.takes[s * type_count + t] = program.on_event[s * type_count + t].count > 0;
    for (const auto& delai : procedure.delais) {
      if (delai.state != s && delai.state != no_id && !delai.of_instance) continue;
      of_state.dates(delai);
      for (const auto& reminder : delai.reminders) of_state.expression(reminder.length);
      delai.for_each_pattern(taken);
      std::ranges::for_each(delai.forbids, taken);
    }
    program.takes_up.push_back(of_state.takes_up());
    program.asks_of_delais.push_back(of_state.asks_of_delais());
    ReadTypes whole(model);
    for (const auto& clause : state.clauses) whole.clause(clause);
    if (!state.final)
      for (const auto& clause : procedure.from_any) whole.clause(clause);
    for (const auto& delai : procedure.delais)
      if (delai.state == s || delai.state == no_id || delai.of_instance) whole.delai(delai);
    program.looked_for_in.push_back(by_type(whole.of_the_instance()));
    // A notification is read with hindsight: the acts of the post change nothing of it when they are taken.
    for (std::size_t t = 0; t < type_count; ++t) {
      program.heeds[s * type_count + t] = of_state.looks_for(t);
      program.heeds_beyond[s * type_count + t] = of_state.looks_beyond_for(t);
    }
  }
}

}  // namespace filrouge
