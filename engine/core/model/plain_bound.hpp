#pragma once

#include <string>

#include "engine/core/model/value.hpp"

namespace filrouge {

/// The least or the greatest of a value, for people: « 30 % », « 646,52 € », « 2 mois », « 2 avril 2026 », «
/// oui ». Empty for a kind that only names tell: a symbol, an event, what is unknown.
std::string plain_bound(const Value& value, bool greatest);
/// All that it may be: « 2 mois », « 30 % à 50 % », « 0 à 1 mois ».
std::string plain_span(const Value& value);

}  // namespace filrouge
