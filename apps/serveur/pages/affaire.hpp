#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// An affaire: what happened, what is due, would it hold before a judge?
std::vector<http::Route> affaire_routes(Bench& bench);

}  // namespace filrouge::pages
