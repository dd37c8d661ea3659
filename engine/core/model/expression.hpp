#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/model/operations.hpp"
#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

using ExprId = std::uint32_t;
using PatternId = std::uint32_t;
using QueryId = std::uint32_t;
constexpr std::uint32_t none_id = 0xFFFFFFFF;

/// Which délai of which procédure an expression speaks of.
struct DelaiRef {
  std::uint16_t procedure = no_id;
  std::uint16_t delai = no_id;  ///< index in Procedure::delais
};

/// An event type and what its fields must be.
struct Constraint {
  FieldId field = no_id;
  std::vector<ExprId> values;  ///< one of them
};
struct Pattern {
  EventTypeId type = no_id;
  std::vector<Constraint> constraints;
  bool not_cancelled = false;  ///< « non annulé » is written; it is so of every search
};

/// Where a query looks.
enum class Domain : std::uint8_t {
  instance,  ///< the instance's own events: routed to it, or of its person (and of the foyer) without
             ///< reference, since its start
  instance_or_before,  ///< besides, what came before it and cites nothing; `since` is how far back, from its
                       ///< first day when it is a duration
  person,              ///< every event of the instance's person, and those of the foyer, since ever
  household,           ///< every event of the dossier
  affaire_of,          ///< those of the affaires of another act
};

/// A search through the journal. Cancelled events never count. Only events of `le` ≤ the day of evaluation
/// are seen.
struct Query {
  PatternId pattern = none_id;
  Domain domain = Domain::instance;
  bool reach_said = false;     ///< the rule writes it
  ExprId whose = none_id;      ///< affaire_of: the act whose affaires they are
  ExprId such_that = none_id;  ///< with `candidate` bound to the event looked at
  ExprId since =
      none_id;  ///< a date or event: le ≥ it; a duration P: e ≤ day ≤ e + P (forward, months do not invert)
  ExprId before = none_id;     ///< a date or event: le < it
  bool consecutive = false;    ///< the longest run up to the day, any other event of the type breaking it
  FieldId same_field = no_id;  ///< « de même catégorie »: runs are counted by the value of this field

  /// Does it look at all that has been taken?
  bool unbounded() const { return since == none_id && before == none_id && domain != Domain::affaire_of; }
};

/// What a délai is, seen from an expression.
enum class DelaiState : std::uint8_t { running, elapsed, overdue, kept };

struct Expr {
  Op op = Op::literal;
  ValueType type = ValueType::none;
  std::uint8_t arg_count = 0;
  std::uint32_t first_arg = 0;  ///< in Model::args
  std::uint32_t data = 0;
  std::uint32_t extra = 0;
};

}  // namespace filrouge
