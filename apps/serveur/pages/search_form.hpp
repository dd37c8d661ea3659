#pragma once

#include <string>

#include "apps/serveur/cadre/html.hpp"

namespace filrouge::pages {

/// The field that leads to a dossier or an affaire by its number: « / » goes there.
cadre::Html search_form(const std::string& sought = {});

}  // namespace filrouge::pages
