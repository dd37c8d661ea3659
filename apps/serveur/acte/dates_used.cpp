#include "apps/serveur/acte/dates_used.hpp"

#include <unordered_set>

namespace filrouge::acte {
namespace {

/// Which types of act stand for « celui-ci » where an expression is read.
struct Around {
  EventTypeId trigger = no_id, current = no_id, candidate = no_id;
};

class Walk {
 public:
  Walk(const Model& model, std::vector<std::vector<bool>>& used) : model_(model), used_(used) {}

  void all() {
    for (const auto& procedure : model_.procedures) {
      Around around;
      if (procedure.trigger != none_id)
        around.trigger = around.current = model_.patterns[procedure.trigger].type;
      expr(procedure.governing, around);
      for (const auto& delai : procedure.delais) of_delai(delai, around);
      for (const auto& state : procedure.states)
        for (const auto& clause : state.clauses) of_clause(clause, around);
      for (const auto& clause : procedure.from_any) of_clause(clause, around);
    }
    for (const auto& control : model_.controls) {
      Around around;
      if (control.each != none_id) around.current = model_.patterns[control.each].type;
      around.trigger = around.current;
      for (const auto id : {control.condition, control.since, control.within, control.at_least, control.per})
        expr(id, around);
    }
    for (const auto& query : model_.queries) of_query(query, {});
  }

 private:
  void of_delai(const Delai& delai, const Around& around) {
    for (const auto id : {delai.length, delai.point, delai.until, delai.minimum, delai.maximum,
                          delai.target_every, delai.limit_every, delai.tolerance, delai.kept_before,
                          delai.postponed_to, delai.postponed_if, delai.postponable_by})
      expr(id, around);
    for (const auto pattern : delai.kept_by) {
      auto kept = around;
      kept.current = model_.patterns[pattern].type;
      expr(delai.kept_on, kept);
    }
    for (const auto& pause : delai.pauses) expr(pause.condition, around);
    for (const auto* actions : {&delai.to_do, &delai.if_overdue, &delai.if_out_of_bounds, &delai.if_unknown})
      for (const auto& action : *actions) of_action(action, around);
  }

  void of_action(const Action& action, const Around& around) {
    for (const auto id : action.facts) expr(id, around);
    for (const auto id : action.bounds) expr(id, around);
  }

  void of_clause(const Clause& clause, Around around) {
    if (clause.pattern != none_id) around.current = model_.patterns[clause.pattern].type;
    expr(clause.condition, around);
    for (const auto& requirement : clause.requirements) expr(requirement.condition, around);
    for (const auto& action : clause.actions) of_action(action, around);
  }

  void of_query(const Query& query, Around around) {
    expr(query.whose, around);
    expr(query.since, around);
    expr(query.before, around);
    around.candidate = model_.patterns[query.pattern].type;
    expr(query.such_that, around);
  }

  EventTypeId type_of(const Expr& act, const Around& around) const {
    switch (act.op) {
      case Op::trigger:
        return around.trigger;
      case Op::current:
        return around.current;
      case Op::candidate:
        return around.candidate;
      case Op::first:
      case Op::last:
        return model_.patterns[model_.queries[act.data].pattern].type;
      case Op::definition:
      case Op::coalesce:
      case Op::at_day:
        return type_of(model_.exprs[model_.args[act.first_arg]], around);
      default:
        return no_id;
    }
  }

  void mark(BuiltinField field, EventTypeId type) {
    if (type != no_id) used_[static_cast<std::size_t>(field)][type] = true;
  }

  void expr(ExprId id, const Around& around) {
    if (id == none_id) return;
    // Definitions are shared: each is read once a place that makes a difference.
    const auto key = std::uint64_t{id} << 30 | std::uint64_t{around.trigger & 1023u} << 20 |
                     std::uint64_t{around.current & 1023u} << 10 | (around.candidate & 1023u);
    if (!read_.insert(key).second) return;
    const auto& it = model_.exprs[id];
    if (it.op == Op::field && it.data < static_cast<std::uint32_t>(BuiltinField::count))
      mark(static_cast<BuiltinField>(it.data), type_of(model_.exprs[model_.args[it.first_arg]], around));
    if (facts_of(it.op).reads == Reads::query) {
      const auto& query = model_.queries[it.data];
      if (it.op == Op::cumulated_days || it.op == Op::cumulated_months || it.op == Op::sum_in_force)
        for (const auto field : {BuiltinField::du, BuiltinField::au})
          mark(field, model_.patterns[query.pattern].type);
      of_query(query, around);
    }
    for (std::uint32_t i = 0; i < it.arg_count; ++i) expr(model_.args[it.first_arg + i], around);
  }

  const Model& model_;
  std::vector<std::vector<bool>>& used_;
  std::unordered_set<std::uint64_t> read_;
};

}  // namespace

DatesUsed::DatesUsed(const Model& model)
    : used_(static_cast<std::size_t>(BuiltinField::count),
            std::vector<bool>(model.vocabulary.events.size(), false)) {
  Walk(model, used_).all();
}

}  // namespace filrouge::acte
