#include "dsl/lsp/channel.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <istream>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

namespace filrouge::lsp {
namespace {

constexpr std::string_view length_header = "content-length:";
/// More than any rule file, escaped; a client that announces more is not believed.
constexpr std::size_t longest_message = 64u << 20;
constexpr std::size_t longest_header = 4096;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::optional<std::size_t> length_in(std::string_view value) {
  const auto begin = value.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return std::nullopt;
  const auto end = value.find_last_not_of(" \t");
  value = value.substr(begin, end - begin + 1);
  std::size_t length = 0;
  const auto [stopped, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || stopped != value.data() + value.size()) return std::nullopt;
  return length;
}

}  // namespace

/// False at the end of the stream, or of a line that is no header.
bool Channel::header_line(std::string& line) {
  line.clear();
  for (int c = in_.get(); c != std::istream::traits_type::eof(); c = in_.get()) {
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return true;
    }
    line.push_back(static_cast<char>(c));
    if (line.size() > longest_header) return false;
  }
  return false;
}

/// Reads on to the next « Content-Length: ».
bool Channel::resume() {
  std::size_t met = 0;
  for (int c = in_.get(); c != std::istream::traits_type::eof(); c = in_.get()) {
    const auto letter = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    met = letter == length_header[met] ? met + 1 : letter == length_header[0] ? 1 : 0;
    if (met == length_header.size()) return inside_header_ = true;
  }
  return false;
}

Channel::Read Channel::read(Json& message, std::string& why) {
  std::optional<std::size_t> length;
  std::string line;
  // It is told at once: what follows may be long to come.
  const auto broken = [&](std::string reason) {
    why = std::move(reason);
    lost_ = true;
    return Read::broken;
  };
  if (std::exchange(lost_, false) && !resume()) return Read::end;
  for (bool first = true;; first = false) {
    const bool resumed = std::exchange(inside_header_, false);
    const bool whole = header_line(line);
    if (!whole && line.size() > longest_header) return broken("un en-tête de plus de 4096 octets");
    if (!whole) {
      why = "le flux s'arrête dans un en-tête";
      return first && line.empty() ? Read::end : Read::broken;
    }
    if (resumed) line.insert(0, length_header);
    if (line.empty()) {
      if (first) continue;  // a blank line between two messages
      break;
    }
    const auto name = lower(line.substr(0, line.find(':') + 1));
    if (name.empty()) return broken("un en-tête sans « : » : il faut « Content-Length: » et un nombre");
    if (name != length_header) continue;
    length = length_in(std::string_view(line).substr(name.size()));
    if (!length) return broken("« Content-Length » doit être suivi d'un nombre d'octets");
    if (*length > longest_message) return broken("un message de plus de 64 Mio n'est pas lu");
  }
  if (!length) return broken("il manque « Content-Length »");
  std::string body(*length, '\0');
  in_.read(body.data(), static_cast<std::streamsize>(body.size()));
  if (static_cast<std::size_t>(in_.gcount()) != body.size()) {
    why = "le flux s'arrête dans un message";
    return Read::broken;
  }
  message = Json::parse(body, nullptr, false);
  if (!message.is_discarded()) return Read::message;
  why = "ce n'est pas du JSON en UTF-8";
  return Read::broken;
}

void Channel::send(const Json& message) {
  // A text cut in the middle of a character by a client is shown, never refused.
  const auto body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::lock_guard lock(writing_);
  out_ << "Content-Length: " << body.size() << "\r\n\r\n" << body;
  out_.flush();
}

void Channel::answer(const Json& id, Json result) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

void Channel::fail(const Json& id, ErrorCode code, const std::string& why) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(code)}, {"message", why}}}});
}

void Channel::notify(const char* method, Json params) {
  send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

}  // namespace filrouge::lsp
