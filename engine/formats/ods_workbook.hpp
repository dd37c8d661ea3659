#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/formats/workbook.hpp"
#include "engine/formats/workbook_xml.hpp"

namespace filrouge {

/// An ODS: one part holds all its sheets, one after the other.
class OdsWorkbook final : public Workbook {
 public:
  /// Throws FormatError.
  explicit OdsWorkbook(std::unique_ptr<const WorkbookPackage> package);

  const std::vector<SheetTab>& tabs() const override { return tabs_; }
  std::unique_ptr<TableRows> rows(std::size_t tab, std::vector<SheetColumn> columns) const override;

  /// Which day is zero; nothing when it is neither of those of spreadsheets.
  std::optional<SerialEpoch> epoch() const { return epoch_; }

  /// A scanner of the part that holds the sheets, and what it reads from.
  struct Content {
    std::unique_ptr<WorkbookPart> part;
    XmlScanner scanner;
  };
  Content content() const;

 private:
  std::vector<SheetTab> tabs_;
  std::optional<SerialEpoch> epoch_ = SerialEpoch::from_1900;
};

}  // namespace filrouge
