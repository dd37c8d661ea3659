#include "engine/formats/workbook.hpp"

#include <filesystem>

#include "engine/formats/dossier_source.hpp"
#include "engine/formats/ods_workbook.hpp"
#include "engine/formats/open_file.hpp"
#include "engine/formats/workbook_conversion.hpp"
#include "engine/formats/workbook_kind.hpp"
#include "engine/formats/xlsx_workbook.hpp"

namespace filrouge {
namespace {

/// The kind of OpenDocument a package says it is; empty for any other zip.
std::string opendocument_kind(const WorkbookPackage& package) {
  constexpr std::string_view start = "application/vnd.oasis.opendocument.";
  if (!package.holds("mimetype")) return package.holds("content.xml") ? "spreadsheet" : "";
  const auto type = package.whole("mimetype");
  if (type.starts_with("application/vnd.sun.xml.calc"))
    package.refuse("c'est un classeur d'OpenOffice 1 (SXC) ; ouvrez-le et enregistrez-le en ODS");
  return type.starts_with(start) ? type.substr(start.size()) : "";
}

}  // namespace

std::unique_ptr<const Workbook> open_workbook(const std::string& path, const WorkbookLimits& limits) {
  namespace fs = std::filesystem;
  const bool is_pipe =
      path == "-" || (fs::exists(path) && !fs::is_regular_file(path) && !fs::is_directory(path));
  if (is_pipe)
    throw FormatError("« " + path +
                      " » : un classeur se lit d'un fichier, pas de l'entrée standard ni d'un tuyau");
  const auto file = open_file(path);
  if (workbook_kind(*file, path) == WorkbookKind::zip)
    return read_workbook(std::make_unique<const WorkbookPackage>(path, limits));
  const WorkbookConversion converted(path);
  // Once open, the file no longer needs its name.
  return read_workbook(std::make_unique<const WorkbookPackage>(converted.path(), limits, path));
}

std::unique_ptr<const Workbook> read_workbook(std::unique_ptr<const WorkbookPackage> package) {
  const auto kind = opendocument_kind(*package);
  if (kind.empty()) return std::make_unique<const XlsxWorkbook>(std::move(package));
  if (!kind.starts_with("spreadsheet"))
    package->refuse("c'est un fichier OpenDocument d'une autre espèce (texte, dessin…), pas un classeur");
  constexpr const char* manifest = "META-INF/manifest.xml";
  const bool ciphered =
      package->holds("encrypted-package") ||
      (package->holds(manifest) && package->whole(manifest).find("encryption-data") != std::string::npos);
  if (ciphered)
    package->refuse("classeur protégé par un mot de passe ; ouvrez-le et enregistrez-le sans mot de passe");
  return std::make_unique<const OdsWorkbook>(std::move(package));
}

}  // namespace filrouge
