#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// textDocument/definition: every version of what the name means.
Json definition(Desk& desk, const Document& document, std::uint32_t offset);
/// textDocument/references.
Json references(Desk& desk, const Document& document, std::uint32_t offset, bool with_declaration);
/// textDocument/documentHighlight: the same in this file.
Json highlights(Desk& desk, const Document& document, std::uint32_t offset);
/// workspace/symbol: what the rules declare whose name holds these letters, accents and case apart.
Json workspace_symbols(Desk& desk, std::string_view query);

/// Of SymbolKind.
int symbol_kind(dsl::ThingKind kind);

}  // namespace filrouge::lsp
