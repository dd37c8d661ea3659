#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/formats/dossier_source.hpp"
#include "engine/formats/encoding.hpp"
#include "engine/formats/table_rows.hpp"

namespace filrouge {

enum class TextEncoding { detected, utf8, windows_1252 };

/// How a CSV is written, where somebody knows.
struct CsvLayout {
  TextEncoding encoding = TextEncoding::detected;
  char separator = '\0';  ///< '\0': detected
};

/// The rows of a CSV as spreadsheets and case systems write them: cells apart by `;`, `,` or a tab, quoted or
/// not, quotes doubled inside quotes, ends of line inside quotes, LF, CRLF or the CR of the Macintosh, a byte
/// order mark, `="0123"` that keeps its zeros from Excel. Blank lines are passed over. Memory holds one row.
/// Limits: 1 MiB a cell, 4 096 cells a row.
class CsvRows final : public TableRows {
 public:
  /// `input` must be seekable for its encoding to be detected (UTF-8 if the whole of it is, else
  /// windows-1252; UTF-16 by its mark), and must live as long. The separator is the one that Excel says («
  /// sep=; » on the first line), else the layout, else the one that stands on the most of the first lines.
  /// Throws FormatError.
  CsvRows(std::istream& input, std::string name, CsvLayout layout = {});
  /// The same of an input that it keeps.
  CsvRows(std::unique_ptr<std::istream> input, std::string name, CsvLayout layout);

  /// `fault`: `row.line` cannot be read as cells (a quote never closed, a cell without end); the next line is
  /// the next row.
  Status next(TableRow& row) override;

  char separator() const { return separator_; }

 private:
  bool fill();
  bool told_separator();
  char detected_separator() const;
  void pass(std::size_t end);
  bool parse(TableRow& row, std::size_t& end);

  std::unique_ptr<std::istream> kept_;
  std::istream& input_;
  std::string name_;
  bool is_utf8_ = true;
  std::optional<Utf16Decoder> utf16_;
  char separator_;
  char newline_ = '\n';
  std::string buffer_;
  std::size_t begin_ = 0;
  bool exhausted_ = false;
  std::uint64_t line_ = 1;
};

}  // namespace filrouge
