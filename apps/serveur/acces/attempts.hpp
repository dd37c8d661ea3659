#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/moment.hpp"

namespace filrouge::acces {

/// How long the door waits after failures. Three counters, kept in the access file, under keyed digests:
///
/// * of the account, from anywhere: three failures for nothing, then 1 s, 2 s, 4 s… fifteen minutes at most;
/// * of the address, whatever the account: ten for nothing, since an office often has one address, then the
///   same; one failure is forgiven every half-minute;
/// * of the account from that address, as of the account.
///
/// An address from which the account entered in the last thirty days is held by the third counter alone: who
/// fails on purpose elsewhere delays nobody who comes from where they usually come. Who has never come from
/// there waits, a quarter of an hour at most after each failure; clear_in(), of who sets a password, ends the
/// wait. Nothing is ever closed for good. A day without failure forgets.
class Attempts {
 public:
  explicit Attempts(AccessFile& file) : file_(file) {}

  /// Before the password is tried: the seconds still to wait, and nothing is then written; or 0, and this
  /// attempt counts as a failure until succeeded_in() says otherwise, so that a hundred at once are not one.
  std::int64_t begin(std::string_view account, std::string_view address, Moment now);
  /// The seconds to wait before the next, after a failure.
  std::int64_t wait(std::string_view account, std::string_view address, Moment now);
  /// Inside the work of AccessFile::writing: the password was right.
  void succeeded_in(SQLite::Database& writing, std::string_view account, std::string_view address,
                    Moment now);
  /// The same, to end the wait of an account wherever it is tried from.
  void clear_in(SQLite::Database& writing, std::string_view account);

  /// Forgets what is too old to count; begin() does it as well.
  void purge(Moment now);

 private:
  std::int64_t wait_in(SQLite::Database& database, std::string_view account, std::string_view address,
                       Moment now);

  AccessFile& file_;
};

}  // namespace filrouge::acces
