#include "engine/store/stored_findings.hpp"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "engine/store/binding.hpp"

namespace filrouge {
namespace {

/// Past this rank, nothing calls for attention (reports/urgency.hpp): what ended of it is counted, not told.
constexpr int attention_ends = 7;

struct Kept {
  Date said, statut_since;
  std::uint64_t rank = 0;
  StoredFinding finding;
};

/// Of lists: which territoire, which role (empty: all of them), counted as what, of which day (0: none).
using Count = std::tuple<std::string, std::string, std::string, std::int32_t>;

/// In the register: the first day awaited first, what awaits none after it; then what is over, the last ended
/// first.
std::uint64_t register_order(const StoredAffaire& it) {
  const auto day = it.open ? (it.next.known() ? it.next : last_day() + 1) : it.since;
  const std::int64_t days = day.known() ? day.days : first_day().days;
  return static_cast<std::uint64_t>(it.open ? days - first_day().days : last_day().days - days);
}

std::string or_empty(const SQLite::Column& column) {
  return column.isNull() ? std::string() : column.getString();
}
Date day_of(const SQLite::Column& column) {
  return column.isNull() ? Date{} : Date{column.getInt()};
}

/// Column `tete`.
std::uint64_t flags_of(const StoredFinding& it) {
  return std::uint64_t{it.heads} + 2u * it.late + 4u * it.to_complete + 8u * it.awaited;
}
void tell_flags(int flags, StoredFinding& it) {
  it.heads = flags & 1;
  it.late = flags & 2;
  it.to_complete = flags & 4;
  it.awaited = flags & 8;
}

}  // namespace

class FindingsWriter::Impl {
 public:
  explicit Impl(Base& base) : database(base.database()) {}

  void put(const StoredAnswer& answer, Date day, FindingChanges& changes) {
    changes.appeared.clear();
    changes.moved.clear();
    changes.ended.clear();
    changes.ended_count = 0;
    read_kept(answer.dossier);
    const bool same_place = territoire_before == answer.territoire;
    std::uint64_t rank = 0;
    for (const auto& finding : answer.findings) {
      const auto found = kept.find(finding.id);
      Date said = day, statut_since = day;
      if (found != kept.end()) {
        said = found->second.said;
        const auto& before = found->second.finding;
        if (before.statut == finding.statut)
          statut_since = found->second.statut_since;
        else
          changes.moved.push_back({&finding, before.statut});
        // Of a dossier said again, nearly all of it is what it was.
        const bool same_row = before == finding && found->second.rank == rank && same_place;
        if (!same_row) count(before, territoire_before, said, -1);
        kept.erase(found);
        if (same_row) {
          ++rank;
          continue;
        }
      } else {
        changes.appeared.push_back(&finding);
      }
      count(finding, answer.territoire, said, +1);
      write(answer, finding, rank++, said, statut_since);
    }
    for (auto& [id, it] : kept) {
      count(it.finding, territoire_before, it.said, -1);
      ++changes.ended_count;
      Binding(end).text(answer.dossier).text(id).day(it.said).day(day).run();
      if (it.finding.urgency < attention_ends && it.finding.heads)
        changes.ended.push_back(std::move(it.finding));
    }
    std::ranges::sort(changes.ended, {}, [](const StoredFinding& it) { return std::tie(it.order, it.id); });
    if (!same_place || !affaires_stand(answer)) {
      Binding(drop_affaires).text(answer.dossier).run();
      Binding(drop_roles).text(answer.dossier).run();
      std::uint64_t n = 0;
      for (const auto& affaire : answer.affaires) write(answer, affaire, n++);
    }
    lines = compressed_lines(answer.lines);
    keep_lines.reset();
    keep_lines.bindNoCopy(1, answer.dossier);
    keep_lines.bindNoCopy(2, lines.data(), static_cast<int>(lines.size()));
    keep_lines.exec();
    Binding(keep_state)
        .text(answer.dossier)
        .day(day)
        .day(answer.next_change)
        .place(answer.territoire)
        .text(answer.departement)
        .number(answer.known)
        .number(answer.given_up)
        .text(answer.wanting)
        .number(answer.findings.size())
        .run();
  }

  void finish() {
    for (const auto& [key, change] : counts) {
      if (change == 0) continue;
      const auto& [territoire, role, what, on] = key;
      add_count.reset();
      add_count.bindNoCopy(1, territoire);
      add_count.bindNoCopy(2, role);
      add_count.bindNoCopy(3, what);
      add_count.bind(4, on);
      add_count.bind(5, change);
      add_count.exec();
    }
    counts.clear();
    // A dossier taken out of the base took its lines with it, and nobody counted them.
    if (database.execAndGet("SELECT count(*) FROM reglages WHERE nom = 'decomptes'").getInt() > 0) recount();
    database.exec("DELETE FROM decomptes WHERE nombre = 0");
  }

 private:
  void read_kept(const std::string& dossier) {
    kept.clear();
    read_territoire.reset();
    read_territoire.bindNoCopy(1, dossier);
    territoire_before = read_territoire.executeStep() ? read_territoire.getColumn(0).getString() : "";
    read.reset();
    read.bindNoCopy(1, dossier);
    while (read.executeStep()) {
      Kept it;
      auto& finding = it.finding;
      finding.id = read.getColumn(0).getString();
      it.said = day_of(read.getColumn(1));
      it.statut_since = day_of(read.getColumn(2));
      finding.statut = or_empty(read.getColumn(3));
      finding.nature = read.getColumn(4).getString();
      finding.role = or_empty(read.getColumn(5));
      finding.decideur = or_empty(read.getColumn(6));
      finding.day = day_of(read.getColumn(7));
      finding.libelle = or_empty(read.getColumn(8));
      finding.urgency = read.getColumn(9).getInt();
      finding.order = read.getColumn(10).getInt64();
      tell_flags(read.getColumn(11).getInt(), finding);
      finding.personne = or_empty(read.getColumn(12));
      finding.affaire = or_empty(read.getColumn(13));
      finding.gravite = or_empty(read.getColumn(14));
      const auto leads = read.getColumn(15).getInt();
      finding.leads = leads & 1;
      finding.leads_role = leads & 2;
      it.rank = static_cast<std::uint64_t>(read.getColumn(16).getInt64());
      kept.emplace(finding.id, std::move(it));
    }
  }

  /// Are the affaires of that dossier, as the base has them, those?
  bool affaires_stand(const StoredAnswer& answer) {
    read_affaires.reset();
    read_affaires.bindNoCopy(1, answer.dossier);
    auto next = answer.affaires.begin();
    StoredAffaire it;
    while (read_affaires.executeStep()) {
      if (next == answer.affaires.end()) return false;
      it.personne = or_empty(read_affaires.getColumn(0));
      it.key = or_empty(read_affaires.getColumn(1));
      it.opened = day_of(read_affaires.getColumn(2));
      it.act = or_empty(read_affaires.getColumn(3));
      it.type = or_empty(read_affaires.getColumn(4));
      it.open = read_affaires.getColumn(5).getInt() != 0;
      it.states = read_affaires.getColumn(6).getString();
      it.since = day_of(read_affaires.getColumn(7));
      it.next = day_of(read_affaires.getColumn(8));
      it.awaited = or_empty(read_affaires.getColumn(9));
      it.irregularities = static_cast<std::uint32_t>(read_affaires.getColumn(10).getInt());
      it.blocking = static_cast<std::uint32_t>(read_affaires.getColumn(11).getInt());
      it.missing = or_empty(read_affaires.getColumn(12));
      it.roles.clear();
      read_roles.reset();
      read_roles.bindNoCopy(1, answer.dossier);
      read_roles.bind(2, read_affaires.getColumn(13).getInt());
      while (read_roles.executeStep()) it.roles.push_back(read_roles.getColumn(0).getString());
      if (!(it == *next++)) return false;
    }
    return next == answer.affaires.end();
  }

  void write(const StoredAnswer& answer, const StoredFinding& it, std::uint64_t rank, Date said,
             Date statut_since) {
    Binding(keep)
        .text(answer.dossier)
        .text(it.id)
        .day(said)
        .day(statut_since)
        .number(rank)
        .text(it.personne)
        .text(it.affaire)
        .text(it.nature)
        .text(it.statut)
        .text(it.gravite)
        .text(it.role)
        .text(it.decideur)
        .day(it.day)
        .text(it.libelle)
        .number(static_cast<std::uint64_t>(it.urgency))
        .number(static_cast<std::uint64_t>(it.order))
        .number(flags_of(it))
        .number(std::uint64_t{it.leads} + 2u * it.leads_role)
        .place(answer.territoire)
        .run();
  }

  void write(const StoredAnswer& answer, const StoredAffaire& it, std::uint64_t rank) {
    Binding(keep_affaire)
        .text(answer.dossier)
        .number(rank)
        .text(it.personne)
        .text(it.key)
        .day(it.opened)
        .text(it.act)
        .text(it.type)
        .number(it.open)
        .copy(it.states.empty() ? "—" : it.states)
        .day(it.since)
        .day(it.next)
        .text(it.awaited)
        .number(it.irregularities)
        .number(it.blocking)
        .text(it.missing)
        .number(register_order(it))
        .place(answer.territoire)
        .run();
    for (const auto& role : it.roles)
      Binding(keep_role)
          .text(answer.dossier)
          .number(rank)
          .text(role)
          .number(it.open)
          .number(register_order(it))
          .place(answer.territoire)
          .run();
  }

  /// Whoever has one territoire or all of them, one role or all of them, reads one row a day.
  void count(const StoredFinding& it, const std::string& territoire, Date said, int change) {
    if (!it.heads || it.urgency >= attention_ends + 2) return;
    const auto counted = [&](const char* what, std::int32_t on) {
      for (const auto& in : {territoire, std::string("*")}) {
        counts[{in, "", what, on}] += change;
        if (!it.role.empty()) counts[{in, it.role, what, on}] += change;
        if (!it.decideur.empty() && it.decideur != it.role) counts[{in, it.decideur, what, on}] += change;
      }
    };
    if (it.urgency < attention_ends) counted("nouveau", said.days);
    if (it.late) counted("echu", 0);
    if (it.to_complete) counted("completer", 0);
    if (it.awaited && it.day.known()) counted("attendu", it.day.days);
  }

  void recount() {
    database.exec("DELETE FROM decomptes; DELETE FROM reglages WHERE nom = 'decomptes'");
    SQLite::Statement all(database,
                          "SELECT territoire, dit_le, role, decideur, le, urgence, tete FROM "
                          "constats WHERE fini_le IS NULL AND tete & 1");
    while (all.executeStep()) {
      StoredFinding it;
      it.role = or_empty(all.getColumn(2));
      it.decideur = or_empty(all.getColumn(3));
      it.day = day_of(all.getColumn(4));
      it.urgency = all.getColumn(5).getInt();
      tell_flags(all.getColumn(6).getInt(), it);
      count(it, all.getColumn(0).getString(), day_of(all.getColumn(1)), +1);
    }
    finish();
  }

  SQLite::Database& database;
  std::unordered_map<std::string, Kept> kept;
  std::string territoire_before, lines;
  std::map<Count, int> counts;

  SQLite::Statement read_territoire{database, "SELECT territoire FROM evalues WHERE dossier = ?1"};
  SQLite::Statement read{
      database,
      "SELECT id, dit_le, statut_le, statut, nature, role, decideur, le, libelle, urgence, ordre, tete, "
      "personne, affaire, gravite, mene, rang FROM constats WHERE dossier = ?1 AND fini_le IS NULL"};
  SQLite::Statement keep{
      database,
      "INSERT INTO constats(dossier, id, dit_le, fini_le, statut_le, rang, personne, affaire, nature, "
      "statut, "
      "gravite, role, decideur, le, libelle, urgence, ordre, tete, mene, territoire) "
      "VALUES(?1,?2,?3,NULL,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19) "
      "ON CONFLICT(dossier, id, dit_le) DO UPDATE SET fini_le = NULL, statut_le = ?4, rang = ?5, "
      "personne = ?6, affaire = ?7, nature = ?8, statut = ?9, gravite = ?10, role = ?11, decideur = ?12, "
      "le = ?13, libelle = ?14, urgence = ?15, ordre = ?16, tete = ?17, mene = ?18, territoire = ?19"};
  SQLite::Statement end{database,
                        "UPDATE constats SET fini_le = ?4 WHERE dossier = ?1 AND id = ?2 AND dit_le = ?3"};
  SQLite::Statement read_affaires{
      database,
      "SELECT personne, affaire, ouverte_le, acte, type, ouverte, etats, depuis, prochaine, attendu, "
      "irregularites, bloquantes, manquants, rang FROM affaires WHERE dossier = ?1 ORDER BY rang"};
  SQLite::Statement read_roles{database,
                               "SELECT role FROM conduites WHERE dossier = ?1 AND rang = ?2 ORDER BY role"};
  SQLite::Statement drop_roles{database, "DELETE FROM conduites WHERE dossier = ?1"};
  SQLite::Statement keep_role{
      database,
      "INSERT INTO conduites(dossier, rang, role, ouverte, ordre, territoire) VALUES(?1,?2,?3,?4,?5,?6)"};
  SQLite::Statement drop_affaires{database, "DELETE FROM affaires WHERE dossier = ?1"};
  SQLite::Statement keep_affaire{
      database, "INSERT INTO affaires VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)"};
  SQLite::Statement keep_lines{
      database,
      "INSERT INTO paroles(dossier, constats) VALUES(?1, ?2) ON CONFLICT(dossier) DO "
      "UPDATE SET constats = ?2"};
  SQLite::Statement keep_state{database,
                               "INSERT OR REPLACE INTO evalues(dossier, au, prochain, perime, territoire, "
                               "departement, connu, couteux, "
                               "manque, constats) VALUES(?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9)"};
  SQLite::Statement add_count{
      database,
      "INSERT INTO decomptes(territoire, role, quoi, jour, nombre) VALUES(?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT(territoire, role, quoi, jour) DO UPDATE SET nombre = nombre + ?5"};
};

FindingsWriter::FindingsWriter(Base& base) : impl_(std::make_unique<Impl>(base)) {}
FindingsWriter::~FindingsWriter() = default;
void FindingsWriter::put(const StoredAnswer& answer, Date day, FindingChanges& changes) {
  impl_->put(answer, day, changes);
}
void FindingsWriter::finish() {
  impl_->finish();
}

}  // namespace filrouge
