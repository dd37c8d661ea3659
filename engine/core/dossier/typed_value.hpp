#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "engine/core/dossier/record.hpp"
#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// Reads a value as the vocabulary types it. Dates are ISO; months "2026-03" (kept as their first day); money
/// "646.52" in euros, to the cent; rates "80 %" or 0.8; durations "2 mois"; booleans true/false, oui/non;
/// enumerated words folded. `intern` gives the symbol of a text. Nothing when the text is not a value of that
/// type.
std::optional<Value> typed_value(RawValue::Kind kind, std::string_view text, ValueType type,
                                 const std::vector<Symbol>& allowed, const Symbols& symbols,
                                 const std::function<Symbol(std::string_view)>& intern);

/// « une date comme 2026-04-02 »: what `typed_value` accepts, for people.
std::string_view expected_form(ValueType type);

}  // namespace filrouge
