#include "engine/core/text/nir.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace filrouge {
namespace {

constexpr std::size_t without_key = 13, with_key = 15;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

int number(std::string_view text) {
  int value = 0;
  for (const char c : text) value = 10 * value + (c - '0');
  return value;
}

/// Sex, year, month, département, commune, order, key: 2 88 04 99 100 001 39.
bool shaped(std::string_view text) {
  const char island = text[6];
  const bool corsican = text[5] == '2' && (island == 'A' || island == 'B' || island == 'a' || island == 'b');
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!digit(text[i]) && !(i == 6 && corsican)) return false;
  if (text[0] == '0' || text[0] == '9') return false;
  const auto month = number(text.substr(3, 2));
  // Twenty and beyond: a month the civil registry did not know. From fifty on only the key tells such a
  // number from a counter of milliseconds.
  const bool known_month = (month >= 1 && month <= 12) || month == 20 || (month >= 30 && month <= 42);
  if (!known_month && !(month >= 50 && text.size() == with_key)) return false;
  if (!corsican && text.substr(5, 2) == "00") return false;
  if (text.substr(10, 3) == "000") return false;  // a matricule of the CAF, filled with zeros
  if (text.size() != with_key) return true;
  const auto key = number(text.substr(13, 2));
  return key >= 1 && key <= 97;
}

bool key_is_right(std::string_view text) {
  std::int64_t value = 0, corsican = 0;
  for (std::size_t i = 0; i < without_key; ++i) {
    const bool letter = !digit(text[i]);
    if (letter) corsican = text[i] == 'A' || text[i] == 'a' ? 1'000'000 : 2'000'000;
    value = 10 * value + (letter ? 0 : text[i] - '0');
  }
  return 97 - (value - corsican) % 97 == number(text.substr(13, 2));
}

bool holds(std::string_view text, bool certain) {
  if (text.size() < without_key) return false;
  std::string packed;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '.') continue;
    if (text.substr(i, 2) == "\xC2\xA0") {
      ++i;
      continue;
    }
    packed += text[i];
  }
  const std::string_view all = packed;
  for (std::size_t i = 0; i + without_key <= all.size(); ++i) {
    if (!digit(all[i]) || (i > 0 && digit(all[i - 1]))) continue;
    for (const auto length : {without_key, with_key}) {
      const auto end = i + length;
      if (end > all.size() || (end < all.size() && digit(all[end]))) continue;
      const auto run = all.substr(i, length);
      if (shaped(run) && (!certain || (length == with_key && key_is_right(run)))) return true;
    }
  }
  return false;
}

}  // namespace

bool holds_nir(std::string_view text) {
  return holds(text, false);
}

bool holds_certain_nir(std::string_view text) {
  return holds(text, true);
}

}  // namespace filrouge
