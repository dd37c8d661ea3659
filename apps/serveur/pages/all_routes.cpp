#include "apps/serveur/pages/all_routes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/serveur/http/static_routes.hpp"
#include "apps/serveur/pages/acte.hpp"
#include "apps/serveur/pages/affaire.hpp"
#include "apps/serveur/pages/audit.hpp"
#include "apps/serveur/pages/comptes.hpp"
#include "apps/serveur/pages/connexion.hpp"
#include "apps/serveur/pages/conservation.hpp"
#include "apps/serveur/pages/dossier.hpp"
#include "apps/serveur/pages/explication.hpp"
#include "apps/serveur/pages/imports.hpp"
#include "apps/serveur/pages/matin.hpp"
#include "apps/serveur/pages/rapprochements.hpp"
#include "apps/serveur/pages/recherche.hpp"
#include "apps/serveur/pages/registre.hpp"
#include "apps/serveur/pages/sources.hpp"
#include "apps/serveur/pages/suivi.hpp"

namespace filrouge::pages {

std::vector<http::Route> all_routes(Bench& bench) {
  auto all = http::static_routes();
  const auto add = [&](std::vector<http::Route> of_a_page) {
    std::ranges::move(of_a_page, std::back_inserter(all));
  };
  http::Route health;
  health.pattern = "/sante";
  health.handler = [](const http::Request&) { return http::plain_text("ok\n"); };
  all.push_back(std::move(health));
  add(connexion_routes(bench));
  add(morning_routes(bench));
  add(register_routes(bench));
  add(affaire_routes(bench));
  add(explanation_routes(bench));
  add(dossier_routes(bench));
  add(search_routes(bench));
  add(act_routes(bench));
  add(follow_up_routes(bench));
  add(import_routes(bench));
  add(match_routes(bench));
  add(source_routes(bench));
  add(account_routes(bench));
  add(audit_routes(bench));
  add(retention_routes(bench));
  return all;
}

}  // namespace filrouge::pages
