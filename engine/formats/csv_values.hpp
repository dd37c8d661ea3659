#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/calendar/date.hpp"

/// Cells as French spreadsheets write them.
namespace filrouge {

/// The form in which cells and titles are compared: folded, every run of blanks or ends of line one space,
/// none at the ends; typographic apostrophes and hyphens as keyboards write them.
std::string fold_cell(std::string_view text);
/// What extractions write in an empty cell: nothing, NULL, \\N.
bool is_empty_cell(std::string_view cell);
/// 02/01/2026, 2-1-2026, 2026-01-02, with or without an hour after it; the day comes first, the year has four
/// digits. Of an hour with its zone, the day in Paris.
std::optional<Date> read_french_day(std::string_view text);
/// 01/2026, 2026-01 → "2026-01".
std::optional<std::string> read_month(std::string_view text);
/// « 1 234,56 € » → "1234.56".
std::optional<std::string> read_number(std::string_view text);
/// oui, vrai, true, o, t, 1 → true; non, faux, false, n, f, 0 → false: « t » and « f » are PostgreSQL's.
std::optional<bool> read_boolean(std::string_view text);

}  // namespace filrouge
