#pragma once

#include <string_view>

namespace filrouge {

/// The names of the contract as people read them: « irregularite » → « irrégularité », « depassee » → « en
/// retard ». A name that is not known is given back.
std::string_view nature_for_people(std::string_view nature);
std::string_view statut_for_people(std::string_view statut);

}  // namespace filrouge
