#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/formats/correspondence.hpp"
#include "engine/formats/table_rows.hpp"
#include "engine/formats/table_titles.hpp"

namespace filrouge {

/// Why a row is not taken: the column, as its title or its rank, and the reason.
struct RowRefusal {
  std::string where, reason;
};

/// What a row says of a person, the day it says it.
struct PersonTold {
  std::string id, role;
  Date birth;
  Date from;   ///< `le`; unknown when the page has no such column
  Date known;  ///< `connu_le`
  std::string where;
  std::string nir_key = {};  ///< her NIR under the key
};

struct AttributeTold {
  std::string person;  ///< empty: of the dossier
  RawAttribute attribute;
  std::string where;
};

struct ActTold {
  RawEvent event;
  bool named = false;  ///< by the file: its id is not made of what it says
  std::string where;   ///< the column of its id
};

/// All that a row says, read before anything is done of it.
struct RowFacts {
  std::uint64_t line = 0;
  std::string dossier;
  std::string departement, territoire, organisme, caisse, matricule;
  std::vector<PersonTold> persons;
  std::vector<AttributeTold> attributes;
  std::vector<ActTold> acts;
  std::vector<RecordRemark> remarks;
  /// Entries, by rank among those that read, of which the row tells no act, and the key it leaves empty.
  std::vector<std::pair<std::size_t, std::string_view>> without_act;
};

/// An entry of a page, its columns found among the titles of a table.
class TableEntry {
 public:
  /// `rule`, `titles` and `page` live as long. Throws FormatError when two columns have a title it names.
  TableEntry(const TableRule& rule, const TableTitles& titles, const Correspondence& page,
             const std::string& file);

  /// The number of the dossier, empty when the row has none. Throws RowRefusal.
  std::string dossier(const TableRow& row) const;
  /// Adds what the entry reads of the row. When the row leaves the day of the act empty, or the type that a
  /// column gives, gives that key (« le », « type ») and adds nothing: whether that is a fault is for the
  /// caller. Throws RowRefusal.
  std::string_view read(const TableRow& row, RowFacts& facts) const;

  const TableRule& rule() const { return rule_; }
  /// The columns it reads, by their rank.
  std::vector<std::size_t> columns() const;
  /// The column of the key (« le »), as messages say it.
  std::string where(std::string_view key) const;
  /// Where the key is read; nothing when it is the same for every row, or not read.
  std::optional<std::size_t> column_of(std::string_view key) const;

 private:
  struct Cell {
    const CellRule* rule;
    std::size_t column;  ///< npos for a constant
    std::string where;
  };
  using Cells = std::vector<std::pair<std::string, Cell>>;

  Cell bound(const CellRule& rule, const TableTitles& titles, const std::string& file) const;
  const Cell* cell(std::string_view key) const;
  std::string written(const TableRow& row, const Cell& cell) const;
  std::string text(const TableRow& row, std::string_view key) const;
  std::string name(const TableRow& row, std::string_view key) const;
  Date day(const TableRow& row, std::string_view key) const;
  RawValue value(const TableRow& row, const Cell& cell, RowFacts& facts) const;
  std::string_view read_act(const TableRow& row, RowFacts& facts) const;
  void read_person(const TableRow& row, RowFacts& facts) const;

  const TableRule& rule_;
  const Correspondence& page_;
  Cells columns_, fields_, references_, attributes_;
};

}  // namespace filrouge
