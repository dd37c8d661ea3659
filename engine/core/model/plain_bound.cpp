#include "engine/core/model/plain_bound.hpp"

#include <fmt/format.h>

#include "engine/core/calendar/time_of_day.hpp"

namespace filrouge {

std::string plain_bound(const Value& value, bool greatest) {
  const auto number = greatest ? value.hi : value.lo;
  switch (value.kind) {
    case Value::Kind::rate:
      return number % 100 == 0 ? fmt::format("{} %", number / 100)
                               : fmt::format("{},{:02} %", number / 100, number % 100);
    case Value::Kind::money:
      return number % 100 == 0 ? fmt::format("{} €", number / 100)
                               : fmt::format("{},{:02} €", number / 100, number % 100);
    case Value::Kind::duration:
      return french_duration(value.length(greatest));
    case Value::Kind::date:
      return french_date(Date{static_cast<std::int32_t>(number)});
    case Value::Kind::time:
      return french_time(static_cast<std::int32_t>(number));
    case Value::Kind::integer:
      return std::to_string(number);
    case Value::Kind::boolean:
      return number ? "oui" : "non";
    default:
      return {};
  }
}

std::string plain_span(const Value& value) {
  auto least = plain_bound(value, false);
  if (value.exact()) return least;
  // Nothing has no unit of its own: that of what it goes up to.
  const bool nothing = value.kind == Value::Kind::duration && value.lo == 0;
  return fmt::format("{} à {}", nothing ? "0" : least, plain_bound(value, true));
}

}  // namespace filrouge
