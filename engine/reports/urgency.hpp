#pragma once

#include <string_view>
#include <vector>

#include "filrouge/finding.hpp"

namespace filrouge {

/// Ranks below this call for attention: something late, near, irregular, missing, to do, or not understood.
constexpr int attention_ends = 7;
/// Ranks from this on are states and what is settled.
constexpr int settled_begins = 9;

/// Rank in the work list, 0 first: blocking irregularities, what is late, what is irregular or doubtful, what
/// is near, actions and proposals, time that belongs to the person, the irregularities of procédures that are
/// over, then what is to come and what is settled.
int urgency(const Finding& finding);

struct Ranked {
  const Finding* finding;
  int rank;
};
/// The findings most urgent first, each with its rank. Of the occurrences of a rythme that were missed one
/// after the other, the last alone keeps its rank: the others are settled history.
std::vector<Ranked> ranked(const std::vector<Finding>& findings);

}  // namespace filrouge
