#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// « étiquette saisine désigne saisine_ep », « étiquette séance ne cite rien »: what the labels under which
/// an act cites others name. Several modules may add acts to one; a local one, for its dossiers alone.
void read_labels(Checking& checking);

}  // namespace filrouge::dsl
