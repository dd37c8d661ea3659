#pragma once

#include <string>
#include <string_view>

#include "apps/serveur/acte/consequence.hpp"
#include "apps/serveur/acte/read_act.hpp"
#include "tests/serveur/shipped_rules.hpp"

/// Dossiers made by hand, with the rules that are shipped.
namespace filrouge::acte {

using livrees::day;
using livrees::shipped;
const ActForms& forms();
Record dossier(std::string_view json);

/// The act that a submitted form says, with the id it would have; fails the test when it is refused.
RawEvent understood(const Record& dossier, std::string_view type, const Submitted& submitted, Date today);
ReadAct read(const Record& dossier, std::string_view type, const Submitted& submitted, Date today);

/// « irregularite bloquante 2026-04-01 Cette décision… »: a line of what an act changes, for reading.
std::string shown(const Consequence& consequence);
/// The first line of that kind whose sentence holds that text; fails the test when there is none.
const ConsequenceLine& line(const Consequence& consequence, Change change, std::string_view text);
bool says(const Consequence& consequence, Change change, std::string_view text);

}  // namespace filrouge::acte
