#include "apps/serveur/pages/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "apps/serveur/banc/nights.hpp"
#include "apps/serveur/banc/source_report.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

constexpr std::uint64_t most_read = 20'000;
constexpr std::size_t most_facts = 30;
constexpr std::size_t most_gone = 50;
constexpr std::int32_t old_month = 45;  ///< days: a monthly flux comes every month

class Sources {
 public:
  Sources(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(signed_in(request).sight())),
        day_(bench.today()),
        told_(bench.sources.told(*base_, day_)) {}

  http::Response operator()() {
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "sources");
    auto page = page_of_today(bench_, "Les sources", "/sources");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}},
                 "Peut-on se fier aux dates ? Une date n'est juste que si ce qui la fixe est connu : voici "
                 "jusqu'où va chaque source, et ce qui manque.");
    write_days(body);
    write_vouched(body);
    write_gone(body);
    write_unevaluated(body);
    return framed(bench_, request_, std::move(page));
  }

 private:
  void write_days(cadre::Html& body) {
    body.element("h2", "Jusqu'où va chaque source");
    if (told_->sources.empty()) {
      body.add(cadre::notice(cadre::Notice::attention,
                             "Aucune source n'a encore été versée : rien n'est dit de ce qui est dû."));
      return;
    }
    cadre::Table table(body, "jours", "Dernier jour couvert par chaque source",
                       {"Source", "Jusqu'au", "Faite le", "Se fier à ses dates ?"});
    for (const auto& source : told_->sources) {
      table.row(source.name).cell(day_words(source.until)).cell(day_words(source.made));
      table.cell(trust(source));
    }
    table.end();
    body.element("p", {{"class", "petit"}},
                 "D'un fichier qui ne dit pas de quel jour il est, c'est le jour de son import. Ce qui s'est "
                 "passé depuis n'est pas connu : un délai que cela arrêterait court encore ici.");
  }

  static std::string day_words(Date day) { return day.known() ? french_date(day) : "non dit"; }

  cadre::Html trust(const SourceState& source) const {
    cadre::Html html;
    if (!source.until.known()) {
      html.add(cadre::label(cadre::Urgency::doubt, "on ne sait pas"));
      return html;
    }
    const auto old = days_between(source.until, day_);
    if (old > old_month)
      html.add(cadre::label(cadre::Urgency::near, fmt::format("{} jours de retard", old)))
          .text(" Demandez le suivant, et versez-le avant de vous fier à ce qui dépend d'elle.");
    else if (old <= 1)
      html.add(cadre::label(cadre::Urgency::closed, "à jour"));
    else
      html.add(cadre::label(cadre::Urgency::closed, fmt::format("il y a {} jours", old)));
    return html;
  }

  void write_vouched(cadre::Html& body) {
    body.element("h2", "Les actes dont chaque source répond");
    if (told_->vouched.empty()) {
      body.add(
          cadre::notice(cadre::Notice::attention,
                        "Aucune source ne dit de quels actes elle répond : les dossiers sont tenus pour "
                        "complets, et un acte qui n'y est pas, pour n'avoir pas eu lieu. D'une source qui "
                        "ne dit pas tout, la page de correspondances le déclare, sous « couverture » : ce "
                        "qu'elle ne dit pas est alors inconnu, et ce qui en dépend reste incertain."));
      return;
    }
    cadre::Table table(body, "couvertures", "Types d'actes dont l'absence est sûre, par source",
                       {"Source", "Actes", "Jusqu'au", "Dossiers"});
    for (const auto& one : told_->vouched) {
      table.row(one.source.empty() ? "source non dite" : one.source);
      cadre::Html acts;
      if (one.types.empty()) {
        acts.text("tous");
      } else {
        acts.open("details").element("summary", counted(one.types.size(), "type d'acte", "types d'actes"));
        acts.open("ul");
        for (const auto& type : one.types) acts.element("li", rules_->model().vocabulary.told(fold(type)));
        acts.close().close();
      }
      table.cell(acts).cell(day_words(one.until)).number(one.dossiers);
    }
    table.end();
    body.element(
        "p", {{"class", "petit"}},
        "Hors de là, un acte que personne ne dit est inconnu, et non absent. Les nombres de dossiers "
        "sont ceux de toute la base.");
  }

  void write_gone(cadre::Html& body) {
    body.element("h2", "Qui une source ne montre plus");
    std::size_t rank = 0;
    for (const auto& source : told_->sources) {
      const auto gone = banc::gone_and_seen(*base_, source);
      if (gone.empty()) continue;
      cadre::Table table(
          body, "partis" + std::to_string(++rank),
          counted(gone.size(), "dossier que le ", "dossiers que le ") + source.name + " ne montre plus",
          {"Dossier", "Vu pour la dernière fois"});
      for (std::size_t i = 0; i < gone.size() && i < most_gone; ++i)
        table.row(named(gone[i].dossier)).cell("dans le flux du " + french_date(gone[i].day));
      table.end();
      if (gone.size() > most_gone)
        body.element("p", {{"class", "petit"}},
                     fmt::format("Les {} derniers perdus sont montrés.", most_gone));
      body.element(
          "p",
          "Un droit clos, une mutation ou un matricule changé l'expliquent souvent : vérifiez auprès de la "
          "caisse avant de compter ses délais.");
    }
    if (rank == 0) body.element("p", "Aucun dossier que votre compte voit n'a quitté un flux mensuel.");
  }

  static cadre::Html named(const std::string& dossier) {
    cadre::Html html;
    html.link(dossier_address(dossier), dossier);
    return html;
  }

  void write_unevaluated(cadre::Html& body) {
    body.element("h2", "Ce qui n'a pu être évalué");
    const auto night = banc::last_night(*base_);
    if (!night) {
      body.add(cadre::notice(cadre::Notice::attention, "Aucune nuit ne s'est encore passée."));
      return;
    }
    body.element("p", "D'après la nuit du " + french_date(night->day) + ".");
    const auto it = banc::unevaluated(*base_, most_read);
    if (it.costly_count > 0) {
      body.element("h3", counted(it.costly_count, "dossier trop long", "dossiers trop longs"));
      body.element(
          "p",
          "Rien n'est dit de ce qui y est dû : suivez-les à la main, et signalez-les à qui tient les "
          "règles. « filrouge controler --budget » les évalue plus longtemps.");
      body.open("ul");
      for (const auto& dossier : it.costly) body.open("li").add(named(dossier)).close();
      if (it.costly.size() < it.costly_count)
        body.element("li", counted(it.costly_count - it.costly.size(), "autre", "autres"));
      body.close();
    }
    if (it.partly == 0) {
      body.element("p", it.costly_count > 0
                            ? "Les autres sont évalués en entier."
                            : "Tous les dossiers que votre compte voit sont évalués en entier.");
    } else {
      write_wanting(body, it);
    }
    if (!it.all)
      body.element("p", {{"class", "petit"}},
                   fmt::format("Compté sur les {} premiers dossiers : la base en a davantage.", it.read));
  }

  void write_wanting(cadre::Html& body, const banc::Unevaluated& it) {
    std::vector<std::pair<std::uint64_t, std::string>> facts;
    for (const auto& [fact, dossiers] : it.wanting) facts.emplace_back(dossiers, fact);
    std::ranges::stable_sort(facts, std::ranges::greater{}, [](const auto& fact) { return fact.first; });
    cadre::Table table(
        body, "manques",
        counted(it.partly, "dossier n'est évalué qu'en partie", "dossiers ne sont évalués qu'en partie") +
            ", faute de",
        {"Ce qui manque", "Dossiers", "Que faire"});
    for (std::size_t i = 0; i < facts.size() && i < most_facts; ++i)
      table.row(rules_->model().vocabulary.told(facts[i].second))
          .number(facts[i].first)
          .cell(what_to_do(facts[i].second));
    table.end();
    if (facts.size() > most_facts)
      body.element("p", {{"class", "petit"}},
                   counted(facts.size() - most_facts, "autre fait", "autres faits") + " encore.");
    body.open("p").link("/?voir=completer", "Les lignes à compléter, une à une").close();
  }

  std::string what_to_do(const std::string& fact) const {
    const auto& words = rules_->model().vocabulary;
    if (words.find_event(fold(fact)) != no_id)
      return "Enregistrez l'acte s'il a eu lieu ; sinon, qu'une source réponde de ce type d'acte.";
    if (words.find_attribute(fold(fact)) != no_id)
      return "Qu'une source dise cet attribut : voyez sa page de correspondances, ou le flux.";
    return "Complétez-le dans le dossier, à la page de chaque ligne.";
  }

  Bench& bench_;
  const http::Request& request_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
  Date day_;
  std::shared_ptr<const banc::SourceBook::Told> told_;
};

}  // namespace

std::vector<http::Route> source_routes(Bench& bench) {
  return {page(http::Method::get, "/sources", right(acces::Right::read_caseload),
               [&bench](const http::Request& request) { return Sources(bench, request)(); })};
}

}  // namespace filrouge::pages
