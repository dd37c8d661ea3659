#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/formats/csv_rows.hpp"

/// What the columns of CSV files mean: a YAML page written by the person who knows them (docs/importer.md).
namespace filrouge {

/// How a cell is read.
enum class CellKind { text, number, boolean, date, month };

/// Where one value of a dossier comes from: a column, or the same for every row.
struct CellRule {
  std::string column;  ///< its title; empty when constant
  std::string constant;
  std::string prefix;  ///< put before the cell ("64-")
  CellKind kind = CellKind::text;
  std::vector<std::pair<std::string, std::string>> values;  ///< folded cell → word; none: the cell as it is
  std::optional<std::string> otherwise;  ///< the word of the cells `values` does not list; empty: unknown
};

enum class RowNature { events, attributes, persons };

struct TableRule {
  std::string pattern;  ///< of the file's name: « orientations*.csv »
  RowNature nature = RowNature::events;
  char separator = '\0';
  TextEncoding encoding = TextEncoding::detected;
  std::string sheet;                        ///< of a workbook; empty: the only one that is filled
  std::map<std::string, CellRule> columns;  ///< dossier, personne, type, le, connu_le…
  std::vector<std::pair<std::string, CellRule>> fields, references, attributes;
};

struct Correspondence {
  std::string path;
  std::string system;       ///< what the files come from: « iodas »
  std::string departement;  ///< of every dossier that has no column for it
  std::optional<RawCoverage> coverage;
  std::vector<TableRule> files;

  /// The rule for a file of that path; nothing when no pattern matches.
  const TableRule* rule_for(const std::string& file) const;
  /// Those of a workbook of that path, whatever their sheets.
  std::vector<const TableRule*> rules_for(const std::string& file) const;
};

/// Reads and checks such a page. Throws FormatError, « page.yaml:12:5: … », with what was expected.
Correspondence read_correspondence(const std::string& path);
/// The same from its text.
Correspondence parse_correspondence(const std::string& text, const std::string& path);

}  // namespace filrouge
