#include "engine/formats/csv_rows.hpp"

#include <algorithm>

#include "engine/core/text/utf8.hpp"
#include "engine/formats/encoding.hpp"

namespace filrouge {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 18;
constexpr std::size_t longest_cell = std::size_t{1} << 20;
constexpr std::size_t most_cells = 4'096;

/// Reads the whole input to its end, then goes back to its beginning.
bool is_all_utf8(std::istream& input) {
  const auto start = input.tellg();
  std::string chunk, carried;
  bool valid = true;
  while (valid && input) {
    chunk = carried;
    const auto held = chunk.size();
    chunk.resize(held + chunk_bytes);
    input.read(chunk.data() + held, static_cast<std::streamsize>(chunk_bytes));
    chunk.resize(held + static_cast<std::size_t>(input.gcount()));
    const auto bad = first_bad_utf8(chunk);
    carried.clear();
    if (bad == std::string::npos) continue;
    // The last character of a chunk may be cut; it is judged with the next one.
    if (input && chunk.size() - bad < 4)
      carried = chunk.substr(bad);
    else
      valid = false;
  }
  input.clear();
  input.seekg(start);
  return valid;
}

}  // namespace

CsvRows::CsvRows(std::istream& input, std::string name, TextEncoding encoding, char separator)
    : input_(input), name_(std::move(name)), separator_(separator) {
  is_utf8_ = encoding == TextEncoding::detected ? is_all_utf8(input_) : encoding == TextEncoding::utf8;
  fill();
  if (buffer_.starts_with(byte_order_mark)) {
    begin_ = byte_order_mark.size();
    is_utf8_ = true;
  }
  if (separator_ != '\0') return;
  std::size_t best = 0;
  separator_ = ';';
  for (const char candidate : {';', ',', '\t'}) {
    std::size_t count = 0;
    bool quoted = false;
    for (std::size_t i = begin_; i < buffer_.size() && (quoted || buffer_[i] != '\n'); ++i) {
      if (buffer_[i] == '"')
        quoted = !quoted;
      else if (!quoted && buffer_[i] == candidate)
        ++count;
    }
    if (count > best) {
      best = count;
      separator_ = candidate;
    }
  }
}

CsvRows::CsvRows(std::unique_ptr<std::istream> input, std::string name, TextEncoding encoding, char separator)
    : CsvRows(*input, std::move(name), encoding, separator) {
  kept_ = std::move(input);
}

bool CsvRows::fill() {
  if (exhausted_) return false;
  const auto held = buffer_.size();
  buffer_.resize(held + chunk_bytes);
  input_.read(buffer_.data() + held, static_cast<std::streamsize>(chunk_bytes));
  buffer_.resize(held + static_cast<std::size_t>(input_.gcount()));
  if (input_.bad()) throw FormatError("la lecture de « " + name_ + " » s'est interrompue");
  exhausted_ = !input_;
  return buffer_.size() > held;
}

void CsvRows::pass(std::size_t end) {
  line_ += static_cast<std::uint64_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                                                 buffer_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  begin_ = end;
  if (begin_ > chunk_bytes) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
}

/// Cuts the row that begins at begin_; `end` is just after it. False when it never ends.
bool CsvRows::parse(TableRow& row, std::size_t& end) {
  std::string cell;
  bool quoted = false, at_start = true;
  for (std::size_t i = begin_;; ++i) {
    const bool has_byte = i < buffer_.size() || fill();
    const char c = has_byte ? buffer_[i] : '\n';
    if (quoted) {
      if (!has_byte || cell.size() > longest_cell) return false;
      if (c != '"') {
        cell += c;
      } else if ((i + 1 < buffer_.size() || fill()) && buffer_[i + 1] == '"') {
        cell += '"';
        ++i;
      } else {
        quoted = false;
      }
      continue;
    }
    if (c == '"' && at_start) {
      quoted = true;
      at_start = false;
    } else if (c == separator_ || c == '\n') {
      if (c == '\n' && cell.ends_with('\r')) cell.pop_back();
      if (!is_utf8_) cell = from_windows_1252(cell);
      if (const auto inside = trimmed(cell); inside.size() != cell.size()) cell = std::string(inside);
      row.cells.push_back(std::move(cell));
      cell.clear();
      at_start = true;
      if (row.cells.size() > most_cells) return false;
      if (c == '\n') {
        end = std::min(i + 1, buffer_.size());
        return true;
      }
    } else {
      if (c != ' ') at_start = false;
      cell += c;
      if (cell.size() > longest_cell) return false;
    }
  }
}

CsvRows::Status CsvRows::next(TableRow& row) {
  while (begin_ < buffer_.size() || fill()) {
    row.line = line_;
    row.cells.clear();
    std::size_t end = 0;
    if (!parse(row, end)) {
      const auto newline = buffer_.find('\n', begin_);
      pass(newline == std::string::npos ? buffer_.size() : newline + 1);
      return Status::fault;
    }
    pass(end);
    if (row.cells.size() == 1 && row.cells.front().empty()) continue;
    return Status::row;
  }
  return Status::end;
}

}  // namespace filrouge
