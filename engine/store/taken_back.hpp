#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>

#include "engine/store/import.hpp"

namespace filrouge {

struct TakenBack {
  std::uint64_t rows = 0;    ///< that left the base
  std::uint64_t passes = 0;  ///< imports that the one at hand replaces
  Date on;                   ///< the day of the first of them
};

/// A page of correspondances that was corrected takes effect: what the same file (name, bytes, program and
/// entries) brought when another page read it leaves the base, with the dossiers of which nothing is left and
/// what was settled of who is who by it. The earlier passes are marked as replaced by the import `by`; the
/// imports since may be given again, for what they told alike was written once. Within the transaction of
/// whoever calls. Throws SQLite::Exception.
TakenBack take_back_other_readings(SQLite::Database& database, const ImportFile& file, std::uint64_t by);

}  // namespace filrouge
