#include "apps/serveur/cadre/fault_document.hpp"

#include "apps/serveur/cadre/document.hpp"

namespace filrouge::cadre {

std::string fault_document(std::string_view title, std::string_view text, std::string_view number) {
  Page page;
  page.title = title;
  page.body.open("div", {{"class", "avis -erreur"}}).element("p", text);
  if (!number.empty()) page.body.open("p").text("Incident n° ").element("b", number).close();
  page.body.close();
  page.body.open("p", {{"class", "actions"}})
      .element("a", {{"class", "bouton -second"}, {"href", "/"}}, "Revenir à la première page")
      .close();
  return document(page);
}

}  // namespace filrouge::cadre
