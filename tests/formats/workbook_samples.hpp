#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/formats/dossier_source.hpp"
#include "engine/formats/workbook.hpp"
#include "tests/formats/zipped.hpp"

/// Workbooks made by hand, and what is read of them.
namespace filrouge {

using Entries = std::vector<std::pair<std::string, std::string>>;

inline constexpr const char* relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

struct Sheet {
  std::string name, data;  ///< what stands in <sheetData>
  std::string after{}, state{};
};

/// The entries of an XLSX. Style 0 is plain; `formats` are those of styles 1 and on: an id, or a code.
inline Entries xlsx_entries(const std::vector<Sheet>& sheets, const std::vector<std::string>& formats = {},
                            const std::vector<std::string>& texts = {}, bool since_1904 = false) {
  std::string tabs, rels, codes, styles = "<xf numFmtId='0'/>";
  Entries entries;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto rank = std::to_string(i + 1);
    tabs += "<sheet name='" + sheets[i].name + "' sheetId='" + rank + "' r:id='r" + rank + "'" +
            (sheets[i].state.empty() ? "" : " state='" + sheets[i].state + "'") + "/>";
    rels += "<Relationship Id='r" + rank + "' Type='" + relations + "worksheet' Target='worksheets/sheet" +
            rank + ".xml'/>";
    entries.emplace_back("xl/worksheets/sheet" + rank + ".xml",
                         "<?xml version='1.0' encoding='UTF-8'?><worksheet><sheetData>" + sheets[i].data +
                             "</sheetData>" + sheets[i].after + "</worksheet>");
  }
  for (std::size_t i = 0; i < formats.size(); ++i) {
    auto id = formats[i];
    if (id.find_first_not_of("0123456789") != std::string::npos || id.size() > 2) {
      id = std::to_string(164 + i);
      codes += "<numFmt numFmtId='" + id + "' formatCode='" + formats[i] + "'/>";
    }
    styles += "<xf numFmtId='" + id + "'/>";
  }
  std::string shared;
  for (const auto& text : texts) shared += "<si>" + text + "</si>";
  rels += std::string("<Relationship Id='s' Type='") + relations + "styles' Target='/xl/styles.xml'/>" +
          "<Relationship Id='t' Type='" + relations + "sharedStrings' Target='sharedStrings.xml'/>";
  entries.emplace_back("_rels/.rels", std::string("<Relationships><Relationship Id='a' Type='") + relations +
                                          "officeDocument' Target='xl/workbook.xml'/></Relationships>");
  entries.emplace_back("xl/workbook.xml", std::string("<workbook><workbookPr") +
                                              (since_1904 ? " date1904='1'" : "") + "/><sheets>" + tabs +
                                              "</sheets></workbook>");
  entries.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + rels + "</Relationships>");
  entries.emplace_back("xl/styles.xml", "<styleSheet><numFmts>" + codes + "</numFmts><cellXfs>" + styles +
                                            "</cellXfs></styleSheet>");
  entries.emplace_back("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
  return entries;
}

inline Entries ods_entries(const std::string& tables, const std::string& styles = "") {
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
          {"content.xml", "<office:document-content><office:automatic-styles>" + styles +
                              "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                              "</office:spreadsheet></office:body></office:document-content>"}};
}

struct Read {
  std::vector<std::string> rows;  ///< « 2: a|b »
  std::vector<std::string> remarks;
};

struct SheetChoice {
  std::string sheet;
  std::vector<SheetColumn> columns;
};

inline Read read_bytes(const std::string& bytes, const SheetChoice& choice = {},
                       const WorkbookLimits& limits = {}) {
  const auto workbook = read_workbook(WorkbookPackage::of_bytes(bytes, "usagers.xlsx", limits));
  const auto rows =
      workbook->rows(choose_sheet(workbook->package(), workbook->tabs(), choice.sheet), choice.columns);
  Read read;
  TableRow row;
  while (rows->next(row) == TableRows::Status::row) {
    std::string told = std::to_string(row.line) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) told += (i ? "|" : "") + row.cells[i];
    read.rows.push_back(told);
  }
  read.remarks = rows->remarks();
  return read;
}

inline Read read(const Entries& entries, const SheetChoice& choice = {}, const WorkbookLimits& limits = {}) {
  return read_bytes(zipped(entries), choice, limits);
}

inline std::string refusal(const std::string& bytes, const SheetChoice& choice = {},
                           const WorkbookLimits& limits = {}) {
  try {
    read_bytes(bytes, choice, limits);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "lu";
}

inline std::string text_cell(const std::string& text) {
  return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
}

inline std::string row(const std::string& cells) {
  return "<row>" + cells + "</row>";
}

/// What one cell of an XLSX reads as.
inline std::string one_cell(const std::string& cell, const std::vector<std::string>& formats = {},
                            bool since_1904 = false) {
  const auto rows =
      read(xlsx_entries({{"f", row(text_cell("titre")) + row(cell)}}, formats, {}, since_1904)).rows;
  return rows.size() < 2 ? "" : rows[1].substr(3);
}

inline std::string numbered(const std::string& value) {
  return "<c s='1'><v>" + value + "</v></c>";
}

class Folder {
 public:
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "filrouge-essai-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name, const std::string& bytes) const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string opening(const std::string& path) {
  try {
    open_workbook(path);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "lu";
}

}  // namespace filrouge
