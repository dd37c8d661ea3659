#pragma once

#include <set>
#include <string>

#include "engine/store/base.hpp"

namespace filrouge {

/// What the dossiers of a base say of where they are, now or once: a thousand of each at most.
struct Places {
  static constexpr int most = 1'000;
  std::set<std::string> territoires, departements;
};

Places places_of(Base& base);

}  // namespace filrouge
