#include "engine/core/text/quotable.hpp"

#include <algorithm>

#include "engine/core/text/nir.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string characters(std::string_view text) {
  const auto count = utf8_count(text);
  return std::to_string(count) + (count > 1 ? " caractères" : " caractère");
}

/// The longest run of characters that are `of`.
template <typename Of>
std::size_t longest_run(std::string_view text, Of of) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = of(c) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string shown_value(std::string_view value) {
  constexpr std::size_t longest_shown = 12, most_digits = 8;  // those of a date: a telephone number has ten
  if (value.empty()) return "une valeur vide";
  const bool plain = std::ranges::all_of(value, [](char c) {
    return is_digit(c) || c == '-' || c == '/' || c == '.' || c == ',' || c == ' ' || c == 'T' || c == ':';
  });
  if (plain && value.size() <= longest_shown &&
      static_cast<std::size_t>(std::ranges::count_if(value, is_digit)) <= most_digits)
    return "« " + std::string(value) + " »";
  return "une valeur de " + characters(value);
}

bool is_plain_word(std::string_view name) {
  constexpr std::size_t longest_word = 40, longest_number = 4;
  return !name.empty() && name.size() <= longest_word && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name,
                             [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }) &&
         longest_run(name, is_digit) <= longest_number;
}

std::string shown_word(std::string_view name) {
  if (is_plain_word(name)) return "« " + std::string(name) + " »";
  return "(nom de " + characters(name) + ", non cité)";
}

bool is_number_like(std::string_view identifier) {
  constexpr std::size_t longest = 40, longest_number = 12, longest_letters = 3;
  // The foyers that filrouge itself names by their request (MSA-640-demande-01024041052).
  constexpr std::string_view own_word = "-demande-";
  std::string letters(identifier);
  if (const auto at = letters.find(own_word); at != std::string::npos)
    letters.erase(at + 1, own_word.size() - 1);
  if (letters.empty() || identifier.size() > longest) return false;
  const bool plain = std::ranges::all_of(letters, [](char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_' || c == '/' || c == '.' || c == ':' ||
           c == '#';
  });
  if (!plain || std::ranges::none_of(letters, is_digit) ||
      longest_run(letters, is_letter) > longest_letters || longest_run(letters, is_digit) > longest_number)
    return false;
  std::string packed(identifier);
  std::erase_if(packed, [](char c) { return !is_digit(c) && !is_letter(c); });
  return !holds_nir(identifier) && !holds_nir(packed);
}

std::string after_noun(std::string_view identifier) {
  return is_number_like(identifier) ? " « " + std::string(identifier) + " »" : std::string();
}

}  // namespace filrouge
