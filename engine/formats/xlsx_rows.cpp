#include "engine/formats/xlsx_rows.hpp"

#include <fmt/format.h>

#include <charconv>

#include "engine/formats/table_titles.hpp"

namespace filrouge {
namespace {

using Tag = XmlScanner::Tag;

std::size_t number_of(std::string_view text, std::size_t otherwise) {
  std::size_t number = 0;
  const auto* end = text.data() + text.size();
  return std::from_chars(text.data(), end, number).ptr == end && !text.empty() ? number : otherwise;
}

/// The column of « AB12 », from 0; `otherwise` when the cell does not say where it stands.
std::size_t column_of(std::string_view reference, std::size_t otherwise) {
  std::size_t column = 0, letters = 0;
  for (const char c : reference) {
    if (c == '$') continue;
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!is_letter || ++letters > 4) break;
    column = column * 26 + static_cast<std::size_t>((c | 0x20) - 'a' + 1);
  }
  return letters == 0 ? otherwise : column - 1;
}

}  // namespace

XlsxRows::XlsxRows(const XlsxWorkbook& workbook, std::size_t tab, std::vector<SheetColumn> columns)
    : workbook_(workbook),
      tab_(tab),
      grid_(workbook.package(), std::move(columns), workbook.parts().epoch),
      part_(workbook.package().open(workbook.parts().places[tab])),
      scanner_([this](char* into, std::size_t most) { return part_->read(into, most); },
               [this](const std::string& why) { refuse(why); }, workbook.package().limits().row_bytes) {}

void XlsxRows::refuse(const std::string& why) const {
  workbook_.package().refuse("la " + shown_sheet(workbook_.tabs(), tab_) + " n'est pas lisible : " + why);
}

XlsxRows::Status XlsxRows::next(TableRow& row) {
  for (auto tag = scanner_.next(); tag != Tag::end; tag = scanner_.next()) {
    if (tag == Tag::close) continue;
    if (scanner_.name() == "row") {
      if (take_row(scanner_.element(), row)) return Status::row;
    } else if (scanner_.name() == "mergeCell") {
      grid_.note_merged(1);
    }
  }
  return Status::end;
}

bool XlsxRows::take_row(const pugi::xml_node& node, TableRow& row) {
  const auto line = number_of(attribute_of(node, "r"), grid_.line() + 1);
  if (line <= grid_.line()) refuse(fmt::format("sa ligne {} vient après la ligne {}", line, grid_.line()));
  grid_.begin(line);
  std::size_t column = 0;
  for (const auto& cell : node.children()) {
    if (local_name(cell.name()) != "c") continue;
    column = column_of(attribute_of(cell, "r"), column);
    take_cell(cell, column++);
  }
  if (!grid_.finish(row)) return false;
  const auto hidden = attribute_of(node, "hidden");
  if (hidden == "1" || hidden == "true") grid_.note_hidden_row();
  return true;
}

void XlsxRows::take_cell(const pugi::xml_node& cell, std::size_t column) {
  const auto type = attribute_of(cell, "t");
  if (type == "inlineStr") return grid_.put(column, xlsx_text(child_of(cell, "is")));
  const std::string_view value = child_of(cell, "v").child_value();
  if (type == "str") return grid_.put(column, xlsx_unescaped(value));
  if (value.empty() || (value == "0" && workbook_.parts().is_to_be_computed)) {
    const bool is_formula = child_of(cell, "f");
    if (is_formula) grid_.note(CellOddity::uncomputed, column);
    if (is_formula || value.empty()) return;
  }
  if (type == "s") {
    const auto& texts = workbook_.texts();
    const auto index = number_of(value, texts.size());
    if (index >= texts.size())
      refuse(fmt::format("la cellule {}{} renvoie à un texte qui n'est pas dans le fichier",
                         column_letters(column), grid_.line()));
    grid_.put(column, std::string(texts[index]));
  } else if (type == "e") {
    grid_.note(CellOddity::error, column);
  } else if (type == "b") {
    grid_.put(column, value == "1" || value == "true" ? "VRAI" : "FAUX");
  } else if (type == "d") {
    grid_.put(column, spoken_instant(value));
  } else {
    take_number(cell, value, column);
  }
}

void XlsxRows::take_number(const pugi::xml_node& cell, std::string_view value, std::size_t column) {
  const auto number = read_double(value);
  if (!number) return grid_.put(column, std::string(value));
  const auto& format = workbook_.styles().format(number_of(attribute_of(cell, "s"), 0));
  if (format.kind() == XlsxNumberFormat::Kind::number)
    grid_.put_number(column, *number);
  else
    grid_.put(column, format.shown(*number, workbook_.parts().epoch));
}

}  // namespace filrouge
