#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

/// What the layout of a rule text may be without its meaning changing, drawn at random.

using Luck = std::mt19937_64;

/// The rules of a .fil, laid out anyhow: other indents, blanks, quotation marks, apostrophes and signs of
/// comparison, ends of lines of Windows, empty lines where there was one. No comment is added.
std::string disordered(const std::string& rules, Luck& luck);

/// The same text with comments where a comment may stand.
std::string commented(const std::string& rules, Luck& luck);

/// A text that can be read (what it says is nonsense): modules, events, tables, definitions with every form
/// of an expression, procédures, scénarios, in the layout of nobody.
std::string random_rules(Luck& luck);

/// The comments of a text in their order, without the blanks at their ends. Written without the lexer: texts
/// are skipped, and what follows « -- », or « # » after a blank, is a comment.
std::string comments_of(std::string_view rules);
