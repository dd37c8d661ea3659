#include "apps/serveur/acces/attempts.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

#include "engine/core/text/fold.hpp"

namespace filrouge::acces {
namespace {

constexpr std::int64_t longest_wait = 15 * 60;
constexpr std::int64_t forgotten_after = 24 * 3600;
constexpr std::int64_t clock_correction = 300;
constexpr std::int64_t known_for = 30 * 24 * 3600;

struct Patience {
  std::int64_t free;           ///< failures that cost nothing
  std::int64_t forgives_each;  ///< seconds after which one failure is forgiven; 0: none is
};
constexpr Patience of_account{3, 0};
constexpr Patience of_address{10, 30};

/// A household or an office of IPv6 has sixty-four bits of addresses: they are one. An IPv4 told in IPv6 is
/// that IPv4.
std::string origin(std::string_view address) {
  std::string text(address);
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
  constexpr std::size_t four_at = 12;
  if (IN6_IS_ADDR_V4MAPPED(&six)) {
    char four[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, &six.s6_addr[four_at], four, sizeof four);
    return four;
  }
  std::memset(&six.s6_addr[8], 0, 8);
  char network[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, &six, network, sizeof network);
  return network;
}

struct Keys {
  AccessKey::Bytes account, address, pair;

  Keys(const AccessKey& key, std::string_view name, std::string_view from) {
    const auto folded = fold(name);
    const auto place = origin(from);
    const auto digest = [&](const std::string& text) { return key.mac(AccessKey::Use::attempts, text); };
    account = digest("compte:" + folded);
    address = digest("adresse:" + place);
    pair = digest("couple:" + std::to_string(place.size()) + ":" + place + folded);
  }
};

struct Count {
  std::int64_t failures = 0, last = 0;
};

Count count_of(SQLite::Database& database, const AccessKey::Bytes& key, const Patience& patience,
               std::int64_t now) {
  SQLite::Statement read(database, "SELECT echecs, dernier FROM essais WHERE cle = ?");
  read.bind(1, key.data(), static_cast<int>(key.size()));
  if (!read.executeStep()) return {};
  Count count{read.getColumn(0).getInt64(), read.getColumn(1).getInt64()};
  // A clock that was wrong by a year must not close the door for a year; two requests of one second must not
  // forget one another.
  if (now - count.last >= forgotten_after || count.last - now > clock_correction) return {};
  const auto elapsed = std::max<std::int64_t>(0, now - count.last);
  if (patience.forgives_each != 0)
    count.failures = std::max<std::int64_t>(0, count.failures - elapsed / patience.forgives_each);
  return count;
}

std::int64_t wait_after(const Count& count, const Patience& patience, std::int64_t now) {
  if (count.failures < patience.free) return 0;
  constexpr std::int64_t beyond = 10;  // 2^10 s is more than the longest
  const auto doublings = std::min(count.failures - patience.free, beyond);
  const auto delay = std::min<std::int64_t>(longest_wait, std::int64_t{1} << doublings);
  return std::max<std::int64_t>(0, count.last + delay - now);
}

/// One failure more; `account`: whose it is, null of an address.
void fail(SQLite::Database& writing, const AccessKey::Bytes& key, const AccessKey::Bytes* account,
          const Patience& patience, std::int64_t now) {
  SQLite::Statement keep(writing, "INSERT OR REPLACE INTO essais VALUES(?, ?, ?, ?)");
  keep.bind(1, key.data(), static_cast<int>(key.size()));
  if (account) keep.bind(2, account->data(), static_cast<int>(account->size()));
  const auto before = count_of(writing, key, patience, now);
  keep.bind(3, before.failures + 1);
  keep.bind(4, std::max(before.last, now));
  keep.exec();
}

void with_key(SQLite::Database& writing, const char* sql, const AccessKey::Bytes& key) {
  SQLite::Statement run(writing, sql);
  run.bind(1, key.data(), static_cast<int>(key.size()));
  run.exec();
}

bool is_known(SQLite::Database& database, const AccessKey::Bytes& pair, std::int64_t now) {
  SQLite::Statement read(database, "SELECT 1 FROM provenances_connues WHERE cle = ? AND vue_le > ?");
  read.bind(1, pair.data(), static_cast<int>(pair.size()));
  read.bind(2, now - known_for);
  return read.executeStep();
}

void purge_in(SQLite::Database& writing, std::int64_t now) {
  SQLite::Statement attempts(writing, "DELETE FROM essais WHERE dernier <= ?");
  attempts.bind(1, now - forgotten_after);
  attempts.exec();
  SQLite::Statement known(writing, "DELETE FROM provenances_connues WHERE vue_le <= ?");
  known.bind(1, now - known_for);
  known.exec();
}

}  // namespace

std::int64_t Attempts::wait_in(SQLite::Database& database, std::string_view account, std::string_view address,
                               Moment now) {
  const Keys keys(file_.key(), account, address);
  const auto at = in_seconds(now);
  const auto of_pair = wait_after(count_of(database, keys.pair, of_account, at), of_account, at);
  if (is_known(database, keys.pair, at)) return of_pair;
  return std::max({of_pair, wait_after(count_of(database, keys.account, of_account, at), of_account, at),
                   wait_after(count_of(database, keys.address, of_address, at), of_address, at)});
}

std::int64_t Attempts::begin(std::string_view account, std::string_view address, Moment now) {
  // A flood is turned away without waiting for who writes.
  if (const auto waiting = wait(account, address, now)) return waiting;
  return file_.writing([&](SQLite::Database& writing) {
    const auto waiting = wait_in(writing, account, address, now);
    if (waiting > 0) return waiting;
    const Keys keys(file_.key(), account, address);
    const auto at = in_seconds(now);
    purge_in(writing, at);
    fail(writing, keys.account, &keys.account, of_account, at);
    fail(writing, keys.pair, &keys.account, of_account, at);
    fail(writing, keys.address, nullptr, of_address, at);
    return std::int64_t{0};
  });
}

std::int64_t Attempts::wait(std::string_view account, std::string_view address, Moment now) {
  return file_.reading([&](SQLite::Database& database) { return wait_in(database, account, address, now); });
}

void Attempts::succeeded_in(SQLite::Database& writing, std::string_view account, std::string_view address,
                            Moment now) {
  const Keys keys(file_.key(), account, address);
  const auto at = in_seconds(now);
  with_key(writing, "DELETE FROM essais WHERE cle = ?", keys.account);
  with_key(writing, "DELETE FROM essais WHERE cle = ?", keys.pair);
  // Taken back, not forgotten: who has an account must not clear what they tried on others'.
  with_key(writing, "UPDATE essais SET echecs = max(0, echecs - 1) WHERE cle = ?", keys.address);
  SQLite::Statement know(writing, "INSERT OR REPLACE INTO provenances_connues VALUES(?, ?)");
  know.bind(1, keys.pair.data(), static_cast<int>(keys.pair.size()));
  know.bind(2, at);
  know.exec();
}

void Attempts::clear_in(SQLite::Database& writing, std::string_view account) {
  const Keys keys(file_.key(), account, {});
  with_key(writing, "DELETE FROM essais WHERE compte = ?", keys.account);
}

void Attempts::purge(Moment now) {
  file_.writing([&](SQLite::Database& writing) { purge_in(writing, in_seconds(now)); });
}

}  // namespace filrouge::acces
