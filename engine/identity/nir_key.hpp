#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// The secret under which NIRs are compared without being kept: HMAC-SHA256 (RFC 2104), by libcrypto. NIRs
/// are few: whoever has the key and the base can find them again by trying them all. The key stands in a file
/// of its own, never in the base, which keeps id() alone.
class NirKey {
 public:
  static constexpr std::size_t least_bytes = 32;

  /// `bytes`: at least `least_bytes`, drawn at random.
  explicit NirKey(std::string bytes);

  /// What stands for a NIR: 64 hexadecimal letters, the same for its thirteen characters and for its fifteen,
  /// whatever its blanks and the case of its letters. Empty for what has not the form of a NIR.
  std::string of(std::string_view nir) const;

  /// Names the key, and tells nothing of it: 16 hexadecimal letters.
  std::string id() const;

 private:
  std::string digest(std::string_view text) const;

  std::string bytes_;
};

}  // namespace filrouge
