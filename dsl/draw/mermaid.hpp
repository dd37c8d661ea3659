#pragma once

#include <string>

#include "dsl/draw/drawing.hpp"

namespace filrouge::dsl {

/// The drawing as a flowchart of Mermaid, for pages that draw it themselves (a forge, a wiki).
std::string mermaid(const Drawing& drawing);

}  // namespace filrouge::dsl
