#include "apps/serveur/acces/accounts.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>

#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::acces {
namespace {

constexpr std::size_t least_name = 2;
constexpr std::size_t most_name = 64;
constexpr std::size_t most_territoire = 200;

constexpr const char* all_columns =
    "SELECT id, nom, role, partout, coalesce(role_metier, ''), a_changer, cree_le, ferme_le FROM comptes";

Account account_of(SQLite::Database& database, SQLite::Statement& row) {
  Account account;
  account.id = row.getColumn(0).getInt64();
  account.name = row.getColumn(1).getString();
  // A role of a newer filrouge gives the least of rights.
  account.rights.role = role_named(row.getColumn(2).getString()).value_or(Role::lecture);
  account.rights.everywhere = row.getColumn(3).getInt() != 0;
  account.rights.role_metier = row.getColumn(4).getString();
  account.must_change = row.getColumn(5).getInt() != 0;
  account.created = moment_of(row.getColumn(6).getInt64());
  if (!row.getColumn(7).isNull()) account.closed = moment_of(row.getColumn(7).getInt64());
  SQLite::Statement places(database,
                           "SELECT territoire FROM territoires WHERE compte = ? ORDER BY territoire");
  places.bind(1, account.id);
  while (places.executeStep()) account.rights.territoires.push_back(places.getColumn(0).getString());
  return account;
}

std::string checked_name(std::string_view typed) {
  if (auto name = account_name(typed)) return *name;
  throw AccessError(
      "un nom de compte a de deux à soixante-quatre lettres, chiffres, points, tirets ou soulignés, et "
      "commence "
      "par une lettre, comme « m.dupont »");
}

void check(const AccountRights& rights) {
  if (may(rights.role, Right::read_caseload) && !rights.everywhere && rights.territoires.empty())
    throw AccessError(
        fmt::format("un compte « {} » lit des dossiers : dites desquels, avec --territoire (autant de fois "
                    "qu'il en a), ou "
                    "--partout",
                    word_of(rights.role)));
  if (rights.everywhere && !rights.territoires.empty())
    throw AccessError("partout, ou des territoires : l'un ou l'autre");
  for (const auto& place : rights.territoires)
    if (place.empty() || place.size() > most_territoire || visible_line(place) != place)
      throw AccessError("un territoire s'écrit comme les dossiers le disent, par exemple « Adour BAB »");
  if (!rights.role_metier.empty() && !is_plain_word(rights.role_metier))
    throw AccessError(
        "un rôle de métier est le nom d'un rôle des règles, en petites lettres sans accents, comme "
        "« referent_fil_rouge »");
}

void check_password(std::string_view name, std::string_view password) {
  if (const auto fault = password_fault(name, password); !fault.empty()) throw AccessError(fault);
}

std::string told(const AccountRights& rights) {
  return std::string(word_of(rights.role)) + ", " +
         (rights.everywhere            ? "partout"
          : rights.territoires.empty() ? "nulle part"
                                       : listed(rights.territoires)) +
         (rights.role_metier.empty() ? "" : ", " + rights.role_metier);
}

void end_sessions(SQLite::Database& writing, std::int64_t account) {
  SQLite::Statement end(writing, "DELETE FROM sessions WHERE compte = ?");
  end.bind(1, account);
  end.exec();
}

void write_places(SQLite::Database& writing, std::int64_t account, const AccountRights& rights) {
  SQLite::Statement erase(writing, "DELETE FROM territoires WHERE compte = ?");
  erase.bind(1, account);
  erase.exec();
  for (const auto& place : rights.territoires) {
    SQLite::Statement add(writing, "INSERT OR IGNORE INTO territoires VALUES(?, ?)");
    add.bind(1, account);
    add.bind(2, place);
    add.exec();
  }
}

void bind_text(SQLite::Statement& statement, int at, const std::string& text) {
  if (!text.empty()) statement.bind(at, text);
}

}  // namespace

std::optional<std::string> account_name(std::string_view typed) {
  auto name = fold(typed);
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  };
  if (name.size() < least_name || name.size() > most_name ||
      !std::all_of(name.begin(), name.end(), allowed) || name.front() < 'a' || name.front() > 'z' ||
      holds_nir(name))
    return std::nullopt;
  return name;
}

Account Accounts::add(std::string_view typed, const AccountRights& rights, std::string_view password,
                      bool must_change, const Author& author, Moment now) {
  const auto name = checked_name(typed);
  check(rights);
  const auto refuse_if_there = [&](SQLite::Database& database) {
    const auto there = credentials_in(database, name);
    if (there && there->open)
      throw AccessError("le compte « " + name +
                        " » est déjà là ; « filrouge compte changer » change ses droits");
    if (there)
      throw AccessError(
          "le compte « " + name +
          " » est fermé, et le journal d'audit le nomme : rouvrez-le par « filrouge compte rouvrir », "
          "ou prenez un autre nom si c'est une autre personne");
  };
  file_.reading(refuse_if_there);
  check_password(name, password);
  const auto hash = hashing_.hash(password);
  return file_.writing([&](SQLite::Database& writing) {
    refuse_if_there(writing);
    SQLite::Statement add(
        writing,
        "INSERT INTO comptes(nom, role, partout, role_metier, mot_de_passe, a_changer, cree_le) "
        "VALUES(?, ?, ?, ?, ?, ?, ?)");
    add.bind(1, name);
    add.bind(2, std::string(word_of(rights.role)));
    add.bind(3, rights.everywhere ? 1 : 0);
    bind_text(add, 4, rights.role_metier);
    add.bind(5, hash);
    add.bind(6, must_change ? 1 : 0);
    add.bind(7, in_seconds(now));
    add.exec();
    const auto id = writing.getLastInsertRowid();
    write_places(writing, id, rights);
    attempts_.clear_in(writing, name);
    tell(writing, author, "ajoute le compte " + name + " : " + told(rights), now);
    return needed_in(writing, name);
  });
}

std::vector<Account> Accounts::list() {
  return file_.reading([&](SQLite::Database& database) {
    std::vector<Account> all;
    SQLite::Statement rows(database, std::string(all_columns) + " ORDER BY nom");
    while (rows.executeStep()) all.push_back(account_of(database, rows));
    return all;
  });
}

std::optional<Account> Accounts::find(std::string_view typed) {
  const auto name = account_name(typed);
  if (!name) return std::nullopt;
  return file_.reading([&](SQLite::Database& database) -> std::optional<Account> {
    SQLite::Statement row(database, std::string(all_columns) + " WHERE nom = ?");
    row.bind(1, *name);
    if (!row.executeStep()) return std::nullopt;
    return account_of(database, row);
  });
}

Account Accounts::change(std::string_view name, const AccountRights& rights, const Author& author,
                         Moment now) {
  check(rights);
  return file_.writing([&](SQLite::Database& writing) {
    const auto account = needed_in(writing, name);
    if (rights.role != Role::administration) keep_an_administrator(writing, account);
    SQLite::Statement change(
        writing,
        "UPDATE comptes SET role = ?, partout = ?, role_metier = ?, droits = droits + 1 WHERE id = ?");
    change.bind(1, std::string(word_of(rights.role)));
    change.bind(2, rights.everywhere ? 1 : 0);
    bind_text(change, 3, rights.role_metier);
    change.bind(4, account.id);
    change.exec();
    write_places(writing, account.id, rights);
    tell(writing, author,
         "change le compte " + account.name + " : " + told(account.rights) + " devient " + told(rights), now);
    return needed_in(writing, name);
  });
}

void Accounts::set_password(std::string_view typed, std::string_view password, bool must_change,
                            const Author& author, Moment now) {
  const auto name =
      file_.reading([&](SQLite::Database& database) { return needed_in(database, typed).name; });
  check_password(name, password);
  const auto hash = hashing_.hash(password);
  file_.writing([&](SQLite::Database& writing) {
    const auto account = credentials_in(writing, name);
    if (account) set_hash_in(writing, *account, hash, must_change, author, now);
  });
}

void Accounts::set_hash_in(SQLite::Database& writing, const Credentials& account, const std::string& hash,
                           bool must_change, const Author& author, Moment now) {
  SQLite::Statement change(writing, "UPDATE comptes SET mot_de_passe = ?, a_changer = ? WHERE id = ?");
  change.bind(1, hash);
  change.bind(2, must_change ? 1 : 0);
  change.bind(3, account.id);
  change.exec();
  end_sessions(writing, account.id);
  attempts_.clear_in(writing, account.name);
  tell(writing, author, "change le mot de passe du compte " + account.name, now);
}

void Accounts::close(std::string_view name, const Author& author, Moment now) {
  file_.writing([&](SQLite::Database& writing) {
    const auto account = needed_in(writing, name);
    if (account.closed) throw AccessError("le compte « " + account.name + " » est déjà fermé");
    keep_an_administrator(writing, account);
    SQLite::Statement close(writing, "UPDATE comptes SET ferme_le = ? WHERE id = ?");
    close.bind(1, in_seconds(now));
    close.bind(2, account.id);
    close.exec();
    end_sessions(writing, account.id);
    tell(writing, author, "ferme le compte " + account.name, now);
  });
}

void Accounts::reopen(std::string_view name, const Author& author, Moment now) {
  file_.writing([&](SQLite::Database& writing) {
    const auto account = needed_in(writing, name);
    if (!account.closed) throw AccessError("le compte « " + account.name + " » est déjà ouvert");
    SQLite::Statement reopen(writing, "UPDATE comptes SET ferme_le = NULL WHERE id = ?");
    reopen.bind(1, account.id);
    reopen.exec();
    attempts_.clear_in(writing, account.name);
    tell(writing, author, "rouvre le compte " + account.name, now);
  });
}

std::optional<Credentials> Accounts::credentials_in(SQLite::Database& database, std::string_view typed) {
  const auto name = account_name(typed);
  if (!name) return std::nullopt;
  SQLite::Statement row(database,
                        "SELECT id, nom, role, mot_de_passe, ferme_le IS NULL FROM comptes WHERE nom = ?");
  row.bind(1, *name);
  if (!row.executeStep()) return std::nullopt;
  return Credentials{row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                     role_named(row.getColumn(2).getString()).value_or(Role::lecture),
                     row.getColumn(3).getString(), row.getColumn(4).getInt() != 0};
}

Account Accounts::needed_in(SQLite::Database& database, std::string_view typed) {
  const auto name = checked_name(typed);
  std::vector<std::string> names;
  SQLite::Statement rows(database, std::string(all_columns) + " ORDER BY nom");
  while (rows.executeStep()) {
    if (rows.getColumn(1).getString() == name) return account_of(database, rows);
    names.push_back(rows.getColumn(1).getString());
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  throw AccessError("il n'y a pas de compte « " + name + " »" + did_you_mean(name, candidates).then() +
                    " ; « filrouge compte lister » les montre");
}

void Accounts::keep_an_administrator(SQLite::Database& database, const Account& account) {
  if (account.rights.role != Role::administration || account.closed) return;
  SQLite::Statement others(
      database,
      "SELECT count(*) FROM comptes WHERE role = 'administration' AND ferme_le IS NULL AND id <> ?");
  others.bind(1, account.id);
  others.executeStep();
  if (others.getColumn(0).getInt() == 0)
    throw AccessError(
        "« " + account.name +
        " » est le dernier compte d'administration ouvert : sans lui, plus personne ne tiendrait les "
        "comptes depuis le banc. Ouvrez-en un autre d'abord");
}

void Accounts::tell(SQLite::Database& writing, const Author& author, const std::string& detail, Moment now) {
  audit_.append_in(writing, author, AuditKind::compte, {}, detail, now);
}

}  // namespace filrouge::acces
