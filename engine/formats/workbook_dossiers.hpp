#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/correspondence.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/workbook.hpp"

namespace filrouge {

/// A workbook read as dossiers, by a page of correspondences: one sheet after the other, each as a table by
/// the entries of the page that name it (`feuille`). What is told of a row says its sheet.
class WorkbookDossiers final : public DossierSource {
 public:
  /// `sheet`, by its name or its rank, is the one to read; empty: those that the page names for this file, or
  /// the only visible one that is filled. Throws FormatError.
  WorkbookDossiers(const std::string& path, const Correspondence& page, const std::string& sheet);

  ReadStatus next(Record& record, Reject& reject) override;
  std::uint64_t line() const override;
  std::string part() const override { return sheets_[current_].shown; }
  std::string named_by() const override { return sheets_.front().table->named_by(); }
  std::string reading() const override;
  std::vector<std::string> warnings() const override;

 private:
  struct Sheet {
    std::size_t tab;
    std::string shown;  ///< « feuille n° 1 « feuil1 » », or by the name the page or the person gave it
    std::unique_ptr<DossierSource> table;
  };

  std::vector<std::string> left_out() const;

  std::unique_ptr<const Workbook> workbook_;
  std::vector<Sheet> sheets_;
  std::size_t current_ = 0;
};

}  // namespace filrouge
