#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// « / », mon matin: what do I do today?
std::vector<http::Route> morning_routes(Bench& bench);

}  // namespace filrouge::pages
