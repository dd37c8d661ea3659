#include "engine/formats/xlsx_styles.hpp"

#include <charconv>
#include <map>

#include "engine/formats/workbook_xml.hpp"

namespace filrouge {
namespace {

unsigned number_of(std::string_view text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

XlsxStyles::XlsxStyles(const WorkbookPackage& package, const std::string& part) {
  if (part.empty()) return;
  const auto document = parsed_part(package, part);
  const auto root = document.document_element();
  std::map<unsigned, XlsxNumberFormat> coded;
  for (const auto& node : child_of(root, "numFmts").children())
    if (local_name(node.name()) == "numFmt")
      coded[number_of(attribute_of(node, "numFmtId"))] =
          XlsxNumberFormat::coded(attribute_of(node, "formatCode"));
  for (const auto& node : child_of(root, "cellXfs").children()) {
    if (local_name(node.name()) != "xf") continue;
    const auto id = number_of(attribute_of(node, "numFmtId"));
    const auto found = coded.find(id);
    formats_.push_back(found != coded.end() ? found->second : XlsxNumberFormat::built_in(id));
  }
}

const XlsxNumberFormat& XlsxStyles::format(std::size_t style) const {
  static const XlsxNumberFormat plain;
  return style < formats_.size() ? formats_[style] : plain;
}

}  // namespace filrouge
