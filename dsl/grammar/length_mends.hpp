#pragma once

#include <span>
#include <string_view>

#include "dsl/grammar/builder.hpp"
#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl::grammar {

/// The words a length is counted in, folded: « heure », « jours », « mois »…
std::span<const std::string_view> length_units();

/// A length or its start written as a text of law or a note would, and how the language writes it.
struct LengthMend {
  Cursor from;    ///< the first word at fault
  Cursor end;     ///< past the last one
  Phrase advice;  ///< empty: no such writing at the word where reading stopped
};

/// « dix jours », « 10 j », « 10 jours calendaires », « 10 jours à compter de … », read back from `stopped`.
LengthMend length_mend(const Builder& builder, Cursor first, Cursor stopped, Cursor last);

/// « 10jours » and « un mois », read as names, are lengths: how they are written. Empty: the name is none.
Phrase length_taken_for_a_name(std::string_view name);

}  // namespace filrouge::dsl::grammar
