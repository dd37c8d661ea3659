#pragma once

#include <string>

#include "apps/serveur/cadre/html.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// Who looked at that dossier, or wrote of it, the last first: the page of a person's file says it to whoever
/// may read the file. Colleagues who see that they are seen is what keeps curiosity out; the audit of
/// everything else is for who has the right of it.
cadre::Html who_looked(Bench& bench, const std::string& dossier);

}  // namespace filrouge::pages
