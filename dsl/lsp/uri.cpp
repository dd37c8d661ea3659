#include "dsl/lsp/uri.hpp"

#include <cctype>

namespace filrouge::lsp {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::filesystem::path> path_of(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  if (uri.starts_with("localhost/")) uri.remove_prefix(9);
  if (!uri.starts_with('/')) return std::nullopt;
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] != '%') {
      path.push_back(uri[i]);
      continue;
    }
    const int high = i + 2 < uri.size() ? digit(uri[i + 1]) : -1;
    const int low = high < 0 ? -1 : digit(uri[i + 2]);
    if (low < 0 || (high == 0 && low == 0)) return std::nullopt;
    path.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return std::filesystem::path(path).lexically_normal();
}

std::string uri_of(const std::filesystem::path& path) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : path.generic_string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       std::string_view("-._~/").find(c) != std::string_view::npos);
    if (plain) {
      uri.push_back(c);
      continue;
    }
    uri.push_back('%');
    uri.push_back(hex[byte >> 4]);
    uri.push_back(hex[byte & 15]);
  }
  return uri;
}

}  // namespace filrouge::lsp
