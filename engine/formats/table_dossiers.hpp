#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/formats/correspondence.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/table_rows.hpp"

namespace filrouge {

/// A table (a CSV, the sheet of a workbook) read as dossiers, by a page of correspondences. Rows that follow
/// one another and speak of the same dossier come as one; a dossier met again later comes again (the store
/// puts the pieces together).
///
/// An event without an `id` column is called by what it says, so that the same row exported again is the same
/// event. Columns the page does not use are told in warnings().
class TableDossiers final : public DossierSource {
 public:
  /// Checks that every column the page names is there. `name`: the file, as messages say it. Throws
  /// FormatError.
  TableDossiers(std::unique_ptr<TableRows> rows, std::string name, Correspondence correspondence);
  /// The same of a CSV file.
  TableDossiers(const std::string& path, const Correspondence& correspondence);
  /// The same of a CSV in a seekable stream, which must live as long.
  TableDossiers(std::istream& input, const std::string& name, const Correspondence& correspondence);

  ReadStatus next(Record& record, Reject& reject) override;
  std::uint64_t line() const override { return given_line_; }
  std::vector<std::string> warnings() const override;

 private:
  struct Cell {
    const CellRule* rule;
    std::size_t column;  ///< in the file; npos for a constant
  };
  struct RowRefusal {
    std::string where, reason;
  };

  void bind_columns();
  Cell bound(const CellRule& rule, std::vector<bool>& used);
  std::string text(std::string_view key) const;
  std::string name(std::string_view key) const;
  Date day(std::string_view key) const;
  std::string written(const Cell& cell) const;
  RawValue value(const Cell& cell, Record& record) const;
  std::string shown_title(std::size_t column) const;
  void add_row(Record& record);
  void add_event(Record& record);
  void add_attributes(Record& record);
  RawPerson* person(Record& record, const std::string& id);

  std::string name_;
  Correspondence page_;
  const TableRule* rule_;
  std::unique_ptr<TableRows> rows_;
  TableRow row_;
  std::vector<std::string> titles_;
  std::vector<std::pair<std::string, Cell>> columns_, fields_, references_, attributes_;
  Record gathered_;  ///< the dossier whose rows are being read
  std::uint64_t gathered_line_ = 0, given_line_ = 0;
  std::size_t gathered_rows_ = 0;
  bool row_waits_ = false;  ///< row_ is read but belongs to the next dossier
  std::vector<std::string> warnings_;
};

}  // namespace filrouge
