#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/lsp/desk.hpp"
#include "dsl/lsp/workshop.hpp"

namespace filrouge::lsp {

/// One name, everywhere it is written: what would be, before it is checked.
struct Renaming {
  std::shared_ptr<const Analysis> before;
  std::vector<std::uint32_t> things;  ///< all that the name means where it was asked
  std::string old_name, new_name;     ///< as written
  std::map<std::uint32_t, std::vector<dsl::SourceRange>> places;  ///< by file, in order
  Buffers after;                                                  ///< the files that change, as they would be
};

/// textDocument/prepareRename: the name that would be changed. Throws Refused.
Json renamable(Desk& desk, const Document& document, std::uint32_t offset);

/// What to write where. The analysis must be of the texts of now. Throws Refused for what is no name, what is
/// not renamed, and rules with errors, in which a use might be missed.
Renaming plan_renaming(const Desk& desk, const Document& document, std::uint32_t offset,
                       const std::string& new_name);

/// Checks the rules as they would be: refused when they would have an error, or say anything else than
/// before. Takes as long as a whole check.
void prove_renaming(const Renaming& renaming, Workspace& workspace);

/// The WorkspaceEdit.
Json edits_of(Desk& desk, const Renaming& renaming);

}  // namespace filrouge::lsp
