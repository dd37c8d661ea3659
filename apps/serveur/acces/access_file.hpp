#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <memory>
#include <mutex>
#include <string>
#include <type_traits>

#include "apps/serveur/acces/access_key.hpp"

namespace filrouge::acces {

/// Must the key beside the file be the one it was made with? `any` is for who only checks the audit.
enum class KeyCheck { its_own, any };

/// The file beside a base that holds the accounts, the sessions, the attempts at the door and the audit. It
/// is not the base, so that an import that holds the base for minutes keeps nobody out and no reading from
/// being told; and what is erased of the base leaves the audit whole.
///
/// One connection, one mutex: any thread may call. What is done is on the disk when writing() returns
/// (WAL, synchronous = FULL). Times are always given by the caller.
class AccessFile {
 public:
  /// Where the access file of that base is when nothing else is asked: beside the file itself, not beside a
  /// link to it.
  static std::string path_beside(const std::string& base);

  /// Opens it, makes it (0600, whose the base is) and its key on first use, brings it to the current schema.
  /// `path` empty: path_beside(base). Throws AccessError: no such base, open to others, another program's
  /// file, a key that is missing or, as `check` asks, not its own.
  explicit AccessFile(const std::string& base, const std::string& path = {},
                      KeyCheck check = KeyCheck::its_own);

  const std::string& path() const { return path_; }
  std::string key_path() const { return path_ + ".cle"; }
  const AccessKey& key() const { return *key_; }
  bool key_is_its_own() const { return key_is_its_own_; }

  /// Runs `work(SQLite::Database&)` in one transaction that reads one state. Throws AccessError for what
  /// SQLite refuses.
  template <typename Work>
  auto reading(Work work) {
    return guarded([&] { return within(SQLite::TransactionBehavior::DEFERRED, work); });
  }
  /// The same, alone to write; what `work` throws leaves everything as it was.
  template <typename Work>
  auto writing(Work work) {
    return guarded([&] { return within(SQLite::TransactionBehavior::IMMEDIATE, work); });
  }

  /// Brings the log into the file, so that what was erased is in neither. False when somebody reads an older
  /// state at this moment: the next one does it.
  bool settle();

 private:
  template <typename Work>
  auto guarded(Work work) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      refuse(error);
    }
  }
  template <typename Work>
  auto within(SQLite::TransactionBehavior behaviour, Work& work) {
    const std::scoped_lock alone(mutex_);
    SQLite::Transaction transaction(*database_, behaviour);
    if constexpr (std::is_void_v<std::invoke_result_t<Work&, SQLite::Database&>>) {
      work(*database_);
      transaction.commit();
    } else {
      auto result = work(*database_);
      transaction.commit();
      return result;
    }
  }
  [[noreturn]] void refuse(const SQLite::Exception& error) const;
  void make_file(const std::string& base);
  void open();
  void find_key(const std::string& base, KeyCheck check);

  std::string path_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> database_;
  std::unique_ptr<AccessKey> key_;
  bool key_is_its_own_ = true;
};

}  // namespace filrouge::acces
