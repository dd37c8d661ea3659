#pragma once

#include <string>
#include <vector>

#include "engine/reports/findings_json.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// The work list for a terminal: what calls for attention, most urgent first, then a count of the rest.
/// `everything` prints the rest too.
std::string work_list(const std::vector<Finding>& findings, const RunEnvelope& envelope, bool everything);

}  // namespace filrouge
