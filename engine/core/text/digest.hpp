#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace filrouge {

/// FNV-1a, 64 bits: the same on every machine and in every release, because the shares of a caseload and the
/// ids of findings depend on it. It tells texts apart and guards against no forger. `hash` is that of what
/// came before, to go on with a text cut in pieces.
constexpr std::uint64_t stable_hash(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

/// Each byte in two letters, 0 to f.
std::string hexadecimal(std::span<const unsigned char> bytes);

/// SHA-256 (FIPS 180-4) by OpenSSL's libcrypto, which uses the processor's own instructions: it names a rule
/// set by what its files say. @throws std::bad_alloc when libcrypto has no memory left.
class Sha256 {
 public:
  using Bytes = std::array<unsigned char, 32>;

  Sha256();
  void add(std::string_view bytes);
  /// The digest. The object is spent.
  Bytes bytes();
  /// The digest in 64 hexadecimal letters. The object is spent.
  std::string hex();

 private:
  struct Release {
    void operator()(evp_md_ctx_st* state) const;
  };
  std::unique_ptr<evp_md_ctx_st, Release> state_;
};

}  // namespace filrouge
