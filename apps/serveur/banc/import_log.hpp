#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// A night as it was passed.
struct PassedNight {
  Date day;
  std::string made_at;  ///< ISO day and time
  std::string reason;   ///< why every dossier was evaluated, or « depuis la dernière »
  std::uint64_t dossiers = 0, evaluated = 0, findings = 0, appeared = 0, moved = 0, ended = 0;
};

/// The last ones, the last first. Throws StoreError.
std::vector<PassedNight> last_nights(VisibleBase& base, std::size_t most);

/// A file, or the database of a program, as it was brought in.
struct ImportRun {
  std::int64_t id = 0;
  std::string file, format, system, caisse, nature, made_at;
  Date reference;  ///< of a flux
  std::uint64_t dossiers = 0, events = 0, rejects = 0;
  bool replaced = false;  ///< what it wrote was taken back, by another reading of the same file
};

/// The last first; acts entered by hand are none. `before`: ids below that one alone; 0: all.
std::vector<ImportRun> imports_made(VisibleBase& base, std::int64_t before, std::size_t most);
std::optional<ImportRun> import_made(VisibleBase& base, std::int64_t id);

/// A row that was not taken.
struct RejectedRow {
  std::int64_t id = 0;
  std::uint64_t line = 0, column = 0;  ///< from 1; 0: none
  std::string dossier, where, reason;
};
struct RejectedRows {
  std::vector<RejectedRow> rows;
  std::uint64_t hidden = 0;  ///< of dossiers that the account does not see, or that are of none
  std::int64_t next = 0;     ///< `after` of the next page; 0: this was the last
};
/// In the order of the file.
RejectedRows rejected_rows(VisibleBase& base, std::int64_t import, std::int64_t after, std::size_t most);

}  // namespace filrouge::banc
