#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/attempts.hpp"
#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acces/moment.hpp"
#include "apps/serveur/acces/passwords.hpp"
#include "apps/serveur/acces/rights.hpp"

namespace filrouge::acces {

/// What an account may do, and where.
struct AccountRights {
  Role role = Role::lecture;
  bool everywhere = false;
  std::vector<std::string> territoires;  ///< as the dossiers write them, to the letter
  std::string role_metier;               ///< the name of a role of the rules (referent_fil_rouge), or none
};

struct Account {
  std::int64_t id = 0;
  std::string name;
  AccountRights rights;
  bool must_change = false;  ///< somebody else knows the password
  Moment created;
  std::optional<Moment> closed;
};

/// What the door needs of an account.
struct Credentials {
  std::int64_t id = 0;
  std::string name;
  Role role = Role::lecture;
  std::string hash;
  bool open = false;
};

/// The one writing of the name of an account: small letters without accents, digits, « . », « - », « _ », two
/// to sixty-four. Nothing for what cannot be one.
std::optional<std::string> account_name(std::string_view typed);

/// The accounts of the bench. Every change is told in the audit, in the same transaction. What cannot be done
/// throws AccessError, and nothing is changed. None is there at first; closed ones stay, since the audit
/// names them.
class Accounts {
 public:
  Accounts(AccessFile& file, Audit& audit, PasswordHashing& hashing)
      : file_(file), audit_(audit), attempts_(file), hashing_(hashing) {}

  Account add(std::string_view name, const AccountRights& rights, std::string_view password, bool must_change,
              const Author& author, Moment now);
  /// By name; the closed ones as well.
  std::vector<Account> list();
  std::optional<Account> find(std::string_view name);

  /// Their sessions go on under another token, with the new rights. The last open administration account
  /// keeps its role.
  Account change(std::string_view name, const AccountRights& rights, const Author& author, Moment now);
  /// Ends their sessions, and the wait that failures made.
  void set_password(std::string_view name, std::string_view password, bool must_change, const Author& author,
                    Moment now);
  /// Ends their sessions. The last open administration account is not closed.
  void close(std::string_view name, const Author& author, Moment now);
  void reopen(std::string_view name, const Author& author, Moment now);

  /// For the door. Nothing for a name nobody has.
  std::optional<Credentials> credentials_in(SQLite::Database& database, std::string_view name);
  /// Inside the work of AccessFile::writing: the password is this hash from now on.
  void set_hash_in(SQLite::Database& writing, const Credentials& account, const std::string& hash,
                   bool must_change, const Author& author, Moment now);

 private:
  Account needed_in(SQLite::Database& database, std::string_view name);
  void keep_an_administrator(SQLite::Database& database, const Account& account);
  void tell(SQLite::Database& writing, const Author& author, const std::string& detail, Moment now);

  AccessFile& file_;
  Audit& audit_;
  Attempts attempts_;
  PasswordHashing& hashing_;
};

}  // namespace filrouge::acces
