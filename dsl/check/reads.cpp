#include "dsl/check/reads.hpp"

#include <set>

namespace filrouge::dsl {
namespace {

class Walk {
 public:
  Walk(const Model& model, const std::function<bool(const Expr&)>& fits) : model_(model), fits_(fits) {}

  bool expression(ExprId id) {
    if (id == none_id || !met_.insert(id).second) return false;
    const auto& expr = model_.exprs[id];
    if (fits_(expr)) return true;
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      if (expression(model_.args[expr.first_arg + i])) return true;
    return facts_of(expr.op).reads == Reads::query && query(model_.queries[expr.data]);
  }

 private:
  bool query(const Query& query) {
    if (expression(query.whose) || expression(query.such_that) || expression(query.since) ||
        expression(query.before))
      return true;
    if (query.pattern == none_id) return false;
    for (const auto& constraint : model_.patterns[query.pattern].constraints)
      for (const auto value : constraint.values)
        if (expression(value)) return true;
    return false;
  }

  const Model& model_;
  const std::function<bool(const Expr&)>& fits_;
  std::set<ExprId> met_;
};

}  // namespace

bool reads(const Model& model, ExprId id, const std::function<bool(const Expr&)>& fits) {
  return Walk(model, fits).expression(id);
}

}  // namespace filrouge::dsl
