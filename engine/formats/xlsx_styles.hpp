#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/formats/workbook_package.hpp"
#include "engine/formats/xlsx_number_format.hpp"

namespace filrouge {

/// The number format of each style of an XLSX.
class XlsxStyles {
 public:
  /// No part: every number is plain. Throws FormatError.
  XlsxStyles(const WorkbookPackage& package, const std::string& part);

  /// Of the style a cell names; a style that is not there is a plain number.
  const XlsxNumberFormat& format(std::size_t style) const;

 private:
  std::vector<XlsxNumberFormat> formats_;
};

}  // namespace filrouge
