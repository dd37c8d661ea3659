#include "apps/serveur/pages/suivi.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "apps/serveur/acte/submitted_value.hpp"
#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/banc/said_line.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::pages {
namespace {

using banc::FollowUp;
using Gesture = FollowUp::Gesture;

/// The line of that id, as the last night said it, or a hand since.
std::optional<Finding> said_line(banc::VisibleBase& base, const std::string& dossier, const std::string& id) {
  const banc::SaidLines lines(base, dossier);
  for (std::size_t rank = 0; rank < lines.count(); ++rank)
    if (auto finding = lines.finding(rank); finding.id == id) return finding;
  return std::nullopt;
}

class FollowedLine {
 public:
  FollowedLine(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        dossier_(request.parameters.text("numero")),
        id_(request.parameters.text("constat")),
        base_(bench.visible.lend(visitor_.sight())),
        today_(bench.today()) {}

  http::Response asked() {
    if (auto refusal = find()) return std::move(*refusal);
    return page(200);
  }

  http::Response sent() {
    if (auto refusal = find()) return std::move(*refusal);
    const auto& form = request_.form;
    gesture_ = form.text("geste");
    const auto gesture = banc::gesture_named(gesture_);
    if (!gesture) {
      wrong_ = "Ce que vous vouliez faire n'est pas compris : rien n'est écrit. Prenez un des boutons.";
      return page(422);
    }
    day_ = form.text("jour");
    to_ = form.text("a");
    reason_ = std::string(trimmed(form.text("motif")));
    FollowUp it;
    it.gesture = *gesture;
    it.account = visitor_.who.name;
    it.at = moment_text(bench_);
    if (*gesture == Gesture::put_off) read_day(it);
    if (*gesture == Gesture::passed_on) read_account(it);
    if (*gesture == Gesture::put_off || *gesture == Gesture::passed_on)
      read_reason(it, *gesture == Gesture::put_off);
    if (!wrong_day_.empty() || !wrong_to_.empty() || !wrong_reason_.empty()) return page(422);
    tell_audit(bench_, request_, acces::AuditKind::suivi, dossier_, std::string(banc::word_of(*gesture)));
    try {
      banc::record_follow_up(bench_.base, dossier_, id_, it);
    } catch (const StoreError& error) {
      tell_audit(bench_, request_, acces::AuditKind::suivi, dossier_,
                 std::string(banc::word_of(*gesture)) + " : rien n'a été écrit");
      wrong_ = std::string("La base ne l'a pas pris : ") + error.what() +
               ". Rien n'est écrit ; ce que vous avez écrit est resté, recommencez dans un instant.";
      return page(503);
    }
    bench_.written();
    return http::see_other(address("?fait=" + gesture_));
  }

 private:
  std::string address(std::string_view more = {}) const {
    return dossier_address(dossier_, "/suivi/" + http::percent_encoded(id_) + std::string(more));
  }

  /// The page that refuses, when there is no such line to be seen.
  std::optional<http::Response> find() {
    if (!base_->shows(dossier_)) return not_found(bench_, request_);
    tell_audit(bench_, request_, acces::AuditKind::lecture_dossier, dossier_, "pour suivre une ligne");
    auto found = said_line(*base_, dossier_, id_);
    if (!found)
      return told(bench_, request_, 404, "Cette ligne n'est plus dite",
                  "filrouge ne dit plus cette ligne : un acte ou un jour passé l'a réglée, ou changée. Le "
                  "dossier et « Mon matin » disent ce qui est à faire maintenant.");
    finding_ = std::move(*found);
    history_ = banc::follow_up_history(*base_, dossier_, id_);
    return std::nullopt;
  }

  void read_day(FollowUp& it) {
    if (day_.empty()) {
      wrong_day_ = "Il manque : le jour où la ligne revient dans la liste, plus tard que le " +
                   french_date(today_) + ".";
      return;
    }
    const auto day = acte::submitted_day(day_);
    if (!day)
      wrong_day_ = "« " + visible_line(day_) +
                   " » n'est pas un jour ; attendu : un jour qui existe, 30/11/2026 ou 2026-11-30.";
    else if (*day <= today_)
      wrong_day_ = "Le " + french_date(*day) + " n'est pas à venir ; attendu : un jour plus tard que le " +
                   french_date(today_) + ".";
    else
      it.until = *day;
  }

  void read_reason(FollowUp& it, bool is_required) {
    constexpr std::size_t longest = 500;
    if (reason_.empty() && is_required)
      wrong_reason_ = "Il manque : pourquoi, en quelques mots. Le cadre le lit, et vous à son retour.";
    else if (reason_.size() > longest)
      wrong_reason_ = "C'est trop long ; attendu : quelques mots, 500 octets au plus.";
    else if (holds_invisible(reason_))
      wrong_reason_ = "Ce texte contient des caractères qui ne se voient pas ; récrivez-le au clavier.";
    else if (holds_nir(reason_))
      wrong_reason_ =
          "Ce texte a la forme d'un numéro de sécurité sociale, que filrouge ne garde pas ; retirez-le.";
    else
      it.reason = reason_;
  }

  /// The open accounts that may do something about it.
  std::vector<std::string> others() const {
    const auto territoire = base_->territoire_of(dossier_);
    std::vector<std::string> names;
    for (const auto& account : bench_.access.accounts.list()) {
      const banc::Sight sight{account.rights.everywhere, account.rights.territoires};
      if (!account.closed && account.name != visitor_.who.name && sight.of(territoire) &&
          acces::may(account.rights.role, acces::Right::follow_up))
        names.push_back(account.name);
    }
    return names;
  }

  void read_account(FollowUp& it) {
    const auto names = others();
    if (to_.empty())
      wrong_to_ = "Il manque : à qui la ligne est passée.";
    else if (std::ranges::find(names, to_) == names.end())
      wrong_to_ = "« " + visible_line(to_) +
                  " » n'est pas un compte ouvert qui voie ce dossier ; prenez-en un de la liste.";
    else
      it.to = to_;
  }

  http::Response page(unsigned status) {
    cadre::Page page;
    page.title = "Suivre : " + (finding_.libelle.empty() ? std::string("une ligne") : finding_.libelle);
    page.asked = page.known = today_;
    auto& body = page.body;
    if (!wrong_.empty()) body.add(cadre::notice(cadre::Notice::error, wrong_));
    if (const auto& done = request_.query.text("fait"); status == 200 && banc::gesture_named(done)) {
      body.add(cadre::notice(cadre::Notice::info,
                             history_.empty() ? "C'est noté." : "C'est noté : " + said(history_.back())));
      body.open("p", {{"class", "actions"}});
      body.element("a", {{"class", "bouton"}, {"href", "/"}}, "Retour à mon matin").close();
    }
    write_line(body);
    body.element("h2", "Que faites-vous de cette ligne ?");
    write_taken(body);
    write_put_off(body);
    write_passed_on(body);
    write_history(body);
    return framed(bench_, request_, std::move(page), status);
  }

  void write_line(cadre::Html& body) {
    const auto rules = bench_.rules.now();
    body.open("article", {{"class", "affaire"}});
    const auto to = finding_.affaire.empty() ? dossier_address(dossier_)
                                             : affaire_address(finding_.affaire, dossier_, finding_.personne);
    body.open("h2").link(to, finding_.libelle.empty() ? "Ligne à relire" : finding_.libelle).close();
    body.element("p", {{"class", "qui"}},
                 (finding_.affaire.empty() ? std::string() : "affaire " + finding_.affaire + " · ") +
                     dossier_ + (finding_.personne.empty() ? "" : ", " + finding_.personne));
    body.add(card_body(finding_, rules->model(), today_)).close();
  }

  void begin_form(cadre::Html& body, Gesture gesture, const char* title) {
    const auto to = address();
    body.element("h3", title);
    body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", to}});
    body.add(cadre::token_field(visitor_.who.csrf));
    body.lone("input", {{"type", "hidden"}, {"name", "geste"}, {"value", banc::word_of(gesture)}});
  }
  void end_form(cadre::Html& body, const char* dress, const char* words) {
    body.open("p", {{"class", "actions"}}).element("button", {{"class", dress}}, words).close().close();
  }

  /// Who has it now: empty, nobody in particular.
  std::string held_by() const {
    if (history_.empty()) return {};
    const auto& last = history_.back();
    if (last.gesture == Gesture::taken) return last.account;
    return last.gesture == Gesture::passed_on ? last.to : std::string();
  }

  void write_taken(cadre::Html& body) {
    const bool is_mine = held_by() == visitor_.who.name;
    if (!is_mine || history_.back().gesture != Gesture::taken) {
      begin_form(body, Gesture::taken, "Je m'en charge");
      body.element("p", {{"class", "petit"}}, "La ligne reste dans la liste, avec votre nom.");
      end_form(body, "bouton", "Je m'en charge");
    }
    if (history_.empty() || history_.back().gesture == Gesture::given_back) return;
    begin_form(body, Gesture::given_back, "Rendre");
    body.element("p", {{"class", "petit"}},
                 "La ligne revient à tout le service, aujourd'hui, sans rien de ce qui en avait été dit.");
    end_form(body, "bouton -second", "La rendre");
  }

  /// A field of one form of the page: each has its own ids.
  void write_field(cadre::Html& body, const char* id, const char* name, const char* label, const char* help,
                   std::string_view error, std::string_view type, std::string_view value, bool is_required) {
    const auto help_id = std::string(id) + "-aide", error_id = std::string(id) + "-erreur";
    body.open("div", {{"class", error.empty() ? "champ" : "champ -faux"}});
    body.element("label", {{"for", id}}, label);
    body.element("p", {{"class", "aide"}, {"id", help_id}}, help);
    if (!error.empty()) body.element("p", {{"class", "erreur"}, {"id", error_id}}, error);
    const auto described = error.empty() ? help_id : help_id + " " + error_id;
    std::vector<cadre::Attribute> attributes{
        {"id", id},       {"name", name},          {"type", type},
        {"value", value}, {"autocomplete", "off"}, {"aria-describedby", described}};
    if (!error.empty()) attributes.push_back({"aria-invalid", "true"});
    if (is_required) attributes.push_back({"required", ""});
    body.lone("input", attributes).close();
  }

  void write_put_off(cadre::Html& body) {
    const bool is_this = gesture_ == banc::word_of(Gesture::put_off);
    begin_form(body, Gesture::put_off, "Reporter");
    std::string due;
    if (!finding_.date.empty())
      due = (finding_.objectif_interne ? "Jour de l'objectif interne : " : "Jour de cette ligne : ") +
            shown_day(finding_) + " ; reporter n'y change rien. ";
    body.element("p", due +
                          "La ligne quitte la liste jusqu'au jour dit. Elle reste visible au cadre et au "
                          "registre, et elle est en retard à son jour, reportée ou non.");
    const auto shown = is_this ? day_ : std::string();
    const auto day = acte::submitted_day(shown);
    write_field(body, "reporter-jour", "jour", "Jusqu'au",
                "Le jour où la ligne revient : 30/11/2026 ou 2026-11-30.", is_this ? wrong_day_ : "",
                day || shown.empty() ? "date" : "text", day ? iso_date(*day) : shown, true);
    write_field(body, "reporter-motif", "motif", "Pourquoi",
                "Quelques mots, sans nom ni adresse ni numéro de sécurité sociale.",
                is_this ? wrong_reason_ : "", "text", is_this ? reason_ : "", true);
    end_form(body, "bouton -second", "Reporter");
  }

  void write_passed_on(cadre::Html& body) {
    const bool is_this = gesture_ == banc::word_of(Gesture::passed_on);
    const auto names = others();
    if (names.empty() && !is_this) {
      body.element("h3", "Passer à quelqu'un d'autre");
      body.element("p", "Aucun autre compte ouvert ne peut suivre ce dossier.");
      return;
    }
    begin_form(body, Gesture::passed_on, "Passer à quelqu'un d'autre");
    const bool is_wrong = is_this && !wrong_to_.empty();
    body.open("div", {{"class", is_wrong ? "champ -faux" : "champ"}});
    body.element("label", {{"for", "passer-a"}}, "À qui");
    if (is_wrong) body.element("p", {{"class", "erreur"}, {"id", "passer-a-erreur"}}, wrong_to_);
    std::vector<cadre::Attribute> attributes{{"id", "passer-a"}, {"name", "a"}, {"required", ""}};
    if (is_wrong) {
      attributes.push_back({"aria-invalid", "true"});
      attributes.push_back({"aria-describedby", "passer-a-erreur"});
    }
    body.open("select", attributes).element("option", {{"value", ""}}, "Choisissez");
    for (const auto& name : names) {
      std::vector<cadre::Attribute> chosen{{"value", name}};
      if (is_this && name == to_) chosen.push_back({"selected", ""});
      body.element("option", chosen, name);
    }
    body.close().close();
    write_field(body, "passer-motif", "motif", "Pourquoi (facultatif)",
                "Quelques mots, sans nom ni adresse ni numéro de sécurité sociale.",
                is_this ? wrong_reason_ : "", "text", is_this ? reason_ : "", false);
    end_form(body, "bouton -second", "Passer");
  }

  static std::string said(const FollowUp& it) {
    std::string text;
    if (it.gesture == Gesture::taken) text = "pris en charge par " + it.account;
    if (it.gesture == Gesture::put_off) text = "reporté au " + french_date(it.until) + " par " + it.account;
    if (it.gesture == Gesture::passed_on) text = "passé à " + it.to + " par " + it.account;
    if (it.gesture == Gesture::given_back) text = "rendu au service par " + it.account;
    return text + (it.reason.empty() ? "." : " : " + it.reason + (it.reason.ends_with('.') ? "" : "."));
  }

  void write_history(cadre::Html& body) {
    body.element("h2", "Ce qui en a été fait");
    if (history_.empty()) {
      body.element("p", "Rien encore : personne ne s'en est chargé, ni ne l'a reportée.");
      return;
    }
    body.open("ol");
    for (const auto& it : history_)
      body.element("li", "Le " + people_date(it.at.substr(0, 10)) + ", " + said(it));
    body.close();
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  std::string dossier_, id_;
  banc::VisibleBases::Lent base_;
  Date today_;
  Finding finding_;
  std::vector<FollowUp> history_;
  std::string gesture_, day_, to_, reason_;  ///< as they were sent
  std::string wrong_, wrong_day_, wrong_to_, wrong_reason_;
};

}  // namespace

std::vector<http::Route> follow_up_routes(Bench& bench) {
  const auto follows = right(acces::Right::follow_up);
  const char* pattern = "/dossiers/{numero}/suivi/{constat}";
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, pattern, follows, [&bench](const http::Request& request) {
    return FollowedLine(bench, request).asked();
  }));
  routes.push_back(page(http::Method::post, pattern, follows, [&bench](const http::Request& request) {
    return FollowedLine(bench, request).sent();
  }));
  return routes;
}

}  // namespace filrouge::pages
