#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /conservation: what goes, when its term has come.
std::vector<http::Route> retention_routes(Bench& bench);

}  // namespace filrouge::pages
