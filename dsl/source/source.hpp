#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.hpp"

namespace filrouge::dsl {

class Diagnostics;

/// A place a person can find in the file: both counted from 1, the column in code points (a tab is one).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One rule file in memory. Offsets are bytes of the whole file, `.fil.md` included: rules keep the lines of
/// the file.
class SourceFile {
 public:
  /// `path` is what messages show. A path ending in `.md` is read as Markdown: only its ```fil fences are
  /// rules.
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  /// The file as it is on disk.
  const std::string& text() const { return text_; }
  /// Same length as text(): what is not rules (Markdown prose, fences, byte order mark) is blank.
  const std::string& rules() const { return rules_; }

  Position position(std::uint32_t offset) const;
  /// The line (from 1) without its end; empty beyond the last one.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  /// Offset of the first byte of a line (from 1).
  std::uint32_t line_start(std::uint32_t number) const { return line_starts_[number - 1]; }

  /// Nothing of this file can be read as rules (bad encoding, too large).
  void blank_rules();

 private:
  std::string path_;
  std::string text_;
  std::string rules_;
  std::vector<std::uint32_t> line_starts_;
};

/// The files of one run. File numbers are the order of adding and never change; references stay valid.
class SourceSet {
 public:
  /// Takes a text already in memory, and says what is wrong with its encoding or size. The file is always
  /// added; when it cannot be read as rules, its rules() are blank.
  std::uint32_t add(std::string path, std::string text, Diagnostics& diagnostics);
  /// Reads a file from disk; `shown` is the path messages show. Nothing (and a diagnostic) when it cannot be
  /// opened.
  std::optional<std::uint32_t> load(const std::filesystem::path& path, std::string shown,
                                    Diagnostics& diagnostics);

  const SourceFile& operator[](std::uint32_t file) const { return files_[file]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(files_.size()); }

 private:
  std::deque<SourceFile> files_;
};

}  // namespace filrouge::dsl
