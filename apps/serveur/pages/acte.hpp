#pragma once

#include <vector>

#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// /dossiers/{numero}/acte: something happened, record it. /dossiers/{numero}/acte/{id}: the act as it is
/// recorded; …/corriger, …/annuler: it was not so.
std::vector<http::Route> act_routes(Bench& bench);

}  // namespace filrouge::pages
