#include "apps/serveur/acces/audit.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "apps/serveur/acces/audit_chain.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::acces {
namespace {

constexpr std::array<std::string_view, 15> kind_words{
    "connexion",     "refus",        "deconnexion", "lecture_dossier", "lecture_liste",
    "acte",          "correction",   "suivi",       "import",          "compte",
    "rapprochement", "conservation", "edition",     "regles",          "lecture_journal"};
static_assert(kind_words.size() == static_cast<std::size_t>(AuditKind::lecture_journal) + 1);

constexpr std::size_t key_bytes = 16;
constexpr std::size_t longest_detail = 1000;
constexpr std::size_t least_masked = 5;  // shorter numbers are also counts and years

bool in_word(const std::string& text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

/// The number stands under its key alone, so that the key be all that has to be forgotten.
std::string without_number(std::string detail, const std::string& dossier) {
  if (dossier.size() >= least_masked)
    for (std::size_t at = 0; (at = detail.find(dossier, at)) != std::string::npos;) {
      const bool whole = (at == 0 || !in_word(detail, at - 1)) && !in_word(detail, at + dossier.size());
      if (whole) detail.replace(at, dossier.size(), "[le dossier]");
      ++at;
    }
  return std::string(utf8_prefix(detail, longest_detail));
}

std::string key_of(SQLite::Database& writing, const std::string& dossier) {
  if (dossier.empty()) return {};
  SQLite::Statement read(writing, "SELECT cle FROM cles_dossiers WHERE dossier = ?");
  read.bind(1, dossier);
  if (read.executeStep()) return read.getColumn(0).getString();
  std::string key(key_bytes, '\0');
  randombytes_buf(key.data(), key.size());
  SQLite::Statement keep(writing, "INSERT INTO cles_dossiers VALUES(?, ?)");
  keep.bind(1, dossier);
  keep.bind(2, key.data(), static_cast<int>(key.size()));
  keep.exec();
  return key;
}

struct Last {
  std::uint64_t number = 0;
  AccessKey::Bytes mac{};
};

Last last_of(SQLite::Database& database) {
  Last last;
  SQLite::Statement read(database, "SELECT numero, mac FROM audit ORDER BY numero DESC LIMIT 1");
  if (!read.executeStep()) return last;
  last.number = static_cast<std::uint64_t>(read.getColumn(0).getInt64());
  const auto mac = read.getColumn(1).getString();
  std::copy_n(mac.begin(), std::min(mac.size(), last.mac.size()), last.mac.begin());
  return last;
}

}  // namespace

std::string_view word_of(AuditKind kind) {
  return kind_words[static_cast<std::size_t>(kind)];
}

std::optional<AuditKind> audit_kind_named(std::string_view word) {
  for (const auto kind : every_audit_kind())
    if (word_of(kind) == word) return kind;
  return std::nullopt;
}

const std::vector<AuditKind>& every_audit_kind() {
  static const std::vector<AuditKind> all = [] {
    std::vector<AuditKind> kinds;
    for (std::size_t i = 0; i < kind_words.size(); ++i) kinds.push_back(static_cast<AuditKind>(i));
    return kinds;
  }();
  return all;
}

std::uint64_t Audit::append(const Author& author, AuditKind kind, const std::string& dossier,
                            const std::string& detail, Moment now) {
  return file_.writing(
      [&](SQLite::Database& writing) { return append_in(writing, author, kind, dossier, detail, now); });
}

std::uint64_t Audit::append_in(SQLite::Database& writing, const Author& author, AuditKind kind,
                               const std::string& dossier, const std::string& detail, Moment now) {
  const auto last = last_of(writing);
  // Not the number after the last row: a tail that was cut off must not be written over unseen.
  SQLite::Statement counter(writing,
                            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit'");
  counter.executeStep();
  const auto given = static_cast<std::uint64_t>(counter.getColumn(0).getInt64());
  const ChainedEntry entry{std::max(last.number, given) + 1,
                           in_seconds(now),
                           author.account,
                           author.role,
                           std::string(word_of(kind)),
                           key_of(writing, dossier),
                           without_number(detail, dossier)};
  const auto mac = chained(file_.key(), last.mac, entry);
  SQLite::Statement add(writing, "INSERT INTO audit VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  add.bind(1, static_cast<std::int64_t>(entry.number));
  add.bind(2, entry.at);
  add.bind(3, entry.account);
  add.bind(4, entry.role);
  add.bind(5, entry.what);
  if (!entry.dossier_key.empty())
    add.bind(6, entry.dossier_key.data(), static_cast<int>(entry.dossier_key.size()));
  add.bind(7, entry.detail);
  add.bind(8, mac.data(), static_cast<int>(mac.size()));
  add.exec();
  return entry.number;
}

std::vector<AuditEntry> Audit::search(const AuditQuestion& question) {
  std::string sql =
      "SELECT a.numero, a.heure, a.compte, a.role, a.quoi, a.detail, coalesce(c.dossier, ''), "
      "a.cle_dossier IS NOT NULL AND c.dossier IS NULL "
      "FROM audit a LEFT JOIN cles_dossiers c ON c.cle = a.cle_dossier WHERE a.numero > 0";
  if (!question.dossier.empty())
    sql += " AND a.cle_dossier = (SELECT cle FROM cles_dossiers WHERE dossier = :dossier)";
  if (!question.account.empty()) sql += " AND a.compte = :compte";
  if (question.kind) sql += " AND a.quoi = :quoi";
  if (question.from) sql += " AND a.heure >= :du";
  if (question.until) sql += " AND a.heure < :avant";
  if (question.before != 0) sql += " AND a.numero < :numero";
  sql += " ORDER BY a.numero DESC LIMIT :plus";
  return file_.reading([&](SQLite::Database& database) {
    SQLite::Statement read(database, sql);
    if (!question.dossier.empty()) read.bind(":dossier", question.dossier);
    if (!question.account.empty()) read.bind(":compte", question.account);
    if (question.kind) read.bind(":quoi", std::string(word_of(*question.kind)));
    if (question.from) read.bind(":du", in_seconds(*question.from));
    if (question.until) read.bind(":avant", in_seconds(*question.until));
    if (question.before != 0) read.bind(":numero", static_cast<std::int64_t>(question.before));
    read.bind(":plus", static_cast<std::int64_t>(question.most));
    std::vector<AuditEntry> found;
    while (read.executeStep())
      found.push_back(
          {static_cast<std::uint64_t>(read.getColumn(0).getInt64()), moment_of(read.getColumn(1).getInt64()),
           read.getColumn(2).getString(), read.getColumn(3).getString(), read.getColumn(4).getString(),
           read.getColumn(5).getString(), read.getColumn(6).getString(), read.getColumn(7).getInt() != 0});
    return found;
  });
}

AuditHead Audit::head() {
  return file_.reading([](SQLite::Database& database) {
    const auto last = last_of(database);
    return AuditHead{last.number, hexadecimal(last.mac)};
  });
}

bool Audit::forget_dossier(const std::string& dossier, const Author& author, Moment now) {
  const bool known = file_.writing([&](SQLite::Database& writing) {
    SQLite::Statement erase(writing, "DELETE FROM cles_dossiers WHERE dossier = ?");
    erase.bind(1, dossier);
    if (erase.exec() == 0) return false;
    append_in(writing, author, AuditKind::conservation, {}, "la clé d'un dossier est effacée du journal",
              now);
    return true;
  });
  if (known) file_.settle();
  return known;
}

}  // namespace filrouge::acces
