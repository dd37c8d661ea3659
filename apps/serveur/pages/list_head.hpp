#pragma once

#include <string_view>

#include "apps/serveur/banc/nights.hpp"
#include "apps/serveur/banc/visible_base.hpp"
#include "apps/serveur/cadre/html.hpp"

/// What stands above every list read from the last night.
namespace filrouge::pages {

/// Whether the list is of today, and whether dossiers have moved since: nothing when it is as fresh as it can
/// be. `this_list`: « Cette liste est celle ».
void add_night_notices(cadre::Html& html, banc::VisibleBase& base, const banc::LastNight& night, Date today,
                       std::string_view this_list);

void add_option(cadre::Html& html, std::string_view value, std::string_view words, bool chosen);
/// The field « territoire » of its filters; nothing for who has a single one.
void add_territoire_field(cadre::Html& html, banc::VisibleBase& base, std::string_view chosen);

}  // namespace filrouge::pages
