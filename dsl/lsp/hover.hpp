#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// textDocument/hover: what the name at that place means, what the rules say of it, and, of a length, the day
/// it would lead to from today. Null where nothing is to be said.
Json hover(Desk& desk, const Document& document, std::uint32_t offset);

}  // namespace filrouge::lsp
