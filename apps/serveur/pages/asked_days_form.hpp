#pragma once

#include <string>
#include <utility>
#include <vector>

#include "apps/serveur/cadre/html.hpp"
#include "apps/serveur/pages/framed.hpp"

namespace filrouge::pages {

/// « À un autre jour »: the two days of a page, as a form that asks for it again. `kept` are the other fields
/// of its address.
cadre::Html asked_days_form(const AskedDays& days, const std::string& address,
                            const std::vector<std::pair<std::string, std::string>>& kept = {});

/// Above a page that is not of today: of which day it is, and the way back; above one whose days were not
/// understood, why. Nothing above any other.
cadre::Html asked_days_notice(const AskedDays& days, const std::string& back);

}  // namespace filrouge::pages
