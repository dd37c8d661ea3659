#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/text/digest.hpp"

namespace filrouge {

/// The i-th of n shares of a caseload (`--tranche 2/4`): every dossier is in exactly one, always the same.
struct Tranche {
  std::uint32_t index = 1;  ///< from 1
  std::uint32_t count = 1;

  constexpr bool holds(std::string_view dossier) const {
    return count <= 1 || well_mixed(stable_hash(dossier)) % count == index - 1;
  }

 private:
  /// FNV-1a hardly carries the last characters of a number to its high bits: numbers that follow one another
  /// would all fall in one share. MurmurHash3's last step spreads them.
  static constexpr std::uint64_t well_mixed(std::uint64_t hash) {
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
  }
};

/// Reads "2/4"; nothing unless 1 ≤ i ≤ n ≤ 10 000.
std::optional<Tranche> parse_tranche(std::string_view text);

}  // namespace filrouge
