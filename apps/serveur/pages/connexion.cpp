#include "apps/serveur/pages/connexion.hpp"

#include <fmt/format.h>

#include <semaphore>
#include <utility>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

/// Each password tried takes the memory of argon2id: so many at once, the others wait their turn.
std::counting_semaphore<2> tried_together(2);

class Turn {
 public:
  Turn() { tried_together.acquire(); }
  ~Turn() { tried_together.release(); }
  Turn(const Turn&) = delete;
};

/// Where to go once in: a page of ours, never elsewhere.
std::string where(const std::string& asked) {
  const bool ours = asked.starts_with('/') && !asked.starts_with("//") && !asked.starts_with("/connexion") &&
                    asked.find_first_of("\\\r\n\t") == std::string::npos;
  return ours ? asked : "/";
}

http::Response door(Bench& bench, const std::string& name, const std::string& to, std::string_view refused,
                    unsigned status) {
  const auto token = door_token(bench);
  cadre::Page page;
  page.title = "Se connecter au banc";
  auto& body = page.body;
  if (!refused.empty()) body.add(cadre::notice(cadre::Notice::error, refused));
  body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/connexion"}});
  body.add(cadre::token_field(token.token));
  body.lone("input", {{"type", "hidden"}, {"name", "vers"}, {"value", to}});
  cadre::Field account{"compte", "Votre compte"};
  account.value = name;
  account.is_required = true;
  account.autocomplete = "username";
  body.add(cadre::field(account));
  cadre::Field password{"mot_de_passe", "Mot de passe"};
  password.type = "password";
  password.is_required = true;
  password.autocomplete = "current-password";
  body.add(cadre::field(password));
  body.open("p", {{"class", "actions"}}).element("button", {{"class", "bouton"}}, "Se connecter").close();
  body.close();
  body.element("p", {{"class", "petit"}},
               "Un compte s'ouvre, et un mot de passe oublié se remplace, par qui administre le banc.");
  auto response = http::html(cadre::document(page), status);
  http::Cookie cookie{door_cookie, token.cookie, 3600};
  response.cookies.push_back(cookie);
  return response;
}

std::string waiting(std::int64_t seconds) {
  if (seconds <= 0) return {};
  if (seconds < 90)
    return " Attendez " + counted(static_cast<std::uint64_t>(seconds), "seconde", "secondes") + ".";
  return " Attendez " + counted(static_cast<std::uint64_t>((seconds + 59) / 60), "minute", "minutes") + ".";
}

http::Response enter(Bench& bench, const http::Request& request) {
  const auto& name = request.form.text("compte");
  const auto to = where(request.form.text("vers"));
  const Turn turn;
  const auto entrance =
      bench.access.login.open(name, request.form.text("mot_de_passe"), request.peer, bench.now());
  if (!entrance.token)
    return door(bench, name, to,
                "Ce compte et ce mot de passe n'ouvrent pas le banc." + waiting(entrance.wait), 401);
  auto response = http::see_other(to);
  response.cookies.push_back(cookie_of(request, *entrance.token));
  response.cookies.push_back({door_cookie, "", 0});
  return response;
}

http::Response leave(Bench& bench, const http::Request& request) {
  bench.access.login.close(signed_in(request).token, bench.now());
  auto response = http::see_other("/connexion");
  response.cookies.push_back(no_cookie(request));
  // What the browser kept of the pages goes with the session.
  response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

http::Response password_page(Bench& bench, const http::Request& request, std::string_view wrong_field,
                             std::string_view wrong, unsigned status) {
  const auto& visitor = signed_in(request);
  cadre::Page page;
  page.title = "Changer de mot de passe";
  auto& body = page.body;
  if (visitor.token.empty()) {
    body.add(cadre::notice(cadre::Notice::info,
                           "Vous êtes connecté par votre réseau : votre mot de passe s'y change."));
    return framed(bench, request, std::move(page), status);
  }
  if (visitor.who.must_change)
    body.add(
        cadre::notice(cadre::Notice::attention,
                      "Quelqu'un d'autre connaît ce mot de passe : choisissez le vôtre pour continuer."));
  body.open("form", {{"class", "formulaire"}, {"method", "post"}, {"action", "/mot-de-passe"}});
  body.add(cadre::token_field(visitor.who.csrf));
  const auto asked = [&](const char* name, const char* label, const char* help, const char* autocomplete) {
    cadre::Field field{name, label};
    field.help = help;
    field.type = "password";
    field.is_required = true;
    field.autocomplete = autocomplete;
    if (wrong_field == name) field.error = wrong;
    body.add(cadre::field(field));
  };
  asked("actuel", "Mot de passe actuel", "", "current-password");
  asked("nouveau", "Nouveau mot de passe", "Douze signes au moins ; une phrase se retient mieux qu'un code.",
        "new-password");
  asked("encore", "Le nouveau, encore une fois", "", "new-password");
  body.open("p", {{"class", "actions"}}).element("button", {{"class", "bouton"}}, "Changer").close();
  body.close();
  body.element("p", {{"class", "petit"}},
               "Toutes vos sessions prennent fin, ici et ailleurs ; une neuve s'ouvre ici.");
  return framed(bench, request, std::move(page), status);
}

http::Response change_password(Bench& bench, const http::Request& request) {
  const auto& fresh = request.form.text("nouveau");
  if (fresh != request.form.text("encore"))
    return password_page(bench, request, "encore", "Ce n'est pas le même que le nouveau mot de passe.", 422);
  try {
    const Turn turn;
    const auto entrance = bench.access.login.change_password(
        signed_in(request).token, request.form.text("actuel"), fresh, request.peer, bench.now());
    if (!entrance.token)
      return password_page(bench, request, "actuel",
                           "Ce n'est pas votre mot de passe actuel." + waiting(entrance.wait), 422);
    auto response = http::see_other("/");
    response.cookies.push_back(cookie_of(request, *entrance.token));
    return response;
  } catch (const acces::AccessError& error) {
    return password_page(bench, request, "nouveau", error.what(), 422);
  }
}

}  // namespace

std::vector<http::Route> connexion_routes(Bench& bench) {
  std::vector<http::Route> routes;
  const auto open_to_all = [&](http::Method method, http::Handler handler) {
    http::Route route;
    route.method = method;
    route.pattern = "/connexion";
    route.handler = std::move(handler);
    routes.push_back(std::move(route));
  };
  open_to_all(http::Method::get, [&bench](const http::Request& request) {
    return door(bench, "", where(request.query.text("vers")), "", 200);
  });
  open_to_all(http::Method::post, [&bench](const http::Request& request) {
    try {
      return enter(bench, request);
    } catch (const acces::AccessError& error) {
      return door(bench, request.form.text("compte"), "/",
                  std::string("Personne n'entre sans que le journal le dise, et il ne peut être tenu : ") +
                      error.what(),
                  503);
    }
  });
  routes.push_back(page(http::Method::post, "/deconnexion", any_account,
                        [&bench](const http::Request& request) { return leave(bench, request); }));
  routes.push_back(
      page(http::Method::get, "/mot-de-passe", any_account,
           [&bench](const http::Request& request) { return password_page(bench, request, "", "", 200); }));
  routes.push_back(page(http::Method::post, "/mot-de-passe", any_account,
                        [&bench](const http::Request& request) { return change_password(bench, request); }));
  return routes;
}

}  // namespace filrouge::pages
