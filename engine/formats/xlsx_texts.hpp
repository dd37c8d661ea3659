#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/workbook_package.hpp"

namespace filrouge {

/// A text as written in XML, its `_x000D_` made characters again; `_x005F_` is the `_` of a text that looks
/// so.
std::string xlsx_unescaped(std::string_view written);

/// The text of <is> or <si>: its runs one after the other, without the readings of ideograms.
std::string xlsx_text(const pugi::xml_node& node);

/// The texts that cells of an XLSX name by number, held in memory: within a limit.
class XlsxTexts {
 public:
  /// No part: no text. Throws FormatError.
  XlsxTexts(const WorkbookPackage& package, const std::string& part);

  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const;

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

}  // namespace filrouge
