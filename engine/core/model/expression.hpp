#pragma once

#include <cstdint>
#include <vector>

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
};

/// Where a query looks.
enum class Domain : std::uint8_t {
  instance,   ///< the instance's own events: routed to it, or of its person (and of the foyer) without
              ///< reference, since its start
  person,     ///< every event of the instance's person, and those of the foyer, since ever
  household,  ///< every event of the dossier
};

/// A search through the journal. Cancelled events never count. Only events of `le` ≤ the day of evaluation
/// are seen.
struct Query {
  PatternId pattern = none_id;
  Domain domain = Domain::instance;
  ExprId such_that = none_id;  ///< with `candidate` bound to the event looked at
  ExprId since =
      none_id;  ///< a date or event: le ≥ it; a duration P: e ≤ day ≤ e + P (forward, months do not invert)
  ExprId before = none_id;     ///< a date or event: le < it
  bool consecutive = false;    ///< the longest run up to the day, any other event of the type breaking it
  FieldId same_field = no_id;  ///< « de même catégorie »: runs are counted by the value of this field
};

/// Operations. `args` are expressions, in order; `data` is what the line says. Every operation gives
/// `unknown` when an argument it needs is unknown, unless the line says otherwise. Dates are intervals [lo,
/// hi].
enum class Op : std::uint8_t {
  literal,    ///< data = index in Model::values
  parameter,  ///< data = parameter index; read on the governing day of the instance
  attribute,  ///< data = AttributeId; on the day of evaluation; person's or dossier's by its scope
  trigger,    ///< the event that opened the instance; unknown for « pour chaque »
  current,    ///< the event at hand: of the « dès », of the « exige », else the trigger
  candidate,  ///< the event looked at by the enclosing query
  last,
  first,         ///< data = query; the event, or unknown when there is none (named by the pattern's event)
  count,         ///< data = query; an integer. Outside coverage: unknown
  exists,        ///< data = query; yes, or no — unknown outside coverage or when only doubtful events match
  field,         ///< (event); data = FieldId; absent is unknown (naming the field), null is null
  event_day,     ///< (event): its `le`
  notification,  ///< (event): notification of that letter, an interval while it waits, unknown with the
                 ///< reason
  end_of,  ///< data = délai index of the procédure: the end of its last run (the day it was lifted), known in
           ///< advance when its start is; `occurred` tells whether it is over
  delai_is,         ///< data = délai index | DelaiStatus << 16 : truth
  in_state,         ///< data = state index of the own procédure
  linked_in_state,  ///< data = procedure index | state index << 16: truth over the instances this one opened
                    ///< or refers to
  entry_day,        ///< day the current state was entered
  start_day,        ///< day the instance began
  today,            ///< day of evaluation
  age,  ///< full years of the instance's person on the day of evaluation; unknown for the dossier or without
        ///< birth date
  departement,  ///< the dossier's département, as a text
  logical_and,
  logical_or,
  logical_not,
  occurred,  ///< (event or date): has it happened by the day of evaluation; an unknown date is unknown, an
             ///< absent event is no
  equal,
  different,
  less,
  less_equal,
  greater,
  greater_equal,
  among,        ///< (x, a, b, …): x equals one of them
  is_known,     ///< (x): never unknown itself; null is known
  between,      ///< (x, a, b): a ≤ x ≤ b
  in_table,     ///< (x, inputs…); data = table | column << 16: x lies within the interval of that output
  table_value,  ///< (inputs…); data = table | column << 16: the output, an interval
  add,
  subtract,
  multiply,
  date_after,      ///< (duration, date): quantième à quantième, not prorogued
  date_before,     ///< (duration, date)
  first_of_month,  ///< (date); data = months to add: the 1st of its civil month (0) or of the following one
                   ///< (1)
  first_of_year,   ///< (date): 1 January of its year
  coalesce,        ///< (a, b): a if known, else b
  latest,
  earliest,          ///< (a, …): one unknown makes it unknown
  conditional,       ///< (a, b, c): if a then b else c; a unknown: unknown unless b = c
  cumulated_days,    ///< data = query: days covered by du…au (else du + duree) of the events, common days
                     ///< counted once
  cumulated_months,  ///< as above, in months of the calendar (whole months of consecutive spans)
  sum,  ///< data = query; extra = FieldId: sum of the field over the events; unknown when one lacks it, or
        ///< outside coverage
  sum_in_force,  ///< data = query; extra = FieldId: sum of the field over events in force (du ≤ day ≤ end)
                 ///< that day
  at_day,      ///< (x, day): x evaluated on that day
  definition,  ///< (body): data = definition index; same value as the body, told by its name
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
