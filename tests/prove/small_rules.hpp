#pragma once

#include <cstdint>
#include <string>

namespace filrouge::prove {

/// The text of a small procédure, drawn: two to five states, délais of days and months from an act, the entry
/// or the opening, guards, an attente, exigences, a sanction, and a garantie of each kind. The same seed
/// draws the same text. Some are refused by the check: the next attempt draws another.
std::string small_rules(std::uint64_t seed, std::uint64_t attempt);

}  // namespace filrouge::prove
