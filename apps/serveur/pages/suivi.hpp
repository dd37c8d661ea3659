#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /dossiers/{numero}/suivi/{constat}: who does something about that line, and when?
std::vector<http::Route> follow_up_routes(Bench& bench);

}  // namespace filrouge::pages
