#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "apps/serveur/acces/rights.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/all_routes.hpp"
#include "tests/serveur/bench_support.hpp"

using namespace filrouge;
using namespace filrouge::pages;

namespace {

/// A dossier with an affaire that goes on, of that territoire.
std::string dossier(const std::string& number, const std::string& territoire) {
  return R"({"schema":1,"dossier":")" + number + R"(","departement":"64","territoire":")" + territoire +
         R"(","organisme":"CAF","matricule":"1234567","attributs":[{"nom":"taille_foyer","valeur":1,"le":"2026-01-01"},)"
         R"({"nom":"etat_droit","valeur":"2","le":"2026-01-01"}],"personnes":[{"id":"p1","role":"demandeur",)"
         R"("naissance":"1987-03-02","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-01"}]}],)"
         R"("evenements":[{"id":"e1","type":"orientation","le":"2026-01-12","personne":"p1","champs":{"parcours":"social",)"
         R"("organisme":"departement","structure":"S"}},{"id":"e2","type":"manquement_constate","le":"2026-03-02",)"
         R"("personne":"p1","reference":"M-2026-1","champs":{"nature":"non_respect"}}]})";
}

constexpr const char* mine = "64-0000001";
constexpr const char* theirs = "64-0000002";

/// The address of a route with the parameters it asks for: of that dossier, where it is of one.
std::string address(const RunningBench& bench, const http::Route& route, const std::string& number) {
  auto text = route.pattern;
  const auto put = [&](const std::string& name, const std::string& value) {
    if (const auto at = text.find("{" + name + "}"); at != std::string::npos)
      text.replace(at, name.size() + 2, http::percent_encoded(value));
  };
  put("numero", number);
  put("constat", bench.text("SELECT id FROM constats WHERE dossier = '" + number +
                            "' AND fini_le IS NULL AND tete & 1 "
                            "ORDER BY ordre LIMIT 1"));
  put("cle", "M-2026-1");
  put("compte", "cible");
  put("nom", "cible");
  put("id", route.pattern.starts_with("/dossiers/") ? "e2" : "1");
  INFO("un paramètre que l'essai ne sait pas donner : " << route.pattern);
  CHECK(text.find('{') == std::string::npos);
  if (text.starts_with("/affaires/")) text += "?dossier=" + number + "&personne=p1";
  return text;
}

bool is_of_a_dossier(const http::Route& route) {
  return route.pattern.starts_with("/dossiers/{numero}") || route.pattern.starts_with("/affaires/{cle}");
}

bool may(acces::Role role, const http::Route& route) {
  return !route.right || *route.right == any_account ||
         acces::may(role, static_cast<acces::Right>(*route.right));
}

const char* method_name(http::Method method) {
  return method == http::Method::get ? "GET" : "POST";
}

}  // namespace

TEST_CASE(
    "toutes les routes, tous les rôles : à qui n'a pas le droit, rien ; d'un autre territoire, rien non plus",
    "[routes]") {
  const auto today = *parse_iso_date("2026-03-30");
  RunningBench bench(today, {dossier(mine, "Adour BAB"), dossier(theirs, "Est Béarn")});
  const auto routes = all_routes(bench.bench());
  std::vector<Seat> seats;
  for (const auto role : acces::every_role())
    seats.push_back(bench.seat(std::string(acces::word_of(role)), role, {"Adour BAB"}));
  const auto another = bench.seat("cible", acces::Role::lecture).csrf();
  std::string table = fmt::format("{:<6} {:<44}", "", "");
  for (const auto role : acces::every_role()) table += fmt::format(" {:>15}", acces::word_of(role));
  for (const auto& route : routes) {
    if (route.is_static) continue;
    table += fmt::format("\n{:<6} {:<44}", method_name(route.method), route.pattern);
    for (std::size_t r = 0; r < seats.size(); ++r) {
      // Who signs out is in no later row.
      if (route.pattern == "/deconnexion") continue;
      const auto role = acces::every_role()[r];
      const auto& seat = seats[r];
      INFO(method_name(route.method) << " " << route.pattern << " par " << acces::word_of(role));
      const auto ask = [&](const std::string& number) {
        const auto to = address(bench, route, number);
        return route.method == http::Method::get ? seat.get(to) : seat.post(to, {});
      };
      const auto own = ask(mine);
      CHECK(own.status < 500);
      // The door has a token of its own.
      const bool at_the_door = !route.right && route.method != http::Method::get;
      // Who sends what a page does not take is told so before who they are is looked at.
      const bool takes_files = std::ranges::find(route.accepts, http::form_type) == route.accepts.end() &&
                               route.method != http::Method::get;
      if (takes_files)
        CHECK(own.status == 415);
      else if (!may(role, route) || at_the_door)
        CHECK(own.status == 403);
      else
        CHECK(own.status != 403);
      if (is_of_a_dossier(route)) {
        const auto other = ask(theirs);
        CHECK(other.status == (may(role, route) ? 404 : 403));
        CHECK_FALSE(other.says("Est Béarn"));
        CHECK_FALSE(other.says(theirs));
      } else {
        CHECK_FALSE(own.says(theirs));
      }
      table += fmt::format(" {:>15}", own.status == 403 ? "—" : std::to_string(own.status));
      if (route.method == http::Method::get) continue;
      // Sans le jeton de la session, rien ne s'écrit.
      if (route.right && !takes_files) {
        CHECK(seat.post_bare(address(bench, route, mine), {}).status == 403);
        // Ni avec celui d'une autre.
        CHECK(seat.post_bare(address(bench, route, mine), {{"jeton", another}}).status == 403);
      }
    }
  }
  // For who wants to read it: build/captures/routes-et-roles.txt.
  const auto place = std::filesystem::path(FILROUGE_BINARY_DIR) / "captures";
  std::filesystem::create_directories(place);
  std::ofstream(place / "routes-et-roles.txt") << table << "\n";
}

TEST_CASE("qui n'est pas connecté ne lit ni n'écrit rien", "[routes]") {
  RunningBench bench(*parse_iso_date("2026-03-30"), {dossier(mine, "Adour BAB")});
  const Seat nobody(bench, "", "");
  for (const auto& route : all_routes(bench.bench())) {
    if (!route.right) continue;
    INFO(method_name(route.method) << " " << route.pattern);
    const auto to = address(bench, route, mine);
    const auto answer = route.method == http::Method::get ? nobody.get(to) : nobody.post(to, {});
    const bool takes_files = std::ranges::find(route.accepts, http::form_type) == route.accepts.end();
    CHECK(answer.status == (route.method == http::Method::get ? 303 : takes_files ? 415 : 401));
    CHECK_FALSE(answer.says(mine));
    if (route.method == http::Method::get) CHECK(answer.location.starts_with("/connexion"));
  }
}
