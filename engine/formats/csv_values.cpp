#include "engine/formats/csv_values.hpp"

#include <algorithm>
#include <charconv>

#include "engine/core/calendar/local_moment.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

/// The number that begins the text, taken off it; nothing unless it has between `least` and `most` digits.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
  if (length < least || length > most) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + length, number);
  text.remove_prefix(length);
  return number;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// What may follow a day: nothing, or an hour (« 10:00:00.0 », « T10:00 », « à 14 h 30 »).
bool is_hour(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == 'T')
    text.remove_prefix(1);
  else if (!is_blank(utf8_at(text, 0).code))
    return false;
  text = trimmed(text);
  if (constexpr std::string_view at = "à "; text.starts_with(at)) text.remove_prefix(at.size());
  const auto point = text.rfind('.');
  if (point != std::string_view::npos &&
      text.find_first_not_of("0123456789", point + 1) == std::string_view::npos)
    text = text.substr(0, point);
  return parse_time_of_day(text).has_value();
}

}  // namespace

std::string fold_cell(std::string_view text) {
  const auto folded = fold(text);
  std::string form;
  bool apart = false;
  for (std::size_t i = 0; i < folded.size();) {
    const auto character = utf8_at(folded, i);
    const auto length = std::max<std::size_t>(1, character.length);
    const auto code = character.code;
    if (is_blank(code) || code == U'\n' || code == U'\r') {
      apart = !form.empty();
    } else if (!is_invisible(code)) {
      if (apart) form += ' ';
      apart = false;
      if (code == U'\u2019' || code == U'\u2018' || code == U'\u02BC')
        form += '\'';
      else if (code >= U'\u2010' && code <= U'\u2014')
        form += '-';
      else
        form.append(folded, i, length);
    }
    i += length;
  }
  return form;
}

bool is_empty_cell(std::string_view cell) {
  return cell.empty() || cell == "NULL" || cell == "null" || cell == "\\N";
}

std::optional<Date> read_french_day(std::string_view text) {
  if (const auto local = paris_moment(text)) return parse_iso_date(std::string_view(*local).substr(0, 10));
  if (text.size() >= 10 && text[4] == '-')
    return is_hour(text.substr(10)) ? parse_iso_date(text.substr(0, 10)) : std::nullopt;
  const auto day = take_number(text, 1, 2);
  if (!day || !take(text, "/-.")) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || !take(text, "/-.")) return std::nullopt;
  const auto year = take_number(text, 4, 4);
  if (!year || !is_hour(text)) return std::nullopt;
  const auto found = civil_date(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  if (!found || *found < first_day() || *found > last_day()) return std::nullopt;
  return found;
}

std::optional<std::string> read_month(std::string_view text) {
  const auto first_of = text.size() == 7 && text[4] == '-' ? parse_iso_date(std::string(text) + "-01")
                                                           : read_french_day("01/" + std::string(text));
  if (!first_of) return std::nullopt;
  return iso_date(*first_of).substr(0, 7);
}

std::optional<std::string> read_number(std::string_view text) {
  std::string number;
  bool has_point = false, has_digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i);
    if (text[i] >= '0' && text[i] <= '9') {
      number += text[i];
      has_digit = true;
    } else if (text[i] == '-' && number.empty()) {
      number += '-';
    } else if ((text[i] == ',' || text[i] == '.') && !has_point && has_digit) {
      number += '.';
      has_point = true;
    } else if (const auto blank = utf8_at(text, i); is_blank(blank.code)) {
      i += blank.length - 1;
    } else if (rest == "€" || rest == "%") {
      if (rest == "%") return std::nullopt;  // a rate is a text: « 80 % »
      break;
    } else {
      return std::nullopt;
    }
  }
  if (!has_digit || number.back() == '.') return std::nullopt;
  const std::size_t sign = number.front() == '-' ? 1 : 0;
  while (number.size() > sign + 1 && number[sign] == '0' && number[sign + 1] != '.') number.erase(sign, 1);
  return number;
}

std::optional<bool> read_boolean(std::string_view text) {
  const auto word = fold_cell(text);
  constexpr std::string_view yes[] = {"oui", "vrai", "true", "o", "t", "1"};
  constexpr std::string_view no[] = {"non", "faux", "false", "n", "f", "0"};
  if (std::ranges::find(yes, word) != std::end(yes)) return true;
  if (std::ranges::find(no, word) != std::end(no)) return false;
  return std::nullopt;
}

}  // namespace filrouge
