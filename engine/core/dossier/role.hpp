#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"

namespace filrouge {

/// The roles of the vocabulary. The first two have duties of their own.
constexpr std::array<std::string_view, 4> known_roles = {"demandeur", "conjoint", "enfant", "autre"};

/// The role of the vocabulary that a word of any source means, by its code of the flux or its feminine too
/// (« DEM », « Demandeuse », « CJT »); empty when it means none.
inline std::string_view known_role(std::string_view written) {
  constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"dem", "demandeur"},      {"demandeuse", "demandeur"}, {"cjt", "conjoint"},
      {"conjointe", "conjoint"}, {"enf", "enfant"},           {"aut", "autre"}};
  return find_folded(written, [&](std::string_view folded) -> std::string_view {
    for (const auto role : known_roles)
      if (role == folded) return role;
    for (const auto& [word, role] : others)
      if (word == folded) return role;
    return {};
  });
}

/// The role of a person as it is kept and told: that of the vocabulary; else its words, or « inconnu » when
/// they are not one plain word, for they may be anything. These leave her without duties that are known.
inline std::string_view told_role(std::string_view role) {
  if (const auto known = known_role(role); !known.empty()) return known;
  return role.empty() || is_plain_word(fold(role)) ? role : std::string_view("inconnu");
}

}  // namespace filrouge
