#include "engine/core/text/digest.hpp"

#include <openssl/evp.h>

#include <new>

namespace filrouge {
namespace {

void require(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr std::string_view letters = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += letters[byte >> 4];
    text += letters[byte & 0xF];
  }
  return text;
}

void Sha256::Release::operator()(evp_md_ctx_st* state) const {
  EVP_MD_CTX_free(state);
}

Sha256::Sha256() : state_(EVP_MD_CTX_new()) {
  require(state_ && EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) == 1);
}

Sha256::Bytes Sha256::bytes() {
  Bytes digest{};
  require(EVP_DigestFinal_ex(state_.get(), digest.data(), nullptr) == 1);
  return digest;
}

std::string Sha256::hex() {
  return hexadecimal(bytes());
}

}  // namespace filrouge
