#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// textDocument/formatting: what `filrouge formater` would write, as edits of the lines that change. Throws
/// Refused when the text does not read.
Json layout(const Desk& desk, Document& document);

}  // namespace filrouge::lsp
