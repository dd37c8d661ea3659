#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/model/value.hpp"

namespace filrouge {

/// Operations of expressions: one row each in operations.def, which says what each gives. The checker, the
/// program and the prose read it; what each is worth is in machine, and again in the oracle.
enum class Op : std::uint8_t {
#define FILROUGE_OPERATION(operation, ...) operation,
#include "engine/core/model/operations.def"
#undef FILROUGE_OPERATION
};

/// How an operation stands in the language.
enum class OperationForm : std::uint8_t { own, sign, of_date, named };

/// What an operation looks at, besides its arguments.
enum class Reads : std::uint8_t {
  nothing,
  act,      ///< an event at hand
  query,    ///< the journal: data = QueryId
  table,    ///< data = table | column << 16
  letters,  ///< the facts of the post
  machine,  ///< délais and states of its own instance
  others,   ///< states of other instances
  day       ///< the day of evaluation
};

struct Operation {
  std::string_view name;  ///< "first_of_month"
  std::string_view word;  ///< « premier jour du mois de »; empty: it has none
  OperationForm form;
  ValueType type;  ///< of its result; none: its arguments or what it names give it
  Reads reads;
  bool moves;  ///< its value may move with facts that come later: never frozen with the start of a délai
  int binds;   ///< how tightly, from 0 to 9, as the grammar reads it (operations.def)
  std::string_view told;  ///< what it is in prose (operations.def says how); empty: told by the prose itself
};

std::span<const Operation> operations();
const Operation& facts_of(Op op);
/// The operation of the form `named` that this folded name is.
std::optional<Op> named_operation(std::string_view name);

/// Does it look at what only an instance, a journal or a day has? « pour chaque » may not.
inline bool reads_the_course(Op op) {
  const auto reads = facts_of(op).reads;
  return reads != Reads::nothing && reads != Reads::table;
}

}  // namespace filrouge
