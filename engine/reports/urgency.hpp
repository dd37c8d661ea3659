#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// Ranks below this call for attention: something late, near, irregular, missing, to do, or not understood.
constexpr int attention_ends = 7;
/// Ranks from this on are states and what is settled.
constexpr int settled_begins = 9;
constexpr int ranks_end = 11;

/// The rank in the work list of each finding of one dossier, in their order, 0 first: blocking
/// irregularities, what is late, what is irregular or doubtful, what is near, actions and proposals, time
/// that belongs to the person and what may be done, the irregularities of procédures that are over, then what
/// is to come and what is settled. Of the occurrences of a rythme that were missed one after the other, the
/// last alone keeps its rank: the others are settled history.
void rank(const Program& program, const Evaluation& evaluation, std::vector<int>& ranks);

/// What the lines of a rank are called together: « En retard ».
std::string_view urgency_heading(int rank);

/// Orders a whole list, least first: by rank, then by day.
std::int64_t order_in_list(int rank, Date day);
constexpr int rank_of(std::int64_t order) {
  return static_cast<int>(order >> 33);
}

}  // namespace filrouge
