#include "apps/serveur/http/upload.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "engine/files/file_error.hpp"
#include "engine/files/partial.hpp"

namespace filrouge::http {
namespace {

[[noreturn]] void refuse(const std::string& path) {
  throw FileError(fmt::format("{} ne peut pas être écrit : {}", path, system_reason(errno)));
}

std::string plain(std::string_view extension) {
  constexpr std::size_t longest = 8;
  std::string made;
  for (const char c : extension) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((low < 'a' || low > 'z') && (low < '0' || low > '9')) return {};
    made += low;
  }
  return made.size() <= longest ? made : std::string();
}

}  // namespace

UploadFolder::UploadFolder(std::string path) : path_(std::move(path)) {
  if (path_.empty())
    path_ = std::filesystem::temp_directory_path() / fmt::format("filrouge-depots-{}", geteuid());
  if (mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) refuse(path_);
  struct stat found {};
  if (lstat(path_.c_str(), &found) != 0) refuse(path_);
  if (!S_ISDIR(found.st_mode) || found.st_uid != geteuid() || (found.st_mode & 0077) != 0)
    throw FileError(fmt::format(
        "{} reçoit les fichiers envoyés au serveur, et d'autres comptes que le sien pourraient les lire : "
        "« rm -r {} », ou donnez-le au seul compte du serveur (chmod 700)",
        path_, path_));
  sweep_partial(path_);
}

UploadedFile::UploadedFile(const UploadFolder& folder, std::string_view extension)
    : folder_(folder.path() + "/" + partial_name()) {
  if (mkdir(folder_.c_str(), 0700) != 0) refuse(folder.path());
  const auto ending = plain(extension);
  path_ = folder_ + "/depot" + (ending.empty() ? "" : "." + ending);
  held_ = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (held_ >= 0) hold(held_);
  file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ >= 0) return;
  const int failure = errno;
  ::close(held_);
  rmdir(folder_.c_str());
  errno = failure;
  refuse(folder.path());
}

UploadedFile::~UploadedFile() {
  close();
  unlink(path_.c_str());
  rmdir(folder_.c_str());
  if (held_ >= 0) ::close(held_);
}

void UploadedFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto done = ::write(file_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) refuse(path_);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

void UploadedFile::close() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

}  // namespace filrouge::http
