#include "engine/core/text/page_policy.hpp"

#include <cstdint>

#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

unsigned value_of(char hexadecimal) {
  return static_cast<unsigned>(hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'a' + 10);
}

/// The digest as policies write it: base64 (RFC 4648).
std::string digest_of(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t letters_of_three_bytes = 4;
  Sha256 sha;
  sha.add(text);
  const auto hex = sha.hex();
  std::string base64;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : hex) {
    held = held << 4 | value_of(c);
    bits += 4;
    if (bits < 6) continue;
    bits -= 6;
    base64 += letters[held >> bits & 63];
  }
  if (bits > 0) base64 += letters[held << (6 - bits) & 63];
  while (base64.size() % letters_of_three_bytes != 0) base64 += '=';
  return "'sha256-" + base64 + "'";
}

}  // namespace

std::string page_policy(std::string_view style, std::string_view script) {
  return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
         digest_of(style) + (script.empty() ? std::string() : "; script-src " + digest_of(script)) +
         "; base-uri 'none'; form-action 'none'\">\n";
}

}  // namespace filrouge
