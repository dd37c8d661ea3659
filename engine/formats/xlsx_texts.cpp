#include "engine/formats/xlsx_texts.hpp"

#include <algorithm>
#include <charconv>

#include "engine/core/text/utf8.hpp"
#include "engine/formats/workbook_xml.hpp"

namespace filrouge {
std::string xlsx_unescaped(std::string_view written) {
  constexpr std::size_t length = 7;
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    unsigned code = 0;
    const auto escape = written.substr(i, length);
    const bool escaped =
        escape.size() == length && escape.starts_with("_x") && escape.back() == '_' &&
        std::from_chars(escape.data() + 2, escape.data() + 6, code, 16).ptr == escape.data() + 6;
    // Half of a character stays as it is written.
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (escaped && !surrogate) {
      append_utf8(text, static_cast<char32_t>(code));
      i += length - 1;
    } else {
      text += written[i];
    }
  }
  return text;
}

std::string xlsx_text(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children()) {
    const auto name = local_name(child.name());
    if (name == "t")
      text += xlsx_unescaped(child.child_value());
    else if (name == "r")
      text += xlsx_unescaped(child_of(child, "t").child_value());
  }
  return text;
}

XlsxTexts::XlsxTexts(const WorkbookPackage& package, const std::string& part) {
  if (part.empty() || !package.holds(part)) return;
  const auto opened = package.open(part);
  XmlScanner scanner(
      [&](char* into, std::size_t most) { return opened->read(into, most); },
      [&](const std::string& why) { package.refuse("la liste de ses textes n'est pas lisible : " + why); },
      package.limits().row_bytes);
  for (auto tag = scanner.next(); tag != XmlScanner::Tag::end; tag = scanner.next()) {
    if (scanner.name() != "si" || tag == XmlScanner::Tag::close) continue;
    all_ += xlsx_text(scanner.element());
    ends_.push_back(all_.size());
    if (all_.size() + ends_.size() * sizeof ends_.front() > package.limits().texts_bytes)
      package.refuse("les textes de ses cellules dépassent " + in_mebibytes(package.limits().texts_bytes) +
                     " ; enregistrez la feuille en CSV");
  }
}

std::string_view XlsxTexts::operator[](std::size_t index) const {
  const auto begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(all_).substr(begin, ends_[index] - begin);
}

}  // namespace filrouge
