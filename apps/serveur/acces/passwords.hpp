#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace filrouge::acces {

/// What one password costs to try: to who enters once, and to who would try them all.
struct PasswordCost {
  unsigned long long operations;
  std::size_t memory;  ///< bytes

  static PasswordCost usual();
  /// The least argon2id takes: for tests alone.
  static PasswordCost least();
};

/// Passwords as they are kept: argon2id (libsodium), with its salt and its cost. Any thread may call; each
/// computation takes the memory of its cost, and who serves bounds how many run together.
class PasswordHashing {
 public:
  explicit PasswordHashing(PasswordCost cost = PasswordCost::usual()) : cost_(cost) {}

  std::string hash(std::string_view password);
  bool matches(const std::string& hash, std::string_view password);
  /// What no password opens, at the same cost: tried for a name that is no account. Made once.
  const std::string& closed_hash();

  /// How many times argon2id has run.
  std::uint64_t computations() const { return computations_; }

 private:
  PasswordCost cost_;
  std::atomic<std::uint64_t> computations_ = 0;
  std::once_flag closed_once_;
  std::string closed_;
};

/// Why this password is not to be had by the account of that name, in French, saying what is expected; empty
/// when it may be.
std::string password_fault(std::string_view account, std::string_view password);

/// A password drawn at random, in letters that are not taken for one another: 99 bits, five by five.
std::string drawn_password();

}  // namespace filrouge::acces
