#include "engine/formats/xlsx_parts.hpp"

#include <map>
#include <pugixml.hpp>

#include "engine/formats/workbook_xml.hpp"

namespace filrouge {
namespace {

struct Relation {
  std::string type;  ///< its last word: « worksheet »
  std::string part;
};

std::string folder_of(const std::string& part) {
  const auto slash = part.rfind('/');
  return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

/// `../media/x` from `xl/worksheets/`.
std::string resolved(std::string folder, std::string target) {
  if (target.starts_with('/')) return target.substr(1);
  while (target.starts_with("./") || target.starts_with("../")) {
    if (target.starts_with("../"))
      folder = folder_of(folder.substr(0, folder.empty() ? 0 : folder.size() - 1));
    target.erase(0, target.find('/') + 1);
  }
  return folder + target;
}

std::map<std::string, Relation> relations_of(const WorkbookPackage& package, const std::string& part) {
  std::map<std::string, Relation> relations;
  const auto folder = folder_of(part);
  const auto path = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  if (!package.holds(path)) return relations;
  const auto document = parsed_part(package, path);
  for (const auto& node : document.document_element().children()) {
    if (attribute_of(node, "TargetMode") == "External") continue;
    const std::string type(attribute_of(node, "Type"));
    relations[std::string(attribute_of(node, "Id"))] = {
        type.substr(type.rfind('/') + 1), resolved(folder, std::string(attribute_of(node, "Target")))};
  }
  return relations;
}

std::string main_part(const WorkbookPackage& package) {
  for (const auto& [id, relation] : relations_of(package, ""))
    if (relation.type == "officeDocument") return relation.part;
  return package.holds("xl/workbook.xml") ? "xl/workbook.xml" : std::string();
}

/// Has one of its cells a value? Read no further than the first.
bool is_filled(const WorkbookPackage& package, const std::string& part) {
  const auto opened = package.open(part);
  XmlScanner scanner(
      [&](char* into, std::size_t most) { return opened->read(into, most); },
      [&](const std::string& why) { package.refuse("une de ses feuilles n'est pas lisible : " + why); },
      package.limits().row_bytes);
  for (auto tag = scanner.next(); tag != XmlScanner::Tag::end; tag = scanner.next())
    if (scanner.name() == "v" || scanner.name() == "is" || scanner.name() == "f") return true;
  return false;
}

bool is_true(std::string_view written) {
  return written == "1" || written == "true" || written == "on";
}

}  // namespace

XlsxParts read_xlsx_parts(const WorkbookPackage& package) {
  const auto book = main_part(package);
  if (book.find("word/") != std::string::npos)
    package.refuse("c'est un document Word, pas un classeur ; copiez son tableau dans un classeur");
  if (book.find("ppt/") != std::string::npos) package.refuse("c'est une présentation, pas un classeur");
  if (book.ends_with(".bin"))
    package.refuse("c'est un classeur binaire (XLSB) ; ouvrez-le et enregistrez-le en XLSX");
  if (book.empty() || !package.holds(book))
    package.refuse("ce fichier zip n'est pas un classeur (ni XLSX, ni ODS)");
  const auto document = parsed_part(package, book);
  const auto root = document.document_element();
  if (local_name(root.name()) != "workbook")
    package.refuse("ce fichier zip n'est pas un classeur (ni XLSX, ni ODS)");
  XlsxParts parts;
  if (is_true(attribute_of(child_of(root, "workbookPr"), "date1904"))) parts.epoch = SerialEpoch::from_1904;
  parts.is_to_be_computed = is_true(attribute_of(child_of(root, "calcPr"), "fullCalcOnLoad"));
  const auto relations = relations_of(package, book);
  for (const auto& [id, relation] : relations) {
    if (relation.type == "styles") parts.styles = relation.part;
    if (relation.type == "sharedStrings") parts.texts = relation.part;
  }
  for (const auto& node : child_of(root, "sheets").children()) {
    // Of the two attributes called id, the sheet's own is sheetId.
    const auto found = relations.find(std::string(attribute_of(node, "id")));
    if (found == relations.end())
      package.refuse("une de ses feuilles n'est pas dans le fichier ; il est abîmé");
    if (found->second.type != "worksheet") continue;
    const auto state = attribute_of(node, "state");
    parts.sheets.push_back({std::string(attribute_of(node, "name")), !state.empty() && state != "visible",
                            is_filled(package, found->second.part)});
    parts.places.push_back(found->second.part);
  }
  return parts;
}

}  // namespace filrouge
