#pragma once

#include <cstdint>
#include <string_view>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// What makes a rule the same rule from one version of the files to the next, whatever is written round it:
/// for what bears a name, the name (and the day from which this version of it holds); for a clause or an
/// action, the logic that is written: what sets it off and what it does, never its label, its sources, its
/// rank or its line. `owner`: the anchor of what it is written in. `word`: its name, or what it is (« exige
/// », the act of a « dès »). `since`: of what bears a name, the day from which this version holds, if it says
/// one.
std::uint64_t anchor_of(View node, std::string_view word, std::uint64_t owner, Date since);

/// Two parts of one text that say the same thing are told apart by their label; word for word the same, by
/// their order.
void settle_anchors(Checking& checking);

}  // namespace filrouge::dsl
