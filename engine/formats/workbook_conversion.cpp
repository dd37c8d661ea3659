#include "engine/formats/workbook_conversion.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "engine/files/outside_program.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

std::string as_url(const std::string& path) {
  std::string url;
  for (const char c : path) {
    const bool plain = (c >= '/' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_';
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

}  // namespace

WorkbookConversion::WorkbookConversion(const std::string& path, std::chrono::milliseconds limit) {
  const auto refuse = [&](const std::string& why) {
    take_away();
    throw FormatError("« " + path + " » : " + why);
  };
  constexpr const char* otherwise = "ouvrez-le dans un tableur et enregistrez-le en XLSX";
  std::error_code failed;
  auto pattern = (fs::temp_directory_path(failed) / "filrouge-xls-XXXXXX").string();
  if (failed || !mkdtemp(pattern.data()))
    refuse(fmt::format("pas de dossier temporaire où le convertir ; {}", otherwise));
  folder_ = pattern;
  // A copy under a name of ours: LibreOffice puts its lock beside the file, and reads its name as a URL.
  const auto copy = folder_ + "/classeur.xls";
  fs::copy_file(path, copy, failed);
  if (failed) refuse(fmt::format("il n'a pas pu être copié pour être converti ; {}", otherwise));
  const auto ending = run_program(
      {"soffice", "-env:UserInstallation=file://" + as_url(folder_) + "/profil", "--headless", "--norestore",
       "--nolockcheck", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder_, copy},
      limit);
  if (ending == ProgramEnding::absent)
    refuse(
        fmt::format("un classeur XLS se lit par LibreOffice, qui n'est pas sur cette machine : installez-le "
                    "(apt-get install libreoffice-calc), ou {}",
                    otherwise));
  if (ending == ProgramEnding::too_long)
    refuse(fmt::format("LibreOffice n'a pas fini de le convertir en {} secondes, il a été arrêté ; {}",
                       std::chrono::duration_cast<std::chrono::seconds>(limit).count(), otherwise));
  converted_ = folder_ + "/classeur.xlsx";
  // LibreOffice answers 0 for a file it could not open.
  if (ending == ProgramEnding::failed || !fs::exists(converted_))
    refuse(fmt::format("LibreOffice n'a pas su l'ouvrir (abîmé, ou protégé par un mot de passe ?) ; {}",
                       otherwise));
}

WorkbookConversion::~WorkbookConversion() {
  take_away();
}

void WorkbookConversion::take_away() const {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace filrouge
