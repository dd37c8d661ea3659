#pragma once

#include <functional>
#include <vector>

#include "engine/core/model/model.hpp"

/// Expressions of a checked model, changed by a copy: equal expressions are one (dsl/check/pool), so that
/// what leads to the changed part is written again at the end of the tables, and nothing that is there moves.
namespace filrouge::dsl {

/// One step from an expression towards a part of it.
struct ExprStep {
  enum class Into : std::uint8_t { argument, such_that, since, before, whose } into = Into::argument;
  std::uint32_t argument = 0;
};
using ExprPath = std::vector<ExprStep>;

/// Every part of an expression, itself first: definitions are named, not entered.
void for_each_part(const Model& model, ExprId root,
                   const std::function<void(const ExprPath&, ExprId part)>& visit);

/// The same expression with another one at that place; its parts are older than itself.
ExprId rewritten(Model& model, ExprId root, const ExprPath& path, std::size_t depth,
                 const std::function<ExprId(Model&, ExprId)>& change);

ExprId add_expr(Model& model, Expr expr, std::vector<ExprId> args);
ExprId add_literal(Model& model, const Value& value, ValueType type);
PatternId add_pattern(Model& model, Pattern pattern);
QueryId add_query(Model& model, const Query& query);

}  // namespace filrouge::dsl
