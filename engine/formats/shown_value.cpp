#include "engine/formats/shown_value.hpp"

#include <algorithm>

#include "engine/core/text/utf8.hpp"

namespace filrouge {

std::string shown_value(std::string_view value) {
  constexpr std::size_t longest_shown = 12;  // a NIR has 13 digits or 15
  if (value.empty()) return "une valeur vide";
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.' || c == ',' || c == ' ' || c == 'T' ||
           c == ':';
  });
  if (plain && value.size() <= longest_shown) return "« " + std::string(value) + " »";
  const auto letters = utf8_count(value);
  return "une valeur de " + std::to_string(letters) + (letters > 1 ? " caractères" : " caractère");
}

}  // namespace filrouge
