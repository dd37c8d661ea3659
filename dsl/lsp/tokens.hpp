#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// The names of the types and modifiers that tokens give by their rank.
Json token_legend();

/// textDocument/semanticTokens: five numbers a token; those of [begin, end) alone.
std::vector<std::uint32_t> tokens_of(const Desk& desk, Document& document, std::uint32_t begin,
                                     std::uint32_t end);
/// What turns one list into the other: at most one edit.
Json token_edits(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& now);

}  // namespace filrouge::lsp
