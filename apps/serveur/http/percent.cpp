#include "apps/serveur/http/percent.hpp"

#include "engine/core/text/utf8.hpp"

namespace filrouge::http {
namespace {

constexpr std::size_t most_fields = 2000;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, Blank blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && blank == Blank::plus) {
      c = ' ';
    } else if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = digit(text[i + 1]), low = digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    decoded += c;
  }
  if (first_bad_utf8(decoded) != std::string_view::npos) return std::nullopt;
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte / 16];
    encoded += digits[byte % 16];
  }
  return encoded;
}

bool read_fields(std::string_view text, Fields& fields) {
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    auto name = percent_decoded(piece.substr(0, equals), Blank::plus);
    auto value = equals == std::string_view::npos ? std::optional<std::string>(std::in_place)
                                                  : percent_decoded(piece.substr(equals + 1), Blank::plus);
    if (!name || !value || fields.count() == most_fields) return false;
    fields.add(std::move(*name), std::move(*value));
  }
  return true;
}

std::optional<std::vector<std::string>> path_segments(std::string_view path) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  std::vector<std::string> segments;
  path.remove_prefix(1);
  if (path.empty()) return segments;
  for (;;) {
    const auto end = path.find('/');
    auto segment = percent_decoded(path.substr(0, end), Blank::percent);
    if (!segment || *segment == "." || *segment == "..") return std::nullopt;
    for (const char c : *segment)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
    segments.push_back(std::move(*segment));
    if (end == std::string_view::npos) return segments;
    path.remove_prefix(end + 1);
  }
}

}  // namespace filrouge::http
