#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// textDocument/completion: what the grammar could go on with there, and the names that mean something there.
Json completion(Desk& desk, const Document& document, std::uint32_t offset);

}  // namespace filrouge::lsp
