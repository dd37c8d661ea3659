#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"

namespace filrouge::http {

/// A route for each file of apps/serveur/statique, open to anyone.
std::vector<Route> static_routes();

}  // namespace filrouge::http
