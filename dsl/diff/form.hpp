#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dsl/diff/naming.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// What an expression says, whatever the model it stands in and however it is laid out: names instead of
/// indexes, the order of what is told in any order made one, « a > b » as « b < a ». Two forms with one key
/// are one condition, or one value.
struct Form {
  std::string head;
  std::vector<std::shared_ptr<const Form>> parts;
  Value value;              ///< of a literal
  bool definition = false;  ///< head names it, its one part is its body

  /// Definitions by their name.
  std::string key() const;
  /// Definitions by what they say.
  std::string whole_key() const;
};
using FormPtr = std::shared_ptr<const Form>;

/// Makes the forms of one model.
class Former {
 public:
  Former(const Model& model, const Naming& naming) : model_(model), naming_(naming) {}

  /// `procedure`: whose états and délais the expression names.
  FormPtr expression(ExprId id, std::uint16_t procedure);
  FormPtr pattern(PatternId id, std::uint16_t procedure);
  FormPtr pattern(const Pattern& pattern, std::uint16_t procedure);
  FormPtr query(QueryId id, std::uint16_t procedure);

 private:
  FormPtr made(ExprId id, std::uint16_t procedure);
  std::string delai_name(std::uint16_t procedure, std::uint32_t index) const;

  const Model& model_;
  const Naming& naming_;
  std::map<std::pair<ExprId, std::uint16_t>, FormPtr> made_;
};

/// How a condition moves: can it be true less often (`stronger`), or more (`weaker`)?
enum class Moves : std::uint8_t { not_at_all, stronger, weaker, unknown };
/// From one condition to the other; no form is what is always true. Sound: what it can't show is unknown.
Moves strength(const FormPtr& before, const FormPtr& after);

/// How a value follows another it rests on.
enum class Follows : std::uint8_t { not_at_all, with_it, against_it, unknown };
/// Does a longer length, a later day, a greater number, a truer condition of `name` (the head of a form: «
/// param:… », « def:… ») make a longer, later, greater, truer form?
Follows follows(const FormPtr& form, const std::string& name);

/// The literal that a form is; nothing of any other.
const Value* literal_of(const FormPtr& form);

}  // namespace filrouge::dsl
