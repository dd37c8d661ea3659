#include "engine/core/model/plain_bound.hpp"

#include <fmt/format.h>

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
    case Value::Kind::integer:
      return std::to_string(number);
    case Value::Kind::boolean:
      return number ? "oui" : "non";
    default:
      return {};
  }
}

}  // namespace filrouge
