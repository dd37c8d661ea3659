#include "apps/serveur/pages/consequence_panel.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "apps/serveur/cadre/components.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::pages {
namespace {

using acte::Change;
using acte::ConsequenceLine;

struct Part {
  const char* title;
  std::vector<Change> of;
};
const std::array<Part, 7>& parts() {
  static const std::array<Part, 7> all = {
      Part{"Irrégularités", {Change::irregular}},
      Part{"Ce qui n'est pas su", {Change::lacks}},
      Part{"Ce que les règles ne comprennent pas", {Change::not_understood}},
      Part{"Rien ne change", {Change::nothing}},
      Part{"Affaires et états", {Change::opens, Change::closes, Change::moves}},
      Part{"Ce qui commence", {Change::begins}},
      Part{"Ce qui finit", {Change::ends}}};
  return all;
}

std::string_view words_of(Change change) {
  switch (change) {
    case Change::irregular:
      return "irrégularité";
    case Change::lacks:
      return "à savoir";
    case Change::not_understood:
      return "à reprendre";
    case Change::nothing:
      return "sans effet";
    case Change::opens:
      return "ouvre";
    case Change::closes:
      return "ferme";
    case Change::moves:
      return "change";
    case Change::begins:
      return "nouveau";
    case Change::ends:
      break;
  }
  return "fini";
}

cadre::Html label_of(const ConsequenceLine& line) {
  using cadre::Urgency;
  if (line.change == Change::irregular)
    return cadre::label(Urgency::late, line.severity == "info" || line.severity.empty()
                                           ? std::string("irrégularité")
                                           : "irrégularité " + line.severity);
  const auto urgency = line.change == Change::not_understood || line.change == Change::lacks ? Urgency::doubt
                       : line.change == Change::begins                                       ? Urgency::to_do
                       : line.change == Change::ends || line.change == Change::closes        ? Urgency::closed
                                                                                             : Urgency::near;
  return cadre::label(urgency, words_of(line.change));
}

void write(cadre::Html& html, const ConsequenceLine& line) {
  const bool is_fault = line.change == Change::irregular;
  std::string_view sentence = line.sentence;
  // The label says it already.
  if (const auto said = "Irrégularité " + line.severity + " : "; is_fault && sentence.starts_with(said))
    sentence.remove_prefix(said.size());
  html.open("li").open("p").add(label_of(line)).text(" ").text(sentence);
  // An article is no detail of a fault: it is what makes it one.
  if (is_fault && !line.fondement.empty()) html.text(" " + line.fondement + ".");
  html.close();
  const bool has_basis = !is_fault && !line.fondement.empty();
  if (!line.detail.empty() || has_basis) {
    html.open("details", {{"class", "petit"}})
        .element("summary", is_fault ? "Pourquoi" : "Calcul et fondement");
    if (!line.detail.empty()) html.element("p", line.detail);
    if (has_basis) html.element("p", line.fondement + ".");
    html.close();
  }
  html.close();
}

}  // namespace

cadre::Html consequence_lines(const acte::Consequence& consequence) {
  cadre::Html html;
  const auto group = [&](const char* title, auto belongs) {
    if (std::ranges::none_of(consequence.lines, belongs)) return;
    html.element("h3", title).open("ul");
    for (const auto& line : consequence.lines)
      if (belongs(line)) write(html, line);
    html.close();
  };
  for (const auto& part : parts())
    group(part.title, [&](const ConsequenceLine& line) {
      return !line.against_person && std::ranges::find(part.of, line.change) != part.of.end();
    });
  if (!consequence.next.empty()) {
    html.element("h3", "Ensuite").open("ol");
    for (const auto& step : consequence.next) {
      html.open("li").text(step.sentence);
      if (!step.role.empty()) html.text(" ").element("span", {{"class", "petit"}}, "— " + step.role);
      if (step.late) html.text(" ").add(cadre::label(cadre::Urgency::late, "en retard"));
      html.close();
    }
    html.close();
  }
  group("Ce qu'une autorité pourrait décider contre la personne, sans que rien n'y oblige",
        [](const ConsequenceLine& line) { return line.against_person; });
  return html;
}

}  // namespace filrouge::pages
