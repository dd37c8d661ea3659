#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/ast/ast.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

/// The canonical layout of rules: indents of two spaces a level, one blank between words, tables in columns,
/// French quotation marks. Words, comments, ends of lines of one kind and the order of the lines are kept; of
/// several empty lines, one. What it gives reads as the same rules, and laid out again is unchanged.
///
/// `markdown`: only what stands between ```fil fences is rules, every other byte is kept. Nothing when the
/// text cannot be read as rules: parse() says why.
std::optional<std::string> formatted(std::string_view text, bool markdown);

/// The same of a file that parse() read without an error. Nothing when what would be written does not read
/// back as the same tree: a fault of the program, and the file is better left as it is.
std::optional<std::string> formatted(const SourceSet& sources, std::uint32_t file, const Tree& tree);

}  // namespace filrouge::dsl
