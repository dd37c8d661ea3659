#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// A dossier: everything about this household.
std::vector<http::Route> dossier_routes(Bench& bench);

}  // namespace filrouge::pages
