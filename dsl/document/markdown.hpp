#pragma once

#include <string>
#include <string_view>

namespace filrouge::dsl {

/// A text of the rules as Markdown says it, in a cell of a table as anywhere: on one line, nothing in it
/// being a link, an element, an entity or a stress, and what would not be seen shown (visible.hpp).
std::string cell(const std::string& text);

/// A text between backticks: the name of a file, of a module.
std::string code(std::string_view text);

/// Around the name of a place that links lead to. Markdown has no such thing: who writes HTML makes an anchor
/// of it.
constexpr std::string_view anchor_open = "\xEE\x80\x80", anchor_close = "\xEE\x80\x81";

/// Around what stands out in what `cell` is given: it comes out in italics.
constexpr std::string_view stress_open = "\xEE\x80\x82", stress_close = "\xEE\x80\x83";

/// Around the name of a link and the anchor it leads to, in what `cell` is given: a bracket written in a rule
/// is only a bracket.
constexpr std::string_view link_open = "\xEE\x80\x84", link_to = "\xEE\x80\x85", link_close = "\xEE\x80\x86";

/// Around the name of a procédure, on a line of its own: who writes HTML puts its drawing there, or nothing.
constexpr std::string_view drawing_open = "\xEE\x80\x87", drawing_close = "\xEE\x80\x88";

}  // namespace filrouge::dsl
