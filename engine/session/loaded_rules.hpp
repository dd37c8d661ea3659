#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/check/check.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/session/parsed_text.hpp"
#include "filrouge/rule_text.hpp"

namespace filrouge {

/// Rules read, checked and compiled. It stays where it was made: the program points into the model. Nothing
/// but the diagnostics says what went wrong.
struct LoadedRules {
  /// Every *.fil and *.fil.md under the paths (a path may be one file), in the order of their names, each
  /// once. Files are shown, and named in findings, relative to the path they were first found under.
  LoadedRules(std::span<const std::filesystem::path> paths, dsl::Extent extent);
  /// The same from memory, in the order given: nothing of the disk is read.
  LoadedRules(std::span<const RuleText> texts, const ValuesByName& values, dsl::Extent extent);
  /// The same from texts that were parsed already, in the order given. What each name means is kept. `values`
  /// answers for the file of that rank.
  LoadedRules(std::span<const std::shared_ptr<const ParsedText>> texts, const dsl::OpenDated& values);
  LoadedRules(const LoadedRules&) = delete;
  LoadedRules& operator=(const LoadedRules&) = delete;

  dsl::SourceSet sources;
  dsl::Diagnostics diagnostics;
  dsl::Checked checked;
  std::vector<dsl::Tree> trees;    ///< kept of the whole alone, for who reads what was written
  std::optional<Program> program;  ///< absent when the diagnostics have an error
  dsl::Mentions mentions;          ///< of texts that were parsed already alone
  std::string errors;  ///< the diagnostics as a French reader sees them; empty when there is a program

  /// Its digest is the SHA-256 of the names and texts, those of the YAML values included, in the order of the
  /// names.
  const Model& model() const { return checked.model; }

 private:
  void refuse(const std::string& shown, dsl::Code code, std::vector<std::uint32_t>& unread);
  void check(std::vector<dsl::Tree> read, std::span<const std::uint32_t> unread, const dsl::OpenDated& open,
             dsl::Extent extent, dsl::Mentions* follow = nullptr);
};

}  // namespace filrouge
