#pragma once

#include <sys/stat.h>

#include <array>
#include <optional>
#include <ostream>
#include <span>
#include <streambuf>
#include <string>

namespace filrouge {

/// Bytes on their way to a descriptor, which it closes. The first failure is kept: the system's own number
/// says more than « bad ».
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);
  ~DescriptorBuffer() override;
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

  int descriptor() const { return descriptor_; }
  int failure() const { return failure_; }
  /// What is left is written, the descriptor closed. False when some of it did not pass.
  bool finish();

 protected:
  int_type overflow(int_type next) override;
  int sync() override;

 private:
  int descriptor_;
  int failure_ = 0;
  std::array<char, std::size_t{1} << 16> held_;
};

/// Where a verb writes: standard output (no path, or « - »), or what `--sortie` names. A file appears whole
/// or not at all, whatever else writes to that name meanwhile; a device or a pipe is written through and
/// never replaced; a symbolic link stays, and its target is written. Throws FormatError.
class Output {
 public:
  /// `read` are the files this verb reads: none of them may be lost to what it writes.
  explicit Output(const std::string& path, std::span<const std::string> read = {});
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::ostream& stream() { return stream_; }
  /// All is written: the file takes its name.
  void keep();

 private:
  void open_temporary(const struct stat* replaced);
  [[noreturn]] void refuse(const std::string& why) const;

  std::string path_;       ///< as the person wrote it; empty for standard output
  std::string final_;      ///< the file to make or replace, links followed; empty when written through
  std::string temporary_;  ///< its name until then; empty while it has none
  std::optional<DescriptorBuffer> buffer_;
  std::ostream stream_;
};

}  // namespace filrouge
