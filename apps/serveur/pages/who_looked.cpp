#include "apps/serveur/pages/who_looked.hpp"

#include <fmt/format.h>

#include <ctime>

#include "apps/serveur/acces/rights.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t most = 10;

std::string_view gesture_of(std::string_view what) {
  const auto kind = acces::audit_kind_named(what);
  if (!kind) return what;
  using enum acces::AuditKind;
  switch (*kind) {
    case lecture_dossier:
      return "a ouvert le dossier";
    case acte:
      return "a enregistré un acte";
    case correction:
      return "a corrigé un acte";
    case suivi:
      return "a suivi une ligne";
    case edition:
      return "a sorti un document";
    case rapprochement:
      return "a tranché un doute d'identité";
    case conservation:
      return "a décidé de la conservation";
    default:
      return what;
  }
}

/// « 30 novembre 2026 à 14 h 05 », where the server is.
std::string moment_shown(acces::Moment at) {
  const std::time_t seconds = acces::in_seconds(at);
  std::tm local{};
  localtime_r(&seconds, &local);
  const auto day = civil_date(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                              static_cast<unsigned>(local.tm_mday));
  return fmt::format("{} à {} h {:02}", day ? french_date(*day) : std::string("jour inconnu"), local.tm_hour,
                     local.tm_min);
}

}  // namespace

cadre::Html who_looked(Bench& bench, const std::string& dossier) {
  acces::AuditQuestion question;
  question.dossier = dossier;
  question.most = most;
  const auto entries = bench.access.audit.search(question);
  cadre::Html html;
  html.element("h2", "Qui a regardé ce dossier");
  html.open("table", {{"class", "empile"}});
  html.element("caption", entries.size() == most
                              ? "Les " + std::to_string(most) + " dernières fois, votre visite comprise"
                              : std::string("Toutes les fois, votre visite comprise"));
  html.open("thead").open("tr");
  for (const auto* title : {"Quand", "Qui", "Quoi"}) html.element("th", {{"scope", "col"}}, title);
  html.close().close().open("tbody");
  for (const auto& entry : entries) {
    html.open("tr").element("th", {{"scope", "row"}}, moment_shown(entry.at));
    const auto role = acces::role_named(entry.role);
    html.element("td", {{"data-titre", "Qui"}},
                 entry.account + (role ? ", " + std::string(pages::said_of(*role)) : std::string()));
    html.element(
        "td", {{"data-titre", "Quoi"}},
        std::string(gesture_of(entry.what)) + (entry.detail.empty() ? "" : " (" + entry.detail + ")"));
    html.close();
  }
  html.close().close();
  return html;
}

}  // namespace filrouge::pages
