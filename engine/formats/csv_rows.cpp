#include "engine/formats/csv_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "engine/core/text/fold.hpp"
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

CsvRows::CsvRows(std::istream& input, std::string name, CsvLayout layout)
    : input_(input), name_(std::move(name)), separator_(layout.separator) {
  is_utf8_ =
      layout.encoding == TextEncoding::detected ? is_all_utf8(input_) : layout.encoding == TextEncoding::utf8;
  fill();
  if (const bool big = buffer_.starts_with("\xFE\xFF"); big || buffer_.starts_with("\xFF\xFE")) {
    utf16_.emplace(big);
    buffer_ = (*utf16_)(std::string_view(buffer_).substr(2));
    is_utf8_ = true;
  }
  if (buffer_.starts_with(byte_order_mark)) {
    begin_ = byte_order_mark.size();
    is_utf8_ = true;
  }
  if (buffer_.find('\n') == std::string::npos && buffer_.find('\r') != std::string::npos) newline_ = '\r';
  if (!told_separator() && separator_ == '\0') separator_ = detected_separator();
}

CsvRows::CsvRows(std::unique_ptr<std::istream> input, std::string name, CsvLayout layout)
    : CsvRows(*input, std::move(name), layout) {
  kept_ = std::move(input);
}

/// « sep=; » on the first line, which Excel writes for itself, and then passes over.
bool CsvRows::told_separator() {
  const auto end = buffer_.find(newline_, begin_);
  if (end == std::string::npos) return false;
  auto line = std::string_view(buffer_).substr(begin_, end - begin_);
  while (line.ends_with('\r') || line.ends_with('"')) line.remove_suffix(1);
  if (line.starts_with('"')) line.remove_prefix(1);
  if (constexpr std::string_view key = "sep=";
      fold(line.substr(0, key.size())) != key || line.size() <= key.size())
    return false;
  separator_ = line[4];
  pass(end + 1);
  return true;
}

/// A title above the table, or amounts with a comma, may hold the other ones: the right one stands on more
/// lines than they, that of the titles too; else as often on more of them; else more often on the first where
/// any stands.
char CsvRows::detected_separator() const {
  constexpr std::string_view candidates = ";,\t";
  constexpr std::size_t lines_read = 30;
  std::array<std::size_t, candidates.size()> lines{}, on_first{}, here{};
  std::array<std::map<std::size_t, std::size_t>, candidates.size()> by_count;
  bool quoted = false, at_start = true, met = false;
  std::size_t line = 0;
  for (std::size_t i = begin_; i <= buffer_.size() && line < lines_read; ++i) {
    const bool ends = i == buffer_.size() || (buffer_[i] == newline_ && !quoted);
    if (ends) {
      const bool any = std::ranges::any_of(here, [](auto count) { return count > 0; });
      if (any && !met) on_first = here;
      met = met || any;
      for (std::size_t k = 0; k < candidates.size(); ++k)
        if (here[k] > 0) {
          ++lines[k];
          ++by_count[k][here[k]];
        }
      here = {};
      at_start = true;
      ++line;
      continue;
    }
    if (buffer_[i] == '"' && (quoted || at_start)) {
      quoted = !quoted;
      at_start = false;
      continue;
    }
    if (quoted) continue;
    const auto found = candidates.find(buffer_[i]);
    if (found != std::string_view::npos) ++here[found];
    at_start = found != std::string_view::npos || (at_start && buffer_[i] == ' ');
  }
  const auto merit = [&](std::size_t k) {
    std::size_t alike = 0;
    for (const auto& [count, often] : by_count[k]) alike = std::max(alike, often);
    return std::tuple(lines[k], alike, on_first[k]);
  };
  std::size_t best = 0;
  for (std::size_t k = 1; k < candidates.size(); ++k)
    if (merit(k) > merit(best)) best = k;
  return candidates[best];
}

bool CsvRows::fill() {
  if (exhausted_) return false;
  const auto held = buffer_.size();
  buffer_.resize(held + chunk_bytes);
  input_.read(buffer_.data() + held, static_cast<std::streamsize>(chunk_bytes));
  buffer_.resize(held + static_cast<std::size_t>(input_.gcount()));
  if (input_.bad()) throw FormatError("la lecture de « " + name_ + " » s'est interrompue");
  exhausted_ = !input_;
  if (utf16_) {
    const auto decoded = (*utf16_)(std::string_view(buffer_).substr(held));
    buffer_.replace(held, std::string::npos, decoded);
  }
  return buffer_.size() > held;
}

void CsvRows::pass(std::size_t end) {
  line_ +=
      static_cast<std::uint64_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                                            buffer_.begin() + static_cast<std::ptrdiff_t>(end), newline_));
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
    const char c = has_byte ? buffer_[i] : newline_;
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
    } else if (c == separator_ || c == newline_) {
      if (c == newline_ && cell.ends_with('\r')) cell.pop_back();
      if (!is_utf8_) cell = from_windows_1252(cell);
      if (const auto inside = trimmed(cell); inside.size() != cell.size()) cell = std::string(inside);
      if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"'))
        cell = cell.substr(2, cell.size() - 3);
      row.cells.push_back(std::move(cell));
      cell.clear();
      at_start = true;
      if (row.cells.size() > most_cells) return false;
      if (c == newline_) {
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
      const auto newline = buffer_.find(newline_, begin_);
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
