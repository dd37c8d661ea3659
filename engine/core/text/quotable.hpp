#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What a message may repeat of the files it speaks of. Any cell, key or identifier may hold a name or a NIR,
/// and messages end up in logs and tickets: a value is quoted only when it is a short date or number, a name
/// only when it is one plain word, an identifier only when it has the form of a number (docs/importer.md).
namespace filrouge {

/// A value: « 2026-02-30 », or « une valeur de 12 caractères ».
std::string shown_value(std::string_view value);

/// Is it one word as keys and titles are made of: small letters without accents, digits and `_`?
bool is_plain_word(std::string_view name);
/// The name of a key, a field, an attribute, a type: « lieux » between quotes, or what it is not: « (nom de
/// 11 caractères, non cité) ».
std::string shown_word(std::string_view name);

/// Has it the form of a number: digits, letters three by three at most, hyphens, and not the form of a NIR?
bool is_number_like(std::string_view identifier);
/// « e2 » between quotes after a blank, or nothing: for the end of « l'identifiant », « la personne ».
std::string after_noun(std::string_view identifier);

}  // namespace filrouge
