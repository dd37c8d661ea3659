#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl {

/// Slips of the keyboard between two names already folded: letters added, missing, changed, or two swapped.
std::size_t slips(std::string_view a, std::string_view b);

/// The candidates a person most likely meant, best first, three at most: one slip up to four letters, two up
/// to eight, three beyond; or the word is a part of the candidate between two `_`. Case and accents are free.
std::vector<std::string_view> closest_names(std::string_view word,
                                            std::span<const std::string_view> candidates);

/// « voulez-vous dire « état » ? », « voulez-vous dire « a » ou « b » ? »; empty when nothing is close.
Phrase did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace filrouge::dsl
