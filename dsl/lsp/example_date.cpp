#include "dsl/lsp/example_date.hpp"

#include <fmt/format.h>

namespace filrouge::lsp {

std::string example_date(Date today, Duration length, Counting counting) {
  if (length.kind == DayKind::hour || (length.months == 0 && length.days == 0)) return {};
  const bool supposed =
      counting.calendar == Calendar::unknown && (counting.proroge || length.kind != DayKind::calendar);
  if (supposed) counting.calendar = Calendar::metropole;
  const auto delai = compute_delai(today, length, counting);
  if (delai.beyond_known_years) return {};
  auto text = fmt::format("{}{} : {}", "Si c'était aujourd'hui, ", french_date_with_weekday(today),
                          french_date_with_weekday(delai.raw));
  if (delai.franc != delai.raw) text += fmt::format(", franc : {}", french_date_with_weekday(delai.franc));
  if (delai.end != delai.franc) text += fmt::format(", reporté au {}", french_date_with_weekday(delai.end));
  return text + (supposed ? " (calendrier de la métropole)." : ".");
}

}  // namespace filrouge::lsp
