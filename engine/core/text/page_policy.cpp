#include "engine/core/text/page_policy.hpp"

#include <openssl/evp.h>

#include <array>
#include <string>

#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

/// The digest as policies write it: base64 (RFC 4648).
std::string digest_of(std::string_view text) {
  Sha256 sha;
  sha.add(text);
  const auto digest = sha.bytes();
  // Four letters for three bytes, the last group filled up, and the zero that ends the text.
  std::array<unsigned char, (digest.size() + 2) / 3 * 4 + 1> base64{};
  const int letters = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
  return "'sha256-" + std::string(base64.begin(), base64.begin() + letters) + "'";
}

}  // namespace

std::string page_policy(std::string_view style, std::string_view script) {
  return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
         digest_of(style) + (script.empty() ? std::string() : "; script-src " + digest_of(script)) +
         "; base-uri 'none'; form-action 'none'\">\n";
}

}  // namespace filrouge
