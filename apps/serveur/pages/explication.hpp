#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// What is owed to a person who asks how the engine weighed in her affaire, to be printed.
std::vector<http::Route> explanation_routes(Bench& bench);

}  // namespace filrouge::pages
