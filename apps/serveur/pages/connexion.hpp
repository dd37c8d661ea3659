#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /connexion, /deconnexion, /mot-de-passe: who comes in, goes out, or changes what opens to them.
std::vector<http::Route> connexion_routes(Bench& bench);

}  // namespace filrouge::pages
