#include "dsl/check/pool.hpp"

#include <fmt/format.h>

namespace filrouge::dsl {

ExprId Pool::expr(Op op, ValueType type, std::span<const ExprId> args, std::uint32_t data,
                  std::uint32_t extra) {
  const auto key = fmt::format("{}:{}:{}:{}:{}", static_cast<int>(op), static_cast<int>(type), data, extra,
                               fmt::join(args, ","));
  const auto [slot, is_new] = exprs_.try_emplace(key, static_cast<ExprId>(model_.exprs.size()));
  if (is_new) {
    Expr made;
    made.op = op;
    made.type = type;
    made.arg_count = static_cast<std::uint8_t>(args.size());
    made.first_arg = static_cast<std::uint32_t>(model_.args.size());
    made.data = data;
    made.extra = extra;
    model_.args.insert(model_.args.end(), args.begin(), args.end());
    model_.exprs.push_back(made);
  }
  return slot->second;
}

ExprId Pool::literal(const Value& value, ValueType type) {
  const auto key = fmt::format("{}:{}:{}:{}:{}", static_cast<int>(value.kind), static_cast<int>(value.days),
                               value.lo, value.hi, static_cast<int>(value.written));
  const auto [slot, is_new] = values_.try_emplace(key, static_cast<std::uint32_t>(model_.values.size()));
  if (is_new) model_.values.push_back(value);
  return expr(Op::literal, type, {}, slot->second);
}

PatternId Pool::pattern(const Pattern& pattern) {
  auto key = fmt::format("{}{}", pattern.type, pattern.not_cancelled ? "!" : "");
  for (const auto& constraint : pattern.constraints)
    key += fmt::format("|{}={}", constraint.field, fmt::join(constraint.values, ","));
  const auto [slot, is_new] = patterns_.try_emplace(key, static_cast<PatternId>(model_.patterns.size()));
  if (is_new) model_.patterns.push_back(pattern);
  return slot->second;
}

QueryId Pool::query(const Query& query) {
  const auto key = fmt::format("{}:{}:{}:{}:{}:{}:{}:{}:{}", query.pattern, static_cast<int>(query.domain),
                               query.reach_said, query.whose, query.such_that, query.since, query.before,
                               query.consecutive, query.same_field);
  const auto [slot, is_new] = queries_.try_emplace(key, static_cast<QueryId>(model_.queries.size()));
  if (is_new) model_.queries.push_back(query);
  return slot->second;
}

}  // namespace filrouge::dsl
