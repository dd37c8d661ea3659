#include "apps/serveur/http/multipart.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include "engine/core/text/utf8.hpp"

namespace filrouge::http {
namespace {

constexpr std::size_t longest_headers = 4096, most_parts = 500, longest_boundary = 70, longest_name = 255;

using boost::beast::iequals;

/// « name="fichier"; filename="a.csv" » after the word of a header.
std::optional<std::string> parameter(std::string_view value, std::string_view wanted) {
  const auto semicolon = value.find(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  for (const auto& [name, text] : boost::beast::http::param_list(value.substr(semicolon)))
    if (iequals(name, wanted)) return std::string(text);
  return std::nullopt;
}

/// Browsers write a quote and the ends of lines so, and nothing else.
std::string unescaped(std::string text) {
  for (std::size_t at = 0; (at = text.find("%22", at)) != std::string::npos; ++at) text.replace(at, 3, "\"");
  return text;
}

bool is_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && first_bad_utf8(text) == std::string_view::npos;
}

std::string without_folders(std::string name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != std::string::npos) name.erase(0, slash + 1);
  return std::string(utf8_prefix(name, longest_name));
}

std::string_view extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
  auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > longest_boundary) return std::nullopt;
  for (const char c : *boundary)
    if (c < 0x20 || c == 0x7F) return std::nullopt;
  return boundary;
}

Multipart::Multipart(const std::string& boundary, const UploadFolder& folder, std::size_t field_bytes)
    : folder_(folder), delimiter_("\r\n--" + boundary), field_bytes_(field_bytes) {}

bool Multipart::read(std::string_view bytes) {
  if (state_ == State::end) return true;
  pending_ += bytes;
  while (step()) continue;
  return state_ != State::malformed;
}

/// One passage; false when more must come first, or nothing more will be read.
bool Multipart::step() {
  const auto refuse = [&] {
    state_ = State::malformed;
    return false;
  };
  switch (state_) {
    case State::preamble:
    case State::content: {
      const auto found = pending_.find(delimiter_);
      const bool ends = found != std::string::npos;
      // What may be the beginning of a boundary waits for its end.
      const auto sure = ends                                  ? found
                        : pending_.size() < delimiter_.size() ? 0
                                                              : pending_.size() - delimiter_.size() + 1;
      if (state_ == State::content && !take(std::string_view(pending_).substr(0, sure))) return refuse();
      pending_.erase(0, sure + (ends ? delimiter_.size() : 0));
      if (!ends) return false;
      if (state_ == State::content && !end_part()) return refuse();
      state_ = State::after_boundary;
      return true;
    }
    case State::after_boundary:
      if (pending_.size() < 2) return false;
      if (pending_.starts_with("--")) {
        state_ = State::end;
        return false;
      }
      if (!pending_.starts_with("\r\n")) return refuse();
      state_ = State::headers;
      return true;
    case State::headers: {
      // The end of line of the boundary is still there: a part without any header is seen as one.
      const auto found = pending_.find("\r\n\r\n");
      if (found > longest_headers) return pending_.size() > longest_headers ? refuse() : false;
      if (found == 0 || !begin_part(std::string_view(pending_).substr(2, found - 2))) return refuse();
      pending_.erase(0, found + 4);
      state_ = State::content;
      return true;
    }
    case State::end:
    case State::malformed:
      break;
  }
  return false;
}

bool Multipart::begin_part(std::string_view headers) {
  if (++parts_ > most_parts) return false;
  std::optional<std::string> name, filename;
  while (!headers.empty()) {
    const auto end = headers.find("\r\n");
    const auto line = headers.substr(0, end);
    headers.remove_prefix(end == std::string_view::npos ? headers.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !iequals(line.substr(0, colon), "content-disposition")) continue;
    name = parameter(line.substr(colon), "name");
    filename = parameter(line.substr(colon), "filename");
  }
  if (!name || !is_text(*name)) return false;
  name_ = unescaped(std::move(*name));
  value_.clear();
  is_file_ = filename.has_value();
  if (!is_file_) return true;
  auto called = without_folders(unescaped(std::move(*filename)));
  // A field for a file that was left empty comes so.
  if (called.empty()) return true;
  if (upload_ || !is_text(called)) return false;
  writing_ = std::make_shared<UploadedFile>(folder_, extension_of(called));
  upload_ = Upload{writing_, std::move(called), name_};
  return true;
}

bool Multipart::take(std::string_view bytes) {
  if (writing_) {
    writing_->write(bytes);
    return true;
  }
  if (is_file_) return bytes.empty();
  if (bytes.size() > field_bytes_) return false;
  field_bytes_ -= bytes.size();
  value_ += bytes;
  return true;
}

bool Multipart::end_part() {
  if (writing_) {
    writing_->close();
    writing_.reset();
    return true;
  }
  if (is_file_) return true;
  if (!is_text(value_)) return false;
  fields_.add(name_, std::move(value_));
  return true;
}

}  // namespace filrouge::http
