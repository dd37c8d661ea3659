#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/store/base.hpp"

namespace filrouge {

/// The number of a dossier the base has, when it lacks this one and has one written nearly so
/// (close_number.hpp). It walks all the numbers: for a few dossiers, not for a caseload.
std::optional<std::string> near_dossier(Base& base, std::string_view dossier);

}  // namespace filrouge
