#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace filrouge {

/// FNV-1a, 64 bits: the same on every machine and in every release, because shares of a caseload depend on
/// it. `hash` is that of what came before, to go on with a text cut in pieces.
constexpr std::uint64_t stable_hash(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

/// The i-th of n shares of a caseload (`--tranche 2/4`): every dossier is in exactly one, always the same.
struct Tranche {
  std::uint32_t index = 1;  ///< from 1
  std::uint32_t count = 1;

  /// FNV-1a's low bits are weak on short texts, so the high half decides.
  constexpr bool holds(std::string_view dossier) const {
    return count <= 1 || (stable_hash(dossier) >> 32) % count == index - 1;
  }
};

/// Reads "2/4"; nothing unless 1 ≤ i ≤ n ≤ 10 000.
std::optional<Tranche> parse_tranche(std::string_view text);

}  // namespace filrouge
