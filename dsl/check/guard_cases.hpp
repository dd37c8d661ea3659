#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// The cases two conditions depend on, to find one in which both are true: the words a field may have or its
/// absence, the regions numbers and dates are cut into, and for all else a plain yes or no. Unknown is no
/// case: it makes no condition true.
class GuardCases {
 public:
  GuardCases(Checking& checking, EventTypeId event) : c_(checking), event_(event) {}

  /// A guard: what the pattern asks of the event, and the condition. none_id is always true.
  struct Guard {
    PatternId pattern = none_id;
    ExprId condition = none_id;
  };
  enum class Answer : std::uint8_t { disjoint, overlap, too_many };
  /// Can both be true? `example` then tells a case, in words.
  Answer both(const Guard& a, const Guard& b, std::string& example);
  /// Is the second surely true whenever the first is?
  bool implies(const Guard& a, const Guard& b);

 private:
  struct Variable {
    ExprId subject = none_id;   ///< what is looked at
    std::vector<Value> values;  ///< an unknown one: absent
    ExprId against = none_id;   ///< compared with another expression: values are -1, 0, 1
  };
  /// Overlap: a case where the first is true, and the second true or not, as asked.
  Answer find(const Guard& a, const Guard& b, bool true_too);
  /// Among the cases that begin as those chosen, the last variable first: what is already false of all of
  /// them is not looked at one by one.
  bool one_is_found(const Guard& a, const Guard& b, bool true_too);
  void collect(ExprId id);
  void collect_pattern(PatternId id);
  void compared(ExprId subject, ExprId against);
  Variable& variable(ExprId subject, ExprId against = none_id);
  /// Its value in the case looked at; nothing while none is chosen, or of what is no variable.
  const Value* current(ExprId subject, ExprId against = none_id) const;
  bool open(ExprId subject) const;
  Truth truth(ExprId id) const;
  Truth truth(const Guard& guard) const;
  Truth compare(Op op, ExprId a, ExprId b) const;
  ExprId field_of_event(FieldId field) const;
  bool literal(ExprId id) const { return c_.model.exprs[id].op == Op::literal; }
  const Value& value_of(ExprId id) const { return c_.model.values[c_.model.exprs[id].data]; }
  std::string told(const Variable& variable, const Value& value) const;
  std::string name_of(ExprId id) const;

  Checking& c_;
  EventTypeId event_;
  std::vector<Variable> variables_;
  std::set<ExprId> collected_;                   ///< a definition named twice is looked at once …
  mutable std::map<ExprId, Truth> of_the_case_;  ///< … and judged once a case
  std::vector<std::size_t> at_;
  std::size_t chosen_from_ = 0;  ///< the variables from that one on have their value
};

}  // namespace filrouge::dsl
