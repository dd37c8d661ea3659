#include "apps/serveur/pages/explication.hpp"

#include <utility>

#include "apps/serveur/affaire/person_explanation.hpp"
#include "apps/serveur/pages/asked_affaire.hpp"
#include "apps/serveur/pages/asked_days_form.hpp"
#include "apps/serveur/pages/framed.hpp"

namespace filrouge::pages {
namespace {

http::Response explanation(Bench& bench, const http::Request& request) {
  AskedAffaire asked(bench, request);
  if (auto answer = asked.otherwise(acces::AuditKind::edition, "explication à la personne"))
    return std::move(*answer);
  const auto told = serveur::person_explanation(asked.dossier(), asked.thread());
  cadre::Page page;
  page.title = told.title;
  page.current = "/affaires";
  page.asked = asked.days().asked;
  page.known = asked.days().known;
  auto& html = page.body;
  html.open("p", {{"class", "actions"}}).link(asked.address(), "Revenir à l'affaire").close();
  html.add(asked_days_notice(asked.days(), asked.address()));
  html.open("article", {{"class", "explication"}});
  html.open("p", {{"class", "petit"}});
  html.text("Dossier " + asked.dossier().journal().dossier + ", affaire " + asked.thread().key.numero)
      .close();
  for (const auto& sentence : told.intro) html.element("p", sentence);
  for (const auto& heading : told.headings) {
    html.element("h2", heading.title);
    for (const auto& point : heading.points) {
      html.open("section");
      html.element("h3", std::to_string(point.number) + ". " + point.title);
      for (const auto& paragraph : point.paragraphs) html.element("p", paragraph);
      if (!point.items.empty()) {
        html.open("ul");
        for (const auto& item : point.items) html.element("li", item);
        html.close();
      }
      html.close();
    }
  }
  if (!told.words.empty()) {
    html.element("h2", "Les mots de cette page").open("dl", {{"class", "fiche"}});
    for (const auto& [word, sense] : told.words) html.element("dt", word).element("dd", sense);
    html.close();
  }
  html.close();
  return framed(bench, request, std::move(page));
}

}  // namespace

std::vector<http::Route> explanation_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/affaires/{cle}/explication", right(acces::Right::read_caseload),
                        [&bench](const http::Request& request) { return explanation(bench, request); }));
  return routes;
}

}  // namespace filrouge::pages
