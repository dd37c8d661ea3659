#include "apps/serveur/acces/sessions.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace filrouge::acces {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_letters = 43;
constexpr std::int64_t seen_each = 30;  // seconds: a page of twenty images does not write twenty times
constexpr std::int64_t idle_seconds = std::chrono::seconds(Sessions::idle).count();
constexpr std::int64_t longest_seconds = std::chrono::seconds(Sessions::longest).count();

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string base64url(const unsigned char* bytes, std::size_t size) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(size, variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, variant);
  text.pop_back();  // the zero of C
  return text;
}

Digest digest(std::string_view token) {
  Digest bytes{};
  crypto_hash_sha256(bytes.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  return bytes;
}

void bind(SQLite::Statement& statement, int at, const Digest& bytes) {
  statement.bind(at, bytes.data(), static_cast<int>(bytes.size()));
}

std::string fresh_token() {
  std::array<unsigned char, token_bytes> drawn{};
  randombytes_buf(drawn.data(), drawn.size());
  return base64url(drawn.data(), drawn.size());
}

struct Row {
  std::int64_t rights_then = 0, rights_now = 0, opened = 0, seen = 0;
  bool closed = false;
  Visitor visitor;
};

std::optional<Row> row_of(SQLite::Database& database, const Digest& key) {
  SQLite::Statement read(
      database,
      "SELECT s.droits, c.droits, s.ouverte_le, s.vue_le, c.ferme_le IS NOT NULL, c.id, c.nom, "
      "c.role, c.partout, coalesce(c.role_metier, ''), c.a_changer FROM sessions s JOIN comptes c "
      "ON c.id = s.compte WHERE s.empreinte = ?");
  bind(read, 1, key);
  if (!read.executeStep()) return std::nullopt;
  Row row;
  row.rights_then = read.getColumn(0).getInt64();
  row.rights_now = read.getColumn(1).getInt64();
  row.opened = read.getColumn(2).getInt64();
  row.seen = read.getColumn(3).getInt64();
  row.closed = read.getColumn(4).getInt() != 0;
  row.visitor.account = read.getColumn(5).getInt64();
  row.visitor.name = read.getColumn(6).getString();
  row.visitor.role = role_named(read.getColumn(7).getString()).value_or(Role::lecture);
  row.visitor.everywhere = read.getColumn(8).getInt() != 0;
  row.visitor.role_metier = read.getColumn(9).getString();
  row.visitor.must_change = read.getColumn(10).getInt() != 0;
  row.visitor.ends = moment_of(row.opened + longest_seconds);
  SQLite::Statement places(database,
                           "SELECT territoire FROM territoires WHERE compte = ? ORDER BY territoire");
  places.bind(1, row.visitor.account);
  while (places.executeStep()) row.visitor.territoires.push_back(places.getColumn(0).getString());
  return row;
}

/// A clock set back by more than a correction does not make sessions last.
bool has_ended(const Row& row, std::int64_t now) {
  constexpr std::int64_t correction = 300;
  return row.closed || now - row.opened >= longest_seconds || now - row.seen >= idle_seconds ||
         row.seen - now > correction;
}

void end(SQLite::Database& writing, const Digest& key) {
  SQLite::Statement erase(writing, "DELETE FROM sessions WHERE empreinte = ?");
  bind(erase, 1, key);
  erase.exec();
}

void purge_in(SQLite::Database& writing, std::int64_t now) {
  SQLite::Statement erase(writing, "DELETE FROM sessions WHERE vue_le <= ? OR ouverte_le <= ?");
  erase.bind(1, now - idle_seconds);
  erase.bind(2, now - longest_seconds);
  erase.exec();
}

}  // namespace

bool Visitor::sees(std::string_view territoire) const {
  return everywhere || std::find(territoires.begin(), territoires.end(), territoire) != territoires.end();
}

std::optional<Sessions::Resumed> Sessions::resume(std::string_view token, Moment now) {
  if (token.size() != token_letters) return std::nullopt;
  const auto key = digest(token);
  const auto at = in_seconds(now);
  auto row = file_.reading([&](SQLite::Database& database) { return row_of(database, key); });
  if (!row || has_ended(*row, at)) return std::nullopt;
  Resumed resumed;
  if (row->rights_then != row->rights_now) {
    auto renewed = fresh_token();
    const bool still = file_.writing([&](SQLite::Database& writing) {
      row = row_of(writing, key);
      if (!row) return false;  // another request was first
      SQLite::Statement replace(
          writing, "UPDATE sessions SET empreinte = ?, droits = ?, vue_le = ? WHERE empreinte = ?");
      bind(replace, 1, digest(renewed));
      replace.bind(2, row->rights_now);
      replace.bind(3, at);
      bind(replace, 4, key);
      replace.exec();
      return true;
    });
    if (!still) return std::nullopt;
    resumed.token = std::move(renewed);
  } else if (at - row->seen >= seen_each) {
    file_.writing([&](SQLite::Database& writing) {
      SQLite::Statement seen(writing, "UPDATE sessions SET vue_le = ? WHERE empreinte = ?");
      seen.bind(1, at);
      bind(seen, 2, key);
      seen.exec();
    });
  }
  resumed.visitor = std::move(row->visitor);
  resumed.visitor.csrf = csrf_of(resumed.token ? *resumed.token : std::string(token));
  return resumed;
}

std::string Sessions::csrf_of(std::string_view token) const {
  const auto mac = file_.key().mac(AccessKey::Use::forms, token);
  return base64url(mac.data(), mac.size());
}

bool Sessions::form_is_of(std::string_view token, std::string_view csrf) const {
  const auto expected = csrf_of(token);
  return csrf.size() == expected.size() && sodium_memcmp(csrf.data(), expected.data(), expected.size()) == 0;
}

std::string Sessions::open_in(SQLite::Database& writing, std::int64_t account, Moment now) {
  purge_in(writing, in_seconds(now));
  auto token = fresh_token();
  SQLite::Statement add(
      writing,
      "INSERT INTO sessions SELECT ?, id, droits, ?, ? FROM comptes WHERE id = ? AND ferme_le IS NULL");
  bind(add, 1, digest(token));
  add.bind(2, in_seconds(now));
  add.bind(3, in_seconds(now));
  add.bind(4, account);
  add.exec();
  return token;
}

void Sessions::end_in(SQLite::Database& writing, std::string_view token) {
  end(writing, digest(token));
}

void Sessions::purge(Moment now) {
  file_.writing([&](SQLite::Database& writing) { purge_in(writing, in_seconds(now)); });
}

}  // namespace filrouge::acces
