#include "engine/files/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "engine/files/file_error.hpp"
#include "engine/files/partial.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;  // as the kernel counts them

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

bool holds_a_base(const std::string& path) {
  constexpr std::string_view mark = "SQLite format 3";
  std::ifstream file(path, std::ios::binary);
  char start[mark.size()] = {};
  return file.read(start, sizeof start) && std::string_view(start, sizeof start) == mark;
}

/// Beside the file: a rename never crosses a disk.
std::string fresh_name(const std::string& file) {
  return (fs::path(file).parent_path() / partial_name()).string();
}

std::string unnamed(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

}  // namespace

bool laid_by_another(const std::string& path, const struct stat& link) {
  struct stat folder {};
  if (stat(folder_of(path).c_str(), &folder) != 0) return false;
  const bool open_to_all = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
  return open_to_all && link.st_uid != geteuid() && link.st_uid != folder.st_uid;
}

int like(int descriptor, const struct stat& other) {
  auto mode = other.st_mode & 07777;
  if (fchown(descriptor, other.st_uid, other.st_gid) != 0 &&
      fchown(descriptor, static_cast<uid_t>(-1), other.st_gid) != 0)
    mode &= ~static_cast<mode_t>(S_IRWXG);  // what a group may is not for another
  return fchmod(descriptor, mode) == 0 ? 0 : errno;
}

DescriptorBuffer::DescriptorBuffer(int descriptor, std::function<void(int)> refuse)
    : descriptor_(descriptor), refuse_(std::move(refuse)), watched_(isatty(descriptor) != 0) {
  setp(held_.data(), held_.data() + held_.size());
}

DescriptorBuffer::~DescriptorBuffer() {
  if (descriptor_ >= 0) close(descriptor_);
}

int DescriptorBuffer::sync() {
  for (const char* at = pbase(); at < pptr();) {
    const auto written = write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (written >= 0)
      at += written;
    else if (errno != EINTR)
      refuse_(errno);
  }
  setp(held_.data(), held_.data() + held_.size());
  return 0;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type next) {
  sync();
  if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
  return traits_type::not_eof(next);
}

std::streamsize DescriptorBuffer::xsputn(const char* bytes, std::streamsize count) {
  const auto taken = std::streambuf::xsputn(bytes, count);
  if (watched_) sync();
  return taken;
}

void DescriptorBuffer::finish() {
  sync();
  // Some disks say only then that they are full.
  if (close(std::exchange(descriptor_, -1)) != 0) refuse_(errno);
}

Output::Output(const std::string& path, Tells tells, const Rights& rights, std::span<const std::string> read)
    : path_(path == "-" ? "" : path), stream_(nullptr) {
  if (path_.empty())
    write_through(STDOUT_FILENO);
  else
    open_path(tells, rights, read);
  stream_.rdbuf(&*buffer_);
  // A stream swallows what its buffer throws, unless asked not to.
  stream_.exceptions(std::ios::badbit);
}

Output::~Output() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::refuse(const std::string& why) const {
  throw FileError("« " + path_ + " » ne peut pas être écrit : " + why);
}

void Output::cut(int failure) const {
  throw FileError("« " + path_ + " » n'a pas pu être écrit en entier : " + system_reason(failure) +
                  (final_.empty() ? "" : " ; rien n'est changé"));
}

void Output::write_through(int own) {
  std::cout.flush();
  const int descriptor = fcntl(own, F_DUPFD_CLOEXEC, 0);
  if (descriptor < 0) refuse("ce descripteur n'est pas ouvert");
  buffer_.emplace(descriptor, [this, own](int failure) {
    if (own == STDOUT_FILENO && failure == EPIPE) throw ReaderLeft();
    if (!path_.empty()) cut(failure);
    throw FileError("la sortie standard n'a pas pu être écrite en entier : " + system_reason(failure));
  });
}

void Output::open_path(Tells tells, const Rights& rights, std::span<const std::string> read) {
  std::string at = path_;
  struct stat found {};
  bool exists = false;
  for (int links = 0;; ++links) {
    if (links > most_links) refuse(system_reason(ELOOP));
    if (const auto own = own_descriptor(at)) {
      if (rights.group) refuse("--groupe donne un fichier à un groupe, et ceci n'en est pas un");
      return write_through(*own);
    }
    exists = lstat(at.c_str(), &found) == 0;
    if (!exists && errno != ENOENT && errno != ENOTDIR) refuse(system_reason(errno));
    if (!exists || !S_ISLNK(found.st_mode)) break;
    if (laid_by_another(at, found))
      refuse("c'est un lien qu'un autre compte a posé dans un dossier ouvert à tous");
    std::error_code unreadable;
    const auto target = fs::read_symlink(at, unreadable);
    if (unreadable) refuse(system_reason(unreadable.value()));
    at = (fs::path(at).parent_path() / target).string();
  }
  const auto example =
      "donnez un nom de fichier, par exemple « " + (fs::path(path_) / "resultat").string() + " »";
  if (exists && S_ISDIR(found.st_mode)) refuse("c'est un dossier ; " + example);
  if (exists && S_ISBLK(found.st_mode))
    refuse("c'est un disque, qui serait effacé ; donnez un nom de fichier");
  if (exists && !S_ISREG(found.st_mode)) {
    if (rights.group) refuse("--groupe donne un fichier à un groupe, et ceci n'en est pas un");
    const int descriptor = open(at.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) refuse(system_reason(errno));
    buffer_.emplace(descriptor, [this](int failure) { cut(failure); });
    return;
  }
  if (!exists && !fs::path(at).has_filename()) refuse("c'est un nom de dossier ; " + example);
  std::error_code absent;
  for (const auto& one : read)
    if (exists && fs::equivalent(at, one == "-" ? "/dev/stdin" : one, absent))
      refuse("cette commande lit ce fichier, qui serait perdu ; donnez un autre nom");
  if (exists && holds_a_base(at)) refuse("c'est une base, qui serait perdue ; donnez un autre nom");
  final_ = at;
  open_temporary(exists ? &found : nullptr, tells, rights);
}

void Output::open_temporary(const struct stat* replaced, Tells tells, const Rights& rights) {
  const auto folder = folder_of(final_);
  std::error_code unknown;
  if (!fs::is_directory(folder, unknown))
    refuse("le dossier « " + folder + " » n'existe pas ; créez-le, ou donnez un autre chemin");
  if (replaced && access(final_.c_str(), W_OK) != 0) refuse(system_reason(errno));
  sweep_partial(folder);
  const mode_t mode = tells == Tells::persons ? rights.mode() : 0666;
  // Without a name it goes with the process, however that ends; not every disk can.
  int descriptor =
      access("/proc/self/fd", X_OK) == 0 ? open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode) : -1;
  if (descriptor >= 0)
    hold(descriptor);
  else
    descriptor = named_temporary(folder, mode);
  buffer_.emplace(descriptor, [this](int failure) { cut(failure); });
  if (replaced)
    if (const int failure = like(descriptor, *replaced)) refuse(system_reason(failure));
  if (rights.group || (!replaced && tells == Tells::persons)) give(descriptor, rights, path_);
}

int Output::named_temporary(const std::string& folder, mode_t mode) {
  for (;;) {
    temporary_ = fresh_name(final_);
    const int descriptor = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) {
      temporary_.clear();
      refuse("dans le dossier « " + folder + " », " + system_reason(errno));
    }
    hold(descriptor);
    struct stat made {};
    // Another run may have swept it away before it was held.
    if (fstat(descriptor, &made) == 0 && made.st_nlink > 0) return descriptor;
    close(descriptor);
  }
}

struct stat Output::given() const {
  struct stat made {};
  if (fstat(buffer_->descriptor(), &made) != 0) cut(errno);
  return made;
}

void Output::keep() {
  stream_.flush();
  if (final_.empty()) return buffer_->finish();
  // A name given to bytes that are not on the disk yet would, after a power cut, be that of an empty file.
  if (fsync(buffer_->descriptor()) != 0 && errno != EINVAL) cut(errno);
  if (temporary_.empty()) {
    auto name = fresh_name(final_);
    if (linkat(AT_FDCWD, unnamed(buffer_->descriptor()).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) !=
        0)
      cut(errno);
    temporary_ = std::move(name);
  }
  struct stat found {};
  if (lstat(final_.c_str(), &found) == 0 && !S_ISREG(found.st_mode))
    refuse("ce n'est plus un fichier ordinaire");
  // Held by this second descriptor until it has its name.
  const int held = fcntl(buffer_->descriptor(), F_DUPFD_CLOEXEC, 0);
  buffer_->finish();
  const bool named = rename(temporary_.c_str(), final_.c_str()) == 0;
  const int failure = errno;
  if (held >= 0) close(held);
  if (!named) cut(failure);
  temporary_.clear();
}

}  // namespace filrouge
