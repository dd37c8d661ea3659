#pragma once

#include <span>
#include <string>
#include <unordered_map>

#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// Adds expressions, patterns and queries to a Model, each form once: two equal expressions have the same id,
/// which is how checks compare guards.
class Pool {
 public:
  explicit Pool(Model& model) : model_(model) {}

  ExprId expr(Op op, ValueType type, std::span<const ExprId> args = {}, std::uint32_t data = 0,
              std::uint32_t extra = 0);
  ExprId expr(Op op, ValueType type, std::initializer_list<ExprId> args, std::uint32_t data = 0,
              std::uint32_t extra = 0) {
    return expr(op, type, std::span(args.begin(), args.size()), data, extra);
  }
  ExprId literal(const Value& value, ValueType type);
  PatternId pattern(const Pattern& pattern);
  QueryId query(const Query& query);

  /// Argument n of an expression.
  ExprId arg(ExprId id, std::uint32_t n) const { return model_.args[model_.exprs[id].first_arg + n]; }

 private:
  Model& model_;
  std::unordered_map<std::string, std::uint32_t> exprs_, values_, patterns_, queries_;
};

}  // namespace filrouge::dsl
