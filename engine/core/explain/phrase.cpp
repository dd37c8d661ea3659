#include "engine/core/explain/phrase.hpp"

#include <fmt/format.h>

#include "engine/core/explain/sentence.hpp"

namespace filrouge {
namespace {

/// Deeper than this a condition is not read aloud any more.
constexpr int depth_limit = 24;

class Phraser {
 public:
  explicit Phraser(const Plan& plan) : plan_(plan), model_(plan.model) {}

  std::string expression(ExprId id, int depth = 0) const {
    if (id == none_id) return {};
    if (depth > depth_limit) return "…";
    const auto& expr = model_.exprs[id];
    const auto arg = [&](std::uint32_t i) { return expression(model_.args[expr.first_arg + i], depth + 1); };
    const auto joined = [&](std::string_view between, std::uint32_t from = 0) {
      std::string text;
      for (auto i = from; i < expr.arg_count; ++i)
        text += (i > from ? std::string(between) : std::string()) + arg(i);
      return text;
    };
    switch (expr.op) {
      case Op::literal:
        return literal(model_.values[expr.data]);
      case Op::parameter:
        return plain_name(plan_, model_.parameters[expr.data].label);
      case Op::attribute:
        return plain_name(plan_, model_.text(model_.vocabulary.attributes[expr.data].name));
      case Op::trigger:
      case Op::current:
        return "cet acte";
      case Op::candidate:
        return "celui-ci";
      case Op::last:
        return "le dernier " + query(expr.data, depth);
      case Op::first:
        return "le premier " + query(expr.data, depth);
      case Op::count:
        return "nombre de " + query(expr.data, depth);
      case Op::exists:
        return "il existe " + query(expr.data, depth);
      case Op::field: {
        const auto of = model_.exprs[model_.args[expr.first_arg]].op;
        const auto field = plain_name(plan_, model_.vocabulary.field_name(static_cast<FieldId>(expr.data)));
        return of == Op::current || of == Op::trigger ? field : field + " de " + arg(0);
      }
      case Op::event_day:
        return "le jour de " + arg(0);
      case Op::notification:
        return "la notification de " + arg(0);
      case Op::end_of:
        return "fin du délai";
      case Op::delai_is:
        return "le délai est dans l'état attendu";
      case Op::in_state:
      case Op::linked_in_state:
        return "la procédure est dans l'état attendu";
      case Op::entry_day:
        return "l'entrée dans l'état";
      case Op::start_day:
        return "le début";
      case Op::today:
        return "ce jour";
      case Op::logical_and:
        return joined(" et ");
      case Op::logical_or:
        return joined(" ou ");
      case Op::logical_not:
        return "non (" + arg(0) + ")";
      case Op::occurred:
        return arg(0);
      case Op::equal:
        return arg(0) + " = " + arg(1);
      case Op::different:
        return arg(0) + " ≠ " + arg(1);
      case Op::less:
        return arg(0) + " < " + arg(1);
      case Op::less_equal:
        return arg(0) + " ≤ " + arg(1);
      case Op::greater:
        return arg(0) + " > " + arg(1);
      case Op::greater_equal:
        return arg(0) + " ≥ " + arg(1);
      case Op::among:
        return arg(0) + " parmi (" + joined(", ", 1) + ")";
      case Op::is_known:
        return arg(0) + " connu";
      case Op::between:
        return arg(0) + " entre " + arg(1) + " et " + arg(2);
      case Op::in_table:
        return arg(0) + " dans " + plain_name(plan_, model_.tables[expr.data & 0xFFFF].label);
      case Op::table_value: {
        const auto& table = model_.tables[expr.data & 0xFFFF];
        const auto label = plain_name(plan_, table.label);
        return table.outputs.size() < 2
                   ? label
                   : plain_name(plan_, model_.text(table.outputs[expr.data >> 16])) + " de " + label;
      }
      case Op::add:
        return arg(0) + " + " + arg(1);
      case Op::subtract:
        return arg(0) + " - " + arg(1);
      case Op::multiply:
        return arg(0) + " × " + arg(1);
      case Op::date_after:
        return arg(0) + " après " + arg(1);
      case Op::date_before:
        return arg(0) + " avant " + arg(1);
      case Op::coalesce:
        return arg(0) + " à défaut " + arg(1);
      case Op::latest:
        return "le plus tardif de (" + joined(", ") + ")";
      case Op::earliest:
        return "le premier de (" + joined(", ") + ")";
      case Op::conditional:
        return "si " + arg(0) + " alors " + arg(1) + " sinon " + arg(2);
      case Op::cumulated_days:
      case Op::cumulated_months:
        return "durée cumulée de " + query(expr.data, depth);
      case Op::sum:
        return "somme de " + query(expr.data, depth);
      case Op::first_of_month:
        return (expr.data ? "premier jour du mois suivant " : "premier jour du mois de ") + arg(0);
      case Op::first_of_year:
        return "premier jour de l'année de " + arg(0);
      case Op::age:
        return "âge";
      case Op::departement:
        return "département";
      case Op::sum_in_force:
        return "somme en vigueur de " + query(expr.data, depth);
      case Op::at_day:
        return arg(0) + " au jour de " + arg(1);
      case Op::definition:
        return plain_name(plan_, model_.definitions[expr.data].label);
    }
    return {};
  }

  std::string pattern(PatternId id, int depth) const {
    const auto& pattern = model_.patterns[id];
    auto text = plain_name(plan_, model_.text(model_.vocabulary.events[pattern.type].name));
    for (const auto& constraint : pattern.constraints) {
      text += fmt::format(", {} : ", plain_name(plan_, model_.vocabulary.field_name(constraint.field)));
      for (std::size_t i = 0; i < constraint.values.size(); ++i)
        text += (i ? " ou " : "") + expression(constraint.values[i], depth + 1);
    }
    return text;
  }

 private:
  std::string literal(const Value& value) const {
    if (value.kind == Value::Kind::symbol)
      return plain_name(plan_, model_.text(static_cast<Symbol>(value.lo)));
    if (!value.known()) return "inconnu";
    const auto least = plain_bound(value, false);
    return value.exact() ? least : least + " à " + plain_bound(value, true);
  }
  std::string query(QueryId id, int depth) const {
    const auto& query = model_.queries[id];
    auto text = pattern(query.pattern, depth);
    if (query.such_that != none_id) text += " dont " + expression(query.such_that, depth + 1);
    if (query.since != none_id) text += " depuis " + expression(query.since, depth + 1);
    if (query.before != none_id) text += " avant " + expression(query.before, depth + 1);
    return text;
  }

  const Plan& plan_;
  const Model& model_;
};

}  // namespace

std::string phrase(const Plan& plan, ExprId expression) {
  return Phraser(plan).expression(expression);
}
std::string pattern_phrase(const Plan& plan, PatternId pattern) {
  return Phraser(plan).pattern(pattern, 0);
}

}  // namespace filrouge
