#include "engine/core/dossier/departement.hpp"

#include <algorithm>

#include "engine/core/text/quotable.hpp"

namespace filrouge {
namespace {

constexpr std::size_t longest_code =
    5;  ///< « 00064 »; a postal code has five digits too, and is none of them

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Without blanks around it, nor the zeros before it, in capitals.
std::string bare(std::string_view written) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!written.empty() && blank(written.front())) written.remove_prefix(1);
  while (!written.empty() && blank(written.back())) written.remove_suffix(1);
  if (written.size() > longest_code) return {};
  written.remove_prefix(std::min(written.find_first_not_of('0'), written.size()));
  std::string code(written);
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return code;
}

}  // namespace

std::optional<std::string> read_departement(std::string_view written) {
  auto code = bare(written);
  // Tax offices write the two of Corsica with a zero in the middle.
  if (code == "20A" || code == "20B") code.erase(1, 1);
  if (code == "2A" || code == "2B") return code;
  if (code.empty() || !std::ranges::all_of(code, is_digit)) return std::nullopt;
  if (code.size() == 3) return code >= "971" && code <= "978" ? std::optional(std::move(code)) : std::nullopt;
  if (code.size() == 1) code.insert(0, 1, '0');
  if (code.size() != 2 || code == "20" || code > "95") return std::nullopt;
  return code;
}

std::string departement_or_as_written(std::string_view written) {
  return read_departement(written).value_or(std::string(written));
}

std::string departement_refused(std::string_view written) {
  const auto is_not = shown_value(written) + " n'est pas un département";
  const auto code = bare(written);
  if (code == "20") return is_not + " : 2A ou 2B ?";
  if (code == "97") return is_not + " : outre-mer, il en faut les trois chiffres, de 971 à 978";
  return is_not + " ; attendu : son code, de 01 à 19, de 21 à 95, 2A, 2B, ou de 971 à 978";
}

}  // namespace filrouge
