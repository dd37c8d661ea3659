#include "dsl/testing/rewriting.hpp"

namespace filrouge::dsl {
namespace {

using Into = ExprStep::Into;

bool reads_a_query(const Expr& expr) {
  return facts_of(expr.op).reads == Reads::query;
}

void parts(const Model& model, ExprId id, ExprPath& path,
           const std::function<void(const ExprPath&, ExprId)>& visit) {
  if (id == none_id) return;
  visit(path, id);
  const auto& expr = model.exprs[id];
  const auto enter = [&](Into into, std::uint32_t argument, ExprId part) {
    path.push_back({into, argument});
    parts(model, part, path, visit);
    path.pop_back();
  };
  if (expr.op == Op::definition) return;
  for (std::uint32_t i = 0; i < expr.arg_count; ++i) enter(Into::argument, i, model.args[expr.first_arg + i]);
  if (!reads_a_query(expr)) return;
  const auto& query = model.queries[expr.data];
  enter(Into::such_that, 0, query.such_that);
  enter(Into::since, 0, query.since);
  enter(Into::before, 0, query.before);
  enter(Into::whose, 0, query.whose);
}

}  // namespace

void for_each_part(const Model& model, ExprId root,
                   const std::function<void(const ExprPath&, ExprId part)>& visit) {
  ExprPath path;
  parts(model, root, path, visit);
}

ExprId add_expr(Model& model, Expr expr, std::vector<ExprId> args) {
  expr.arg_count = static_cast<std::uint8_t>(args.size());
  expr.first_arg = static_cast<std::uint32_t>(model.args.size());
  model.args.insert(model.args.end(), args.begin(), args.end());
  model.exprs.push_back(expr);
  return static_cast<ExprId>(model.exprs.size() - 1);
}

ExprId add_literal(Model& model, const Value& value, ValueType type) {
  model.values.push_back(value);
  Expr literal;
  literal.op = Op::literal;
  literal.type = type;
  literal.data = static_cast<std::uint32_t>(model.values.size() - 1);
  return add_expr(model, literal, {});
}

PatternId add_pattern(Model& model, Pattern pattern) {
  model.patterns.push_back(std::move(pattern));
  return static_cast<PatternId>(model.patterns.size() - 1);
}

QueryId add_query(Model& model, const Query& query) {
  model.queries.push_back(query);
  return static_cast<QueryId>(model.queries.size() - 1);
}

ExprId rewritten(Model& model, ExprId root, const ExprPath& path, std::size_t depth,
                 const std::function<ExprId(Model&, ExprId)>& change) {
  if (depth == path.size()) return change(model, root);
  const auto expr = model.exprs[root];
  std::vector<ExprId> args(model.args.begin() + expr.first_arg,
                           model.args.begin() + expr.first_arg + expr.arg_count);
  const auto& step = path[depth];
  auto copy = expr;
  if (step.into == Into::argument) {
    args[step.argument] = rewritten(model, args[step.argument], path, depth + 1, change);
  } else {
    auto query = model.queries[expr.data];
    auto& part = step.into == Into::such_that ? query.such_that
                 : step.into == Into::since   ? query.since
                 : step.into == Into::before  ? query.before
                                              : query.whose;
    part = rewritten(model, part, path, depth + 1, change);
    copy.data = add_query(model, query);
  }
  return add_expr(model, copy, std::move(args));
}

}  // namespace filrouge::dsl
