#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/calendar/date.hpp"

/// Cells as French spreadsheets write them.
namespace filrouge {

/// 02/01/2026, 2-1-2026, 2026-01-02, with or without an hour after it; the day comes first, the year has four
/// digits.
std::optional<Date> read_french_day(std::string_view text);
/// 01/2026, 2026-01 → "2026-01".
std::optional<std::string> read_month(std::string_view text);
/// « 1 234,56 € » → "1234.56".
std::optional<std::string> read_number(std::string_view text);
/// oui, vrai, true, o, 1 → true; non, faux, false, n, 0 → false.
std::optional<bool> read_boolean(std::string_view text);

}  // namespace filrouge
