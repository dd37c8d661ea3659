#include "engine/systems/database_url.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <string_view>

#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

constexpr std::string_view example = "postgresql://utilisateur@serveur/base, ou postgresql://?service=webrsa";

FormatError password_refused() {
  return FormatError(
      "l'adresse donnée par --url contient un mot de passe : elle resterait dans l'historique des commandes "
      "et dans la liste des processus. Rien n'a été ouvert.\n"
      "  Ôtez-le, changez-le s'il a servi, et mettez-le dans ~/.pgpass (ou le fichier que nomme PGPASSFILE, "
      "droits 600), ou dans un fichier de service (pg_service.conf) : postgresql://?service=webrsa");
}

}  // namespace

DatabaseUrl read_database_url(const std::string& text) {
  if (!text.starts_with("postgresql://") && !text.starts_with("postgres://"))
    throw FormatError("--url attend l'adresse d'une base PostgreSQL : " + std::string(example));
  char* reason = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(text.c_str(), &reason), &PQconninfoFree);
  // What libpq says of an address it cannot read may repeat any part of it.
  if (reason) PQfreemem(reason);
  if (!options)
    throw FormatError("l'adresse donnée par --url ne se lit pas : attendu " + std::string(example));
  std::string host, port, base, service;
  bool waits = std::getenv("PGCONNECT_TIMEOUT") != nullptr;
  for (const auto* option = options.get(); option->keyword; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string_view value = option->val ? option->val : "";
    if (value.empty()) continue;
    if (keyword == "password" || keyword == "sslpassword") throw password_refused();
    if (keyword == "connect_timeout") waits = true;
    if (keyword == "host" || (keyword == "hostaddr" && host.empty())) host = value;
    if (keyword == "port") port = value;
    if (keyword == "dbname") base = value;
    if (keyword == "service") service = value;
  }
  DatabaseUrl url{text, "postgresql://" + host};
  // A server that is not there would be waited for minutes.
  if (!waits)
    url.connection += (text.find('?') == std::string::npos ? "?" : "&") + std::string("connect_timeout=15");
  if (!port.empty()) url.shown += ":" + port;
  url.shown += "/" + base;
  if (!service.empty()) url.shown += "?service=" + service;
  return url;
}

}  // namespace filrouge
