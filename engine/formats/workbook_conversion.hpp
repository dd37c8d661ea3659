#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace filrouge {

/// An XLS made an XLSX by LibreOffice, in a folder of its own (0700, under TMPDIR) that goes with this
/// object: the file and the profile of LibreOffice both hold what the workbook tells of persons.
class WorkbookConversion {
 public:
  /// How long LibreOffice may take; then it is killed.
  static constexpr std::chrono::seconds longest{60};

  /// Throws FormatError: no LibreOffice on this machine, one that does not come to an end, a file it does not
  /// open.
  explicit WorkbookConversion(const std::string& path, std::chrono::milliseconds limit = longest);
  ~WorkbookConversion();
  WorkbookConversion(const WorkbookConversion&) = delete;
  WorkbookConversion& operator=(const WorkbookConversion&) = delete;

  /// The XLSX.
  const std::string& path() const { return converted_; }

 private:
  void take_away() const;

  std::string folder_, converted_;
};

}  // namespace filrouge
