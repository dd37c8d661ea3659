#pragma once

#include "apps/serveur/acte/consequence.hpp"
#include "apps/serveur/cadre/html.hpp"

namespace filrouge::pages {

/// What an act changes, as people read it before they save it: what is said against it first, then what it
/// opens, moves, ends, and what comes next. What weighs on the person stands last, apart.
cadre::Html consequence_lines(const acte::Consequence& consequence);

}  // namespace filrouge::pages
