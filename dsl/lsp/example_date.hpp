#pragma once

#include <string>

#include "engine/core/calendar/delai.hpp"

namespace filrouge::lsp {

/// « Si c'était aujourd'hui, mardi 1er décembre 2026 : le vendredi 1er janvier 2027, reporté au lundi 4
/// janvier 2027. »; empty for a length no day alone can tell (hours).
std::string example_date(Date today, Duration length, Counting counting);

}  // namespace filrouge::lsp
