#pragma once

#include <string_view>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"

namespace filrouge {

/// The role of a person as it is kept and told: its words, or « inconnu » when they are not one plain word,
/// for they may be anything. Both leave her without duties that are known.
inline std::string_view told_role(std::string_view role) {
  return role.empty() || is_plain_word(fold(role)) ? role : std::string_view("inconnu");
}

}  // namespace filrouge
