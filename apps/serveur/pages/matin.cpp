#include "apps/serveur/pages/matin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/banc/nights.hpp"
#include "apps/serveur/banc/said_line.hpp"
#include "apps/serveur/banc/work_queue.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/list_head.hpp"
#include "apps/serveur/pages/search_form.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

using banc::Wanted;

struct WantedWord {
  Wanted wanted;
  const char* word;
  const char* said;  ///< of what the list then holds
};
constexpr WantedWord wanted_words[] = {{Wanted::everything, "", "Tout ce qui demande quelque chose"},
                                       {Wanted::fresh, "nouveau", "Nouveau depuis hier"},
                                       {Wanted::late, "echu", "Échu"},
                                       {Wanted::this_week, "semaine", "Cette semaine"},
                                       {Wanted::to_complete, "completer", "À compléter"}};

const WantedWord& wanted_of(const std::string& word) {
  for (const auto& one : wanted_words)
    if (word == one.word) return one;
  return wanted_words[0];
}

/// What the address asks of the list: what is not asked stays out of it.
struct Filters {
  std::string wanted, role, territoire, after;

  std::string address(std::string_view other_wanted, std::string_view other_after = {}) const {
    std::string text;
    const auto add = [&](const char* name, std::string_view value) {
      if (!value.empty())
        text += (text.empty() ? "?" : "&") + std::string(name) + "=" + http::percent_encoded(value);
    };
    add("voir", other_wanted);
    // « personne » is nobody's choice: everybody's.
    add("role", role);
    add("territoire", territoire);
    add("apres", other_after);
    return "/" + text;
  }
};

/// « tous »: the whole service, whatever the account's own role.
constexpr std::string_view whole_service = "tous";

class Morning {
 public:
  Morning(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(visitor_.sight())),
        day_(bench.today()) {
    filters_.wanted = wanted_of(request.query.text("voir")).word;
    filters_.role = request.query.text("role");
    filters_.territoire = request.query.text("territoire");
    filters_.after = request.query.text("apres");
    role_ = filters_.role.empty() ? visitor_.who.role_metier : filters_.role;
    if (role_ == whole_service) role_.clear();
  }

  http::Response operator()() {
    auto page = page_of_today(bench_, "Mon matin", "/");
    const auto night = banc::last_night(*base_);
    if (!night) {
      page.body.add(
          cadre::notice(cadre::Notice::attention,
                        "Cette base n'a pas encore été évaluée : la première nuit est en cours, ou ne "
                        "s'est pas passée. « filrouge controler --depuis-derniere » la passe."));
      return framed(bench_, request_, std::move(page));
    }
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "mon matin");
    page.body.element("p", {{"class", "chapeau"}}, standing_of_the_list(*night));
    write_notices(page.body, *night);
    write_counts(page.body, *night);
    page.body.add(search_form());
    write_filters(page.body);
    if (filters_.wanted.empty() && filters_.after.empty()) write_mine(page.body);
    write_list(page.body, *night);
    write_put_off(page.body);
    return framed(bench_, request_, std::move(page));
  }

 private:
  const Model& model() const { return rules_->model(); }

  /// « Au 30 novembre 2026 ; flux mensuel de la CAF 641 : jusqu'au 31 octobre 2026, … »
  std::string standing_of_the_list(const banc::LastNight& night) {
    auto text = "Ce qui est dû au " + french_date(night.day) + ", d'après : ";
    bool first = true;
    const auto told = bench_.sources.told(*base_, day_);
    for (const auto& line : told->lines) text += (std::exchange(first, false) ? "" : " ; ") + line;
    return first ? "Ce qui est dû au " + french_date(night.day) + "." : text + ".";
  }

  void write_notices(cadre::Html& html, const banc::LastNight& night) {
    add_night_notices(html, *base_, night, day_, "Cette liste est celle");
    if (night.not_evaluated > 0)
      html.add(cadre::notice(cadre::Notice::attention,
                             counted(night.not_evaluated, "dossier est trop long pour être évalué",
                                     "dossiers sont trop longs pour être évalués") +
                                 " : rien n'est dit de ce qui y est dû. La page des sources les nomme."));
  }

  void write_counts(cadre::Html& html, const banc::LastNight& night) {
    const auto counts = banc::queue_counts(*base_, role_, filters_.territoire, night.day);
    const std::pair<const char*, std::uint64_t> shown[] = {{"nouveau", night.is_first ? 0 : counts.fresh},
                                                           {"echu", counts.late},
                                                           {"semaine", counts.this_week},
                                                           {"completer", counts.to_complete}};
    html.open("ul", {{"class", "comptes"}});
    for (const auto& [word, count] : shown) {
      const auto address = filters_.address(word);
      std::vector<cadre::Attribute> attributes{{"href", address}};
      if (filters_.wanted == word) attributes.push_back({"aria-current", "page"});
      html.open("li").open("a", attributes).element("b", std::to_string(count));
      html.text(std::string(" ") + count_words(word, count)).close().close();
    }
    html.close();
  }

  static const char* count_words(std::string_view word, std::uint64_t count) {
    const bool many = count > 1;
    if (word == "nouveau") return many ? "nouveaux depuis hier" : "nouveau depuis hier";
    if (word == "echu") return many ? "échus" : "échu";
    if (word == "semaine") return "cette semaine";
    return "à compléter";
  }

  void write_filters(cadre::Html& html) {
    html.open("form", {{"class", "filtres"}, {"method", "get"}, {"action", "/"}});
    if (!filters_.wanted.empty())
      html.lone("input", {{"type", "hidden"}, {"name", "voir"}, {"value", filters_.wanted}});
    html.open("div", {{"class", "champ"}}).element("label", {{"for", "role"}}, "Qui agit");
    html.open("select", {{"id", "role"}, {"name", "role"}});
    add_option(html, whole_service, "tout le service", role_.empty());
    for (const auto& role : model().roles) {
      const auto name = model().text(role.name);
      add_option(html, name, role_shown(model(), name), name == role_);
    }
    html.close().close();
    add_territoire_field(html, *base_, filters_.territoire);
    html.open("div", {{"class", "champ"}}).element("label", {{"for", "cherche"}}, "Chercher dans la page");
    html.lone("input",
              {{"type", "search"}, {"id", "cherche"}, {"data-filtrer", "liste"}, {"data-compte", "vues"}});
    html.close();
    html.element("button", {{"class", "bouton -second"}}, "Montrer");
    html.element("p", {{"class", "petit"}, {"id", "vues"}}, "");
    html.close();
  }

  void write_list(cadre::Html& html, const banc::LastNight& night) {
    const auto& asked = wanted_of(filters_.wanted);
    html.element("h2", std::string(asked.said) +
                           (role_.empty() ? ", pour tout le service" : " — " + role_shown(model(), role_)));
    banc::QueueQuestion question;
    question.wanted = asked.wanted;
    question.role = role_;
    question.territoire = filters_.territoire;
    question.day = night.day;
    question.after = filters_.after;
    const bool nothing_to_compare = asked.wanted == Wanted::fresh && night.is_first;
    const auto queue = nothing_to_compare ? banc::Queue{} : banc::work_queue(*base_, question);
    if (nothing_to_compare)
      html.element("p", "C'est la première nuit de cette base : rien n'est encore nouveau.");
    else if (queue.lines.empty())
      html.element("p",
                   filters_.after.empty() ? "Rien, d'après ce qui est connu." : "Il n'y a plus rien après.");
    html.open("ol", {{"class", "taches"}, {"id", "liste"}});
    std::size_t hidden = 0;
    for (const auto& line : queue.lines)
      write_affaire(html, line, asked.wanted == Wanted::everything, hidden);
    html.close();
    if (hidden > 0)
      html.element(
          "p", {{"class", "petit"}},
          counted(hidden, "ligne de cette page est reportée", "lignes de cette page sont reportées") +
              " : elle revient à son jour, et reste au registre.");
    if (!queue.next.empty() || !filters_.after.empty()) {
      html.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul");
      if (!filters_.after.empty())
        html.open("li").link(filters_.address(filters_.wanted), "Début de la liste").close();
      if (!queue.next.empty()) {
        const auto next = filters_.address(filters_.wanted, queue.next);
        html.open("li").element("a", {{"href", next}, {"rel", "next"}}, "Suite de la liste").close();
      }
      html.close().close();
    }
  }

  const banc::SaidLines& said_of(const std::string& dossier) {
    auto found = said_.find(dossier);
    if (found == said_.end()) found = said_.emplace(dossier, banc::SaidLines(*base_, dossier)).first;
    return found->second;
  }

  void write_affaire(cadre::Html& html, const banc::QueueLine& lead, bool with_the_others,
                     std::size_t& hidden) {
    const auto follow_ups = banc::follow_ups_of(*base_, lead.dossier);
    const auto is_put_off = [&](const banc::QueueLine& one) {
      const auto its = follow_ups.find(one.id);
      return its != follow_ups.end() && its->second.hides(day_);
    };
    auto line = lead;
    if (is_put_off(lead)) {
      ++hidden;
      if (!with_the_others) return;
      // The rest of the affaire is not put off with the line that leads it.
      const auto rest = banc::lines_of_affaire(*base_, lead.dossier, lead.personne, lead.affaire);
      const auto next = std::ranges::find_if(rest, [&](const banc::QueueLine& one) {
        return !is_put_off(one) && (role_.empty() || one.role == role_);
      });
      if (next == rest.end()) return;
      line = *next;
    }
    const auto found = follow_ups.find(line.id);
    const auto finding = said_of(line.dossier).finding(line.rank);
    html.open("li").open("article", {{"class", "affaire"}});
    const auto address = line.affaire.empty() ? dossier_address(line.dossier)
                                              : affaire_address(line.affaire, line.dossier, line.personne);
    html.open("h3").link(address, finding.libelle.empty() ? "Ligne à relire" : finding.libelle).close();
    html.add(card_body(finding, model(), day_,
                       (line.affaire.empty() ? std::string() : "affaire " + line.affaire + " · ") +
                           line.dossier + (line.personne.empty() ? "" : ", " + line.personne) +
                           (line.territoire.empty() ? "" : " · " + line.territoire)));
    if (found != follow_ups.end()) write_follow_up(html, found->second);
    write_actions(html, line);
    if (with_the_others) write_others(html, line);
    html.close().close();
  }

  void write_follow_up(cadre::Html& html, const banc::FollowUp& it) {
    if (const auto said = pages::said_of(it); !said.empty()) html.element("p", {{"class", "petit"}}, said);
  }

  void write_actions(cadre::Html& html, const banc::QueueLine& line) {
    if (!visitor_.who.may(acces::Right::record_acts) && !visitor_.who.may(acces::Right::follow_up)) return;
    html.open("p", {{"class", "actions"}});
    if (visitor_.who.may(acces::Right::record_acts)) {
      const auto record = dossier_address(line.dossier, "/acte") +
                          (line.affaire.empty() ? "" : "?affaire=" + http::percent_encoded(line.affaire));
      html.element("a", {{"class", "bouton -second"}, {"href", record}, {"data-touche", "e"}},
                   "Enregistrer un acte");
    }
    if (visitor_.who.may(acces::Right::follow_up)) {
      const auto follow = dossier_address(line.dossier, "/suivi/" + http::percent_encoded(line.id));
      html.element("a", {{"class", "bouton -second"}, {"href", follow}}, "Suivre, reporter, passer");
    }
    html.close();
  }

  void write_others(cadre::Html& html, const banc::QueueLine& line) {
    const auto others = banc::lines_of_affaire(*base_, line.dossier, line.personne, line.affaire);
    if (others.size() < 2) return;
    constexpr std::size_t most = 6;
    html.open("details").element(
        "summary", counted(others.size() - 1, "autre chose à y faire", "autres choses à y faire"));
    html.open("ul");
    std::size_t shown = 0;
    for (const auto& other : others) {
      if (other.id == line.id) continue;
      if (shown++ == most) {
        html.element("li", "et d'autres, à la page de l'affaire");
        break;
      }
      const auto finding = said_of(other.dossier).finding(other.rank);
      html.open("li").text(finding.libelle + " ").add(standing(finding, day_));
      if (!finding.date.empty()) html.text(" " + shown_day(finding));
      html.close();
    }
    html.close().close();
  }

  /// What is put off hides no legal date from the cadre.
  void write_put_off(cadre::Html& html) {
    if (!visitor_.who.may(acces::Right::see_put_off)) return;
    constexpr std::size_t most = 50;
    auto all = banc::put_off(*base_, day_, most + 1);
    if (all.empty()) return;
    html.element("h2", "Ce qui est reporté");
    const bool is_cut = all.size() > most;
    if (is_cut) all.resize(most);
    write_followed(html, "reportes", "Lignes reportées, la première à revenir d'abord", all);
    if (is_cut)
      html.element("p",
                   fmt::format("Les {} premières seulement : d'autres lignes sont reportées à plus tard, "
                               "et se lisent à la page de leur affaire.",
                               most));
  }

  /// What this account took, or was passed on, comes first in its morning.
  void write_mine(cadre::Html& html) {
    if (!visitor_.who.may(acces::Right::follow_up)) return;
    constexpr std::size_t most = 25;
    const auto all = banc::in_charge_of(*base_, visitor_.who.name, most);
    if (all.empty()) return;
    const auto of_gesture = [&](banc::FollowUp::Gesture gesture) {
      return static_cast<std::size_t>(std::ranges::count_if(
          all, [&](const banc::Followed& one) { return one.follow_up.gesture == gesture; }));
    };
    html.element("h2", "Ce dont je me charge");
    write_followed(html, "a-moi", "Lignes que j'ai prises en charge ou qu'on m'a passées", all);
    if (of_gesture(banc::FollowUp::Gesture::taken) == most ||
        of_gesture(banc::FollowUp::Gesture::passed_on) == most)
      html.element("p",
                   fmt::format("Pas plus de {} lignes prises, ni de {} passées, ne sont montrées ici, les "
                               "dernières d'abord : les autres sont dans la liste, avec votre nom.",
                               most, most));
  }

  void write_followed(cadre::Html& html, std::string_view id, std::string_view caption,
                      const std::vector<banc::Followed>& all) {
    using Gesture = banc::FollowUp::Gesture;
    html.open("div", {{"class", "defile"}, {"role", "region"}, {"aria-labelledby", id}, {"tabindex", "0"}});
    html.open("table", {{"class", "empile"}}).element("caption", {{"id", id}}, caption);
    html.open("thead").open("tr");
    for (const auto* title : {"À faire", "Dossier", "Jour", "Suivi", "Motif"})
      html.element("th", {{"scope", "col"}}, title);
    html.close().close().open("tbody");
    for (const auto& it : all) {
      const auto address = it.affaire.empty() ? dossier_address(it.dossier)
                                              : affaire_address(it.affaire, it.dossier, it.personne);
      html.open("tr").open("th", {{"scope", "row"}}).link(address, it.libelle).close();
      html.element("td", {{"data-titre", "Dossier"}},
                   it.dossier + (it.personne.empty() ? "" : ", " + it.personne));
      // As its line says it: the day may be a bound.
      const auto line = said_of(it.dossier).finding(it.rank);
      html.open("td", {{"data-titre", "Jour"}}).text(line.date.empty() ? "—" : shown_day(line));
      if (it.late) html.text(" ").add(cadre::label(cadre::Urgency::late, "en retard"));
      html.close();
      const auto& followed = it.follow_up;
      const auto follow = dossier_address(it.dossier, "/suivi/" + http::percent_encoded(it.finding));
      html.open("td", {{"data-titre", "Suivi"}});
      html.link(follow, followed.gesture == Gesture::put_off
                            ? "reporté au " + french_date(followed.until) + " par " + followed.account
                        : followed.gesture == Gesture::passed_on ? "passé par " + followed.account
                                                                 : "pris en charge");
      html.close();
      html.element("td", {{"data-titre", "Motif"}}, followed.reason.empty() ? "—" : followed.reason);
      html.close();
    }
    html.close().close().close();
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
  Date day_;
  Filters filters_;
  std::string role_;
  std::map<std::string, banc::SaidLines> said_;
};

}  // namespace

std::vector<http::Route> morning_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/", any_account, [&bench](const http::Request& request) {
    // Who runs the bench reads no dossier: their first page is that of the accounts.
    if (!signed_in(request).who.may(acces::Right::read_caseload)) return http::see_other("/comptes");
    return Morning(bench, request)();
  }));
  return routes;
}

}  // namespace filrouge::pages
