#include "apps/serveur/pages/all_routes.hpp"

#include <iterator>
#include <utility>

#include "apps/serveur/http/static_routes.hpp"
#include "apps/serveur/pages/affaire.hpp"
#include "apps/serveur/pages/connexion.hpp"
#include "apps/serveur/pages/dossier.hpp"
#include "apps/serveur/pages/explication.hpp"
#include "apps/serveur/pages/matin.hpp"
#include "apps/serveur/pages/recherche.hpp"
#include "apps/serveur/pages/registre.hpp"

namespace filrouge::pages {

std::vector<http::Route> all_routes(Bench& bench) {
  auto all = http::static_routes();
  http::Route health;
  health.pattern = "/sante";
  health.handler = [](const http::Request&) { return http::plain_text("ok\n"); };
  all.push_back(std::move(health));
  for (auto& of_a_page :
       {connexion_routes(bench), morning_routes(bench), register_routes(bench), affaire_routes(bench),
        explanation_routes(bench), dossier_routes(bench), search_routes(bench)})
    all.insert(all.end(), of_a_page.begin(), of_a_page.end());
  return all;
}

}  // namespace filrouge::pages
