#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/workbook.hpp"
#include "engine/formats/workbook_kind.hpp"
#include "tests/formats/zipped.hpp"
#include "tests/fuzz/must.hpp"

/// The sheet of an XLSX, then after lines `%%%` its styles, its shared texts and its workbook.xml; or the
/// content of an ODS, from its first element. What a zip is made of would hide them from who looks for
/// faults: they are zipped here.

using namespace filrouge;

namespace {

constexpr std::string_view cut = "%%%\n";
constexpr const char* relations =
    "<Relationships><Relationship Id='r1' Type='/worksheet' Target='f.xml'/>"
    "<Relationship Id='r2' Type='/styles' Target='s.xml'/>"
    "<Relationship Id='r3' Type='/sharedStrings' Target='t.xml'/></Relationships>";
constexpr const char* workbook = "<workbook><sheets><sheet name='f' id='r1'/></sheets></workbook>";

std::string bytes_of(std::string text) {
  if (text.starts_with("<office:"))
    return zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", text}},
                  true);
  std::vector<std::string> parts;
  for (auto at = text.find(cut); at != std::string::npos; at = text.find(cut)) {
    parts.push_back(text.substr(0, at));
    text.erase(0, at + cut.size());
  }
  parts.push_back(text);
  parts.resize(4);
  return zipped({{"xl/workbook.xml", parts[3].empty() ? workbook : parts[3]},
                 {"xl/_rels/workbook.xml.rels", relations},
                 {"xl/f.xml", parts[0]},
                 {"xl/s.xml", parts[1].empty() ? "<styleSheet/>" : parts[1]},
                 {"xl/t.xml", parts[2].empty() ? "<sst/>" : parts[2]}},
                true);
}

std::string told(const std::string& bytes) {
  WorkbookLimits limits;
  limits.cells = 20'000;
  limits.columns = 64;
  std::string said;
  try {
    const auto workbook = read_workbook(WorkbookPackage::of_bytes(bytes, "classeur.xlsx", limits));
    const auto rows = workbook->rows(choose_sheet(workbook->package(), workbook->tabs(), {}),
                                     {{"le", true}, {"dossier", false, true}});
    TableRow row;
    std::uint64_t line = 0;
    while (rows->next(row) == TableRows::Status::row) {
      must(row.line > line, "les lignes d'une feuille vont dans leur ordre");
      must(row.cells.size() <= limits.columns, "une ligne ne passe pas la dernière colonne lue");
      line = row.line;
      said += std::to_string(line);
      for (const auto& cell : row.cells) said += "|" + cell;
      said += '\n';
    }
    for (const auto& remark : rows->remarks()) said += remark + "\n";
  } catch (const FormatError& error) {
    said += error.what();
  }
  must(first_bad_utf8(said) == std::string::npos, "ce qui est dit est en UTF-8");
  return said;
}

void see_kind(const std::string& text) {
  std::istringstream input(text);
  try {
    workbook_kind(input, "liste.xls");
  } catch (const FormatError& error) {
    must(std::string_view(error.what()).starts_with("« liste.xls » : "), "un refus nomme le fichier");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  see_kind(text);
  const auto bytes = text.starts_with("PK") ? text : bytes_of(text);
  must(told(bytes) == told(bytes), "deux fois le même classeur, deux fois la même lecture");
  return 0;
}
