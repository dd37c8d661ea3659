#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /comptes: who may, and what.
std::vector<http::Route> account_routes(Bench& bench);

}  // namespace filrouge::pages
