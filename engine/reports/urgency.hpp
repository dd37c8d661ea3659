#pragma once

#include "filrouge/finding.hpp"

namespace filrouge {

/// Does the finding call for attention: something late, near, irregular, missing, to do, or not understood?
bool calls_for_attention(const Finding& finding);

/// Rank in the work list, 0 first: blocking irregularities, what is late, what is irregular or doubtful, what is near,
/// actions and proposals, time that belongs to the person, then what is to come and what is settled.
int urgency(const Finding& finding);

}  // namespace filrouge
