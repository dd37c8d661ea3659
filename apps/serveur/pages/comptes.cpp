#include "apps/serveur/pages/comptes.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/cadre/choice_field.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/moment_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/store/places.hpp"

namespace filrouge::pages {
namespace {

using acces::AccountRights;
using acces::Role;

/// What is shown of the territoires of the base as boxes; beyond, they are written.
constexpr std::size_t most_boxes = 40;

const char* trade_of(Role role) {
  switch (role) {
    case Role::lecture:
      return "lit, et n'écrit rien";
    case Role::referent:
      return "suit des dossiers et écrit leurs actes";
    case Role::cadre:
      return "suit le service entier, verse les fichiers, tranche qui est qui";
    case Role::officier_regles:
      return "essaye et change les règles";
    case Role::administration:
      break;
  }
  return "tient le banc ; ne lit aucun dossier";
}

std::string trimmed(std::string text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// What the form of rights holds, and what is wrong with it.
struct Asked {
  std::string name;
  AccountRights rights;
  std::string others;  ///< territoires written one a line
  bool draws = true;   ///< the password
  bool has_role = true;
  std::string wrong_field{}, wrong{};

  std::string error_of(std::string_view field) const { return wrong_field == field ? wrong : std::string(); }
};

Asked asked_of(const http::Fields& form) {
  Asked asked;
  asked.name = trimmed(form.text("nom"));
  asked.rights.role = acces::role_named(form.text("role")).value_or(Role::lecture);
  asked.has_role = acces::role_named(form.text("role")).has_value();
  asked.rights.everywhere = form.text("partout") == "oui";
  asked.rights.role_metier = form.text("role_metier");
  asked.rights.territoires = form.all("territoire");
  asked.others = form.text("autres");
  std::istringstream lines(asked.others);
  for (std::string line; std::getline(lines, line);)
    if (auto place = trimmed(line); !place.empty()) asked.rights.territoires.push_back(std::move(place));
  auto& places = asked.rights.territoires;
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  asked.draws = form.text("choix") != "ecrit";
  return asked;
}

/// The same refusals as of the room of accounts, in the words of the page.
bool check_rights(Asked& asked) {
  const auto& rights = asked.rights;
  const auto refuse = [&](const char* field, std::string why) {
    asked.wrong_field = field;
    asked.wrong = std::move(why);
    return false;
  };
  if (!asked.has_role) return refuse("role", "Choisissez le rôle du compte.");
  if (rights.everywhere && !rights.territoires.empty())
    return refuse("territoires", "Partout, ou des territoires : l'un ou l'autre.");
  if (acces::may(rights.role, acces::Right::read_caseload) && !rights.everywhere &&
      rights.territoires.empty())
    return refuse("territoires", "Ce rôle lit des dossiers : dites desquels, ou cochez « partout ».");
  return true;
}

/// The field that a refusal of the room of accounts is about.
const char* field_of(const std::string& refusal) {
  if (refusal.find("territoire") != std::string::npos) return "territoires";
  return refusal.find("rôle de métier") != std::string::npos ? "role_metier" : "role";
}

std::string where_of(const AccountRights& rights) {
  if (rights.everywhere) return "partout";
  return rights.territoires.empty() ? "nulle part" : listed(rights.territoires);
}

class AccountsPage {
 public:
  AccountsPage(Bench& bench, const http::Request& request)
      : bench_(bench), request_(request), visitor_(signed_in(request)), rules_(bench.rules.now()) {}

  http::Response list() {
    auto page = begun("Les comptes");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}}, "Qui peut entrer, et pour quoi faire ?");
    body.open("p", {{"class", "actions"}});
    body.element("a", {{"class", "bouton"}, {"href", "/comptes/nouveau"}}, "Ouvrir un compte");
    if (visitor_.who.may(acces::Right::retention))
      body.element("a", {{"class", "bouton -second"}, {"href", "/conservation"}},
                   "Ce qui est gardé, ce qui est effacé");
    body.close();
    const auto all = bench_.access.accounts.list();
    cadre::Table table(body, "comptes", counted(all.size(), "compte", "comptes"),
                       {"Compte", "Rôle", "Territoires", "Rôle de métier", "État"});
    for (const auto& account : all) {
      cadre::Html name;
      name.link(address_of(account.name), account.name);
      table.row(name).cell(said_of(account.rights.role)).cell(where_of(account.rights));
      table.cell(
          account.rights.role_metier.empty() ? "—" : role_shown(rules_->model(), account.rights.role_metier));
      table.cell(state_of(account));
    }
    table.end();
    write_matrix(body);
    return framed(bench_, request_, std::move(page));
  }

  http::Response form_to_add() {
    Asked asked;
    asked.rights.role = Role::referent;
    return adding(asked, 200);
  }

  http::Response add() {
    auto asked = asked_of(request_.form);
    auto& accounts = bench_.access.accounts;
    if (!acces::account_name(asked.name)) {
      asked.wrong_field = "nom";
      asked.wrong =
          "Deux à soixante-quatre lettres, chiffres, points, tirets ou soulignés, une lettre d'abord : « "
          "m.dupont ».";
      return adding(asked, 422);
    }
    if (const auto there = accounts.find(asked.name)) {
      asked.wrong_field = "nom";
      asked.wrong = there->closed
                        ? "Ce compte est fermé, et le journal d'audit le nomme : rouvrez-le, ou prenez un "
                          "autre nom si c'est une autre personne."
                        : "Ce nom est déjà celui d'un compte.";
      return adding(asked, 422);
    }
    if (!check_rights(asked)) return adding(asked, 422);
    const auto password = asked.draws ? acces::drawn_password() : request_.form.text("mot_de_passe");
    if (const auto fault = acces::password_fault(asked.name, password); !fault.empty()) {
      asked.wrong_field = "mot_de_passe";
      asked.wrong = fault;
      return adding(asked, 422);
    }
    try {
      const auto account =
          accounts.add(asked.name, asked.rights, password, true, visitor_.who.author(), bench_.now());
      if (!asked.draws) return http::see_other(address_of(account.name));
      return shown_once(account.name, password);
    } catch (const acces::AccessError& error) {
      asked.wrong = error.what();
      asked.wrong_field = field_of(asked.wrong);
      return adding(asked, 422);
    }
  }

  http::Response one() {
    const auto account = bench_.access.accounts.find(request_.parameters.text("nom"));
    if (!account) return not_found(bench_, request_);
    return shown(*account, {account->name, account->rights, {}, true}, 200);
  }

  http::Response change() {
    return changed([&](const acces::Account& account, Asked& asked) {
      asked = asked_of(request_.form);
      asked.name = account.name;
      if (!check_rights(asked)) return false;
      bench_.access.accounts.change(account.name, asked.rights, visitor_.who.author(), bench_.now());
      return true;
    });
  }

  http::Response set_password() {
    const auto account = bench_.access.accounts.find(request_.parameters.text("nom"));
    if (!account) return not_found(bench_, request_);
    Asked asked{account->name, account->rights, {}, request_.form.text("choix") != "ecrit"};
    const auto password = asked.draws ? acces::drawn_password() : request_.form.text("mot_de_passe");
    if (const auto fault = acces::password_fault(account->name, password); !fault.empty()) {
      asked.wrong_field = "mot_de_passe";
      asked.wrong = fault;
      return shown(*account, asked, 422);
    }
    bench_.access.accounts.set_password(account->name, password, true, visitor_.who.author(), bench_.now());
    if (!asked.draws) return http::see_other(address_of(account->name));
    return shown_once(account->name, password);
  }

  http::Response close() {
    return changed([&](const acces::Account& account, Asked& asked) {
      asked.wrong_field = "fermer";
      bench_.access.accounts.close(account.name, visitor_.who.author(), bench_.now());
      return true;
    });
  }

  http::Response reopen() {
    return changed([&](const acces::Account& account, Asked& asked) {
      asked.wrong_field = "fermer";
      bench_.access.accounts.reopen(account.name, visitor_.who.author(), bench_.now());
      return true;
    });
  }

 private:
  cadre::Page begun(std::string title) const {
    cadre::Page page;
    page.title = std::move(title);
    page.current = "/comptes";
    return page;
  }

  static std::string address_of(const std::string& name) { return "/comptes/" + http::percent_encoded(name); }

  static cadre::Html state_of(const acces::Account& account) {
    cadre::Html html;
    if (account.closed)
      html.text("fermé le " + moment_words(acces::utc_text(*account.closed)));
    else if (account.must_change)
      html.add(cadre::label(cadre::Urgency::to_do, "mot de passe à changer"));
    else
      html.add(cadre::label(cadre::Urgency::closed, "ouvert"));
    return html;
  }

  void write_matrix(cadre::Html& body) {
    body.element("h2", "Ce que chaque rôle permet");
    std::vector<std::string> titles{"Droit"};
    for (const auto role : acces::every_role()) titles.emplace_back(said_of(role));
    cadre::Table table(body, "droits", "Droits par rôle", titles);
    for (const auto right : acces::every_right()) {
      table.row(acces::said_of(right));
      for (const auto role : acces::every_role()) table.cell(acces::may(role, right) ? "oui" : "non");
    }
    table.end();
    body.element(
        "p", {{"class", "petit"}},
        "Un compte n'a qu'un rôle : qui fait deux métiers a deux comptes, et le journal d'audit dit lequel "
        "était à l'œuvre. Un compte limité à des territoires ne voit aucun autre dossier, par aucune page.");
  }

  void write_rights(cadre::Html& body, const Asked& asked) {
    cadre::ChoiceField role{"role", "Rôle", {}, std::string(word_of(asked.rights.role))};
    for (const auto one : acces::every_role())
      role.choices.push_back({std::string(word_of(one)), std::string(said_of(one)) + " — " + trade_of(one)});
    role.error = asked.error_of("role");
    body.add(cadre::choice_field(role));
    write_places(body, asked);
    cadre::ChoiceField trade{"role_metier",
                             "Rôle de métier, dans les règles",
                             {{"", "aucun : tout le service"}},
                             asked.rights.role_metier};
    trade.help = "« Mon matin » montre d'abord ce que ce rôle a à faire.";
    for (const auto& one : rules_->model().roles) {
      const auto name = std::string(rules_->model().text(one.name));
      trade.choices.push_back({name, role_shown(rules_->model(), name)});
    }
    trade.error = asked.error_of("role_metier");
    body.add(cadre::choice_field(trade));
  }

  void write_places(cadre::Html& body, const Asked& asked) {
    const auto error = asked.error_of("territoires");
    auto known = places();
    if (known.size() > most_boxes) known.clear();
    std::vector<cadre::Attribute> attributes{{"class", error.empty() ? "champ" : "champ -faux"}};
    if (!error.empty()) attributes.push_back({"aria-describedby", "territoires-erreur"});
    body.open("fieldset", attributes).element("legend", "Dossiers que le compte voit");
    if (!error.empty()) body.element("p", {{"class", "erreur"}, {"id", "territoires-erreur"}}, error);
    body.add(cadre::box("partout", "partout", "oui", "Partout, les dossiers sans territoire compris",
                        asked.rights.everywhere));
    std::string others;
    std::size_t rank = 0;
    for (const auto& place : asked.rights.territoires)
      if (!std::ranges::count(known, place)) others += place + "\n";
    for (const auto& place : known)
      body.add(cadre::box("territoire-" + std::to_string(++rank), "territoire", place, place,
                          std::ranges::count(asked.rights.territoires, place) > 0));
    body.close();
    cadre::LongField written{"autres", known.empty() ? "Territoires" : "Autres territoires", others};
    written.help = "Un par ligne, écrits comme les dossiers les disent.";
    body.add(cadre::long_field(written));
  }

  std::vector<std::string> places() const {
    Base base(bench_.base, BaseAccess::read);
    const auto all = places_of(base);
    return {all.territoires.begin(), all.territoires.end()};
  }

  static void write_password(cadre::Html& body, const Asked& asked) {
    const auto error = asked.error_of("mot_de_passe");
    cadre::ChoiceField choice{"choix",
                              "Mot de passe",
                              {{"tire", "tiré au hasard, et montré une fois"}, {"ecrit", "écrit ci-dessous"}},
                              asked.draws ? "tire" : "ecrit"};
    choice.help = "Dans les deux cas, il devra être changé à la première entrée.";
    body.add(cadre::choice_field(choice));
    cadre::Field password{"mot_de_passe", "S'il est écrit"};
    password.type = "password";
    password.help = "Douze signes au moins.";
    password.autocomplete = "new-password";
    password.error = error;
    body.add(cadre::field(password));
  }

  http::Response adding(const Asked& asked, unsigned status) {
    auto page = begun("Ouvrir un compte");
    auto& body = page.body;
    body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/comptes/nouveau"}});
    body.add(cadre::token_field(visitor_.who.csrf));
    cadre::Field name{"nom", "Nom du compte"};
    name.value = asked.name;
    name.help = "Celui de la personne dans votre réseau, comme « m.dupont ». Il ne se change pas.";
    name.is_required = true;
    name.autocomplete = "off";
    name.error = asked.error_of("nom");
    body.add(cadre::field(name));
    write_rights(body, asked);
    write_password(body, asked);
    body.open("p", {{"class", "actions"}})
        .element("button", {{"class", "bouton"}}, "Ouvrir le compte")
        .close();
    body.close();
    body.open("p").link("/comptes", "Revenir aux comptes").close();
    return framed(bench_, request_, std::move(page), status);
  }

  /// Nothing of it is kept: it is shown in the answer itself, and cannot be asked for again.
  http::Response shown_once(const std::string& name, const std::string& password) {
    auto page = begun("Mot de passe de « " + name + " »");
    auto& body = page.body;
    body.add(cadre::notice(
        cadre::Notice::attention,
        "Ce mot de passe n'est montré qu'une fois, ici. Remettez-le à la personne de la main à la "
        "main ou par téléphone ; elle devra le changer en entrant."));
    body.open("p").element("code", password).close();
    body.open("p", {{"class", "actions"}});
    body.element("a", {{"class", "bouton"}, {"href", "/comptes"}}, "Revenir aux comptes").close();
    return framed(bench_, request_, std::move(page));
  }

  http::Response shown(const acces::Account& account, const Asked& asked, unsigned status) {
    auto page = begun("Compte « " + account.name + " »");
    auto& body = page.body;
    const auto address = address_of(account.name);
    if (account.name == visitor_.who.name)
      body.add(cadre::notice(cadre::Notice::info, "C'est votre propre compte."));
    body.open("dl", {{"class", "fiche"}});
    body.element("dt", "État").open("dd").add(state_of(account)).close();
    body.element("dt", "Ouvert le").element("dd", moment_words(acces::utc_text(account.created)));
    body.close();
    const auto begin_form = [&](const char* heading, const std::string& where) {
      body.element("h2", heading);
      body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", where}});
      body.add(cadre::token_field(visitor_.who.csrf));
    };
    const auto end_form = [&](const char* button, const char* classes) {
      body.open("p", {{"class", "actions"}}).element("button", {{"class", classes}}, button).close();
      body.close();
    };
    if (!account.closed) {
      begin_form("Ce que le compte permet", address);
      write_rights(body, asked);
      end_form("Changer", "bouton");
      begin_form("Nouveau mot de passe", address + "/mot-de-passe");
      body.element("p", "Toutes les sessions du compte prennent fin.");
      write_password(body, asked);
      end_form("Remplacer le mot de passe", "bouton -second");
    }
    begin_form(account.closed ? "Rouvrir" : "Fermer", address + (account.closed ? "/rouvrir" : "/fermer"));
    if (const auto error = asked.error_of("fermer"); !error.empty())
      body.add(cadre::notice(cadre::Notice::error, error + "."));
    body.element("p",
                 account.closed
                     ? "Le compte retrouve son rôle, ses territoires et son mot de passe."
                     : "Plus personne n'entre par ce compte, et ses sessions prennent fin. Son nom reste : "
                       "le journal d'audit le cite.");
    end_form(account.closed ? "Rouvrir le compte" : "Fermer le compte",
             account.closed ? "bouton -second" : "bouton -danger");
    body.open("p").link("/comptes", "Revenir aux comptes").close();
    return framed(bench_, request_, std::move(page), status);
  }

  template <typename Work>
  http::Response changed(Work work) {
    const auto account = bench_.access.accounts.find(request_.parameters.text("nom"));
    if (!account) return not_found(bench_, request_);
    Asked asked{account->name, account->rights, {}, true};
    try {
      if (!work(*account, asked)) return shown(*account, asked, 422);
    } catch (const acces::AccessError& error) {
      asked.wrong = error.what();
      if (asked.wrong_field.empty()) asked.wrong_field = field_of(asked.wrong);
      return shown(*account, asked, 422);
    }
    // Who gave up this very right goes where they may.
    if (account->name == visitor_.who.name) return http::see_other("/");
    return http::see_other(address_of(account->name));
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  std::shared_ptr<const LoadedRules> rules_;
};

}  // namespace

std::vector<http::Route> account_routes(Bench& bench) {
  const auto asked = right(acces::Right::manage_accounts);
  std::vector<http::Route> routes;
  const auto add = [&](http::Method method, const char* pattern, http::Response (AccountsPage::*answer)()) {
    routes.push_back(page(method, pattern, asked, [&bench, answer](const http::Request& request) {
      return (AccountsPage(bench, request).*answer)();
    }));
  };
  add(http::Method::get, "/comptes", &AccountsPage::list);
  add(http::Method::get, "/comptes/nouveau", &AccountsPage::form_to_add);
  add(http::Method::post, "/comptes/nouveau", &AccountsPage::add);
  add(http::Method::get, "/comptes/{nom}", &AccountsPage::one);
  add(http::Method::post, "/comptes/{nom}", &AccountsPage::change);
  add(http::Method::post, "/comptes/{nom}/mot-de-passe", &AccountsPage::set_password);
  add(http::Method::post, "/comptes/{nom}/fermer", &AccountsPage::close);
  add(http::Method::post, "/comptes/{nom}/rouvrir", &AccountsPage::reopen);
  return routes;
}

}  // namespace filrouge::pages
