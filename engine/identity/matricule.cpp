#include "engine/identity/matricule.hpp"

#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

constexpr std::size_t short_form = 7;
constexpr std::size_t flux_form = 15;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string filled(const std::string& digits, std::size_t length) {
  return std::string(length - digits.size(), '0') + digits;
}

}  // namespace

std::string normalised_matricule(std::string_view matricule) {
  std::string written;
  const auto folded = fold(matricule);
  for (std::size_t at = 0; at < folded.size();) {
    const auto character = utf8_at(folded, at);
    const auto bytes = std::string_view(folded).substr(at, character.length);
    at += character.length;
    if (!is_blank(character.code) && bytes != "." && bytes != "-" && bytes != "_" && bytes != "/")
      written += bytes;
  }
  auto digits = written;
  if (digits.size() > 1 && !is_digit(digits.back()) && is_digit(digits[digits.size() - 2])) digits.pop_back();
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos ||
      digits.size() > flux_form) {
    for (char& c : written)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return written;
  }
  if (digits.size() <= short_form) return filled(digits, short_form);
  const auto whole = filled(digits, flux_form);
  if (whole.find_first_not_of('0', short_form) == std::string::npos) return whole.substr(0, short_form);
  return digits;
}

}  // namespace filrouge
