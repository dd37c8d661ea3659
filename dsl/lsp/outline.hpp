#pragma once

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// textDocument/documentSymbol: modules, their declarations, the states and délais of a procédure.
Json outline(const Desk& desk, Document& document);
/// textDocument/foldingRange: clauses with what stands under them, comments, scénarios.
Json folds(Document& document);
/// textDocument/codeLens: « jouer ce scénario », « dessiner ».
Json lenses(const Desk& desk, Document& document);

}  // namespace filrouge::lsp
