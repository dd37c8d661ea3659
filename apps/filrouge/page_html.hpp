#pragma once

#include <span>
#include <string>

#include "dsl/document/reglement.hpp"

namespace filrouge {

/// A Markdown page for people without a Markdown reader: one file, which reads on a phone and on paper; its
/// contents first when it has some, its anchors made. `day`: when it was written, empty: not said.
std::string page_html(const std::string& markdown, const std::string& title, const std::string& day,
                      std::span<const dsl::ReglementHeading> contents);

}  // namespace filrouge
