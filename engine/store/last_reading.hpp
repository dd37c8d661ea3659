#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// What is kept of the last reading of a system's own database, in the line of `imports` that tells it:
/// enough to read only what changed since.
struct LastReading {
  std::string changed_until;  ///< moment of the last change seen, as the system writes them
  std::string rules;          ///< digest of those whose words were kept
};

/// The last one of that system, at that address. Throws StoreError.
std::optional<LastReading> last_reading(Base& base, const std::string& system, const std::string& address);

/// Where that system was last read, when it was never read at that address: the same dossiers at another
/// address, or others that bear the same numbers. Empty: it was read there, or nowhere. Throws StoreError.
std::string read_elsewhere(Base& base, const std::string& system, const std::string& address);

/// Keeps it with the import that is being made, until its commit() or with its loss. `day`: when it was read,
/// which is also the last day the system answers for.
void keep_reading(Base& base, const std::string& system, const LastReading& reading, Date day);

/// The dossiers of the base whose name begins so.
std::vector<std::string> dossiers_named(Base& base, const std::string& prefix);

}  // namespace filrouge
