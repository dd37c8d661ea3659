#include "engine/files/page_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <ostream>
#include <utility>

#include "engine/files/file_error.hpp"
#include "engine/files/partial.hpp"

namespace filrouge {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view page_ends = ".html";

/// Who may read files of this mode may enter their folder.
mode_t entered(mode_t files) {
  return (files & 0777) | (files & 0444) >> 2;
}

}  // namespace

PageFolder::PageFolder(Output& index, const Rights& rights, Mark mark)
    : index_(index), rights_(rights), mark_(std::move(mark)) {
  const fs::path file(index.file());
  name_ = file.stem().string() + "-pages";
  path_ = (file.parent_path() / name_).string();
}

PageFolder::~PageFolder() {
  if (writing_ >= 0) {
    for (const auto& page : pages_) unlinkat(writing_, page.c_str(), 0);
    unlinkat(folder_, partial_.c_str(), AT_REMOVEDIR);
    close(writing_);
    if (made_ && !named_) rmdir(path_.c_str());
  }
  if (folder_ >= 0) close(folder_);
}

void PageFolder::refuse(const std::string& why) const {
  throw FileError("« " + path_ + " », où vont les pages de « " + index_.file() + " » : " + why +
                  " ; rien n'est changé");
}

std::string PageFolder::shown(const std::string& page) const {
  return (fs::path(path_) / page).string();
}

std::string PageFolder::open_folder() {
  if (folder_ >= 0) return {};
  struct stat found {};
  if (lstat(path_.c_str(), &found) != 0) return system_reason(errno);
  if (!S_ISDIR(found.st_mode))
    return "ce n'est pas un dossier ; déplacez-le, ou donnez un autre nom à --sortie";
  if (laid_by_another(path_, found))
    return "un autre compte l'a fait dans un dossier ouvert à tous ; donnez un autre --sortie";
  folder_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder_ < 0) return system_reason(errno);
  sweep_partial(path_);
  return {};
}

void PageFolder::make_folder() {
  made_ = mkdir(path_.c_str(), 0700) == 0;
  if (!made_ && errno != EEXIST) refuse(system_reason(errno));
  if (const auto why = open_folder(); !why.empty()) refuse(why);
  if (!made_ && !rights_.group) return;
  const auto given = index_.given();
  if ((fchown(folder_, static_cast<uid_t>(-1), given.st_gid) != 0 && rights_.group) ||
      fchmod(folder_, entered(given.st_mode)) != 0)
    refuse("ses droits ne peuvent être changés : " + system_reason(errno));
}

void PageFolder::make_partial() {
  if (writing_ >= 0) return;
  make_folder();
  for (struct stat made{}; made.st_nlink == 0;) {
    partial_ = partial_name();
    if (mkdirat(folder_, partial_.c_str(), 0700) != 0) refuse(system_reason(errno));
    const int descriptor = openat(folder_, partial_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0 && errno != ENOENT) refuse(system_reason(errno));
    if (descriptor < 0) continue;
    hold(descriptor);
    fchmod(descriptor, 0700);  // whatever the umask
    // Another run may have swept it away before it was held.
    if (fstat(descriptor, &made) != 0 || made.st_nlink == 0)
      close(descriptor);
    else
      writing_ = descriptor;
  }
}

bool PageFolder::is_ours(const std::string& page) const {
  const int descriptor = openat(folder_, page.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return false;
  struct stat found {};
  std::array<char, 4096> start;
  ssize_t count = -1;
  if (fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode))
    count = read(descriptor, start.data(), start.size());
  close(descriptor);
  return count > 0 && std::string_view(start.data(), static_cast<std::size_t>(count)).find(mark_(page)) !=
                          std::string_view::npos;
}

void PageFolder::check_free(const std::string& page) const {
  struct stat found {};
  if (fstatat(folder_, page.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0 || is_ours(page)) return;
  throw FileError(
      "« " + shown(page) +
      " » n'est pas une page de cette liste, et serait perdu ; déplacez-le, ou donnez un autre nom "
      "à --sortie ; rien n'est changé");
}

void PageFolder::write(const std::string& page, const std::function<void(std::ostream&)>& fill) {
  make_partial();
  check_free(page);
  const auto cut = [&](int failure) {
    throw FileError("« " + shown(page) + " » n'a pas pu être écrit en entier : " + system_reason(failure) +
                    " ; rien n'est changé");
  };
  pages_.insert(page);
  const int descriptor =
      openat(writing_, page.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) cut(errno);
  DescriptorBuffer buffer(descriptor, cut);
  std::ostream stream(&buffer);
  // A stream swallows what its buffer throws, unless asked not to.
  stream.exceptions(std::ios::badbit);
  fill(stream);
  stream.flush();
  if (const int failure = like(descriptor, index_.given())) cut(failure);
  if (fsync(descriptor) != 0 && errno != EINVAL) cut(errno);
  buffer.finish();
}

std::vector<std::string> PageFolder::take_away_others() {
  std::vector<std::string> left;
  bool taken = false;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(path_, unreadable)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(page_ends) || pages_.contains(name) || !is_ours(name)) continue;
    if (unlinkat(folder_, name.c_str(), 0) == 0)
      taken = true;
    else
      left.push_back(shown(name));
  }
  if (taken && pages_.empty()) rmdir(path_.c_str());
  return left;
}

std::vector<std::string> PageFolder::keep(std::string_view meanwhile) {
  if (!open_folder().empty()) {
    // A file of one page, where none had several; or one of which the folder cannot be opened.
    index_.keep();
    struct stat left {};
    if (lstat(path_.c_str(), &left) != 0 || !S_ISDIR(left.st_mode)) return {};
    return {path_};
  }
  // Of two runs towards one list, the last is there whole.
  while (flock(folder_, LOCK_EX) != 0 && errno == EINTR) continue;
  for (const auto& page : pages_) check_free(page);
  struct stat found {};
  if (!pages_.empty() && stat(index_.file().c_str(), &found) == 0) {
    Output notice(index_.file(), Tells::persons, rights_);
    notice.stream() << meanwhile;
    notice.keep();
  }
  for (const auto& page : pages_)
    if (renameat(writing_, page.c_str(), folder_, page.c_str()) != 0)
      throw FileError("« " + shown(page) + " » n'a pas pu prendre son nom : " + system_reason(errno) +
                      " ; la liste n'est pas entière : relancez la commande");
    else
      named_ = true;
  index_.keep();
  return take_away_others();
}

}  // namespace filrouge
