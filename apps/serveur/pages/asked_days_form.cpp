#include "apps/serveur/pages/asked_days_form.hpp"

#include "apps/serveur/cadre/components.hpp"

namespace filrouge::pages {

cadre::Html asked_days_form(const AskedDays& days, const std::string& address,
                            const std::vector<std::pair<std::string, std::string>>& kept) {
  cadre::Html html;
  html.open("form", {{"class", "filtres"}, {"method", "get"}, {"action", address}});
  for (const auto& [name, value] : kept)
    html.lone("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  cadre::Field asked{"au", "Au (le jour montré)"}, known{"connu_au", "Connu au (ce qu'on savait ce jour-là)"};
  asked.type = known.type = "date";
  asked.value = iso_date(days.asked);
  known.value = iso_date(days.known);
  html.add(cadre::field(asked)).add(cadre::field(known));
  html.element("button", {{"class", "bouton -second"}}, "Montrer ce jour").close();
  return html;
}

cadre::Html asked_days_notice(const AskedDays& days, const std::string& back) {
  cadre::Html html;
  if (!days.wrong.empty()) html.add(cadre::notice(cadre::Notice::error, days.wrong));
  if (days.now) return html;
  html.open("div", {{"class", "avis -attention"}}).open("p");
  html.text("Cette page est celle du " + french_date(days.asked) + ", d'après ce qui était connu le " +
            french_date(days.known) + " : on n'y enregistre rien. ");
  html.link(back, "Revenir à aujourd'hui").text(".").close().close();
  return html;
}

}  // namespace filrouge::pages
