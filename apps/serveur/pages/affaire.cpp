#include "apps/serveur/pages/affaire.hpp"

#include <map>
#include <utility>

#include "apps/serveur/affaire/affaire_view.hpp"
#include "apps/serveur/affaire/timeline_svg.hpp"
#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/asked_affaire.hpp"
#include "apps/serveur/pages/asked_days_form.hpp"
#include "apps/serveur/pages/department_link.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/next_day.hpp"
#include "apps/serveur/pages/proof_cells.hpp"
#include "apps/serveur/pages/who_looked.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t most_cards = 6;

class AffairePage {
 public:
  AffairePage(Bench& bench, const http::Request& request, const AskedAffaire& asked)
      : bench_(bench),
        request_(request),
        asked_(asked),
        view_(serveur::affaire_view(asked.dossier(), asked.thread())),
        timeline_(serveur::timeline_of(asked.dossier(), asked.thread(), "frise-affaire")),
        follow_ups_(banc::follow_ups_of(asked.base(), view_.dossier)) {
    for (const auto& finding : asked.dossier().findings()) {
      findings_.emplace(finding.id, &finding);
      for (const auto& name : finding.manquants)
        if (asked.model().vocabulary.find_event(name) != no_id)
          types_.emplace(plain_name(asked.dossier().program(), name), name);
    }
    const auto& who = signed_in(request).who;
    may_record_ = asked.days().now && who.may(acces::Right::record_acts);
    may_follow_ = asked.days().now && who.may(acces::Right::follow_up);
  }

  http::Response operator()() {
    cadre::Page page;
    page.title = "Affaire " + view_.key.numero;
    page.current = "/affaires";
    page.asked = asked_.days().asked;
    page.known = asked_.days().known;
    auto& html = page.body;
    html.add(asked_days_notice(asked_.days(), asked_.address()));
    write_head(html);
    write_lines(html, "À faire", view_.to_do,
                "Rien n'est à faire dans cette affaire, d'après ce qui est connu.");
    write_proof(html);
    if (!view_.irregularities.empty()) write_lines(html, "Irrégularités", view_.irregularities, {});
    if (!view_.doubts.empty()) write_lines(html, "Ce qui n'est pas sûr", view_.doubts, {});
    write_missing(html);
    write_measures(html);
    write_timeline(html);
    write_acts(html);
    html.element("h2", "À un autre jour");
    html.add(asked_days_form(asked_.days(), affaire_path(),
                             {{"dossier", view_.dossier}, {"personne", view_.key.personne}}));
    html.add(who_looked(bench_, view_.dossier));
    return framed(bench_, request_, std::move(page));
  }

 private:
  std::string affaire_path() const { return "/affaires/" + http::percent_encoded(view_.key.numero); }
  std::string here(std::string_view under) const {
    return affaire_path() + std::string(under) + asked_.address().substr(affaire_path().size());
  }

  std::string record_address() const {
    return dossier_address(view_.dossier, "/acte?affaire=" + http::percent_encoded(view_.key.numero) +
                                              "&personne=" + http::percent_encoded(view_.key.personne));
  }

  void write_head(cadre::Html& html) {
    html.open("p", {{"class", "chapeau"}}).text(view_.kind + ". Dossier ");
    html.link(dossier_address(view_.dossier), view_.dossier);
    html.text(view_.key.personne.empty() ? ", le foyer" : ", " + view_.key.personne);
    const auto& journal = asked_.dossier().journal();
    if (!journal.territoire.empty()) html.text(" · " + journal.territoire);
    const auto outside = department_link(bench_.link_template, view_.dossier, journal.matricule);
    if (!outside.empty())
      html.text(" · ").element("a", {{"href", outside}, {"rel", "noreferrer external"}},
                               "voir dans le logiciel du Département");
    html.close();
    html.open("dl", {{"class", "fiche"}});
    html.element("dt", "Ouverte par").element("dd", view_.opened);
    for (const auto& state : view_.states) {
      html.element("dt", state.over ? "Fini" : "En est à").open("dd").element("b", state.etat);
      html.text(" — " + state.procedure);
      if (state.since.known()) html.text(", depuis le " + french_date(state.since));
      if (!state.conducted_by.empty()) html.text(" · conduite par : " + state.conducted_by);
      html.close();
    }
    html.element("dt", "Prochaine date").open("dd");
    if (view_.next_day.known()) {
      html.text(next_shown(view_) + " : " + view_.next + next_nature(view_) + " ");
      html.add(next_standing(view_, asked_.days().asked));
    } else {
      html.text("aucune n'est attendue");
    }
    html.close();
    html.element("dt", "Versement").element("dd", view_.payment);
    html.element("dt", "Devant un juge").element("dd", view_.risk);
    html.close();
    html.open("p", {{"class", "actions"}});
    if (may_record_) {
      const auto record = record_address();
      html.element("a", {{"class", "bouton"}, {"href", record}, {"data-touche", "e"}}, "Enregistrer un acte");
    }
    if (asked_.days().now) {
      const auto explained = here("/explication");
      html.element("a", {{"class", "bouton -second"}, {"href", explained}},
                   "Explication pour la personne, à imprimer");
    }
    html.close();
  }

  void write_lines(cadre::Html& html, const char* title, const std::vector<serveur::LineShown>& lines,
                   std::string_view none) {
    html.element("h2", title);
    if (lines.empty()) {
      html.element("p", none);
      return;
    }
    html.open("ol", {{"class", "taches"}});
    for (std::size_t i = 0; i < lines.size() && i < most_cards; ++i) write_line(html, lines[i]);
    html.close();
    if (lines.size() <= most_cards) return;
    html.open("details").element("summary", counted(lines.size() - most_cards, "autre ligne, moins pressante",
                                                    "autres lignes, moins pressantes"));
    html.open("ol", {{"class", "taches"}});
    for (std::size_t i = most_cards; i < lines.size(); ++i) write_line(html, lines[i]);
    html.close().close();
  }

  void write_line(cadre::Html& html, const serveur::LineShown& line) {
    html.open("li").open("article", {{"class", "affaire"}}).element("h3", line.title);
    if (const auto found = findings_.find(line.id); found != findings_.end())
      html.add(card_body(*found->second, asked_.model(), asked_.days().asked));
    if (!line.also.empty()) html.element("p", {{"class", "petit"}}, "Dit aussi : " + listed(line.also) + ".");
    if (asked_.days().now)
      if (const auto found = follow_ups_.find(line.id); found != follow_ups_.end())
        if (const auto said = said_of(found->second); !said.empty())
          html.element("p", {{"class", "petit"}}, said);
    if (may_follow_) {
      const auto follow = dossier_address(view_.dossier, "/suivi/" + http::percent_encoded(line.id));
      html.open("p", {{"class", "actions"}});
      html.element("a", {{"class", "bouton -second"}, {"href", follow}}, "Suivre, reporter, passer").close();
    }
    html.close().close();
  }

  void write_proof(cadre::Html& html) {
    html.element("h2", "Les dix étapes");
    if (!view_.strip.sanction) {
      html.element("p",
                   "Cette affaire, par ce qu'elle est, ne mène à aucune sanction : les dix étapes sont "
                   "sans objet.");
      return;
    }
    html.add(proof_cell(view_.strip));
    // The round that goes on first: it is the one that can still be mended.
    for (auto round = view_.strip.rounds.rbegin(); round != view_.strip.rounds.rend(); ++round)
      html.add(proof_table(*round, round->title));
  }

  void write_missing(cadre::Html& html) {
    if (view_.missing.empty()) return;
    html.element("h2", "Ce qui manque");
    html.element("p", "Personne ne l'a enregistré ; ce qui est dit de l'affaire peut en changer :");
    html.open("ul");
    for (const auto& fact : view_.missing) {
      html.open("li");
      // What is an act can be said at once.
      if (const auto type = types_.find(fact); may_record_ && type != types_.end())
        html.link(record_address() + "&type=" + http::percent_encoded(type->second), fact);
      else
        html.text(fact);
      html.close();
    }
    html.close();
  }

  void write_measures(cadre::Html& html) {
    if (view_.measures.empty()) return;
    html.element("h2", "Ce qui est retenu du versement");
    html.open("table", {{"class", "empile"}}).element("caption", "Mesures décidées, dans leur ordre");
    html.open("thead").open("tr");
    for (const auto* title : {"Mesure", "Où elle en est", "Premier jour", "Dernier jour"})
      html.element("th", {{"scope", "col"}}, title);
    html.close().close().open("tbody");
    for (const auto& measure : view_.measures) {
      html.open("tr").element("th", {{"scope", "row"}, {"class", "phrase"}}, measure.told);
      html.element("td", {{"data-titre", "Où elle en est"}}, measure.course);
      html.element("td", {{"data-titre", "Premier jour"}}, day_or_dash(measure.first));
      html.element("td", {{"data-titre", "Dernier jour"}}, day_or_dash(measure.last)).close();
    }
    html.close().close();
  }

  static std::string day_or_dash(Date day) { return day.known() ? french_date(day) : std::string("—"); }

  void write_timeline(cadre::Html& html) {
    html.element("h2", "Ce qui s'est passé");
    html.open("div", {{"class", "frise"}, {"role", "region"}, {"aria-label", "Frise"}, {"tabindex", "0"}});
    html.drawing(timeline_.svg).close();
    html.open("details").element("summary", "La même chose, en tableau");
    html.open("table", {{"class", "empile"}}).element("caption", "La frise, ligne à ligne");
    html.open("thead").open("tr");
    for (const auto* title : {"Du", "Au", "Quoi", "Nature", "Où il en est"})
      html.element("th", {{"scope", "col"}}, title);
    html.close().close().open("tbody");
    for (const auto& row : timeline_.rows) {
      html.open("tr").element("th", {{"scope", "row"}}, day_or_dash(row.from));
      html.element("td", {{"data-titre", "Au"}}, day_or_dash(row.to));
      html.element("td", {{"data-titre", "Quoi"}},
                   row.label + (row.known.known() ? ", connu le " + french_date(row.known) : ""));
      html.element("td", {{"data-titre", "Nature"}}, row.kind);
      html.element("td", {{"data-titre", "Où il en est"}}, row.statut.empty() ? "—" : row.statut).close();
    }
    html.close().close().close();
  }

  void write_acts(cadre::Html& html) {
    html.element("h2", "Les actes de l'affaire");
    html.open("table", {{"class", "empile"}});
    html.element("caption",
                 counted(view_.acts.size(), "acte", "actes") + ", dans l'ordre où ils ont eu lieu");
    html.open("thead").open("tr");
    for (const auto* title : {"Le", "Acte", "Ce qu'il dit", "D'où il vient"})
      html.element("th", {{"scope", "col"}}, title);
    if (may_record_) html.element("th", {{"scope", "col"}}, "Corriger");
    html.close().close().open("tbody");
    for (const auto& act : view_.acts) write_act(html, act);
    html.close().close();
  }

  void write_act(cadre::Html& html, const serveur::ActShown& act) {
    html.open("tr").open("th", {{"scope", "row"}}).text(day_or_dash(act.on));
    if (act.known.known()) html.element("p", {{"class", "petit"}}, "connu le " + french_date(act.known));
    html.close().open("td", {{"data-titre", "Acte"}});
    html.element(act.cancelled ? cadre::Word("s") : cadre::Word("b"), act.name).text(" (" + act.id + ")");
    if (act.before) html.element("p", {{"class", "petit"}}, "fait avant l'affaire, qui le reprend");
    if (act.perhaps) html.element("p", {{"class", "petit"}}, "peut-être d'une autre affaire");
    for (const auto& correction : act.corrections) html.element("p", {{"class", "petit"}}, correction);
    html.close().open("td", {{"data-titre", "Ce qu'il dit"}}).text(act.says.empty() ? "—" : act.says);
    if (act.planned.known()) html.element("p", {{"class", "petit"}}, "prévu le " + french_date(act.planned));
    if (act.effect_from.known() || act.effect_to.known())
      html.element("p", {{"class", "petit"}},
                   (act.effect_from.known() ? "à partir du " + french_date(act.effect_from) + " " : "") +
                       (act.effect_to.known() ? "jusqu'au " + french_date(act.effect_to) : ""));
    html.close();
    html.element(
        "td", {{"data-titre", "D'où il vient"}},
        act.source.empty() && act.recorded_by.empty()
            ? std::string("non dit")
            : act.source + (act.source.empty() || act.recorded_by.empty() ? "" : ", ") + act.recorded_by);
    if (may_record_) {
      html.open("td", {{"data-titre", "Corriger"}});
      if (!act.cancelled) write_act_links(html, view_.dossier, act.id, act.name);
      html.close();
    }
    html.close();
  }

  Bench& bench_;
  const http::Request& request_;
  const AskedAffaire& asked_;
  serveur::AffaireView view_;
  serveur::Timeline timeline_;
  std::map<std::string, banc::FollowUp> follow_ups_;
  std::map<std::string, const Finding*> findings_;
  std::map<std::string, std::string> types_;  ///< of the acts that are missing, by their words
  bool may_record_ = false, may_follow_ = false;
};

}  // namespace

std::vector<http::Route> affaire_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/affaires/{cle}", right(acces::Right::read_caseload),
                        [&bench](const http::Request& request) {
                          AskedAffaire asked(bench, request);
                          if (auto answer = asked.otherwise(acces::AuditKind::lecture_dossier, "affaire"))
                            return std::move(*answer);
                          return AffairePage(bench, request, asked)();
                        }));
  return routes;
}

}  // namespace filrouge::pages
