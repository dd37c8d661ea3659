#pragma once

#include "engine/systems/database_reading.hpp"
#include "engine/systems/system.hpp"

namespace filrouge::systems {

/// The case system whose database this is, told by its tables. Throws FormatError when it is none of those
/// that are read, or when the database does not answer.
System system_there(const DatabaseOptions& options);

}  // namespace filrouge::systems
