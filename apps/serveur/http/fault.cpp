#include "apps/serveur/http/fault.hpp"

#include <fmt/format.h>

#include "engine/core/text/markup.hpp"

namespace filrouge::http {

std::string_view fault_title(unsigned status) {
  switch (status) {
    case 400:
      return "Demande mal formée";
    case 401:
      return "Connexion nécessaire";
    case 403:
      return "Demande refusée";
    case 404:
      return "Page introuvable";
    case 405:
      return "Cette page ne se demande pas ainsi";
    case 413:
      return "Envoi trop long";
    case 415:
      return "Sorte d'envoi non prévue";
    case 417:
      return "Attente non prévue";
    case 421:
      return "Adresse inconnue de ce serveur";
    case 431:
      return "En-têtes trop longs";
    case 501:
      return "Demande inconnue";
    case 505:
      return "Version de HTTP inconnue";
    default:
      return status < 500 ? "Demande refusée" : "Défaut du programme";
  }
}

std::string plain_fault_page(const Fault& fault) {
  const auto title = in_markup(fault_title(fault.status));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>{0} — filrouge</title>\n</head>\n<body>\n"
      "<main>\n<h1>{0}</h1>\n<p>{1}</p>\n{2}</main>\n</body>\n</html>\n",
      title, in_markup(fault.text),
      fault.number.empty() ? std::string() : fmt::format("<p>Incident n° {}</p>\n", in_markup(fault.number)));
}

Response answer_to(const Fault& fault, const FaultPage& page) {
  auto response = html(page ? page(fault) : plain_fault_page(fault), fault.status);
  response.headers = fault.headers;
  return response;
}

}  // namespace filrouge::http
