#include "engine/formats/open_file.hpp"

#include <filesystem>

#include "engine/formats/dossier_source.hpp"

namespace filrouge {

std::unique_ptr<std::ifstream> open_file(const std::string& path) {
  std::error_code unreadable;
  const auto status = std::filesystem::status(path, unreadable);
  if (status.type() == std::filesystem::file_type::not_found)
    throw FormatError("« " + path + " » : fichier absent");
  if (status.type() == std::filesystem::file_type::directory)
    throw FormatError("« " + path + " » est un dossier de fichiers ; donnez les fichiers qu'il contient");
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) throw FormatError("« " + path + " » ne peut être ouvert : vérifiez les droits de lecture");
  return file;
}

}  // namespace filrouge
