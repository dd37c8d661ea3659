#include "engine/store/base_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "engine/files/file_error.hpp"
#include "engine/store/base.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t least_bytes = 512;  // the smallest page of SQLite

/// SQLite would take some paths for a base without a file, or make one beside a device: all would be lost in
/// silence.
void refuse_what_is_no_file(const std::string& path, BaseAccess access) {
  constexpr const char* example = " ; donnez le chemin d'un fichier, par exemple « rsa64.db »";
  if (path.find_first_not_of(" \t\r\n") == std::string::npos)
    throw StoreError(std::string("le chemin de la base est vide") + example);
  if (path.starts_with(":memory:") || path.starts_with("file:"))
    throw StoreError("« " + path + " » n'est pas un fichier : rien n'y serait gardé" + example);
  std::error_code unknown;
  const auto status = fs::status(path, unknown);
  if (fs::is_directory(status)) throw StoreError("« " + path + " » est un dossier" + example);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw StoreError("« " + path + " » n'est pas un fichier ordinaire : rien n'y serait gardé" + example);
  const auto folder = fs::path(path).parent_path();
  if (access == BaseAccess::write && !folder.empty() && !fs::is_directory(folder, unknown))
    throw StoreError("la base « " + path + " » ne peut être ouverte : le dossier « " + folder.string() +
                     " » n'existe pas ; créez-le, ou donnez un autre chemin");
  // Of so few bytes SQLite would make a new base.
  const auto bytes = fs::file_size(path, unknown);
  if (!unknown && bytes > 0 && bytes < least_bytes)
    throw StoreError("« " + path +
                     " » n'est pas une base SQLite ; une base se crée par « filrouge importer --base »");
}

/// The log and its index stand beside the file itself, not beside a link to it.
std::string beside(const std::string& path, const char* suffix) {
  std::error_code unknown;
  const auto real = fs::canonical(path, unknown);
  return (unknown ? path : real.string()) + suffix;
}

bool may_write_beside(const std::string& path) {
  std::error_code unknown;
  const auto folder = fs::canonical(path, unknown).parent_path();
  return !unknown && faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0 &&
         faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

/// Does the header of the file say that its writers keep a log?
bool keeps_a_log(const std::string& path) {
  constexpr std::size_t versions_at = 18;  // of writing, then of reading: 2 is a write-ahead log
  std::ifstream file(path, std::ios::binary);
  char header[versions_at + 2] = {};
  return file.read(header, sizeof header) && (header[versions_at] == 2 || header[versions_at + 1] == 2);
}

std::string unwritten_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : fs::absolute(path).lexically_normal().string()) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr const char* digits = "0123456789abcdef";
      uri += {'%', digits[c >> 4], digits[c & 15]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

BaseFile::BaseFile(const std::string& path, BaseAccess access, const Rights& rights)
    : path_(path), opened_as_(path) {
  refuse_what_is_no_file(path, access);
  if (access == BaseAccess::write)
    for_writing(rights);
  else
    for_reading();
}

void BaseFile::for_writing(const Rights& rights) {
  flags_ = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  std::error_code unknown;
  made_ = !fs::exists(path_, unknown);
  // A base that stands is not opened here but to change its rights: closing it would drop SQLite's locks.
  if (!made_ && !rights.group) return;
  const int descriptor =
      open(path_.c_str(), made_ ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC, rights.mode());
  if (descriptor < 0)
    throw StoreError("la base « " + path_ + " » ne peut être ouverte : " + system_reason(errno));
  try {
    give(descriptor, rights, path_);
  } catch (...) {
    close(descriptor);
    forget();
    throw;
  }
  close(descriptor);
}

void BaseFile::for_reading() {
  std::error_code unknown;
  if (!fs::exists(path_, unknown))
    throw StoreError("la base « " + path_ + " » ne peut être ouverte : fichier absent");
  if (may_write_beside(path_)) {
    // The last to leave puts the log away, which a connection that may only read cannot.
    flags_ = SQLITE_OPEN_READWRITE;
    return;
  }
  flags_ = SQLITE_OPEN_READONLY;
  if (!keeps_a_log(path_)) return;
  const auto log = fs::file_size(beside(path_, "-wal"), unknown);
  if (!unknown && log > 0) {
    // SQLite would make the index, or say that the base is absent.
    if (!fs::exists(beside(path_, "-shm"), unknown))
      throw StoreError("la base « " + path_ +
                       " » ne peut être ouverte : " + sqlite_reason(SQLITE_READONLY_RECOVERY, ""));
    return;
  }
  flags_ |= SQLITE_OPEN_URI;
  opened_as_ = unwritten_uri(path_);
  still_ = stat(path_.c_str(), &seen_) == 0;
}

void BaseFile::share_log() const {
  struct stat base {};
  if (stat(path_.c_str(), &base) != 0 || base.st_gid == getegid()) return;
  for (const auto* suffix : {"-wal", "-shm"})
    if (lchown(beside(path_, suffix).c_str(), static_cast<uid_t>(-1), base.st_gid) != 0)
      return;  // not of that group
}

void BaseFile::forget() {
  struct stat there {};
  if (made_ && stat(path_.c_str(), &there) == 0 && there.st_size == 0) unlink(path_.c_str());
}

bool BaseFile::moved() const {
  struct stat now {};
  return still_ &&
         (stat(path_.c_str(), &now) != 0 || now.st_ino != seen_.st_ino || now.st_size != seen_.st_size ||
          now.st_mtim.tv_sec != seen_.st_mtim.tv_sec || now.st_mtim.tv_nsec != seen_.st_mtim.tv_nsec);
}

}  // namespace filrouge
