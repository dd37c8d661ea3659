#pragma once

#include <string>

#include "apps/serveur/affaire/affaire_view.hpp"
#include "apps/serveur/cadre/html.hpp"

namespace filrouge::pages {

/// The next day of an affaire in words: « 3 novembre 2026 », « pas avant le 3 novembre 2026 »; « — » of none.
std::string next_shown(const serveur::AffaireView& view);
/// « ▲ en retard de 25 jours », of a next day that is late; what is known of one that is past and not late
/// for sure; nothing of one to come.
cadre::Html next_standing(const serveur::AffaireView& view, Date day);
/// « (objectif interne) » of a next day that is none of the law's; empty of another.
std::string next_nature(const serveur::AffaireView& view);

}  // namespace filrouge::pages
