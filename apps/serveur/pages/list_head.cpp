#include "apps/serveur/pages/list_head.hpp"

#include <string>
#include <vector>

#include "apps/serveur/cadre/components.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/night/night.hpp"

namespace filrouge::pages {

void add_night_notices(cadre::Html& html, banc::VisibleBase& base, const banc::LastNight& night, Date today,
                       std::string_view this_list) {
  if (night.day != today)
    html.add(
        cadre::notice(cadre::Notice::attention, std::string(this_list) + " du " + french_date(night.day) +
                                                    " : la nuit de ce jour ne s'est pas encore passée."));
  if (const auto moved = out_of_date(base.base()); moved > 0)
    html.add(
        cadre::notice(cadre::Notice::info,
                      counted(moved, "dossier a changé depuis son évaluation et sera relu d'ici une minute",
                              "dossiers ont changé depuis leur évaluation et seront relus d'ici une minute") +
                          " : leurs lignes sont celles d'avant."));
}

void add_option(cadre::Html& html, std::string_view value, std::string_view words, bool chosen) {
  std::vector<cadre::Attribute> attributes{{"value", value}};
  if (chosen) attributes.push_back({"selected", ""});
  html.element("option", attributes, words);
}

void add_territoire_field(cadre::Html& html, banc::VisibleBase& base, std::string_view chosen) {
  const auto territoires = base.territoires();
  if (territoires.size() < 2) return;
  html.open("div", {{"class", "champ"}}).element("label", {{"for", "territoire"}}, "Territoire");
  html.open("select", {{"id", "territoire"}, {"name", "territoire"}});
  add_option(html, "", "tous", chosen.empty());
  for (const auto& one : territoires)
    if (!one.empty()) add_option(html, one, one, one == chosen);
  html.close().close();
}

}  // namespace filrouge::pages
