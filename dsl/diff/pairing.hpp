#pragma once

#include <utility>
#include <vector>

#include "dsl/diff/naming.hpp"
#include "dsl/diff/sheet.hpp"

namespace filrouge::dsl {

/// The sheets of two lists that tell of one thing; one side is null of what appears or goes.
struct Pair {
  const Sheet* before = nullptr;
  const Sheet* after = nullptr;
};
/// By name; what has none, by what it says: word for word first, then what has most in common, of one place
/// and kind.
std::vector<Pair> paired(const std::vector<Sheet>& before, const std::vector<Sheet>& after);

/// A thing that changed its name, as Naming knows it on each side.
struct Renamed {
  Bears what = Bears::module;
  std::string before, after;
};
/// What goes on one side and what appears on the other, of one kind and under one owner.
struct Unmatched {
  Bears what = Bears::module;
  std::string owner;
  std::vector<std::string> before, after;
  bool is_of_modules() const { return what == Bears::module; }
};
std::vector<Unmatched> unmatched(const std::vector<Sheet>& before, const std::vector<Sheet>& after);
/// Of sheets whose unmatched names are masked, those that say the same.
std::vector<Renamed> renamed(const std::vector<Sheet>& before, const std::vector<Sheet>& after,
                             const std::vector<Unmatched>& candidates);

}  // namespace filrouge::dsl
