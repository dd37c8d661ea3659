#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace filrouge::bench {

/// How many of each kind of answer, by its name: « signer depassee ».
using Tally = std::map<std::string, std::uint64_t>;

/// A ratio between two works that do not find the same is worth nothing: throws, saying where they differ.
void require_equal(const std::string& one, const Tally& counts, const std::string& other,
                   const Tally& others);

}  // namespace filrouge::bench
