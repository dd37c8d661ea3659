#include "apps/serveur/pages/proof_cells.hpp"

#include <vector>

#include "apps/serveur/cadre/components.hpp"
#include "engine/core/calendar/date.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

using serveur::Proof;

cadre::Proof drawn(Proof proof) {
  switch (proof) {
    case Proof::done:
      return cadre::Proof::done;
    case Proof::to_prove:
      return cadre::Proof::to_prove;
    case Proof::to_come:
      return cadre::Proof::to_come;
    case Proof::lacking:
      return cadre::Proof::missing;
    case Proof::not_applicable:
      break;
  }
  return cadre::Proof::pointless;
}

std::string days_of(const serveur::StepShown& step) {
  if (!step.from.known()) return "—";
  if (!step.to.known() || step.to == step.from) return french_date(step.from);
  return "entre le " + french_date(step.from) + " et le " + french_date(step.to);
}

}  // namespace

std::string proof_wanting(const serveur::ProofStrip& strip) {
  std::vector<std::string_view> lacking, to_prove;
  for (const auto& step : strip.now().steps) {
    if (step.proof == Proof::lacking) lacking.push_back(words_of(step.step).name);
    if (step.proof == Proof::to_prove) to_prove.push_back(words_of(step.step).name);
  }
  std::string text;
  if (!lacking.empty()) text += "manque : " + listed(lacking);
  if (!to_prove.empty()) text += (text.empty() ? "" : " ; ") + std::string("à prouver : ") + listed(to_prove);
  return text;
}

cadre::Html proof_cell(const serveur::ProofStrip& strip) {
  cadre::Html html;
  if (!strip.sanction) {
    html.element("span", {{"class", "petit"}}, "sans objet");
    return html;
  }
  std::vector<cadre::ProofStep> steps;
  for (const auto& step : strip.now().steps)
    steps.push_back({std::string(words_of(step.step).name), drawn(step.proof)});
  html.add(cadre::proof_signs(steps));
  if (const auto wanting = proof_wanting(strip); !wanting.empty())
    html.element("p", {{"class", "petit"}}, wanting);
  return html;
}

cadre::Html proof_table(const serveur::ProofRound& round, const std::string& caption) {
  cadre::Html html;
  html.open("table", {{"class", "empile etapes"}}).element("caption", caption);
  html.open("thead").open("tr");
  for (const auto* title : {"Étape", "Preuve", "Jour", "Ce qui le dit"})
    html.element("th", {{"scope", "col"}}, title);
  html.close().close().open("tbody");
  for (const auto& step : round.steps) {
    html.open("tr").element("th", {{"scope", "row"}}, words_of(step.step).title);
    html.open("td", {{"data-titre", "Preuve"}}).add(cadre::proof_mark(drawn(step.proof))).close();
    html.element("td", {{"data-titre", "Jour"}}, days_of(step));
    html.open("td", {{"data-titre", "Ce qui le dit"}}).text(step.why);
    if (!step.acts.empty()) {
      html.open("ul", {{"class", "petit"}});
      for (const auto& act : step.acts)
        html.element("li", act.told + (act.perhaps ? " : peut-être d'une autre affaire" : std::string()));
      html.close();
    }
    if (!step.basis.empty()) {
      html.open("details", {{"class", "petit"}}).element("summary", "Fondement").open("ul");
      for (const auto& reference : step.basis)
        html.element("li", reference.ref + (reference.verified ? "" : " (texte à vérifier)"));
      html.close().close();
    }
    html.close().close();
  }
  html.close().close();
  return html;
}

}  // namespace filrouge::pages
