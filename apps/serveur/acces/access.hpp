#pragma once

#include <string>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/accounts.hpp"
#include "apps/serveur/acces/attempts.hpp"
#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acces/login.hpp"
#include "apps/serveur/acces/passwords.hpp"
#include "apps/serveur/acces/sessions.hpp"

namespace filrouge::acces {

/// All that stands on one access file, each made of the ones above it. One a process. A server asks for
/// hashing.closed_hash() as it starts, lest the first unknown name cost twice what a known one does.
struct Access {
  AccessFile file;
  PasswordHashing hashing;
  Audit audit;
  Attempts attempts;
  Accounts accounts;
  Sessions sessions;
  Login login;

  /// As AccessFile.
  explicit Access(const std::string& base, const std::string& path = {},
                  PasswordCost cost = PasswordCost::usual())
      : file(base, path),
        hashing(cost),
        audit(file),
        attempts(file),
        accounts(file, audit, hashing),
        sessions(file),
        login(file, accounts, sessions, attempts, audit, hashing) {}
};

}  // namespace filrouge::acces
