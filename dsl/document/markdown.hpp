#pragma once

#include <string>
#include <string_view>

namespace filrouge::dsl {

/// A text that stands in a cell of a Markdown table: on one line, its bars and underscores kept from meaning
/// anything.
std::string cell(const std::string& text);

/// Around the name of a place that links lead to. Markdown has no such thing: who writes HTML makes an anchor
/// of it.
constexpr std::string_view anchor_open = "\xEE\x80\x80", anchor_close = "\xEE\x80\x81";

/// Around what stands out in what `cell` is given: it comes out in italics.
constexpr std::string_view stress_open = "\xEE\x80\x82", stress_close = "\xEE\x80\x83";

}  // namespace filrouge::dsl
