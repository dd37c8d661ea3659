#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /imports: did the night go well? What was brought in, what was refused, and a file to bring.
std::vector<http::Route> import_routes(Bench& bench);

}  // namespace filrouge::pages
