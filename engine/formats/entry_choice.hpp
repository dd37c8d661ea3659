#pragma once

#include <string>
#include <vector>

#include "engine/formats/correspondence.hpp"
#include "engine/formats/rows_ahead.hpp"
#include "engine/formats/table_titles.hpp"

namespace filrouge {

/// The entries of a page that read a table.
struct EntryChoice {
  std::vector<const TableRule*> rules;  ///< of the page, in its order; at least one
  TableTitles titles;                   ///< common to them all
  std::vector<std::string> remarks;
};

/// Chooses by the name of the file, where an entry says one, and by the columns that are there; the rows as
/// far as the titles are then passed. Throws FormatError: an entry names this file and a column lacks, or no
/// entry fits (which is the closest, and what it lacks), or the titles stand on another line.
EntryChoice choose_entries(const Correspondence& page, const std::string& file, RowsAhead& rows);

/// The distinct columns that an entry names.
std::vector<std::string> columns_named(const TableRule& entry);

}  // namespace filrouge
