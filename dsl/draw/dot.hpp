#pragma once

#include <string>

#include "dsl/draw/drawing.hpp"

namespace filrouge::dsl {

/// The drawing in the language of Graphviz, black on white: what is told by a colour elsewhere is told here
/// by a frame, a stroke or a word. The same drawing gives the same bytes. Box `i` is the node `bi`; what is
/// written on the arrow `i` is the node `ai`.
std::string dot(const Drawing& drawing);

}  // namespace filrouge::dsl
