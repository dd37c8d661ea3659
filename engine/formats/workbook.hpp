#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/table_rows.hpp"
#include "engine/formats/workbook_grid.hpp"
#include "engine/formats/workbook_package.hpp"
#include "engine/formats/workbook_sheets.hpp"

namespace filrouge {

/// A workbook, whatever wrote it: its sheets, and their rows. It must live as long as these.
class Workbook {
 public:
  explicit Workbook(std::unique_ptr<const WorkbookPackage> package) : package_(std::move(package)) {}
  virtual ~Workbook() = default;
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// In the order of their tabs.
  virtual const std::vector<SheetTab>& tabs() const = 0;
  /// The rows of that tab, read one at a time; lines are those of the spreadsheet. Values are those shown or
  /// kept there: days "2026-01-02", hours "14:30:00", truths "VRAI" and "FAUX", formulas by the value the
  /// file holds. Never `fault`: what cannot be read as a sheet is a FormatError. `columns` is what is known
  /// of them beforehand.
  virtual std::unique_ptr<TableRows> rows(std::size_t tab, std::vector<SheetColumn> columns) const = 0;

  const WorkbookPackage& package() const { return *package_; }

 private:
  std::unique_ptr<const WorkbookPackage> package_;
};

/// Opens an XLSX, an ODS, or (made an XLSX by LibreOffice) an XLS. Throws FormatError when the file is none.
std::unique_ptr<const Workbook> open_workbook(const std::string& path, const WorkbookLimits& limits = {});
/// The same of a package: an XLSX or an ODS.
std::unique_ptr<const Workbook> read_workbook(std::unique_ptr<const WorkbookPackage> package);

}  // namespace filrouge
