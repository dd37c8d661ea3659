#pragma once

#include <sys/stat.h>

#include <string>

#include "engine/files/rights.hpp"

namespace filrouge {

enum class BaseAccess;

/// The file of a base, as it must be before SQLite opens it: made with its rights, or found to be one that
/// this account reads without writing beside it.
class BaseFile {
 public:
  /// Throws StoreError, and FileError when these rights cannot be given.
  BaseFile(const std::string& path, BaseAccess access, const Rights& rights);

  /// What SQLite opens: a path, or a URI when nothing may be written beside the file.
  const std::string& opened_as() const { return opened_as_; }
  int flags() const { return flags_; }

  /// The log and its index are for whoever the base is for.
  void share_log() const;
  /// A base that could not be begun leaves no empty file.
  void forget();
  /// Was the file written since it was opened? Asked of what is read without locks alone.
  bool moved() const;

 private:
  void for_writing(const Rights& rights);
  void for_reading();

  std::string path_, opened_as_;
  int flags_ = 0;
  bool made_ = false;   ///< it was not there before
  bool still_ = false;  ///< read as a file nobody writes
  struct stat seen_ {};
};

}  // namespace filrouge
