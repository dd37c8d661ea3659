#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// What makes a rule the same rule from one version of the files to the next, whatever is written round it:
/// for what bears a name (its own, or the « repère » that the officer gives), the name (and, of its own, the
/// day from which this version of it holds); for any other clause or action, the logic that is written: what
/// sets it off and what it does, never its label, its sources, its dates, its rank or its line. `owner`: the
/// anchor of what it is written in. `word`: its name, or what it is (« exige », the act of a « dès »).
/// `since`: of what bears a name, the day from which this version holds, if it says one.
/// `added`: what the heading of its module says for a pattern, as if it were written there first.
using Added = std::function<std::vector<View>(View pattern)>;
std::uint64_t anchor_of(View node, std::string_view word, std::uint64_t owner, Date since,
                        const Added& added = {});

/// A part whose anchor may be that of another, and what else is said there to tell them apart.
struct Alike {
  std::uint64_t* anchor = nullptr;
  std::string said;
};

/// Parts of one text whose logic is the same are told apart by what they say (their label, the day from which
/// they hold); of those that are the same word for word, the first keeps what it was.
void tell_apart(std::vector<Alike> parts);

/// The same for every rule.
void settle_anchors(Checking& checking);

}  // namespace filrouge::dsl
