#include "engine/core/calendar/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

constexpr std::array<std::string_view, 12> month_names{"janvier",   "février", "mars",     "avril",
                                                       "mai",       "juin",    "juillet",  "août",
                                                       "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<const char*, 7> day_names{"dimanche", "lundi",    "mardi", "mercredi",
                                               "jeudi",    "vendredi", "samedi"};

std::chrono::sys_days sys(Date day) {
  return std::chrono::sys_days{std::chrono::days{day.days}};
}

constexpr int first_year = 1900, last_year = 2199;
constexpr int known_months = (last_year - first_year + 1) * 12;

/// The first day of each month of the known years, and of the one after: counted once, they are read on every
/// step of a replay.
constexpr auto month_begins = [] {
  std::array<std::int32_t, known_months + 1> begins{};
  auto day = first_day().days;
  for (int month = 0; month <= known_months; ++month) {
    begins[static_cast<std::size_t>(month)] = day;
    const std::chrono::year_month_day_last last{
        std::chrono::year{first_year + month / 12},
        std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month % 12 + 1)}}};
    day += static_cast<std::int32_t>(static_cast<unsigned>(last.day()));
  }
  return begins;
}();

std::int32_t begins(int month) {
  return month_begins[static_cast<std::size_t>(month)];
}

/// Months from January of the first known year; outside of the known years, -1.
int month_index(int year, unsigned month) {
  return year >= first_year && year <= last_year && month >= 1 && month <= 12
             ? (year - first_year) * 12 + static_cast<int>(month) - 1
             : -1;
}
int month_index(Date day) {
  if (day < first_day() || day > last_day()) return -1;
  // 4800 months make 146097 days: it is the month, or a neighbour of it.
  auto month = static_cast<int>(std::int64_t{day.days - first_day().days} * 4800 / 146097);
  while (begins(month) > day.days) --month;
  while (begins(month + 1) <= day.days) ++month;
  return month;
}

/// Reads exactly `count` digits; -1 if one is not a digit.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int number = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

}  // namespace

std::optional<Date> civil_date(int year, unsigned month, unsigned day) {
  if (const auto index = month_index(year, month); index >= 0) {
    if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
    return Date{begins(index) + static_cast<std::int32_t>(day) - 1};
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

CivilDay civil_day(Date day) {
  if (const auto index = month_index(day); index >= 0)
    return {first_year + index / 12, static_cast<unsigned>(index % 12 + 1),
            static_cast<unsigned>(day.days - begins(index) + 1)};
  const std::chrono::year_month_day date{sys(day)};
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day())};
}

unsigned weekday(Date day) {
  return std::chrono::weekday{sys(day)}.c_encoding();
}

unsigned days_in_month(int year, unsigned month) {
  if (const auto index = month_index(year, month); index >= 0)
    return static_cast<unsigned>(begins(index + 1) - begins(index));
  const std::chrono::year_month_day_last last{std::chrono::year{year},
                                              std::chrono::month_day_last{std::chrono::month{month}}};
  return static_cast<unsigned>(last.day());
}

Date first_of_month(Date day) {
  return day - static_cast<std::int32_t>(civil_day(day).day - 1);
}

Date end_of_month(Date day) {
  const auto civil = civil_day(day);
  return day + static_cast<std::int32_t>(days_in_month(civil.year, civil.month) - civil.day);
}

std::string_view month_name(unsigned month) {
  return month_names[month - 1];
}

std::optional<unsigned> month_named(std::string_view word) {
  const auto wanted = fold(word);
  for (unsigned month = 1; month <= 12; ++month)
    if (fold(month_name(month)) == wanted) return month;
  return std::nullopt;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 0 || month < 1 || day < 1) return std::nullopt;
  const auto date = civil_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  if (!date || *date < first_day() || *date > last_day()) return std::nullopt;
  return date;
}

void append_iso_date(Date day, std::string& text) {
  const auto civil = civil_day(day);
  char written[] = "0000-00-00";
  const auto put = [&written](std::size_t at, int number, std::size_t count) {
    for (auto i = at + count; i-- > at; number /= 10) written[i] = static_cast<char>('0' + number % 10);
  };
  put(0, civil.year, 4);
  put(5, static_cast<int>(civil.month), 2);
  put(8, static_cast<int>(civil.day), 2);
  text.append(written, sizeof written - 1);
}

std::string iso_date(Date day) {
  std::string text;
  append_iso_date(day, text);
  return text;
}

void append_french_date(Date day, std::string& text) {
  const auto civil = civil_day(day);
  char written[32];
  char* at = std::to_chars(written, std::end(written), civil.day).ptr;
  const auto put = [&at](std::string_view words) { at = std::ranges::copy(words, at).out; };
  put(civil.day == 1 ? "er " : " ");
  put(month_name(civil.month));
  put(" ");
  at = std::to_chars(at, std::end(written), civil.year).ptr;
  text.append(written, at);
}

std::string french_date(Date day) {
  std::string text;
  append_french_date(day, text);
  return text;
}

std::string people_date(std::string_view iso) {
  const auto day = parse_iso_date(iso);
  return day ? french_date(*day) : std::string(iso);
}

std::string french_date_with_weekday(Date day) {
  return std::string(day_names[weekday(day)]) + " " + french_date(day);
}

}  // namespace filrouge
