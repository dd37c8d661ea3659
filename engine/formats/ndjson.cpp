#include "engine/formats/ndjson.hpp"

#include <cstring>
#include <iostream>
#include <string_view>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/not_json.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 20;

}  // namespace

DossierStream::DossierStream(std::istream& input, std::string name)
    : input_(&input), name_(std::move(name)) {}

DossierStream::DossierStream(const std::string& path, UnnamedActs names)
    : input_(&std::cin), name_(path), reader_(names) {
  if (path == "-") {
    name_ = "entrée standard";
    return;
  }
  file_ = open_file(path);
  input_ = file_.get();
  if (path.ends_with(".json")) layout_ = Layout::objects;
}

/// Brings in more bytes after end_; false at the end of the input.
bool DossierStream::fill() {
  if (exhausted_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + chunk_bytes + DossierJsonReader::padding())
    buffer_.resize(end_ + chunk_bytes + DossierJsonReader::padding());
  input_->read(buffer_.data() + end_, static_cast<std::streamsize>(chunk_bytes));
  const auto got = static_cast<std::size_t>(input_->gcount());
  end_ += got;
  // Standard input says its faults to C alone.
  if (input_->bad() || (input_ == &std::cin && std::ferror(stdin) != 0))
    throw FormatError("la lecture de « " + name_ + " » s'est interrompue");
  exhausted_ = !*input_;
  return got > 0;
}

/// Passes over bytes, keeping count of lines and columns.
void DossierStream::discard(std::size_t bytes) {
  for (const std::size_t last = begin_ + bytes; begin_ < last; ++begin_) {
    const char c = buffer_[begin_];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if (!utf8_continues(c)) {
      ++column_;
    }
  }
}

void DossierStream::see_layout() {
  fill();
  if (std::string_view(buffer_.data() + begin_, end_ - begin_).starts_with(byte_order_mark))
    begin_ += byte_order_mark.size();
  if (const auto what = not_json({buffer_.data() + begin_, end_ - begin_}))
    throw FormatError("« " + name_ + " » " + *what);
  if (layout_ != Layout::unseen) return;
  layout_ = Layout::lines;
  const std::string_view seen(buffer_.data() + begin_, end_ - begin_);
  for (std::size_t at = 0; at < seen.size();) {
    const auto stop = std::min(seen.find('\n', at), seen.size());
    const auto line = trimmed_of_ascii(seen.substr(at, stop - at));
    at = stop + 1;
    if (line.empty()) continue;
    if (line == "{" || line == "[" || line == "[{") layout_ = Layout::objects;
    return;
  }
}

ReadStatus DossierStream::next(Record& record, Reject& reject) {
  if (buffer_.empty()) see_layout();
  return layout_ == Layout::objects ? next_object(record, reject) : next_line(record, reject);
}

ReadStatus DossierStream::refuse(std::string reason, Reject& reject) const {
  reject = {};
  reject.file = name_;
  reject.line = line_;
  reject.reason = std::move(reason);
  return ReadStatus::reject;
}

ReadStatus DossierStream::take(std::size_t length, std::uint64_t column, Record& record, Reject& reject) {
  const auto first_line = line_;
  given_line_ = line_;
  auto refused = reader_.read_in_place({buffer_.data() + begin_, length}, record, line_);
  if (!refused) return ReadStatus::record;
  reject = std::move(*refused);
  reject.file = name_;
  if (reject.line == first_line) reject.column += column - 1;
  return ReadStatus::reject;
}

ReadStatus DossierStream::next_line(Record& record, Reject& reject) {
  std::size_t searched = 0;  // bytes after begin_ known to hold no end of line
  while (true) {
    const char* const start = buffer_.data() + begin_;
    const auto available = end_ - begin_;
    const auto* newline =
        available > searched
            ? static_cast<const char*>(std::memchr(start + searched, '\n', available - searched))
            : nullptr;
    if (!newline) {
      searched = available;
      if (available > dossier_limits::bytes) {
        // The rest of the line is passed over piece by piece: it may be of any length.
        bool found = false;
        do {
          begin_ = end_;
          if (!fill()) break;
          newline = static_cast<const char*>(std::memchr(buffer_.data() + begin_, '\n', end_ - begin_));
          found = newline != nullptr;
        } while (!found);
        begin_ = found ? static_cast<std::size_t>(newline - buffer_.data()) + 1 : end_;
        const auto status = refuse("la ligne dépasse 16 Mio ; elle est passée", reject);
        ++line_;
        return status;
      }
      if (fill()) continue;
      if (available == 0) return ReadStatus::end;
    }
    const auto length = newline ? static_cast<std::size_t>(newline - start) : end_ - begin_;
    const auto text = trimmed_of_ascii({buffer_.data() + begin_, length});
    if (text.empty()) {
      begin_ += length + (newline ? 1 : 0);
      ++line_;
      searched = 0;
      continue;
    }
    const auto status = take(length, 1, record, reject);
    begin_ += length + (newline ? 1 : 0);
    ++line_;
    return status;
  }
}

ReadStatus DossierStream::next_object(Record& record, Reject& reject) {
  // Between dossiers: blanks, commas and the brackets of a list.
  while (true) {
    while (begin_ < end_ && (is_ascii_blank(buffer_[begin_]) || buffer_[begin_] == ',' ||
                             buffer_[begin_] == '[' || buffer_[begin_] == ']'))
      discard(1);
    if (begin_ < end_) break;
    if (!fill()) return ReadStatus::end;
  }
  if (buffer_[begin_] != '{') {
    const auto status = refuse("attendu : un dossier, entre { et }", reject);
    reject.column = column_;
    while (begin_ < end_ || fill()) {
      if (buffer_[begin_] == '{') break;
      discard(1);
    }
    return status;
  }
  int depth = 0;
  bool in_text = false, escaped = false;
  std::size_t length = 0;
  while (begin_ + length < end_ || fill()) {
    const char c = buffer_[begin_ + length++];
    if (length > dossier_limits::bytes) {
      const auto status = refuse("le dossier dépasse 16 Mio ; la suite du fichier ne peut être lue", reject);
      begin_ = end_;
      exhausted_ = true;
      return status;
    }
    if (escaped) {
      escaped = false;
    } else if (in_text) {
      if (c == '\\')
        escaped = true;
      else if (c == '"')
        in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      break;
    }
  }
  const auto status = take(length, column_, record, reject);
  discard(length);
  return status;
}

}  // namespace filrouge
