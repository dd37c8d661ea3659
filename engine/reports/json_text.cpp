#include "engine/reports/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// Not to be written as it is within a JSON text, or not seen.
constexpr auto escaped_ascii = [] {
  std::array<bool, 0x80> all{};
  for (std::size_t c = 0; c < all.size(); ++c)
    all[c] = c == '"' || c == '\\' || is_invisible(static_cast<char32_t>(c));
  return all;
}();

/// Where the first character is that is not plain ASCII; the letters of most texts are passed over by eight.
std::size_t plain_ascii_from(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101, high = ones * 0x80;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    const auto control = eight - ones * ' ', quote = (eight ^ ones * '"') - ones,
               backslash = (eight ^ ones * '\\') - ones, rubout = eight + ones;
    if ((eight | control | quote | backslash | rubout) & high) break;
  }
  return at;
}

/// Does the text stand in JSON as it is?
bool stands_as_it_is(std::string_view text) {
  for (auto at = plain_ascii_from(text, 0); at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < escaped_ascii.size()) {
      if (escaped_ascii[byte]) return false;
      ++at;
      continue;
    }
    const auto character = utf8_at(text, at);
    if (character.length == 0 || is_invisible(character.code)) return false;
    at = plain_ascii_from(text, at + character.length);
  }
  return true;
}

void quote(std::string_view text, std::string& out) {
  out += '"';
  out += text;
  out += '"';
}

/// A character that would act on what is read, as a page shows it; within JSON, of which `\\` is one
/// backslash.
std::string shown_in_json(char32_t code) {
  return code < 0x80 ? fmt::format("\\\\x{:02x}", static_cast<unsigned>(code))
                     : fmt::format("U+{:04X}", static_cast<unsigned>(code));
}

/// The bytes at which a page may not hold JSON as it is: `<`, escapes, and all that may begin a character
/// that is not seen.
constexpr auto stops_a_page = [] {
  std::array<bool, 0x100> all{};
  for (std::size_t c = 0; c < all.size(); ++c)
    all[c] = c == '<' || c == '\\' || (c >= 0x7F && c <= 0xC2) || c == 0xD8 || c == 0xE2 || c == 0xEF;
  return all;
}();

}  // namespace

std::string dumped(const Json& json) {
  auto text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (holds_invisible(text)) text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text;
}

void append_json_text(std::string_view text, std::string& out) {
  // The library knows the texts that do not.
  if (!stands_as_it_is(text))
    out += dumped(Json(text));
  else
    quote(text, out);
}

void append_page_text(std::string_view text, std::string& out) {
  if (!stands_as_it_is(text) || text.find('<') != text.npos)
    append_embedded(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace), out);
  else
    quote(text, out);
}

void append_embedded(std::string_view json, std::string& out) {
  for (std::size_t at = 0; at < json.size();) {
    auto stop = at;
    while (stop < json.size() && !stops_a_page[static_cast<unsigned char>(json[stop])]) {
      const bool more = static_cast<unsigned char>(json[stop++]) >= 0x80;
      while (more && stop < json.size() && utf8_continues(json[stop])) ++stop;
    }
    out += json.substr(at, stop - at);
    at = stop;
    if (at == json.size()) break;
    const auto rest = json.substr(at);
    constexpr std::size_t escape = 6;  // \u001b
    if (rest.front() == '<') {
      out += "\\u003c";
      ++at;
    } else if (rest.starts_with("\\u") && rest.size() >= escape) {
      unsigned code = 0;
      std::from_chars(rest.data() + 2, rest.data() + escape, code, 16);
      if (is_invisible(code))
        out += shown_in_json(code);
      else
        out += rest.substr(0, escape);
      at += escape;
    } else if (rest.starts_with("\\b") || rest.starts_with("\\f") || rest.starts_with("\\r")) {
      out += shown_in_json(rest[1] == 'b' ? U'\b' : rest[1] == 'f' ? U'\f' : U'\r');
      at += 2;
    } else if (rest.front() == '\\') {
      out += rest.substr(0, 2);
      at += 2;
    } else {
      const auto character = utf8_at(json, at);
      const std::size_t length = std::max<std::size_t>(character.length, 1);
      if (character.code > U'~' && is_invisible(character.code))
        out += shown_in_json(character.code);
      else
        out += rest.substr(0, length);
      at += length;
    }
  }
}

}  // namespace filrouge
