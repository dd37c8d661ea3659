#pragma once

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge::acces {

/// The secret of the account under which the server runs: 32 bytes drawn at random, in a file of its own
/// beside the access file, which keeps id() alone. With it the audit is chained, the forms of a session are
/// told from forged ones, and the names tried at the door are kept without being readable.
class AccessKey {
 public:
  using Bytes = std::array<unsigned char, 32>;
  /// Each use has a key of its own, drawn from this one.
  enum class Use { naming, audit, forms, attempts };

  explicit AccessKey(const Bytes& secret) : secret_(secret) {}

  /// Reads the file: 64 hexadecimal letters. Throws AccessError: missing, open to others, not a key.
  static AccessKey read(const std::string& path);
  /// Draws a key and writes it (0600); `owner` and `group`: whose the file is, when the caller may give it.
  /// A file that is there is never replaced. Throws AccessError.
  static AccessKey make(const std::string& path, std::optional<uid_t> owner, gid_t group);

  /// HMAC-SHA256 of the bytes under the key of that use.
  Bytes mac(Use use, std::string_view bytes) const;

  /// Names the key, and tells nothing of it: 16 hexadecimal letters.
  std::string id() const;

 private:
  Bytes secret_;
};

}  // namespace filrouge::acces
