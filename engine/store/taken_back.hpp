#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>

#include "engine/store/import.hpp"

namespace filrouge {

/// A page of correspondances that was corrected takes effect: what the same file, of the same name and the
/// same bytes, brought when another page read it leaves the base, and the dossiers of which nothing is left.
/// The earlier passes are marked as replaced by the import `by`. Gives how
/// many rows left. Within the transaction of whoever calls. Throws SQLite::Exception.
std::uint64_t take_back_other_readings(SQLite::Database& database, const ImportFile& file, std::uint64_t by);

}  // namespace filrouge
