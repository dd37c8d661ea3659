#include "apps/serveur/pages/department_link.hpp"

#include "apps/serveur/http/percent.hpp"

namespace filrouge::pages {

std::string department_link(std::string_view link_template, std::string_view dossier,
                            std::string_view matricule) {
  if (!link_template.starts_with("https://")) return {};
  std::string address;
  for (std::size_t at = 0; at < link_template.size();) {
    const auto rest = link_template.substr(at);
    if (rest.starts_with("{matricule}")) {
      if (matricule.empty()) return {};
      address += http::percent_encoded(matricule);
      at += std::string_view("{matricule}").size();
    } else if (rest.starts_with("{dossier}")) {
      address += http::percent_encoded(dossier);
      at += std::string_view("{dossier}").size();
    } else {
      address += link_template[at++];
    }
  }
  return address;
}

}  // namespace filrouge::pages
