#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/draw/drawing.hpp"

namespace filrouge::dsl {

struct SvgDrawings {
  std::vector<std::string> elements;  ///< `<svg …>…</svg>`, one a drawing, for a file or for a page; or
  std::string why;                    ///< why there is none, in French; empty: they are there
  bool no_graphviz = false;           ///< it is not on this machine
};

/// The drawings set by Graphviz, which one process runs for all of them: text that can be selected and
/// searched, a title and a description, nothing that asks for a network, a font or a script.
SvgDrawings svg(std::span<const Drawing> drawings);

}  // namespace filrouge::dsl
