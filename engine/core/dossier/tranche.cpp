#include "engine/core/dossier/tranche.hpp"

#include <charconv>

namespace filrouge {

std::optional<Tranche> parse_tranche(std::string_view text) {
  constexpr std::uint32_t most_shares = 10'000;
  Tranche tranche;
  const char* const end = text.data() + text.size();
  const auto [slash, bad_index] = std::from_chars(text.data(), end, tranche.index);
  if (bad_index != std::errc{} || slash == end || *slash != '/') return std::nullopt;
  const auto [rest, bad_count] = std::from_chars(slash + 1, end, tranche.count);
  if (bad_count != std::errc{} || rest != end) return std::nullopt;
  if (tranche.index < 1 || tranche.index > tranche.count || tranche.count > most_shares) return std::nullopt;
  return tranche;
}

}  // namespace filrouge
