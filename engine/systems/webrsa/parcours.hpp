#pragma once

#include <string_view>

namespace filrouge::systems::webrsa {

/// The parcours of a kind of orientation (`code_type_orient`); empty when its code is none of WebRSA's. What
/// WebRSA 4 calls « préprofessionnel » is the path between the two others.
std::string_view parcours_of(std::string_view code);

}  // namespace filrouge::systems::webrsa
