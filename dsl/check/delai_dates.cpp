#include "dsl/check/delai_dates.hpp"

#include "dsl/check/reads.hpp"

namespace filrouge::dsl {
namespace {

/// Is its value another day when it is asked another day? A condition is not: it turns, and stands.
bool follows_the_day(const Model& model, ExprId id) {
  if (id == none_id) return false;
  const auto& expr = model.exprs[id];
  if (expr.op == Op::today) return true;
  if (facts_of(expr.op).type == ValueType::boolean || facts_of(expr.op).reads == Reads::query) return false;
  const auto first = expr.op == Op::conditional || expr.op == Op::at_day ? 1u : 0u;
  for (auto i = first; i < expr.arg_count; ++i)
    if (follows_the_day(model, model.args[expr.first_arg + i])) return true;
  return false;
}

}  // namespace

void check_delai_dates(Checking& checking, View node, const std::string& name, const Delai& delai,
                       std::uint16_t index) {
  const auto& model = checking.model;
  const auto of_its_own = [&](const Expr& expr) {
    return (expr.op == Op::end_of || expr.op == Op::delai_is) && (expr.data & 0xFFFF) == index;
  };
  bool reads_itself = false;
  delai.for_each_date_expression(
      [&](ExprId id) { reads_itself = reads_itself || reads(model, id, of_its_own); });
  if (reads_itself) {
    checking.report(Code::delai_reads_itself, node, {name})
        .suggesting(
            Phrase("donnez-lui un autre nom que celui qu'il lit, ou lisez un acte, un état, une date"));
    return;
  }
  const auto moves = [](const Expr& expr) { return facts_of(expr.op).moves; };
  const bool start_recedes = follows_the_day(model, delai.point) && reads(model, delai.point, moves);
  if (start_recedes || follows_the_day(model, delai.until))
    checking.report(Code::delai_recedes, node, {name})
        .suggesting(Phrase("comptez depuis « entrée », « début » ou le jour d'un acte"));
}

}  // namespace filrouge::dsl
