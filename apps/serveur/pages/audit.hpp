#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /audit: who did what, and is it whole?
std::vector<http::Route> audit_routes(Bench& bench);

}  // namespace filrouge::pages
