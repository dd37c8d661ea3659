#include "apps/serveur/pages/recherche.hpp"

#include <cctype>
#include <utility>

#include "apps/serveur/banc/look_up.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/pages/asked_affaire.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/search_form.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

/// Longer than any number of a dossier: what is longer is no number.
constexpr std::size_t longest = 80;

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

std::string in_capitals(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

void write_found(cadre::Html& html, const banc::Found& found) {
  if (!found.affaires.empty()) {
    html.element("h2", counted(found.affaires.size(), "affaire", "affaires")).open("ul");
    for (const auto& row : found.affaires) {
      html.open("li").link(exact_affaire_address(row.affaire, row.dossier, row.personne), row.affaire);
      html.text(" — dossier " + row.dossier + (row.personne.empty() ? ", le foyer" : ", " + row.personne) +
                (row.opened.known() ? ", ouverte le " + french_date(row.opened) : "") +
                (row.states.empty() ? "" : " : " + row.states));
      html.close();
    }
    html.close();
  }
  if (!found.dossiers.empty()) {
    html.element("h2", counted(found.dossiers.size(), "dossier", "dossiers")).open("ul");
    for (const auto& it : found.dossiers) {
      html.open("li").link(dossier_address(it.dossier), it.dossier);
      html.text((it.territoire.empty() ? "" : " · " + it.territoire) +
                (it.matricule.empty() ? "" : ", par le matricule " + it.matricule));
      html.close();
    }
    html.close();
  }
  if (found.more)
    html.element("p", found.exact ? "D'autres portent ce numéro : cherchez par le numéro de leur dossier."
                                  : "D'autres commencent ainsi : écrivez-en davantage pour les voir.");
}

http::Response search(Bench& bench, const http::Request& request) {
  const auto sought = trimmed(request.query.text("q"));
  auto page = page_of_today(bench, "Chercher", "/affaires");
  page.body.add(search_form(sought));
  if (sought.empty()) {
    page.body.element("p",
                      "Écrivez un numéro de dossier, un matricule ou un numéro d'affaire, entier ou par "
                      "son début.");
    return framed(bench, request, std::move(page));
  }
  banc::Found found;
  if (sought.size() <= longest) {
    const auto base = bench.visible.lend(signed_in(request).sight());
    found = banc::look_up(*base, sought);
    if (found.dossiers.empty() && found.affaires.empty()) found = banc::look_up(*base, in_capitals(sought));
  }
  // One that is called so, and one alone: there it is.
  if (found.exact && found.dossiers.size() + found.affaires.size() == 1) {
    if (!found.dossiers.empty()) return http::see_other(dossier_address(found.dossiers.front().dossier));
    const auto& row = found.affaires.front();
    return http::see_other(exact_affaire_address(row.affaire, row.dossier, row.personne));
  }
  tell_audit(bench, request, acces::AuditKind::lecture_liste, {}, "recherche");
  if (found.dossiers.empty() && found.affaires.empty())
    page.body.add(cadre::notice(
        cadre::Notice::info,
        "Rien de ce numéro que votre compte puisse voir. Vérifiez-le ; s'il est juste, le dossier est "
        "peut-être d'un territoire qui n'est pas à vous, ou n'a pas encore été évalué. Par le début, il "
        "faut au moins trois caractères."));
  write_found(page.body, found);
  return framed(bench, request, std::move(page));
}

}  // namespace

std::vector<http::Route> search_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/recherche", right(acces::Right::read_caseload),
                        [&bench](const http::Request& request) { return search(bench, request); }));
  return routes;
}

}  // namespace filrouge::pages
