#include "dsl/check/pool.hpp"

#include <type_traits>

namespace filrouge::dsl {
namespace {

/// What tells one from another, end to end: lists come last.
template <class... Parts>
std::string key_of(const Parts&... parts) {
  std::string key;
  const auto add = [&](const auto& part) {
    static_assert(std::has_unique_object_representations_v<std::remove_cvref_t<decltype(part)>>);
    key.append(reinterpret_cast<const char*>(&part), sizeof part);
  };
  (add(parts), ...);
  return key;
}

void add_list(std::string& key, std::span<const ExprId> list) {
  key.append(reinterpret_cast<const char*>(list.data()), list.size_bytes());
}

}  // namespace

ExprId Pool::expr(Op op, ValueType type, std::span<const ExprId> args, std::uint32_t data,
                  std::uint32_t extra) {
  auto key = key_of(op, type, data, extra);
  add_list(key, args);
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
  const auto key = key_of(value.kind, value.days, value.lo, value.hi, value.written);
  const auto [slot, is_new] = values_.try_emplace(key, static_cast<std::uint32_t>(model_.values.size()));
  if (is_new) model_.values.push_back(value);
  return expr(Op::literal, type, {}, slot->second);
}

PatternId Pool::pattern(const Pattern& pattern) {
  auto key = key_of(pattern.type, pattern.not_cancelled);
  for (const auto& constraint : pattern.constraints) {
    key += key_of(constraint.field, constraint.values.size());
    add_list(key, constraint.values);
  }
  const auto [slot, is_new] = patterns_.try_emplace(key, static_cast<PatternId>(model_.patterns.size()));
  if (is_new) model_.patterns.push_back(pattern);
  return slot->second;
}

QueryId Pool::query(const Query& query) {
  const auto key = key_of(query.pattern, query.domain, query.reach_said, query.whose, query.such_that,
                          query.since, query.before, query.consecutive, query.same_field);
  const auto [slot, is_new] = queries_.try_emplace(key, static_cast<QueryId>(model_.queries.size()));
  if (is_new) model_.queries.push_back(query);
  return slot->second;
}

}  // namespace filrouge::dsl
