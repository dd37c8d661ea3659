#include "engine/formats/workbook_conversion.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

enum class Ending { done, absent, failed, too_long };

std::string as_url(const std::string& path) {
  std::string url;
  for (const char c : path) {
    const bool plain = (c >= '/' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_';
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

/// Runs a program, silent, in a process group of its own, which is killed whole past the limit.
Ending run(const std::vector<std::string>& words, std::chrono::milliseconds limit) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, arguments.front(), &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (failure == ENOENT) return Ending::absent;
  if (failure != 0) return Ending::failed;
  constexpr std::chrono::milliseconds pause{20};
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= end) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return Ending::too_long;
    }
    std::this_thread::sleep_for(pause);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ending::done : Ending::failed;
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
  const auto ending = run(
      {"soffice", "-env:UserInstallation=file://" + as_url(folder_) + "/profil", "--headless", "--norestore",
       "--nolockcheck", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder_, copy},
      limit);
  if (ending == Ending::absent)
    refuse(
        fmt::format("un classeur XLS se lit par LibreOffice, qui n'est pas sur cette machine : installez-le "
                    "(apt-get install libreoffice-calc), ou {}",
                    otherwise));
  if (ending == Ending::too_long)
    refuse(fmt::format("LibreOffice n'a pas fini de le convertir en {} secondes, il a été arrêté ; {}",
                       std::chrono::duration_cast<std::chrono::seconds>(limit).count(), otherwise));
  converted_ = folder_ + "/classeur.xlsx";
  // LibreOffice answers 0 for a file it could not open.
  if (ending == Ending::failed || !fs::exists(converted_))
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
