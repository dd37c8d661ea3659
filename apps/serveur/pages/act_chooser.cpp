#include "apps/serveur/pages/act_chooser.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "apps/serveur/banc/asked_dossier.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

using acte::ExpectedAct;

class Chooser {
 public:
  Chooser(const FormDossier& dossier, const acte::ExpectedOf& of, const acte::ExpectedActs& expected)
      : dossier_(dossier), of_(of), expected_(expected) {}

  cadre::Html written() {
    write_awaited();
    const auto groups = dossier_.forms->acts.choices(dossier_.departement());
    write_all(groups);
    write_adverse(groups);
    return std::move(html_);
  }

 private:
  std::string address(std::string_view type, std::string_view affaire, std::string_view personne,
                      const std::vector<std::pair<std::string, std::string>>& prefilled = {}) const {
    auto text = dossier_address(dossier_.number, "/acte?type=" + http::percent_encoded(type));
    const auto add = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) text += "&" + http::percent_encoded(name) + "=" + http::percent_encoded(value);
    };
    add("affaire", affaire);
    add("personne", personne);
    for (const auto& [key, value] : prefilled) add(key, value);
    return text;
  }

  void write_awaited() {
    html_.element("h2", "Ce que les états attendent");
    if (expected_.awaited.empty()) {
      html_.element("p", "Rien n'est attendu ici, d'après ce qui est connu. Tout acte peut s'enregistrer.");
      return;
    }
    std::vector<const ExpectedAct*> light, heavy;
    for (const auto& act : expected_.awaited)
      (act.preparatory || act.may_be_adverse ? heavy : light).push_back(&act);
    constexpr std::size_t at_once = 6;
    const auto first = light.size() > at_once + 1 ? at_once : light.size();
    write_some(std::span(light).first(first));
    const auto rest = std::span(light).subspan(first);
    write_folded(rest, "autre acte attendu", "autres actes attendus");
    write_folded(heavy, "acte attendu qui peut peser sur la personne",
                 "actes attendus qui peuvent peser sur la personne");
  }

  void write_folded(std::span<const ExpectedAct* const> acts, const char* one, const char* many) {
    if (acts.empty()) return;
    html_.open("details").element("summary", counted(acts.size(), one, many));
    write_some(acts);
    html_.close();
  }

  void write_some(std::span<const ExpectedAct* const> acts) {
    if (acts.empty()) return;
    html_.open("ol", {{"class", "taches"}});
    for (const auto* act : acts) write_expected(*act);
    html_.close();
  }

  void write_expected(const ExpectedAct& act) {
    html_.open("li").open("article", {{"class", "affaire"}});
    auto label = act.label;
    for (const auto& [key, word] : act.prefilled)
      label +=
          (&key == &act.prefilled.front().first ? " : " : ", ") + dossier_.model().vocabulary.told_word(word);
    html_.open("h3").link(address(act.name, act.affaire, act.personne, act.prefilled), label).close();
    if (act.late || !act.date.empty()) {
      html_.open("p", {{"class", "quand"}});
      if (act.late) html_.add(cadre::label(cadre::Urgency::late, "en retard")).text(" ");
      if (!act.date.empty()) html_.text(people_date(act.date));
      html_.close();
    }
    html_.element("p", {{"class", "pourquoi"}}, act.sentence);
    // What the sentence says already is not said again.
    const auto is_said = [&](const std::string& name) {
      return act.sentence.find(name) != std::string::npos;
    };
    std::vector<std::string> who;
    if (!act.affaire.empty() && !is_said(act.affaire)) who.push_back("affaire " + act.affaire);
    if (!act.personne.empty() && dossier_.held.record.persons.size() > 1) who.push_back(act.personne);
    if (!who.empty()) html_.element("p", {{"class", "qui"}}, listed(who));
    html_.close().close();
  }

  static bool weighs(const acte::ActGroup& group) {
    return std::ranges::any_of(group.acts, &acte::ActChoice::may_be_adverse);
  }

  void begin_table(const char* id, const char* caption_id, const char* caption, const char* second) {
    html_.open("table", {{"class", "empile"}, {"id", id}});
    html_.element("caption", {{"id", caption_id}}, caption);
    html_.open("thead").open("tr");
    html_.element("th", {{"scope", "col"}}, "Acte").element("th", {{"scope", "col"}}, second);
    html_.close().close().open("tbody");
  }
  void row(const std::string& to, std::string_view label, const char* title, std::string_view cell) {
    html_.open("tr").open("th", {{"scope", "row"}}).link(to, label).close();
    html_.element("td", {{"data-titre", title}}, cell).close();
  }

  void write_all(const std::vector<acte::ActGroup>& groups) {
    html_.element("h2", "Tous les actes");
    html_.open("form", {{"class", "filtres"}, {"method", "get"}, {"role", "search"}});
    html_.open("div", {{"class", "champ"}}).element("label", {{"for", "cherche"}}, "Chercher un acte");
    html_.lone("input", {{"type", "search"},
                         {"id", "cherche"},
                         {"data-filtrer", "actes"},
                         {"data-compte", "actes-vus"},
                         {"autocomplete", "off"}});
    html_.close().element("p", {{"class", "petit"}, {"id", "actes-vus"}}, "").close();
    begin_table("actes", "actes-titre", "Actes qui s'enregistrent, par sujet", "Sujet");
    for (const auto& group : groups)
      if (!weighs(group))
        for (const auto& act : group.acts)
          row(address(act.name, of_.affaire, of_.personne), act.label, "Sujet", group.title);
    html_.close().close();
  }

  /// Never first, never chosen in advance, never one click from a list.
  void write_adverse(const std::vector<acte::ActGroup>& groups) {
    if (std::ranges::none_of(groups, weighs)) return;
    html_.element("h2", "Décisions et mesures qui peuvent être défavorables");
    html_.element("p",
                  "Elles s'enregistrent quand une autorité les a prises : filrouge n'en propose aucune, et "
                  "rien n'y est choisi d'avance.");
    html_.open("details").element("summary", "Montrer ces actes");
    for (const auto& act : expected_.adverse) html_.element("p", {{"class", "petit"}}, act.sentence);
    begin_table("actes-defavorables", "actes-defavorables-titre", "Actes qui peuvent peser sur la personne",
                "Sujet");
    for (const auto& group : groups)
      if (weighs(group))
        for (const auto& act : group.acts)
          row(address(act.name, of_.affaire, of_.personne), act.label, "Sujet", group.title);
    html_.close().close().close();
  }

  const FormDossier& dossier_;
  const acte::ExpectedOf& of_;
  const acte::ExpectedActs& expected_;
  cadre::Html html_;
};

}  // namespace

http::Response act_chooser(Bench& bench, const http::Request& request, const FormDossier& dossier,
                           const acte::ExpectedOf& of) {
  const auto base = bench.visible.lend(signed_in(request).sight());
  const auto asked =
      banc::asked_dossier(*base, dossier.forms->rules, dossier.number, dossier.today, dossier.today);
  if (!asked) return not_found(bench, request);
  const auto expected = acte::expected_acts(asked->program(), asked->journal, asked->evaluation, of);
  cadre::Page page;
  page.title = "Enregistrer un acte";
  page.asked = page.known = dossier.today;
  page.body.open("p", {{"class", "chapeau"}}).text("Dossier ");
  page.body.link(dossier_address(dossier.number), dossier.number);
  if (!of.affaire.empty()) {
    page.body.text(", affaire ");
    page.body.link(affaire_address(of.affaire, dossier.number, of.personne), of.affaire);
  }
  if (!of.personne.empty()) page.body.text(", " + of.personne);
  page.body.close();
  page.body.add(Chooser(dossier, of, expected).written());
  return framed(bench, request, std::move(page));
}

}  // namespace filrouge::pages
