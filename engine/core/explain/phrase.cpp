#include "engine/core/explain/phrase.hpp"

#include <fmt/format.h>

#include "engine/core/explain/sentence.hpp"

namespace filrouge {
namespace {

/// Deeper than this a condition is not read aloud any more.
constexpr int depth_limit = 24;

class Phraser {
 public:
  explicit Phraser(const Program& program) : program_(program), model_(program.model) {}

  std::string expression(ExprId id, int depth = 0) const {
    if (id == none_id) return {};
    if (depth > depth_limit) return "…";
    const auto& expr = model_.exprs[id];
    const auto arg = [&](std::uint32_t i) { return expression(model_.args[expr.first_arg + i], depth + 1); };
    if (const auto& form = facts_of(expr.op).told; !form.empty()) return told(form, expr, depth);
    switch (expr.op) {
      case Op::literal:
        return literal(model_.values[expr.data]);
      case Op::parameter:
        return plain_name(program_, model_.parameters[expr.data].label);
      case Op::attribute:
        return plain_name(program_, model_.text(model_.vocabulary.attributes[expr.data].name));
      case Op::field: {
        const auto of = model_.exprs[model_.args[expr.first_arg]].op;
        const auto field =
            plain_name(program_, model_.vocabulary.field_name(static_cast<FieldId>(expr.data)));
        return of == Op::current || of == Op::trigger ? field : field + " de " + arg(0);
      }
      case Op::table_value: {
        const auto& table = model_.tables[expr.data & 0xFFFF];
        const auto label = plain_name(program_, table.label);
        return table.outputs.size() < 2
                   ? label
                   : plain_name(program_, model_.text(table.outputs[expr.data >> 16])) + " de " + label;
      }
      case Op::definition:
        return plain_name(program_, model_.definitions[expr.data].label);
      default:
        return {};
    }
  }

  std::string pattern(PatternId id, int depth) const {
    const auto& pattern = model_.patterns[id];
    auto text = plain_name(program_, model_.text(model_.vocabulary.events[pattern.type].name));
    for (const auto& constraint : pattern.constraints) {
      text += fmt::format(", {} : ", plain_name(program_, model_.vocabulary.field_name(constraint.field)));
      for (std::size_t i = 0; i < constraint.values.size(); ++i)
        text += (i ? " ou " : "") + expression(constraint.values[i], depth + 1);
    }
    return text;
  }

 private:
  /// The prose of a row of operations.def: its text, with what stands between braces told in its place.
  std::string told(std::string_view form, const Expr& expr, int depth) const {
    const auto arg = [&](std::uint32_t i) { return expression(model_.args[expr.first_arg + i], depth + 1); };
    std::string text;
    for (auto open = form.find('{'); open != std::string_view::npos; open = form.find('{')) {
      text += form.substr(0, open);
      const auto close = form.find('}', open);
      const auto inside = form.substr(open + 1, close - open - 1);
      const bool counted = inside.front() >= '0' && inside.front() <= '9';
      const auto from = counted ? static_cast<std::uint32_t>(inside.front() - '0') : 0;
      if (const auto star = inside.find('*'); star != std::string_view::npos) {
        for (auto i = from; i < expr.arg_count; ++i)
          text.append(i > from ? inside.substr(star + 1) : std::string_view()).append(arg(i));
      } else if (counted) {
        text += arg(from);
      } else {
        text += inside == "q" ? query(expr.data, depth)
                              : plain_name(program_, model_.tables[expr.data & 0xFFFF].label);
      }
      form.remove_prefix(close + 1);
    }
    return text.append(form);
  }

  std::string literal(const Value& value) const {
    if (value.kind == Value::Kind::symbol)
      return plain_name(program_, model_.text(static_cast<Symbol>(value.lo)));
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

  const Program& program_;
  const Model& model_;
};

}  // namespace

std::string phrase(const Program& program, ExprId expression) {
  return Phraser(program).expression(expression);
}
std::string pattern_phrase(const Program& program, PatternId pattern) {
  return Phraser(program).pattern(pattern, 0);
}

}  // namespace filrouge
