#pragma once

#include <functional>
#include <string>

#include "engine/core/dossier/record.hpp"

namespace filrouge::oracle {

/// The smallest part of the dossier for which it still holds: everything that can go is gone.
Record shrink_record(Record record, const std::function<bool(const Record&)>& still);

/// The smallest part of the rules: lines go with what hangs under them, then what stands between two commas,
/// then conditions give way to their parts.
std::string shrink_rules(std::string text, const std::function<bool(const std::string&)>& still);

}  // namespace filrouge::oracle
