#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /rapprochements: who is who, where sources left a doubt; settled by a person, side by side.
std::vector<http::Route> match_routes(Bench& bench);

}  // namespace filrouge::pages
