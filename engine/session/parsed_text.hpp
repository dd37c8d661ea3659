#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge {

/// A rule file read into its tree: good as long as its text is the same, whatever becomes of the others. As a
/// set of its own, the file is number 0.
struct ParsedText {
  ParsedText(std::string shown, std::string text);
  /// Of the disk; one that cannot be opened has no text, and says so.
  static std::shared_ptr<const ParsedText> read(const std::filesystem::path& path, std::string shown);

  ParsedText() = default;

  dsl::SourceSet source;
  dsl::Tree tree;
  dsl::Diagnostics diagnostics;

  const dsl::SourceFile& file() const { return source[0]; }
  /// The same as file `number` of a larger set.
  dsl::Tree tree_as(std::uint32_t number) const;
  std::vector<dsl::Diagnostic> diagnostics_as(std::uint32_t number) const;
};

}  // namespace filrouge
