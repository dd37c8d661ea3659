#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/lsp/analysis.hpp"
#include "dsl/lsp/places.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::lsp {

/// A buffer of the client.
struct Document {
  std::string uri;
  std::filesystem::path path;  ///< links followed; empty: it is no file
  std::string shown;           ///< its name in messages
  bool of_rules = false;       ///< it stands under the folder of the rules
  std::int64_t version = 0;
  std::string text;
  Places places{""};

  /// Read again when its text changed since.
  const ParsedText& parsed();
  std::shared_ptr<const ParsedText> shared();
  void set(std::string now);
  bool changed() const { return !parsed_; }

  std::vector<dsl::Diagnostic> told;    ///< what was last told of it, at its places of now
  std::vector<dsl::Diagnostic> played;  ///< what a scénario said when it was played

  std::string tokens_id;  ///< of the last semantic tokens given, and these
  std::vector<std::uint32_t> tokens;

 private:
  std::shared_ptr<const ParsedText> parsed_;
};

/// A request whose answer is « no », and why.
struct Refused {
  ErrorCode code = ErrorCode::request_failed;
  std::string why;
};

/// What answers are made from: the buffers, and the last time the whole was checked.
struct Desk {
  Encoding encoding = Encoding::utf16;
  Date today;
  std::map<std::string, Document, std::less<>> documents;  ///< by address
  std::shared_ptr<const Analysis> latest;                  ///< what names mean
  std::shared_ptr<const Analysis> good;                    ///< the last without error: what rules say

  Document* open_at(const std::filesystem::path& path);
  /// A place of the buffer in the text that was checked; nothing when it was written since.
  std::optional<dsl::SourceRange> checked_place(const Analysis& analysis, const Document& document,
                                                std::uint32_t offset) const;
  std::span<const Analysis::Mention> mentions_at(const Analysis& analysis, const Document& document,
                                                 std::uint32_t offset) const;
  /// A place that was checked, where the client sees it now; null when it was changed since.
  Json location(const Analysis& analysis, dsl::SourceRange range);
  Json range(const Document& document, std::uint32_t begin, std::uint32_t end) const {
    return document.places.range(document.text, begin, end, encoding);
  }

 private:
  /// Comparing two texts costs their length: once for each pair of them.
  struct Compared {
    std::weak_ptr<const ParsedText> before;
    std::int64_t version = 0;
    Shift shift;
  };
  const Shift& shift(const Analysis& analysis, std::uint32_t file, const Document& document) const;
  mutable std::map<std::string, Compared, std::less<>> compared_;
};

/// The bytes of the name that stands at a place of a text, letters, digits, `_` and points; empty when there
/// is none.
std::pair<std::uint32_t, std::uint32_t> word_at(std::string_view text, std::uint32_t offset);

/// A node and all that stands under it: bytes from its first word to its last.
dsl::SourceRange whole_of(const dsl::Tree& tree, dsl::NodeId node);

}  // namespace filrouge::lsp
