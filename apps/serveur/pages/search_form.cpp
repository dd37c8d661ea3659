#include "apps/serveur/pages/search_form.hpp"

namespace filrouge::pages {

cadre::Html search_form(const std::string& sought) {
  cadre::Html html;
  html.open("form", {{"class", "filtres recherche"},
                     {"id", "recherche"},
                     {"role", "search"},
                     {"method", "get"},
                     {"action", "/recherche"}});
  html.open("div", {{"class", "champ"}});
  html.element("label", {{"for", "q"}}, "Dossier, matricule ou affaire");
  html.lone("input",
            {{"type", "search"}, {"id", "q"}, {"name", "q"}, {"value", sought}, {"maxlength", "80"}});
  html.close().element("button", {{"class", "bouton -second"}}, "Chercher").close();
  return html;
}

}  // namespace filrouge::pages
