#pragma once

#include <string_view>

namespace filrouge {

/// Are these two dossier numbers, not the same, one number written in two ways? The same but for hyphens,
/// blanks, the case, the zeros that fill it (« 64-0001234 », « 64-1234 », « 640001234 »), or one letter
/// (« 64-0001234A »). Never for another digit: numbers are given one after the other. Of fewer than four
/// digits, never: all are alike.
bool close_numbers(std::string_view one, std::string_view other);

}  // namespace filrouge
