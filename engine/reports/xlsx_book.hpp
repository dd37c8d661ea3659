#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge {

/// A column of a list.
struct XlsxColumn {
  enum class Kind { number, text, wrapped, day };
  const char* title;
  double width;  ///< in characters
  Kind kind;
};

/// What a list is laid out by.
struct XlsxList {
  std::span<const XlsxColumn> columns;  ///< the cells of a row follow their order; what is printed first
  std::uint16_t last_printed;           ///< the last column that is printed
  std::uint16_t frozen;                 ///< how many columns stay in sight
  const char* numbers_as_texts;  ///< « C1:D1048576 »: texts that look like numbers, and are none by mistake
};

/// A workbook being written at a path: lists of rows, and sheets of notes. Texts are texts, never formulas;
/// memory does not grow with the rows. Everything throws FileError where it cannot be written.
class XlsxBook {
 public:
  using Column = std::uint16_t;

  explicit XlsxBook(const std::string& path);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  /// `made_at`: ISO day and time, or empty.
  void properties(std::string title, std::string comments, const std::string& made_at);
  /// A sheet of rows, from its heading on; those of the list before it are over.
  void begin_list(const std::string& name, const XlsxList& list);
  void end_list();
  /// A sheet of two columns.
  void begin_notes(const std::string& name);

  void number(Column column, std::uint64_t value);
  void text(Column column, std::string_view value);
  void wrapped(Column column, std::string_view value);
  void title(Column column, std::string_view value);
  /// What is written as no day is left as it is written.
  void day(Column column, std::string_view iso);
  void end_row();

  /// Once, last.
  void finish();

 private:
  class Writing;
  std::unique_ptr<Writing> writing_;
};

}  // namespace filrouge
