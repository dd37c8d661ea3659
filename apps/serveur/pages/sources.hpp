#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /sources: can the dates be trusted? How far each source goes, and what is wanting.
std::vector<http::Route> source_routes(Bench& bench);

}  // namespace filrouge::pages
