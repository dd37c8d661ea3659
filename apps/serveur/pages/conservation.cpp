#include "apps/serveur/pages/conservation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/banc/base_in_place.hpp"
#include "apps/serveur/banc/retention.hpp"
#include "apps/serveur/cadre/choice_field.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/store/erasure.hpp"

namespace filrouge::pages {
namespace {

using banc::Kept;

/// Erased together: each is read again by a person first.
constexpr std::size_t most_at_once = 50;
constexpr std::int32_t longest_term = 1'200;  ///< months

struct KeptWords {
  Kept kept;
  const char *title, *runs_from;
};
constexpr KeptWords kept_words[] = {
    {Kept::dossiers, "Dossiers dont le droit est clos",
     "à compter du dernier de ces jours : la clôture du droit, le dernier acte, la fin de la dernière "
     "affaire"},
    {Kept::affaires, "Affaires closes",
     "à compter de leur fin ; tant qu'elle court, le dossier est gardé entier"}};

std::string in_words(const std::optional<banc::Term>& term) {
  if (!term) return "aucune, rien n'est effacé";
  return term->months % 12 == 0 ? counted(static_cast<std::uint64_t>(term->months / 12), "an", "ans")
                                : fmt::format("{} mois", term->months);
}

class Retention {
 public:
  Retention(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        base_(bench.visible.lend(visitor_.sight())),
        terms_(banc::terms_of(*base_)),
        day_(bench.today()) {}

  http::Response list() {
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "conservation");
    return shown({}, {}, 200);
  }

  http::Response set_term() {
    const auto& form = request_.form;
    const auto* words = std::ranges::find(
        kept_words, form.text("quoi"), [](const KeptWords& one) { return std::string(word_of(one.kept)); });
    if (words == std::end(kept_words)) return not_found(bench_, request_);
    const auto name = std::string(word_of(words->kept));
    std::optional<banc::Term> term;
    if (const auto& months = form.text("mois"); !months.empty()) {
      term.emplace();
      const auto* end = months.data() + months.size();
      const auto read = std::from_chars(months.data(), end, term->months);
      if (read.ec != std::errc() || read.ptr != end || term->months < 1 || term->months > longest_term)
        return shown(name + "-mois", "Un nombre de mois, de 1 à 1200 ; ou rien, et rien n'est effacé.", 422);
      term->source = form.text("source");
      if (term->source.find_first_not_of(' ') == std::string::npos ||
          visible_line(term->source) != term->source)
        return shown(name + "-source",
                     "Dites ce qui fixe cette durée : une délibération, un texte, un référentiel.", 422);
    }
    tell_audit(bench_, request_, acces::AuditKind::conservation, {},
               "durée de conservation, " + name + " : " + in_words(term) +
                   (term ? ", d'après " + term->source : ""));
    banc::set_term(bench_.base, words->kept, term);
    return http::see_other("/conservation");
  }

  /// The second step: each dossier once more, and what its erasure is.
  http::Response confirm() {
    std::vector<banc::Expired> chosen;
    if (auto refused = read_chosen(chosen)) return std::move(*refused);
    auto page = page_of_today(bench_, "Effacer pour de bon ?", "/audit");
    auto& body = page.body;
    for (const auto& it : chosen)
      tell_audit(bench_, request_, acces::AuditKind::conservation, it.dossier, "proposé à l'effacement");
    body.add(cadre::notice(
        cadre::Notice::attention,
        counted(chosen.size(), "dossier sera effacé", "dossiers seront effacés") +
            " de la base, avec tout ce qui en a été dit. Rien ne le défait. Le journal d'audit garde "
            "la trace de l'effacement, sans le numéro. Un fichier redonné qui en parle encore le "
            "ferait revenir."));
    body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/conservation/effacer"}});
    body.add(cadre::token_field(visitor_.who.csrf));
    std::size_t rank = 0;
    for (const auto& it : chosen) {
      ++rank;
      body.open("fieldset", {{"class", "champ"}}).element("legend", "Dossier " + it.dossier);
      body.lone("input", {{"type", "hidden"}, {"name", "dossier"}, {"value", it.dossier}});
      body.element("p",
                   "Droit clos le " + french_date(it.closed) + ", terme le " + french_date(it.due) + ".");
      if (!it.unsure.empty()) {
        body.element("p", "filrouge ne peut le vérifier seul : " + listed(it.unsure, " ; ") + ".");
        body.add(cadre::box("verifie-" + std::to_string(rank), "verifie", it.dossier,
                            "J'ai vérifié qu'aucun recours n'est en cours pour ce dossier", false));
      }
      body.close();
    }
    cadre::Field count{"nombre", "Pour confirmer, écrivez combien de dossiers seront effacés"};
    count.is_required = true;
    count.autocomplete = "off";
    body.add(cadre::field(count));
    body.open("p", {{"class", "actions"}})
        .element("button", {{"class", "bouton -danger"}}, "Effacer pour de bon");
    body.element("a", {{"class", "bouton -second"}, {"href", "/conservation"}}, "Ne rien effacer").close();
    body.close();
    return framed(bench_, request_, std::move(page));
  }

  http::Response erase() {
    std::vector<banc::Expired> chosen;
    if (auto refused = read_chosen(chosen)) return std::move(*refused);
    const auto refuse = [&](const std::string& why) {
      return told(bench_, request_, 422, "Rien n'est effacé", why + " Revenez en arrière pour reprendre.");
    };
    if (request_.form.text("nombre") != std::to_string(chosen.size()))
      return refuse(fmt::format("Le nombre écrit n'est pas celui des dossiers choisis ({}).", chosen.size()));
    const auto& checked = request_.form.all("verifie");
    for (const auto& it : chosen)
      if (!it.unsure.empty() && !std::ranges::count(checked, it.dossier))
        return refuse("Le dossier " + it.dossier +
                      " est gardé : personne n'a dit avoir vérifié ses recours.");
    std::vector<std::string> dossiers;
    for (const auto& it : chosen) {
      dossiers.push_back(it.dossier);
      tell_audit(
          bench_, request_, acces::AuditKind::conservation, it.dossier,
          "efface, à son terme" + std::string(it.unsure.empty() ? "" : " ; recours vérifiés par ce compte"));
    }
    Erasure done;
    try {
      Base base(banc::base_in_place(bench_.base), BaseAccess::write);
      done = erase_dossiers(base, dossiers);
    } catch (const StoreError&) {
      tell_audit(bench_, request_, acces::AuditKind::conservation, {}, "l'effacement n'a pu se faire");
      throw;
    }
    for (const auto& dossier : dossiers)
      bench_.access.audit.forget_dossier(dossier, visitor_.who.author(), bench_.now());
    bench_.written();
    return http::see_other(
        fmt::format("/conservation?efface={}{}", done.dossiers, done.settled ? "" : "&reste=oui"));
  }

 private:
  /// The dossiers of the form, each of them still to be erased; else what to answer.
  std::optional<http::Response> read_chosen(std::vector<banc::Expired>& chosen) {
    auto dossiers = request_.form.all("dossier");
    std::ranges::sort(dossiers);
    dossiers.erase(std::unique(dossiers.begin(), dossiers.end()), dossiers.end());
    if (dossiers.empty()) return shown("dossiers", "Cochez les dossiers à effacer.", 422);
    if (dossiers.size() > most_at_once)
      return shown("dossiers", fmt::format("{} à la fois au plus, que chacun soit relu.", most_at_once), 422);
    for (const auto& dossier : dossiers) {
      auto it = banc::expired_one(*base_, terms_, day_, dossier);
      if (!it) return not_found(bench_, request_);
      if (!it->held.empty())
        return told(bench_, request_, 409, "Rien n'est effacé",
                    "Le dossier " + dossier + " est gardé : " + listed(it->held, " ; ") + ".");
      chosen.push_back(std::move(*it));
    }
    return std::nullopt;
  }

  http::Response shown(const std::string& wrong_field, const std::string& wrong, unsigned status) {
    auto page = page_of_today(bench_, "La conservation", "/audit");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}}, "Qu'est-ce qui est arrivé à son terme, et qui peut partir ?");
    if (const auto& erased = request_.query.text("efface");
        !erased.empty() && erased.find_first_not_of("0123456789") == std::string::npos)
      body.add(cadre::notice(cadre::Notice::info, "Dossiers effacés : " + erased + "."));
    if (request_.query.text("reste") == "oui")
      body.add(cadre::notice(
          cadre::Notice::attention,
          "Quelqu'un lisait la base à cet instant : d'ici la fin de sa lecture, le journal du fichier "
          "(-wal) garde encore leurs octets. Le prochain import ou la prochaine nuit les ôte."));
    write_terms(body, wrong_field, wrong);
    if (!visitor_.who.everywhere && visitor_.who.territoires.empty())
      body.add(
          cadre::notice(cadre::Notice::attention,
                        "Votre compte ne voit aucun dossier : pour effacer, il lui faut « partout », ou les "
                        "territoires dont il décide. Un compte d'administration peut les avoir sans lire les "
                        "dossiers."));
    if (terms_.dossiers) write_expired(body, wrong_field == "dossiers" ? wrong : std::string());
    return framed(bench_, request_, std::move(page), status);
  }

  void write_terms(cadre::Html& body, const std::string& wrong_field, const std::string& wrong) {
    body.element("h2", "Combien de temps garder");
    body.element(
        "p",
        "filrouge n'a aucune durée à lui : chacune est celle de votre Département, avec ce qui la fixe. Sans "
        "durée, rien n'est effacé. Le journal d'audit ne s'efface jamais d'ici.");
    for (const auto& words : kept_words) {
      const auto& term = terms_.of(words.kept);
      const auto name = std::string(word_of(words.kept));
      body.element("h3", words.title);
      body.element("p", "Durée : " + in_words(term) + (term ? " ; d'après : " + term->source : "") + ".");
      body.open("details",
                wrong_field.starts_with(name) ? cadre::Attributes{{"open", ""}} : cadre::Attributes{});
      body.element("summary", "Changer cette durée");
      body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/conservation/durees"}});
      body.add(cadre::token_field(visitor_.who.csrf));
      body.lone("input", {{"type", "hidden"}, {"name", "quoi"}, {"value", name}});
      write_term_fields(body, name, words.runs_from, term, wrong_field, wrong);
      body.open("p", {{"class", "actions"}})
          .element("button", {{"class", "bouton -second"}}, "Garder cette durée")
          .close();
      body.close().close();
    }
  }

  /// Two forms of one page have the same fields: their elements are named apart.
  void write_term_fields(cadre::Html& body, const std::string& name, const char* runs_from,
                         const std::optional<banc::Term>& term, const std::string& wrong_field,
                         const std::string& wrong) {
    const bool comes_back = wrong_field.starts_with(name);
    const auto one = [&](const char* field, const std::string& label, const std::string& help,
                         const std::string& kept) {
      const auto id = name + "-" + field, help_id = id + "-aide", error_id = id + "-erreur";
      const bool is_wrong = wrong_field == id;
      body.open("div", {{"class", is_wrong ? "champ -faux" : "champ"}})
          .element("label", {{"for", id}}, label);
      body.element("p", {{"class", "aide"}, {"id", help_id}}, help);
      if (is_wrong) body.element("p", {{"class", "erreur"}, {"id", error_id}}, wrong);
      const auto described = is_wrong ? help_id + " " + error_id : help_id;
      const auto value = comes_back ? request_.form.text(field) : kept;
      std::vector<cadre::Attribute> attributes{
          {"id", id}, {"name", field}, {"type", "text"}, {"value", value}, {"aria-describedby", described}};
      if (is_wrong) attributes.push_back({"aria-invalid", "true"});
      body.lone("input", attributes).close();
    };
    one("mois", "Durée, en mois",
        std::string("Elle court ") + runs_from + ". Laissez vide : rien n'est effacé.",
        term ? std::to_string(term->months) : "");
    one("source", "Ce qui la fixe", "La délibération, le texte ou le référentiel, avec sa date.",
        term ? term->source : "");
  }

  void write_expired(cadre::Html& body, const std::string& wrong) {
    const auto list = banc::expired(*base_, terms_, day_, most_at_once);
    body.element("h2", "Dossiers arrivés à leur terme");
    if (list.erasable.empty()) {
      body.element("p", "Aucun que votre compte voie ne peut être effacé aujourd'hui.");
    } else {
      body.open("form", {{"method", "post"}, {"action", "/conservation/confirmer"}});
      body.add(cadre::token_field(visitor_.who.csrf));
      if (!wrong.empty()) body.add(cadre::notice(cadre::Notice::error, wrong));
      cadre::Table table(body, "echus", "Cochez ceux à effacer ; rien ne l'est avant la page suivante",
                         {"Dossier", "Droit clos le", "Dernier jour connu", "Terme", "À vérifier"});
      std::size_t rank = 0;
      for (const auto& it : list.erasable) {
        table.row(cadre::box("dossier-" + std::to_string(++rank), "dossier", it.dossier, it.dossier, false));
        table.cell(french_date(it.closed)).cell(french_date(it.last)).cell(french_date(it.due));
        table.cell(it.unsure.empty() ? "rien" : listed(it.unsure, " ; "));
      }
      table.end();
      if (list.more)
        body.element("p", {{"class", "petit"}},
                     fmt::format("Il y en a davantage : les {} premiers sont montrés.", most_at_once));
      body.open("p", {{"class", "actions"}})
          .element("button", {{"class", "bouton -second"}}, "Relire avant d'effacer")
          .close();
      body.close();
    }
    if (list.held.empty()) return;
    body.element("h2", "Dossiers gardés au-delà de leur terme");
    cadre::Table table(body, "gardes", counted(list.held_count, "dossier gardé", "dossiers gardés"),
                       {"Dossier", "Terme", "Pourquoi il est gardé"});
    for (const auto& it : list.held)
      table.row(it.dossier).cell(french_date(it.due)).cell(listed(it.held, " ; "));
    table.end();
    if (list.held.size() < list.held_count)
      body.element("p", {{"class", "petit"}}, fmt::format("Les {} premiers sont montrés.", list.held.size()));
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  banc::VisibleBases::Lent base_;
  banc::Terms terms_;
  Date day_;
};

}  // namespace

std::vector<http::Route> retention_routes(Bench& bench) {
  const auto asked = right(acces::Right::retention);
  std::vector<http::Route> routes;
  const auto add = [&](http::Method method, const char* pattern, http::Response (Retention::*answer)()) {
    routes.push_back(page(method, pattern, asked, [&bench, answer](const http::Request& request) {
      return (Retention(bench, request).*answer)();
    }));
  };
  add(http::Method::get, "/conservation", &Retention::list);
  add(http::Method::post, "/conservation/durees", &Retention::set_term);
  add(http::Method::post, "/conservation/confirmer", &Retention::confirm);
  add(http::Method::post, "/conservation/effacer", &Retention::erase);
  return routes;
}

}  // namespace filrouge::pages
