#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace filrouge {

/// What a workbook may not exceed: far above what spreadsheets write, far below what would fill a machine.
struct WorkbookLimits {
  std::uint64_t entries = 10'000;                            ///< of the zip
  std::uint64_t entry_bytes = std::uint64_t{1} << 30;        ///< of one entry, inflated
  std::uint64_t all_bytes = std::uint64_t{4} << 30;          ///< of all of them, inflated
  std::uint64_t ratio = 200;                                 ///< inflated to compressed…
  std::uint64_t ratio_from_bytes = std::uint64_t{16} << 20;  ///< …judged past that size
  std::uint64_t part_bytes = std::uint64_t{64} << 20;        ///< of a part held whole: sheet list, styles
  std::uint64_t texts_bytes = std::uint64_t{256} << 20;      ///< of the texts that cells share
  std::uint64_t row_bytes = std::uint64_t{16} << 20;         ///< of one row, as XML
  std::uint64_t cells = 50'000'000;                          ///< filled cells of the sheet
  std::uint64_t cell_bytes = std::uint64_t{1} << 20;
  std::uint64_t columns = 4'096;
};

/// One entry of a workbook, inflated as it is read.
class WorkbookPart {
 public:
  /// The next bytes; 0 at the end, once the checksum is known to be right. Throws FormatError.
  std::size_t read(char* into, std::size_t most);

 private:
  friend class WorkbookPackage;
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };

  std::unique_ptr<zip_file_t, Close> file_;
  std::string workbook_;
  std::uint64_t declared_ = 0, compressed_ = 0, read_ = 0;
  WorkbookLimits limits_;
};

/// The zip that a workbook is. Its entries are only read, never written anywhere, whatever their names.
class WorkbookPackage {
 public:
  /// Throws FormatError when it is no whole zip, or exceeds the limits. `name` is what messages call it, if
  /// not by its path.
  explicit WorkbookPackage(const std::string& path, const WorkbookLimits& limits = {},
                           const std::string& name = {});
  /// The same from its bytes.
  static std::unique_ptr<WorkbookPackage> of_bytes(std::string bytes, std::string name,
                                                   const WorkbookLimits& limits = {});

  const std::string& name() const { return name_; }
  const WorkbookLimits& limits() const { return limits_; }

  /// Names of parts as packages mean them: case and the kind of slash are free.
  bool holds(std::string_view part) const;
  /// Must not outlive the package. Throws FormatError, also when the part is not there or is ciphered.
  std::unique_ptr<WorkbookPart> open(std::string_view part) const;
  /// A small part whole.
  std::string whole(std::string_view part) const;

  /// « usagers.xlsx » : why it is refused.
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  WorkbookPackage(std::unique_ptr<std::string> bytes, std::string name, const WorkbookLimits& limits);
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };
  void take(zip_t* zip);

  std::string name_;
  std::unique_ptr<std::string> bytes_;  ///< its address must not move: the zip reads there
  WorkbookLimits limits_;
  std::unique_ptr<zip_t, Discard> zip_;
  std::map<std::string, std::uint64_t, std::less<>> entries_;
};

/// `10 000`, for messages about limits.
std::string with_spaces(std::uint64_t number);
/// `64 Mio`.
std::string in_mebibytes(std::uint64_t bytes);

}  // namespace filrouge
