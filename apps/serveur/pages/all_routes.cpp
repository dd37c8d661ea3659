#include "apps/serveur/pages/all_routes.hpp"

#include <iterator>
#include <utility>

#include "apps/serveur/http/static_routes.hpp"
#include "apps/serveur/pages/acte.hpp"
#include "apps/serveur/pages/audit.hpp"
#include "apps/serveur/pages/comptes.hpp"
#include "apps/serveur/pages/connexion.hpp"
#include "apps/serveur/pages/imports.hpp"
#include "apps/serveur/pages/matin.hpp"
#include "apps/serveur/pages/rapprochements.hpp"
#include "apps/serveur/pages/sources.hpp"
#include "apps/serveur/pages/suivi.hpp"

namespace filrouge::pages {

std::vector<http::Route> all_routes(Bench& bench) {
  auto all = http::static_routes();
  http::Route health;
  health.pattern = "/sante";
  health.handler = [](const http::Request&) { return http::plain_text("ok\n"); };
  all.push_back(std::move(health));
  for (auto& of_a_page : {connexion_routes(bench), morning_routes(bench), act_routes(bench),
                          follow_up_routes(bench), import_routes(bench), match_routes(bench),
                          source_routes(bench), account_routes(bench), audit_routes(bench)})
    all.insert(all.end(), of_a_page.begin(), of_a_page.end());
  return all;
}

}  // namespace filrouge::pages
