#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/session/loaded_rules.hpp"

namespace filrouge::lsp {

/// A rule file of the workspace as it was checked.
struct CheckedFile {
  std::filesystem::path path;  ///< links followed
  std::shared_ptr<const ParsedText> text;
};

/// The whole workspace checked once: what each name of it means, and the program if there is no error.
struct Analysis {
  explicit Analysis(std::vector<CheckedFile> checked, const dsl::OpenDated& values);
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  std::vector<CheckedFile> files;  ///< by number
  LoadedRules rules;
  std::uint64_t generation = 0;  ///< of the texts it saw

  using Mention = dsl::Mentions::Mention;
  using Thing = dsl::Mentions::Thing;
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::uint32_t number(const std::filesystem::path& path) const;
  /// The mentions that hold that byte, or end at it.
  std::span<const Mention> at(std::uint32_t file, std::uint32_t offset) const;
  /// In the order of files.
  std::vector<const Mention*> of(std::uint32_t thing) const;
  const Thing& thing(const Mention& mention) const { return rules.mentions.things()[mention.thing]; }
  std::uint32_t find(dsl::ThingKind kind, std::string_view name) const;
  /// The name alone, without its module before it nor what follows it.
  dsl::SourceRange name_of(const Mention& mention) const;
  std::string written(dsl::SourceRange range) const {
    return files[range.file].text->file().text().substr(range.begin, range.end - range.begin);
  }
  /// What the rules say of the clause that begins on that line: absent when they have errors, or say nothing.
  const RuleInfo* rule_at(std::uint32_t file, std::uint32_t line) const;

 private:
  std::map<std::filesystem::path, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint32_t>> of_thing_;  ///< in mentions.all()
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> rule_of_line_;
};

/// « le délai »: for messages.
std::string_view the_kind(dsl::ThingKind kind);
std::string_view last_part(std::string_view name);

}  // namespace filrouge::lsp
