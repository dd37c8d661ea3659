#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Numbers and days as spreadsheets hold them: every number is a double, every day a number.
namespace filrouge {

/// Which day is zero: files born on a Macintosh count from 1904, all others from 1900.
enum class SerialEpoch { from_1900, from_1904 };

/// "2026-01-02", or "2026-01-02 14:30:00" when the serial has an hour. In 1900 spreadsheets have a 29
/// February that never was (serial 60) and a day zero: "1900-02-29" and "1900-01-00" are said as shown, and
/// no reader of dates takes them. Nothing for what no spreadsheet shows as a day: negative, or past 9999.
std::optional<std::string> serial_day(double serial, SerialEpoch epoch);
/// "14:30:00"; the hours of a duration may pass 24. Nothing when negative.
std::optional<std::string> serial_hour(double serial);

/// « 2026-01-02T10:00:00.5 » as people write it: "2026-01-02 10:00:00". With a zone it is left as it is, to
/// who knows of zones.
std::string spoken_instant(std::string_view iso);

/// The number as a spreadsheet shows it without a format: fifteen digits, no exponent, no « .0 ».
std::string plain_number(double number);
/// Nothing unless the whole text is one finite number.
std::optional<double> read_double(std::string_view text);
/// Past fifteen digits a spreadsheet replaces them by zeros.
bool exceeds_spreadsheet_digits(double number);

}  // namespace filrouge
