#pragma once

#include <map>
#include <span>
#include <string>

#include "dsl/document/reglement.hpp"

namespace filrouge {

/// What a page holds besides its text.
struct PageParts {
  std::string day;                                 ///< when it was written; empty: not said
  std::span<const dsl::ReglementHeading> modules;  ///< of its contents
  std::span<const dsl::ReglementPlace> annexes;
  std::map<std::string, std::string> drawings;  ///< SVG elements, by the name at their place (markdown.hpp)
};

/// A Markdown page for people without a Markdown reader: one file, which reads on a phone and on paper; its
/// contents first when it has some, its anchors made, its drawings in their places.
std::string page_html(const std::string& markdown, const std::string& title, const PageParts& parts);

}  // namespace filrouge
