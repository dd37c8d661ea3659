#pragma once

#include <string_view>
#include <vector>

#include "dsl/draw/drawing.hpp"

namespace filrouge::dsl {

/// What means something in a drawing.
enum class Sign : std::uint8_t {
  state,
  end,
  sanction,
  from_any,
  protected_time,
  proposal,
  act,
  time,
  local_arrow,
  local_state,
  return_to,
  cut
};

/// What a sign looks like in an SVG, and what it means.
struct SignMeaning {
  Sign sign;
  std::string_view looks, means;
};
const std::vector<SignMeaning>& sign_meanings();

/// Is it in this drawing?
bool bears(const Drawing& drawing, Sign sign);

/// Does it come back to a state that stands higher in the rules?
bool comes_back(const Drawing& drawing, const Arrow& arrow);
/// A few arrows that come back are followed with a finger; many would hide the others, and are told instead.
bool tells_returns(const Drawing& drawing);

}  // namespace filrouge::dsl
