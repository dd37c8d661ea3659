#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/formats/correspondence.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/entry_choice.hpp"
#include "engine/formats/table_entry.hpp"
#include "engine/formats/told_before.hpp"

namespace filrouge {

/// A table (a CSV, the sheet of a workbook) read as dossiers, by a page of correspondences. Every entry of
/// the page that fits reads every row: a row may tell a person and several acts. Rows that follow one another
/// and speak of the same dossier come as one; a dossier met again later comes again (the store puts the
/// pieces together). A row is taken whole or not at all.
///
/// An event without an `id` column is called by what it says, so that the same row exported again is the same
/// event. What is passed over (columns, short rows, totals, acts that did not take place) is told in
/// warnings().
class TableDossiers final : public DossierSource {
 public:
  /// Chooses the entries of the page that fit. `name`: the file, as messages say it. Throws FormatError.
  TableDossiers(std::unique_ptr<TableRows> rows, std::string name, Correspondence correspondence);
  /// The same of a CSV file.
  TableDossiers(const std::string& path, const Correspondence& correspondence);
  /// The same of a CSV in a seekable stream, which must live as long.
  TableDossiers(std::istream& input, const std::string& name, const Correspondence& correspondence);

  TableDossiers(const TableDossiers&) = delete;
  TableDossiers& operator=(const TableDossiers&) = delete;

  ReadStatus next(Record& record, Reject& reject) override;
  std::uint64_t line() const override { return given_line_; }
  std::string named_by() const override { return page_.system; }
  /// « <digest of the page>/0p,2e »: the ranks of the entries that apply, and whether each tells (e)vents,
  /// (a)ttributes or (p)ersons.
  std::string reading() const override;
  std::vector<std::string> warnings() const override;

 private:
  /// What the rows gathered say of a person, in their order.
  using Statements = std::vector<PersonTold>;

  void note_untold_columns();
  bool is_total() const;
  bool repeats_titles() const;
  void check_cells();
  RowFacts read_row(const std::string& dossier);
  void refuse_contradiction(const RowFacts& facts) const;
  void refuse_known_acts(const RowFacts& facts) const;
  void take(RowFacts facts);
  void add_act(ActTold told);
  RawPerson* person(const std::string& id);
  ReadStatus give(Record& record);
  ReadStatus refuse(Reject& reject, const std::string& dossier, const RowRefusal& refusal);

  std::string name_;
  Correspondence page_;
  RowsAhead rows_;
  EntryChoice choice_;
  std::vector<TableEntry> entries_;
  TableRow row_;
  bool row_waits_ = false;  ///< row_ is read but belongs to the next dossier

  Record gathered_;  ///< the dossier whose rows are being read
  std::map<std::string, Statements> statements_;
  std::unordered_map<std::string, std::uint64_t> acts_;  ///< gathered, by id: what they say
  std::uint64_t gathered_line_ = 0, given_line_ = 0;
  std::size_t gathered_rows_ = 0;

  ToldBefore told_;
  std::vector<std::string> warnings_;
  /// By entry and by the key that the rows leave empty.
  std::map<std::pair<std::size_t, std::string_view>, std::uint64_t> untold_acts_;
  std::map<std::size_t, std::uint64_t> filled_untitled_;
  std::vector<std::uint64_t> total_lines_;
  std::uint64_t titles_again_ = 0;  ///< rows that repeat the titles, as pages put together do
  std::uint64_t short_rows_ = 0;
  std::map<std::string, std::uint64_t> persons_refused_;  ///< dossier → line of the first
};

}  // namespace filrouge
