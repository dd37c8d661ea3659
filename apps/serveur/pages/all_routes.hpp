#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// All that the bench answers. The bench must outlive them.
std::vector<http::Route> all_routes(Bench& bench);

}  // namespace filrouge::pages
