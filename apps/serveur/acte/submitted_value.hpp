#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/dossier/record.hpp"
#include "engine/core/model/vocabulary.hpp"

namespace filrouge::acte {

/// "2026-11-30", "30/11/2026", "30.11.2026"; nothing for any other form or a day that does not exist.
std::optional<Date> submitted_day(std::string_view text);

struct SubmittedValue {
  std::optional<RawValue> value;  ///< as a dossier writes it
  std::string expected;           ///< when there is none: « un taux, avec son signe : 80 % »
  std::string suggestion;         ///< « voulez-vous dire « suspension » ? », or empty
};

/// A value that a person wrote in the form of that field: blanks within numbers, a decimal comma and « € »
/// are free. `text` is not empty.
SubmittedValue submitted_value(const Vocabulary& vocabulary, const FieldDecl& field, std::string_view text);

/// A value of a dossier as its form holds it, which submitted_value() reads back: « 80 % », « 646,52 », oui.
std::string value_in_form(const Vocabulary& vocabulary, const FieldDecl& field, const RawValue& value);

/// Are they one value, however it is written: 0.8 and « 80 % »?
bool same_value(const Vocabulary& vocabulary, const FieldDecl& field, const RawValue& one,
                const RawValue& other);

}  // namespace filrouge::acte
