#pragma once

#include "dsl/grammar/builder.hpp"
#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl::grammar {

/// A length or its start written as a text of law or a note would, and how the language writes it.
struct LengthMend {
  Cursor from;    ///< the first word at fault
  Cursor end;     ///< past the last one
  Phrase advice;  ///< empty: no such writing at the word where reading stopped
};

/// « dix jours », « 10 j », « 10 jours calendaires », « 10 jours à compter de … », read back from `stopped`.
LengthMend length_mend(const Builder& builder, Cursor first, Cursor stopped, Cursor last);

}  // namespace filrouge::dsl::grammar
