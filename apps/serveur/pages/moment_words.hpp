#pragma once

#include <string>
#include <string_view>

namespace filrouge::pages {

/// « 2026-11-30T06:12:00Z » as « 30 novembre 2026 à 6 h 12 (UTC) »; a day alone as a day; what is neither, as
/// it is; nothing as « — ».
std::string moment_words(std::string_view iso);

}  // namespace filrouge::pages
