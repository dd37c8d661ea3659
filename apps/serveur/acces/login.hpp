#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/accounts.hpp"
#include "apps/serveur/acces/attempts.hpp"
#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acces/passwords.hpp"
#include "apps/serveur/acces/sessions.hpp"

namespace filrouge::acces {

/// What the door answers: a token, or how long to wait before the next attempt. Nothing tells a name that
/// nobody has from a wrong password, nor from a closed account.
struct Entrance {
  std::optional<std::string> token;
  std::int64_t wait = 0;  ///< seconds; 0 when one may try again at once
};

/// The door of the bench. Any thread may call; the password is tried outside any lock, and whoever serves
/// bounds how many are tried together (PasswordCost::memory each).
class Login {
 public:
  Login(AccessFile& file, Accounts& accounts, Sessions& sessions, Attempts& attempts, Audit& audit,
        PasswordHashing& hashing)
      : file_(file),
        accounts_(accounts),
        sessions_(sessions),
        attempts_(attempts),
        audit_(audit),
        hashing_(hashing) {}

  /// `address`: of who asks. The wait is looked at before the password is, so that a flood costs nothing; a
  /// refusal for that alone is not told in the audit, which a flood would fill. Throws AccessError when the
  /// access file cannot be written: nobody enters untold.
  Entrance open(std::string_view name, std::string_view password, std::string_view address, Moment now);

  /// Ends the session, if it is one, and tells it.
  void close(std::string_view token, Moment now);

  /// Who is there changes their own password: all their sessions end, and a new one opens. Without a token:
  /// the current one was wrong, or the session has ended. Throws AccessError when the new one may not be had.
  Entrance change_password(std::string_view token, std::string_view current, std::string_view fresh,
                           std::string_view address, Moment now);

 private:
  std::optional<Credentials> credentials(std::string_view name);
  /// The account whose password this is, after the work that any name costs.
  std::optional<Credentials> tried(std::string_view name, std::string_view password);

  AccessFile& file_;
  Accounts& accounts_;
  Sessions& sessions_;
  Attempts& attempts_;
  Audit& audit_;
  PasswordHashing& hashing_;
};

}  // namespace filrouge::acces
