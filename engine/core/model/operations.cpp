#include "engine/core/model/operations.hpp"

#include <array>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

constexpr auto all_operations = std::to_array<Operation>({
#define FILROUGE_OPERATION(operation, word, form, type, reads, moves, binds, told) \
  {#operation, word, OperationForm::form, ValueType::type, Reads::reads, moves, binds, told},
#include "engine/core/model/operations.def"
#undef FILROUGE_OPERATION
});

}  // namespace

std::span<const Operation> operations() {
  return all_operations;
}
const Operation& facts_of(Op op) {
  return all_operations[static_cast<std::size_t>(op)];
}

std::optional<Op> named_operation(std::string_view name) {
  for (std::size_t row = 0; row < all_operations.size(); ++row)
    if (all_operations[row].form == OperationForm::named && fold(all_operations[row].word) == name)
      return static_cast<Op>(row);
  return std::nullopt;
}

}  // namespace filrouge
