#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// « Registre »: where is each affaire?
std::vector<http::Route> register_routes(Bench& bench);

}  // namespace filrouge::pages
