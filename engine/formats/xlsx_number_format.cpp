#include "engine/formats/xlsx_number_format.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

constexpr char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// The first section of a format code, taken apart.
struct Section {
  std::string letters;  ///< what is neither quoted, escaped nor between brackets, in small letters
  std::string pattern;  ///< placeholders, and the literals that are no blanks
  bool elapsed = false;
};

Section section_of(std::string_view code) {
  Section section;
  const auto literal = [&](std::string_view text) {
    for (const char c : text)
      // A literal that looks like a placeholder would be taken for one.
      if (c != ' ' && c != '0' && c != '#' && c != '?') section.pattern += c;
  };
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = small(code[i]);
    if (c == '"') {
      const auto end = std::min(code.find('"', i + 1), code.size());
      literal(code.substr(i + 1, end - i - 1));
      i = end;
    } else if (c == '\\') {
      literal(code.substr(i + 1, 1));
      ++i;
    } else if (c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto end = std::min(code.find(']', i), code.size());
      const auto inside = code.substr(i + 1, end - i - 1);
      // [h], [mm], [ss]: a duration. Else a colour, a condition, a language or a currency.
      const bool time = !inside.empty() && std::all_of(inside.begin(), inside.end(), [&](char letter) {
        return small(letter) == small(inside.front());
      }) && std::string_view("hms").find(small(inside.front())) != std::string_view::npos;
      if (time) {
        section.letters += 'h';
        section.elapsed = true;
      }
      i = end;
    } else {
      section.letters += c;
      if (c != ' ') section.pattern += c == '?' ? '#' : c;
    }
  }
  return section;
}

bool has(std::string_view text, std::string_view any_of) {
  return text.find_first_of(any_of) != std::string_view::npos;
}

}  // namespace

XlsxNumberFormat XlsxNumberFormat::built_in(unsigned id) {
  const auto within = [&](unsigned first, unsigned last) { return id >= first && id <= last; };
  if (within(14, 17) || id == 22 || within(27, 31) || id == 36 || within(50, 58))
    return XlsxNumberFormat(Kind::day);
  if (within(18, 21) || within(32, 35) || within(45, 47)) {
    XlsxNumberFormat format(Kind::hour);
    format.elapsed_ = id == 46;
    return format;
  }
  if (id == 9 || id == 10) return XlsxNumberFormat(Kind::rate);
  return {};
}

XlsxNumberFormat XlsxNumberFormat::coded(std::string_view code) {
  const auto section = section_of(code);
  auto letters = section.letters;
  for (const std::string_view word : {"general", "standard"})
    if (const auto at = letters.find(word); at != std::string::npos) letters.erase(at, word.size());
  // « 0.00E+00 » has the letter of a year of some calendars.
  const bool is_number = has(letters, "0#?");
  if (!is_number) {
    const bool day = has(letters, "yd") || letters.find("aaaa") != std::string::npos || has(letters, "j");
    const bool clock = has(letters, "hs");
    if (day || (has(letters, "m") && !clock)) return XlsxNumberFormat(Kind::day);
    if (clock) {
      XlsxNumberFormat format(Kind::hour);
      format.elapsed_ = section.elapsed;
      return format;
    }
    return {};
  }
  // Fractions of seconds: « mm:ss.0 ».
  if (has(letters, "yd")) return XlsxNumberFormat(Kind::day);
  if (has(letters, "hs")) {
    XlsxNumberFormat format(Kind::hour);
    format.elapsed_ = section.elapsed;
    return format;
  }
  if (has(letters, "%")) return XlsxNumberFormat(Kind::rate);
  if (has(letters, ".,/e@")) return {};
  const auto zero = section.pattern.find('0');
  const auto last = section.pattern.find_last_of("0#");
  if (zero == std::string::npos) return {};
  const auto digits = std::count_if(section.pattern.begin() + static_cast<std::ptrdiff_t>(zero),
                                    section.pattern.end(), [](char c) { return c == '0' || c == '#'; });
  if (digits < 2) return {};
  XlsxNumberFormat format(Kind::padded);
  format.pattern_ = section.pattern.substr(0, last + 1);
  return format;
}

std::string XlsxNumberFormat::shown(double number, SerialEpoch epoch) const {
  switch (kind_) {
    case Kind::day: {
      // An hour alone has no day, whatever the format.
      if (number > 0 && number < 1) return *serial_hour(number);
      if (auto day = serial_day(number, epoch)) return *day;
      break;
    }
    case Kind::hour: {
      const bool alone = elapsed_ || (number >= 0 && number < 1);
      if (auto shown = alone ? serial_hour(number) : serial_day(number, epoch)) return *shown;
      break;
    }
    case Kind::rate:
      return plain_number(number * 100) + " %";
    case Kind::padded: {
      if (number < 0 || number != std::floor(number) || exceeds_spreadsheet_digits(number)) break;
      const auto digits = plain_number(number);
      // From the right, as they are shown; digits that have no place go before the others.
      std::string reversed;
      std::size_t used = 0;
      const auto first_place = pattern_.find_first_of("0#");
      const auto zero = pattern_.find('0');
      for (auto i = pattern_.size(); i-- > 0;) {
        const char c = pattern_[i];
        if (c != '0' && c != '#') {
          if (used < digits.size() || i > zero || i < first_place) reversed += c;
          continue;
        }
        if (used < digits.size())
          reversed += digits[digits.size() - ++used];
        else if (i >= zero)
          reversed += '0';
        if (i == first_place)
          while (used < digits.size()) reversed += digits[digits.size() - ++used];
      }
      return {reversed.rbegin(), reversed.rend()};
    }
    case Kind::number:
      break;
  }
  return plain_number(number);
}

}  // namespace filrouge
