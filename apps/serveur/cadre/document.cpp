#include "apps/serveur/cadre/document.hpp"

#include "apps/serveur/statique/static_file.hpp"

namespace filrouge::cadre {
namespace {

struct NavigationEntry {
  Entry entry;
  std::string_view address, title;
};

constexpr NavigationEntry navigation[] = {
    {Entry::morning, "/", "Mon matin"},       {Entry::affaires, "/affaires", "Registre"},
    {Entry::imports, "/imports", "Imports"},  {Entry::sources, "/sources", "Sources"},
    {Entry::accounts, "/comptes", "Comptes"}, {Entry::audit, "/audit", "Audit"},
};

void write_head(Html& html, const Page& page) {
  html.open("head");
  html.lone("meta", {{"charset", "utf-8"}});
  html.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", page.title + " — filrouge");
  html.lone("link", {{"rel", "stylesheet"}, {"href", static_url("banc.css")}});
  html.lone("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", static_url("filrouge.svg")}});
  html.element("script", {{"type", "module"}, {"src", static_url("banc.js")}}, "");
  html.close();
}

void write_navigation(Html& html, const Page& page) {
  if (page.entries.empty()) return;
  html.open("nav", {{"class", "parcours"}, {"aria-label", "Rubriques"}}).open("ul");
  for (const auto& [entry, address, title] : navigation) {
    if (!page.entries.contains(entry)) continue;
    html.open("li");
    if (address == page.current)
      html.element("a", {{"href", address}, {"aria-current", "page"}}, title);
    else
      html.link(address, title);
    html.close();
  }
  html.close().close();
}

void write_account(Html& html, const Page& page) {
  if (page.visitor.empty()) return;
  html.open("div", {{"class", "compte"}}).open("p").element("b", page.visitor);
  if (!page.role.empty()) html.text(", " + page.role);
  html.close();
  if (!page.token.empty()) {
    html.open("form", {{"method", "post"}, {"action", "/deconnexion"}});
    html.lone("input", {{"type", "hidden"}, {"name", "jeton"}, {"value", page.token}});
    html.element("button", {{"class", "bouton -second -petit"}}, "Se déconnecter").close();
  }
  html.close();
}

void write_footer(Html& html, const Page& page) {
  html.open("footer", {{"class", "pied"}});
  if (page.asked.known()) {
    auto days = "Au " + french_date(page.asked);
    if (page.known.known()) days += ", d'après ce qui était connu au " + french_date(page.known);
    html.element("p", days + ".");
  }
  if (!page.freshness.empty()) {
    html.open("ul", {{"aria-label", "Fraîcheur des sources"}});
    for (const auto& line : page.freshness) html.element("li", line);
    html.close();
  }
  html.element("p", "filrouge avise ; une personne décide.").close();
}

}  // namespace

std::string document(const Page& page) {
  Html html;
  html.open("html", {{"lang", "fr"}});
  write_head(html, page);
  html.open("body");
  html.element("a", {{"class", "evitement"}, {"href", "#contenu"}}, "Aller au contenu");
  html.open("header", {{"class", "tete"}}).open("div");
  html.open("a", {{"class", "marque"}, {"href", "/"}});
  html.lone("img", {{"src", static_url("filrouge.svg")}, {"alt", ""}}).text("filrouge").close();
  write_navigation(html, page);
  write_account(html, page);
  html.close().close();
  html.open("main", {{"id", "contenu"}, {"tabindex", "-1"}}).element("h1", page.title).add(page.body).close();
  write_footer(html, page);
  html.close().close();
  return "<!DOCTYPE html>\n" + html.str();
}

}  // namespace filrouge::cadre
