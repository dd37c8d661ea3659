#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge {

/// What the word may be. `anything` is a text of a file, which may hold the name of a person: what resembles
/// it from afar, or holds it as a part, is not what was meant.
enum class Written : std::uint8_t { name, anything };

/// The candidates a person most likely meant, best first, three at most: one slip up to five letters, two up
/// to eight, three beyond; or the word is a part of the candidate between two `_`, blanks or hyphens. Of
/// `anything`, two slips at most and no part. Case and accents are free. Nothing for a word beyond 128 bytes.
std::vector<std::string_view> closest_names(std::string_view word,
                                            std::span<const std::string_view> candidates,
                                            Written written = Written::name);

/// A question to end a message with; both texts are empty when nothing is close.
struct Suggestion {
  std::string french;  ///< « voulez-vous dire « a » ou « b » ? »
  std::string english;
  std::vector<std::string> words = {};  ///< those it names, best first: what to write instead

  bool empty() const { return french.empty(); }
  /// The French after what a message says already: « ; voulez-vous dire « a » ? », or nothing.
  std::string then() const { return empty() ? std::string() : " ; " + french; }
};

Suggestion did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                        Written written = Written::name);

}  // namespace filrouge
