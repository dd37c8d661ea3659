#pragma once

#include <optional>
#include <vector>

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// What is told of a file: of another by its address, through `analysis`, if a diagnostic shows a place of
/// it.
Json told_as_json(Desk& desk, const Analysis* analysis, std::string_view text, const Places& places,
                  const std::vector<dsl::Diagnostic>& told);

/// What the last check said of a buffer, at its places of now; what was said of words changed since is left
/// out. Of a text that does not read, what its reading says.
std::vector<dsl::Diagnostic> told_of(Desk& desk, Document& document);

/// A text to write instead of another.
struct Fix {
  std::string title;
  std::uint32_t begin = 0, end = 0;
  std::string text;
};
/// What a diagnostic's « voulez-vous dire » would write, and where, in the text it was said of.
std::vector<Fix> fixes_of(const dsl::Diagnostic& told, std::string_view text);
/// « ajoutez « utilise … » en tête du module »: the line that would.
std::optional<Fix> use_of_module(const dsl::Diagnostic& told, Document& document);

/// textDocument/codeAction.
Json code_actions(Desk& desk, Document& document, std::uint32_t begin, std::uint32_t end);

}  // namespace filrouge::lsp
