#pragma once

#include "engine/core/prove/prove.hpp"

namespace filrouge::prove {

/// What is asked of every procédure without anybody writing a guarantee. Each has a code for ever, and a
/// page.
enum class Flaw : std::uint8_t {
#define FILROUGE_FLAW(code, name, title) name,
#include "engine/core/prove/flaws.def"
#undef FILROUGE_FLAW
};

struct FlawInfo {
  std::string_view code;   ///< « P101 »
  std::string_view name;   ///< its name in this enumeration
  std::string_view title;  ///< « un état où rien ne mène »
};
const FlawInfo& info_of(Flaw flaw);

/// A flaw of a procédure, where it is.
struct Flawed {
  Flaw flaw{};
  std::uint16_t procedure = no_id;
  StateId state = no_id;           ///< of which it is said; no_id: of none
  RuleId rule = none_id;           ///< the line to read
  std::string departement;         ///< where the rules of that département hold; empty: of all
  std::uint32_t detail = none_id;  ///< a délai of the procédure, an event type
  std::optional<History>
      history;  ///< that shows it, played by the engine; none: no history is needed to see it
};

/// Every flaw of a procédure where the rules of that département hold.
std::vector<Flawed> flaws_of(const Program& program, Terms& terms, std::uint16_t procedure,
                             const std::string& departement, const Limits& limits, const Effort& effort);

}  // namespace filrouge::prove
