#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// A département as the rules name it, from what a file or a person writes: « 064 », « 64 » are "64"; « 1 »,
/// whose zero a spreadsheet lost, is "01"; « 2a », « 02A » are "2A". Those there are: 01 to 19, 21 to 95, 2A,
/// 2B, and overseas 971 to 978. Nothing for anything else: under another code a dossier would lose its local
/// rules and its calendar, unsaid.
std::optional<std::string> read_departement(std::string_view written);

/// The same; what cannot be read stays as written, for those who tell rather than refuse.
std::string departement_or_as_written(std::string_view written);

/// « « 99 » n'est pas un département ; attendu : … »: why it cannot be read.
std::string departement_refused(std::string_view written);

}  // namespace filrouge
