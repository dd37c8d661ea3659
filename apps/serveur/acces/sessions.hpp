#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acces/moment.hpp"
#include "apps/serveur/acces/rights.hpp"

namespace filrouge::acces {

/// Who is there, as the access file says it at this request.
struct Visitor {
  std::int64_t account = 0;
  std::string name;
  Role role = Role::lecture;
  bool everywhere = false;
  std::vector<std::string> territoires;
  std::string role_metier;
  bool must_change = false;  ///< nothing but a change of password is to be served
  std::string csrf;          ///< what every form of theirs carries
  Moment ends;               ///< the session lasts no longer, whatever they do

  bool may(Right right) const { return acces::may(role, right); }
  /// Is a dossier of that territoire theirs to see? One that tells none is for who sees everywhere.
  bool sees(std::string_view territoire) const;
  Author author() const { return {name, std::string(word_of(role))}; }
};

/// The sessions of the bench: a token of 256 bits drawn at random, of which only the digest is kept. One ends
/// after half an hour without a request (to within half a minute), after ten hours, when the password
/// changes, when the account is closed.
class Sessions {
 public:
  static constexpr std::chrono::minutes idle{30};
  static constexpr std::chrono::hours longest{10};

  explicit Sessions(AccessFile& file) : file_(file) {}

  struct Resumed {
    Visitor visitor;
    /// When the rights of the account have changed: the token to send in place of the one that came, which
    /// opens nothing any more.
    std::optional<std::string> token;
  };
  /// Who has that token; nothing when it is no session, or one that has ended.
  std::optional<Resumed> resume(std::string_view token, Moment now);

  /// Was the form made for that session? Compared in constant time. `token` is the one that came.
  bool form_is_of(std::string_view token, std::string_view csrf) const;

  /// Inside the work of AccessFile::writing: a new session, and its token.
  std::string open_in(SQLite::Database& writing, std::int64_t account, Moment now);
  void end_in(SQLite::Database& writing, std::string_view token);

  /// Forgets those that have ended; opening one does it as well.
  void purge(Moment now);

 private:
  std::string csrf_of(std::string_view token) const;

  AccessFile& file_;
};

}  // namespace filrouge::acces
