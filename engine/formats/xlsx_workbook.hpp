#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/workbook.hpp"
#include "engine/formats/xlsx_parts.hpp"
#include "engine/formats/xlsx_styles.hpp"
#include "engine/formats/xlsx_texts.hpp"

namespace filrouge {

/// An XLSX. Memory holds its styles and the texts that cells share.
class XlsxWorkbook final : public Workbook {
 public:
  /// Throws FormatError, also when the zip is something else.
  explicit XlsxWorkbook(std::unique_ptr<const WorkbookPackage> package);

  const std::vector<SheetTab>& tabs() const override { return parts_.sheets; }
  std::unique_ptr<TableRows> rows(std::size_t tab, std::vector<SheetColumn> columns) const override;

  const XlsxParts& parts() const { return parts_; }
  const XlsxStyles& styles() const { return styles_; }
  const XlsxTexts& texts() const { return texts_; }

 private:
  XlsxParts parts_;
  XlsxStyles styles_;
  XlsxTexts texts_;
};

}  // namespace filrouge
