#include "engine/core/calendar/delai.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/text/utf8.hpp"
#include "tests/fuzz/must.hpp"

/// A day, a length, options and a calendar, one a line, as `filrouge delai` takes them.

using namespace filrouge;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 4> lines;
  for (auto& line : lines) {
    line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  const auto [from, written, options, named] = lines;

  const auto start = parse_iso_date(from);
  if (start) {
    must(iso_date(*start) == from, "une date lue se récrit telle quelle");
    must(*start >= first_day() && *start <= last_day(), "une date lue est des années connues");
  }
  const auto length = parse_duration(written);
  if (length) {
    must(length->months >= 0 && length->days >= 0, "une durée lue n'est pas négative");
    const auto again = parse_duration(french_duration(*length));
    must(again && *again == *length, "une durée redite est la même");
  }
  const auto calendar = parse_calendar(named);
  if (calendar) must(parse_calendar(calendar_name(*calendar)) == calendar, "un calendrier redit est le même");
  if (!start || !length) return 0;

  const auto has = [&](char letter) { return options.find(letter) != std::string_view::npos; };
  Counting counting{.franc = has('f'),
                    .proroge = has('p'),
                    .calendar = calendar.value_or(Calendar::unknown),
                    .vendredi_saint = has('v'),
                    .backwards = has('r')};
  const auto delai = compute_delai(*start, *length, counting);
  if (counting.backwards)
    must(delai.raw <= *start && delai.end <= delai.raw, "à rebours, un délai finit avant son départ");
  else
    must(delai.raw >= *start && delai.end >= delai.raw, "un délai finit après son départ");
  if (counting.proroge && !counting.backwards && !delai.beyond_known_years) {
    const auto which = weekday(delai.end);
    must(which != 0 && which != 6 && !is_holiday(delai.end, counting.calendar, counting.vendredi_saint),
         "un délai prorogé finit un jour ouvré");
  }
  // A century of working days is counted day by day: once is enough.
  if (!counting.backwards && *start < last_day() && length->days < 1000) {
    const auto next = compute_delai(*start + 1, *length, counting);
    must(next.end >= delai.end, "partir un jour plus tard ne finit pas plus tôt");
    const auto same = compute_delai(*start, *length, counting);
    must(same.raw == delai.raw && same.franc == delai.franc && same.end == delai.end,
         "deux fois la même date");
  }
  const auto said = explain_delai(*start, *length, counting);
  must(!said.empty() && first_bad_utf8(said) == std::string::npos, "le calcul se dit");
  return 0;
}
