#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/audit_heads.hpp"
#include "apps/serveur/acces/moment.hpp"

namespace filrouge::acces {

enum class AuditKind : std::uint8_t {
  connexion,  ///< a session opened
  refus,      ///< a name or a password refused; never a password, nor a name that is no account
  deconnexion,
  lecture_dossier,
  lecture_liste,
  acte,  ///< an act recorded
  correction,
  suivi,  ///< taken in charge, put off, passed on
  import,
  compte,         ///< an account made, changed, closed
  rapprochement,  ///< a doubt of who is who settled
  conservation,   ///< erased, or kept longer
  edition,        ///< a file handed out: CSV, workbook, letter, calendar
  regles,
  lecture_journal,  ///< the audit itself was read
};

/// « lecture_dossier »: as it is kept and asked for.
std::string_view word_of(AuditKind kind);
std::optional<AuditKind> audit_kind_named(std::string_view word);
const std::vector<AuditKind>& every_audit_kind();

/// Who does it: the name of an account and the word of its role; or « ligne de commande », and « machine: »
/// with the account of the machine that ran it.
struct Author {
  std::string account, role;
};

struct AuditEntry {
  std::uint64_t number = 0;
  Moment at;
  std::string account, role, what, detail;
  std::string dossier;     ///< empty: of none, or of one that was forgotten
  bool forgotten = false;  ///< of a dossier whose key was erased: nobody can say which
};

/// Empty fields ask for nothing. Newest first.
struct AuditQuestion {
  std::string dossier, account;
  std::optional<AuditKind> kind;
  std::optional<Moment> from, until;  ///< from <= at < until
  std::uint64_t before = 0;           ///< numbers below that one alone: the last of the page before; 0: all
  std::size_t most = 100;
};

/// Who did what, chained: an entry is never changed nor erased, and one that was is found (audit_check.hpp).
class Audit {
 public:
  explicit Audit(AccessFile& file) : file_(file) {}

  /// Returns its number, once it is on the disk. Whoever is about to show a dossier appends first, and shows
  /// nothing when this throws AccessError. `dossier` empty: of none. `detail`: a few words of what was done,
  /// never the number of a dossier nor the name of a person; the number of `dossier` is masked there.
  std::uint64_t append(const Author& author, AuditKind kind, const std::string& dossier,
                       const std::string& detail, Moment now);
  /// The same, inside the work of AccessFile::writing: kept or lost with the rest of it.
  std::uint64_t append_in(SQLite::Database& writing, const Author& author, AuditKind kind,
                          const std::string& dossier, const std::string& detail, Moment now);

  std::vector<AuditEntry> search(const AuditQuestion& question);

  /// How far it goes now: append_head() keeps it outside.
  AuditHead head();

  /// Erases the key of a dossier: what was told of it stays in the chain, and is nobody's any more. False
  /// when the audit knew nothing of it. Told in the audit, without its number.
  bool forget_dossier(const std::string& dossier, const Author& author, Moment now);

 private:
  AccessFile& file_;
};

}  // namespace filrouge::acces
