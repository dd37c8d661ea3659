#pragma once

#include <vector>

#include "engine/core/model/model.hpp"

namespace filrouge::acte {

/// Which of the days that any act may carry besides its own the rules read, by type of act: a form asks for
/// no other. Made once for a model, which must live as long.
class DatesUsed {
 public:
  explicit DatesUsed(const Model& model);

  bool planned(EventTypeId type) const { return uses(type, BuiltinField::prevu_le); }
  bool from(EventTypeId type) const { return uses(type, BuiltinField::du); }
  bool to(EventTypeId type) const { return uses(type, BuiltinField::au); }

 private:
  bool uses(EventTypeId type, BuiltinField field) const {
    return used_[static_cast<std::size_t>(field)][type];
  }

  std::vector<std::vector<bool>> used_;  ///< [builtin field][type]
};

}  // namespace filrouge::acte
