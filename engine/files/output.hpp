#pragma once

#include <sys/stat.h>

#include <array>
#include <functional>
#include <optional>
#include <ostream>
#include <span>
#include <streambuf>
#include <string>

#include "engine/files/rights.hpp"

namespace filrouge {

/// Bytes on their way to a descriptor, which it closes. What does not pass is told at once: nobody goes on
/// writing to a full disk.
class DescriptorBuffer : public std::streambuf {
 public:
  /// `refuse` throws what a failure (an errno) means for who asked.
  DescriptorBuffer(int descriptor, std::function<void(int failure)> refuse);
  ~DescriptorBuffer() override;
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

  int descriptor() const { return descriptor_; }
  /// What is left is written, the descriptor closed.
  void finish();

 protected:
  int_type overflow(int_type next) override;
  int sync() override;
  std::streamsize xsputn(const char* bytes, std::streamsize count) override;

 private:
  int descriptor_;
  std::function<void(int)> refuse_;
  bool watched_;  ///< somebody sees it at a terminal: nothing waits
  std::array<char, std::size_t{1} << 16> held_;
};

/// Where anyone may write (/tmp), another account could lay a link or a folder for ours to go through: the
/// kernel's own rule for links, which reading them by hand would go round. `path` is `entry`.
bool laid_by_another(const std::string& path, const struct stat& entry);

/// Gives a file the owner, the group and the rights of another, as far as this account may give them. An
/// errno, or 0.
int like(int descriptor, const struct stat& other);

/// What a verb writes tells of persons, whose file is for its owner alone; or of rules, a file as any other.
enum class Tells { persons, rules };

/// Where a verb writes: standard output (no path, or « - »), or what `--sortie` names. A file appears whole
/// or not at all, whatever else writes to that name meanwhile, and nothing is left of a run that is killed; a
/// device or a pipe is written through and never replaced; a symbolic link stays, and its target is written.
/// A new file has the rights asked for, a replaced one keeps its own unless a group is asked for. Throws
/// FileError, and ReaderLeft once nobody reads standard output.
class Output {
 public:
  /// `read` are the files this verb reads: none of them may be lost to what it writes.
  Output(const std::string& path, Tells tells, const Rights& rights, std::span<const std::string> read = {});
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::ostream& stream() { return stream_; }
  /// The file it makes or replaces, links followed; empty when there is none.
  const std::string& file() const { return final_; }
  /// Whose the file being written is, and who may read it.
  struct stat given() const;
  /// All is written: the file takes its name.
  void keep();

 private:
  void write_through(int own);
  void open_path(Tells tells, const Rights& rights, std::span<const std::string> read);
  void open_temporary(const struct stat* replaced, Tells tells, const Rights& rights);
  int named_temporary(const std::string& folder, mode_t mode);
  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void cut(int failure) const;

  std::string path_;       ///< as the person wrote it; empty for standard output
  std::string final_;      ///< the file to make or replace, links followed; empty when written through
  std::string temporary_;  ///< its name until then; empty while it has none
  std::optional<DescriptorBuffer> buffer_;
  std::ostream stream_;
};

}  // namespace filrouge
