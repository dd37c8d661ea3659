#include "engine/identity/nir_key.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <new>

#include "engine/core/text/digest.hpp"
#include "engine/core/text/nir.hpp"

namespace filrouge {
namespace {

constexpr std::size_t compared = 13;  // the two last of fifteen are a checksum of these

}  // namespace

NirKey::NirKey(std::string bytes) : bytes_(std::move(bytes)) {}

std::string NirKey::digest(std::string_view text) const {
  std::array<unsigned char, 32> raw{};
  unsigned length = 0;
  if (!HMAC(EVP_sha256(), bytes_.data(), static_cast<int>(bytes_.size()),
            reinterpret_cast<const unsigned char*>(text.data()), text.size(), raw.data(), &length))
    throw std::bad_alloc();
  return hexadecimal(raw);
}

std::string NirKey::of(std::string_view nir) const {
  std::string packed;
  for (const char c : nir) {
    if ((c >= '0' && c <= '9') || c == 'A' || c == 'B') packed += c;
    if (c == 'a' || c == 'b') packed += static_cast<char>(c - 32);
  }
  if (!holds_nir(packed) || packed.size() > 15) return {};
  return digest("nir:" + packed.substr(0, compared));
}

std::string NirKey::id() const {
  return digest("filrouge: name of the key").substr(0, 16);
}

}  // namespace filrouge
