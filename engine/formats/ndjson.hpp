#pragma once

#include <cstdint>
#include <fstream>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/dossier_json.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {

/// Dossiers as JSON, one after the other, in memory that does not grow with their number.
///
/// One a line (NDJSON): blank lines, CRLF, a byte order mark and a missing last end of line are fine; a line
/// that cannot be read is a reject and the next one is read; a line beyond 16 MiB is skipped whole. Or laid
/// out over several lines, alone or in a list: so is a file read when its name ends in `.json` or when its
/// first line is nothing but an opening bracket. What is plainly something else (not_json.hpp) is refused by
/// the first next(), with a FormatError: its lines would be as many rejects.
class DossierStream final : public DossierSource {
 public:
  /// Reads from `input`, which must live as long; `name` is what rejects call it.
  DossierStream(std::istream& input, std::string name);
  /// Opens a file, or standard input for "-". Throws FormatError when it cannot be opened.
  explicit DossierStream(const std::string& path, UnnamedActs names = UnnamedActs::by_rank);

  ReadStatus next(Record& record, Reject& reject) override;
  std::uint64_t line() const override { return given_line_; }

  const std::string& name() const { return name_; }

 private:
  enum class Layout { unseen, lines, objects };

  bool fill();
  void discard(std::size_t bytes);
  void see_layout();
  ReadStatus next_line(Record& record, Reject& reject);
  ReadStatus next_object(Record& record, Reject& reject);
  ReadStatus take(std::size_t length, std::uint64_t column, Record& record, Reject& reject);
  ReadStatus refuse(std::string reason, Reject& reject) const;

  std::unique_ptr<std::ifstream> file_;
  std::istream* input_;
  std::string name_;
  Layout layout_ = Layout::unseen;
  DossierJsonReader reader_;
  std::vector<char> buffer_;  ///< padding bytes beyond end_ are always allocated
  std::size_t begin_ = 0;     ///< what is not read yet
  std::size_t end_ = 0;
  bool exhausted_ = false;
  std::uint64_t line_ = 1;        ///< of buffer_[begin_]
  std::uint64_t given_line_ = 0;  ///< of the dossier last given
  std::uint64_t column_ = 1;      ///< of buffer_[begin_], in characters; kept by the layout `objects` alone
};

}  // namespace filrouge
