#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>

#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/document.hpp"
#include "apps/serveur/http/static_routes.hpp"
#include "tests/serveur/http_support.hpp"

using namespace filrouge;
using namespace filrouge::cadre;

namespace {

Html task(Urgency urgency, std::string_view late, std::string_view what, std::string_view why) {
  Html html;
  html.open("li").open("article", {{"class", "affaire"}});
  html.open("h3").link("/affaires/M-2026-133", what).close();
  html.open("p", {{"class", "quand"}}).add(label(urgency, late)).close();
  html.element("p", {{"class", "qui"}}, "affaire M-2026-133 · dossier 64-0001449, p1 · Bayonne");
  html.element("p", {{"class", "pourquoi"}}, why);
  html.open("p", {{"class", "actions"}});
  html.element("a", {{"class", "bouton -second"}, {"href", "/e"}, {"data-touche", "e"}},
               "Enregistrer un acte");
  html.element("a", {{"class", "bouton -second"}, {"href", "/c"}}, "Je m'en charge");
  html.element("a", {{"class", "bouton -second"}, {"href", "/r"}}, "Reporter").close();
  html.close().close();
  return html;
}

Html work() {
  Html html;
  html.open("ul", {{"class", "comptes"}});
  for (const auto& [count, words] : {std::pair{"3", "nouveaux depuis hier"},
                                     {"12", "échus"},
                                     {"27", "cette semaine"},
                                     {"4", "à compléter"}})
    html.open("li").open("a", {{"href", "/?v=1"}}).element("b", count).text(words).close().close();
  html.close();
  html.open("form", {{"class", "filtres"}});
  html.open("div", {{"class", "champ"}}).element("label", {{"for", "cherche"}}, "Chercher");
  html.lone("input",
            {{"type", "search"}, {"id", "cherche"}, {"data-filtrer", "liste"}, {"data-compte", "vues"}})
      .close();
  html.open("div", {{"class", "champ"}}).element("label", {{"for", "role"}}, "Qui agit");
  html.open("select", {{"id", "role"}}).element("option", "tous").close().close();
  html.element("button", {{"class", "bouton -second"}}, "Filtrer");
  html.element("p", {{"class", "petit"}, {"id", "vues"}}, "").close();
  html.open("ol", {{"class", "taches"}, {"id", "liste"}});
  html.add(task(Urgency::late, "en retard de 25 jours", "Adresser l'information préalable",
                "Due le 3 novembre 2026 (objectif interne) : manquement constaté le 19 octobre."));
  html.add(task(Urgency::near, "dans 3 jours", "Saisir l'équipe pluridisciplinaire",
                "Au plus tard le 1er décembre."));
  html.add(task(Urgency::to_do, "à faire", "Notifier la décision", "Prise le 20 novembre 2026."));
  html.add(task(Urgency::doubt, "incertain", "Dire quand la lettre a été présentée",
                "L'avis de réception manque."));
  html.add(task(Urgency::closed, "clos", "Relire le CER", "Fait le 2 novembre 2026."));
  html.close();
  return html;
}

Html register_table() {
  Html html;
  html.open("nav", {{"class", "onglets"}, {"aria-label", "États"}}).open("ul");
  html.open("li").element("a", {{"href", "?e=1"}, {"aria-current", "page"}}, "Ouvertes").close();
  html.open("li").link("?e=2", "Closes").close();
  html.open("li").link("?e=3", "En doute").close();
  html.close().close();
  html.add(proof_strip({{"lettre", Proof::done},
                        {"présentée", Proof::to_prove},
                        {"entendu", Proof::pointless},
                        {"avis", Proof::missing},
                        {"décision", Proof::to_come}}));
  for (const auto* kind : {"", "empile"}) {
    const std::string id = std::string("t") + kind;
    html.open("div", {{"class", "defile"}, {"role", "region"}, {"aria-labelledby", id}, {"tabindex", "0"}});
    html.open("table", {{"class", kind}}).element("caption", {{"id", id}}, "Affaires ouvertes");
    html.open("thead").open("tr");
    for (const auto* title : {"Affaire", "Sorte", "Dossier", "État", "Prochaine date", "Montant"})
      html.element("th", {{"scope", "col"}}, title);
    html.close().close().open("tbody");
    for (const auto* key : {"S-2026-118", "M-2026-133"}) {
      html.open("tr").open("th", {{"scope", "row"}}).link("/affaires/S", key).close();
      html.element("td", {{"data-titre", "Sorte"}}, "suspension");
      html.element("td", {{"data-titre", "Dossier"}}, "64-0001449, p1");
      html.open("td", {{"data-titre", "État"}}).add(label(Urgency::to_do, "à notifier")).close();
      html.element("td", {{"data-titre", "Prochaine date"}}, "14 décembre 2026");
      html.element("td", {{"data-titre", "Montant"}, {"class", "chiffre"}}, "318,36 €").close();
    }
    html.close().close().close();
  }
  html.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul");
  html.open("li").element("a", {{"href", "?p=1"}, {"rel", "prev"}}, "Précédente").close();
  html.open("li").link("?p=1", "1").close();
  html.open("li").element("a", {{"href", "?p=2"}, {"aria-current", "page"}}, "2").close();
  html.open("li").link("?p=3", "3").close().close().close();
  return html;
}

Html act() {
  Html html;
  html.open("div", {{"class", "deux"}})
      .open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/a"}});
  html.add(token_field("bon"));
  html.add(field({"jour", "Jour de la notification", "Celui de la remise : il est sur l'avis de réception.",
                  "", "date", "2026-11-20", true}));
  html.add(field({"article", "Motif", "", "Le motif manque : dites pourquoi, en une phrase."}));
  html.open("fieldset", {{"class", "champ"}}).element("legend", "Mode d'envoi");
  for (const auto* mode : {"Lettre recommandée", "Remise en main propre"}) {
    html.open("label", {{"class", "choix"}})
        .lone("input", {{"type", "radio"}, {"name", "mode"}})
        .text(mode)
        .close();
  }
  html.close();
  html.open("div", {{"class", "champ"}}).element("label", {{"for", "f"}}, "Pièce");
  html.lone("input", {{"type", "file"}, {"id", "f"}}).close();
  html.open("div", {{"class", "champ"}}).element("label", {{"for", "t"}}, "Observations");
  html.open("textarea", {{"id", "t"}, {"name", "t"}}).close().close();
  html.open("p", {{"class", "actions"}}).element("button", {{"class", "bouton"}}, "Enregistrer l'acte");
  html.element("a", {{"class", "bouton -second"}, {"href", "/"}}, "Revenir");
  html.element("button", {{"class", "bouton -danger"}}, "Annuler l'acte");
  html.element("button", {{"class", "bouton"}, {"disabled", ""}}, "Indisponible").close().close();
  html.open("aside", {{"class", "consequence"}, {"aria-labelledby", "c"}})
      .element("h2", {{"id", "c"}}, "Conséquence");
  html.element("p", "Due le 14 septembre 2026 ; la décision serait prématurée avant le 15.");
  html.open("dl", {{"class", "fiche"}}).element("dt", "Ferme").element("dd", "l'affaire S-2026-118");
  html.element("dt", "Ouvre").element("dd", "le délai de recours de deux mois").close().close().close();
  return html;
}

Html drawing() {
  Html html;
  html.open(
      "div",
      {{"class", "frise"}, {"role", "region"}, {"aria-label", "Frise de l'affaire"}, {"tabindex", "0"}});
  html.open("svg", {{"viewBox", "0 0 820 110"}, {"role", "img"}, {"aria-label", "Frise"}});
  html.element("path", {{"class", "axe"}, {"d", "M0 55H820"}}, "")
      .element("path", {{"class", "jour"}, {"d", "M600 10V100"}}, "");
  html.element("circle", {{"class", "acte"}, {"cx", "80"}, {"cy", "55"}, {"r", "5"}}, "");
  html.element("text", {{"x", "70"}, {"y", "35"}}, "lettre, 19 octobre 2026");
  html.element("rect", {{"class", "temps"}, {"x", "80"}, {"y", "62"}, {"width", "300"}, {"height", "9"}}, "");
  html.element("rect", {{"class", "delai"}, {"x", "380"}, {"y", "62"}, {"width", "200"}, {"height", "9"}},
               "");
  html.element("rect", {{"class", "tard"}, {"x", "580"}, {"y", "62"}, {"width", "90"}, {"height", "9"}}, "");
  html.close().close();
  return html;
}

std::string demonstration() {
  Page page;
  page.title = "Mon matin";
  page.current = "/";
  page.entries = {Entry::morning, Entry::affaires, Entry::imports,
                  Entry::sources, Entry::accounts, Entry::audit};
  page.visitor = "compte-12";
  page.role = "référent fil rouge";
  page.token = "bon";
  page.freshness = {"CNAF jusqu'au 31 octobre 2026", "WebRSA ce matin à 6 h 12"};
  page.asked = page.known = *civil_date(2026, 11, 28);
  page.body.element("p", {{"class", "chapeau"}},
                    "Ce qu'il y a à faire aujourd'hui, du plus pressant au moins pressant.");
  page.body.add(work()).element("h2", "Registre").add(register_table());
  page.body.element("h2", "Un acte").add(act()).element("h2", "Frise").add(drawing());
  page.body.element("h2", "Avis").add(notice(Notice::info, "La source CNAF va jusqu'au 31 octobre 2026."));
  page.body.add(notice(Notice::attention, "La décision serait prématurée avant le 15 décembre 2026."));
  page.body.add(notice(Notice::error, "Deux champs sont à corriger : rien n'a été enregistré."));
  return document(page);
}

}  // namespace

// Every component on one page, to be looked at: `test_serveur "[.demonstration]"`, until SIGTERM or Ctrl-C.
TEST_CASE("la page de démonstration", "[.demonstration]") {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto routes = http::static_routes();
  http::Route page;
  page.pattern = "/";
  page.handler = [](const http::Request&) { return http::html(demonstration()); };
  routes.push_back(page);
  const http::Running server(routes, [](http::ServerOptions& options) { options.port = 8099; });
  fmt::print("{}\n", server.addresses().front());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
}
