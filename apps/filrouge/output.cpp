#include "apps/filrouge/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <random>

#include "engine/formats/ndjson.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;  // as the kernel counts them

/// The system's reason, for the person at the keyboard.
std::string reason(int failure) {
  switch (failure) {
    case ENOSPC:
    case EDQUOT:
      return "il n'y a plus de place";
    case EACCES:
    case EPERM:
      return "vous n'avez pas le droit d'y écrire";
    case EROFS:
      return "le disque est en lecture seule";
    case ENAMETOOLONG:
      return "ce nom est trop long";
    case EPIPE:
      return "le programme qui lisait ce tube s'est arrêté";
    case ELOOP:
      return "ce lien tourne en rond";
    case EFBIG:
      return "le fichier dépasse la taille permise";
    case EIO:
      return "le disque a rendu une erreur";
    default:
      return std::strerror(failure);
  }
}

/// The descriptor of this process that a path names (/dev/stdout, /dev/fd/3, /proc/self/fd/1): opening it
/// anew would begin a file again at its first byte.
std::optional<int> own_descriptor(const fs::path& path) {
  std::error_code unknown;
  const auto folder = fs::canonical(path.parent_path(), unknown);
  if (unknown || folder != "/proc/" + std::to_string(getpid()) + "/fd") return std::nullopt;
  const auto name = path.filename().string();
  int number = -1;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (fault != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return number;
}

std::string folder_of(const std::string& file) {
  const auto folder = fs::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

/// A name no other run takes, beside the file: a rename never crosses a disk.
std::string fresh_name(const std::string& file) {
  std::random_device chance;
  char name[64];
  std::snprintf(name, sizeof name, ".filrouge-%ld-%08x%08x.partiel", static_cast<long>(getpid()), chance(),
                chance());
  return (fs::path(file).parent_path() / name).string();
}

std::string unnamed(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
  setp(held_.data(), held_.data() + held_.size());
}

DescriptorBuffer::~DescriptorBuffer() {
  if (descriptor_ >= 0) close(descriptor_);
}

int DescriptorBuffer::sync() {
  for (const char* at = pbase(); at < pptr() && failure_ == 0;) {
    const auto written = write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (written >= 0)
      at += written;
    else if (errno != EINTR)
      failure_ = errno;
  }
  setp(held_.data(), held_.data() + held_.size());
  return failure_ == 0 ? 0 : -1;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type next) {
  if (sync() != 0) return traits_type::eof();
  if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
  return traits_type::not_eof(next);
}

bool DescriptorBuffer::finish() {
  sync();
  // Some disks say only then that they are full.
  if (close(descriptor_) != 0 && failure_ == 0) failure_ = errno;
  descriptor_ = -1;
  return failure_ == 0;
}

Output::Output(const std::string& path, std::span<const std::string> read)
    : path_(path == "-" ? "" : path), stream_(nullptr) {
  if (path_.empty()) {
    stream_.rdbuf(std::cout.rdbuf());
    return;
  }
  std::string at = path_;
  struct stat found {};
  bool exists = false;
  for (int links = 0;; ++links) {
    if (links > most_links) refuse(reason(ELOOP));
    if (const auto own = own_descriptor(at)) {
      std::cout.flush();
      const int descriptor = fcntl(*own, F_DUPFD_CLOEXEC, 0);
      if (descriptor < 0) refuse("ce descripteur n'est pas ouvert");
      buffer_.emplace(descriptor);
      stream_.rdbuf(&*buffer_);
      return;
    }
    exists = lstat(at.c_str(), &found) == 0;
    if (!exists && errno != ENOENT && errno != ENOTDIR) refuse(reason(errno));
    if (!exists || !S_ISLNK(found.st_mode)) break;
    std::error_code unreadable;
    const auto target = fs::read_symlink(at, unreadable);
    if (unreadable) refuse(reason(unreadable.value()));
    at = (fs::path(at).parent_path() / target).string();
  }
  if (exists && S_ISDIR(found.st_mode))
    refuse("c'est un dossier ; donnez un nom de fichier, par exemple « " +
           (fs::path(path_) / "resultat").string() + " »");
  if (exists && S_ISBLK(found.st_mode))
    refuse("c'est un disque, qui serait effacé ; donnez un nom de fichier");
  if (exists && !S_ISREG(found.st_mode)) {
    // A reader that leaves is told as a fault, not by the end of the program.
    if (S_ISFIFO(found.st_mode)) std::signal(SIGPIPE, SIG_IGN);
    const int descriptor = open(at.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) refuse(reason(errno));
    buffer_.emplace(descriptor);
  } else {
    if (!exists && !fs::path(at).has_filename())
      refuse("c'est un nom de dossier ; donnez un nom de fichier, par exemple « " +
             (fs::path(path_) / "resultat").string() + " »");
    std::error_code absent;
    for (const auto& one : read)
      if (exists && fs::equivalent(at, one, absent))
        refuse("cette commande lit ce fichier, qui serait perdu ; donnez un autre nom");
    final_ = at;
    open_temporary(exists ? &found : nullptr);
  }
  stream_.rdbuf(&*buffer_);
}

void Output::open_temporary(const struct stat* replaced) {
  const auto folder = folder_of(final_);
  std::error_code unknown;
  if (!fs::is_directory(folder, unknown))
    refuse("le dossier « " + folder + " » n'existe pas ; créez-le, ou donnez un autre chemin");
  if (replaced && access(final_.c_str(), W_OK) != 0) refuse(reason(errno));
  constexpr mode_t usual = 0666;
  // Without a name it goes with the process, however that ends; not every disk can.
  int descriptor =
      access("/proc/self/fd", X_OK) == 0 ? open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, usual) : -1;
  if (descriptor < 0) {
    auto name = fresh_name(final_);
    descriptor = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual);
    if (descriptor < 0) refuse("dans le dossier « " + folder + " », " + reason(errno));
    temporary_ = std::move(name);
  }
  buffer_.emplace(descriptor);
  if (!replaced) return;
  // Only root may give a file away; the others keep what they may.
  if (fchown(descriptor, replaced->st_uid, replaced->st_gid) != 0) errno = 0;
  if (fchmod(descriptor, replaced->st_mode & 07777) != 0) refuse(reason(errno));
}

Output::~Output() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::refuse(const std::string& why) const {
  throw FormatError("« " + path_ + " » ne peut pas être écrit : " + why);
}

void Output::keep() {
  if (path_.empty()) {
    stream_.flush();
    if (!stream_ || !std::cout.flush())
      throw FormatError("la sortie standard n'a pas pu être écrite en entier");
    return;
  }
  const auto cut = [this](int failure) -> FormatError {
    return FormatError("« " + path_ + " » n'a pas pu être écrit en entier : " + reason(failure) +
                       (final_.empty() ? "" : " ; rien n'est changé"));
  };
  stream_.flush();
  if (!final_.empty() && buffer_->failure() == 0) {
    // A name given to bytes that are not on the disk yet would, after a power cut, be that of an empty file.
    if (fsync(buffer_->descriptor()) != 0 && errno != EINVAL) throw cut(errno);
    if (temporary_.empty()) {
      auto name = fresh_name(final_);
      if (linkat(AT_FDCWD, unnamed(buffer_->descriptor()).c_str(), AT_FDCWD, name.c_str(),
                 AT_SYMLINK_FOLLOW) != 0)
        throw cut(errno);
      temporary_ = std::move(name);
    }
  }
  if (!buffer_->finish()) throw cut(buffer_->failure());
  if (final_.empty()) return;
  struct stat found {};
  if (lstat(final_.c_str(), &found) == 0 && !S_ISREG(found.st_mode))
    refuse("ce n'est plus un fichier ordinaire");
  if (rename(temporary_.c_str(), final_.c_str()) != 0) throw cut(errno);
  temporary_.clear();
}

}  // namespace filrouge
