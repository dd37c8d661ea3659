#pragma once

#include <span>
#include <string>
#include <string_view>

namespace filrouge {

/// The candidate a person most likely meant, or an empty view: accents and case are free, then one slip of
/// the keyboard (a letter added, missing, changed, or two swapped) up to five letters, two beyond.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

/// « ; voulez-vous dire « orientation » ? », or an empty text when nothing is close.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// A value of an input file as a message may show it: quoted when it is a short date or number, described by
/// its length otherwise, since a shifted column may hold a name.
std::string shown_value(std::string_view value);

}  // namespace filrouge
