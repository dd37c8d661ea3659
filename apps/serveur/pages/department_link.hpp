#pragma once

#include <string>
#include <string_view>

namespace filrouge::pages {

/// The address of a dossier in the program of the Département: the template, its « {matricule} » and
/// « {dossier} » replaced, as pieces of an address. Empty when there is none, when it is not of https, or
/// when it wants what the dossier does not say.
std::string department_link(std::string_view link_template, std::string_view dossier,
                            std::string_view matricule);

}  // namespace filrouge::pages
