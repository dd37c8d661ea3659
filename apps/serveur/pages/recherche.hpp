#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// A dossier or an affaire by its number.
std::vector<http::Route> search_routes(Bench& bench);

}  // namespace filrouge::pages
