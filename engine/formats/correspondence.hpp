#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/formats/csv_rows.hpp"
#include "engine/identity/nir_key.hpp"

/// What the columns of a table mean: a YAML page written by the person who knows them (docs/importer.md).
namespace filrouge {

/// How a cell is read.
enum class CellKind { text, number, boolean, date, month };

/// Where one value of a dossier comes from: a column, or the same for every row.
struct CellRule {
  std::string column;  ///< its title; empty when constant
  std::string constant;
  std::string prefix;  ///< put before the cell ("64-")
  CellKind kind = CellKind::text;
  std::vector<std::pair<std::string, std::string>> values;  ///< fold_cell → word; none: the cell as it is
  std::optional<std::string> otherwise;  ///< the word of the cells `values` does not list; empty: unknown
};

enum class RowNature { events, attributes, persons };

/// An entry of the page: what the rows of a table say. Several may read the same rows.
struct TableRule {
  std::size_t rank = 0;    ///< in the page as it is written, from 0
  std::uint64_t line = 0;  ///< of the page, where it begins
  std::string pattern;     ///< of the file's name: « orientations*.csv »; empty: any file with its columns
  std::string unless_column;  ///< it reads no table that has this column
  RowNature nature = RowNature::events;
  char separator = '\0';
  TextEncoding encoding = TextEncoding::detected;
  bool titled = true;                       ///< false: columns are called « A », « B »…
  std::uint64_t title_line = 0;             ///< of the file; 0: its first row
  std::string sheet;                        ///< of a workbook, as written; empty: any
  std::map<std::string, CellRule> columns;  ///< dossier, personne, type, le, connu_le…
  std::vector<std::pair<std::string, CellRule>> fields, references, attributes;

  /// Does `pattern` tell one file from another? « *.csv » does not, nor does none.
  bool asks_name() const;
  /// Does it match the name of a file of that path, or ask none?
  bool goes_to(const std::string& path) const;
};

struct Correspondence {
  std::string path;
  std::string system;       ///< what the files come from: « iodas »
  std::string departement;  ///< of every dossier that has no column for it
  std::optional<RawCoverage> coverage;
  std::vector<TableRule> files;
  std::string digest;  ///< SHA-256 of the text of the page
  const NirKey* nir_key =
      nullptr;        ///< stands for the NIRs of a column « nir », which none reads without; lives as long
  std::string sheet;  ///< the one being read, by its name; empty: the table is no sheet of a workbook

  std::string file_name{};  ///< what the file is called, where it is read under another name

  /// The name that entries go by: `file_name`, else that of the path.
  const std::string& called(const std::string& path) const { return file_name.empty() ? path : file_name; }
  /// The entries that a file of that path, and `sheet`, do not contradict: its name matches, or none is
  /// asked. Whether their columns are there is for choose_entries() to see.
  std::vector<const TableRule*> rules_for(const std::string& file) const;
};

/// Reads and checks such a page. Throws FormatError, « page.yaml:12:5: … », with what was expected.
Correspondence read_correspondence(const std::string& path);
/// The same from its text.
Correspondence parse_correspondence(const std::string& text, const std::string& path);

}  // namespace filrouge
