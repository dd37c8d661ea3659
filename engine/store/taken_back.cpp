#include "engine/store/taken_back.hpp"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "engine/store/binding.hpp"

namespace filrouge {
namespace {

struct Rows {
  const char* table;
  const char* kept = "";  ///< of them, what stays: whom another file speaks of is somebody
};
constexpr std::array tables = {
    Rows{"entetes"}, Rows{"couvertures"}, Rows{"attributs"}, Rows{"evenements"},
    Rows{"personnes",
         " AND NOT EXISTS (SELECT 1 FROM evenements e WHERE e.dossier = personnes.dossier AND e.personne = "
         "personnes.id) AND NOT EXISTS (SELECT 1 FROM attributs a WHERE a.dossier = personnes.dossier AND "
         "a.personne "
         "= personnes.id)"}};

std::string last_part(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

/// Which entries read, of whatever nature, without the pages they stand in: their digests are 64 letters.
std::string entries_of(const std::string& reading) {
  constexpr std::size_t digest = 64;
  std::string entries;
  for (std::size_t at = 0; at < reading.size();) {
    const auto run = std::min(reading.find_first_not_of("0123456789abcdef", at), reading.size());
    if (run - at != digest) entries += reading.substr(at, std::max<std::size_t>(run - at, 1));
    at = std::max(run, at + 1);
  }
  return entries;
}

struct Pass {
  std::uint64_t id;
  Date on;
};

std::vector<Pass> earlier_passes(SQLite::Database& database, const ImportFile& file) {
  SQLite::Statement passes(
      database,
      "SELECT id, fichier, lecture, coalesce(importe_le, '') FROM imports WHERE "
      "substr(empreinte, 1, length(?1)) = ?1 AND octets = ?2 AND format = ?3 AND lecture IS "
      "NOT NULL AND lecture <> ?4 AND coalesce(systeme, '') = coalesce(?5, '') AND "
      "remplace_par IS NULL ORDER BY id");
  Binding(passes).text(file.digest).number(file.bytes).text(file.format).text(file.reading).text(file.system);
  std::vector<Pass> found;
  while (passes.executeStep()) {
    const auto column = [&](int rank) { return passes.getColumn(rank).getString(); };
    if (last_part(column(1)) == last_part(file.name) && entries_of(column(2)) == entries_of(file.reading))
      found.push_back({static_cast<std::uint64_t>(passes.getColumn(0).getInt64()),
                       parse_iso_date(column(3).substr(0, 10)).value_or(Date{})});
  }
  return found;
}

std::uint64_t take_back(SQLite::Database& database, std::uint64_t pass) {
  std::uint64_t rows = 0;
  for (const auto& [table, kept] : tables) {
    SQLite::Statement leave(database, std::string("DELETE FROM ") + table + " WHERE import = ?1" + kept);
    Binding(leave).number(pass);
    rows += static_cast<std::uint64_t>(leave.exec());
  }
  SQLite::Statement empty(
      database,
      "DELETE FROM dossiers WHERE import = ?1 AND NOT EXISTS (SELECT 1 FROM entetes e WHERE "
      "e.dossier = dossiers.dossier) AND NOT EXISTS (SELECT 1 FROM couvertures c WHERE "
      "c.dossier = dossiers.dossier) AND NOT EXISTS (SELECT 1 FROM personnes p WHERE "
      "p.dossier = dossiers.dossier) AND NOT EXISTS (SELECT 1 FROM attributs a WHERE "
      "a.dossier = dossiers.dossier) AND NOT EXISTS (SELECT 1 FROM evenements v WHERE "
      "v.dossier = dossiers.dossier)");
  Binding(empty).number(pass).run();
  // What it settled is settled no more, unless a person did.
  for (const auto* settled :
       {"DELETE FROM noms_personnes WHERE EXISTS (SELECT 1 FROM rapprochements r WHERE r.import = ?1 AND "
        "r.auteur = "
        "'filrouge' AND r.suite IS NULL AND r.decision = 'joint' AND r.dossier = noms_personnes.dossier AND "
        "coalesce(r.systeme, '') = noms_personnes.systeme AND ((r.personne IS NULL AND r.nom = "
        "noms_personnes.foyer) "
        "OR r.nom = noms_personnes.nom))",
        "DELETE FROM noms WHERE EXISTS (SELECT 1 FROM rapprochements r WHERE r.import = ?1 AND r.auteur = "
        "'filrouge' "
        "AND r.suite IS NULL AND r.decision = 'joint' AND r.personne IS NULL AND r.dossier = noms.dossier "
        "AND "
        "coalesce(r.systeme, '') = noms.systeme AND r.nom = noms.nom)"}) {
    SQLite::Statement unsettle(database, settled);
    Binding(unsettle).number(pass).run();
  }
  SQLite::Statement forget(
      database, "DELETE FROM rapprochements WHERE import = ?1 AND auteur = 'filrouge' AND suite IS NULL");
  Binding(forget).number(pass).run();
  return rows;
}

}  // namespace

TakenBack take_back_other_readings(SQLite::Database& database, const ImportFile& file, std::uint64_t by) {
  TakenBack taken;
  SQLite::Statement mark(database, "UPDATE imports SET remplace_par = ?2 WHERE id = ?1");
  SQLite::Statement reopen(database, "UPDATE imports SET a_relire = 1 WHERE id > ?1 AND id <> ?2");
  for (const auto& pass : earlier_passes(database, file)) {
    taken.rows += take_back(database, pass.id);
    if (taken.passes++ == 0) taken.on = pass.on;
    Binding(mark).number(pass.id).number(by).run();
    Binding(reopen).number(pass.id).number(by).run();
  }
  return taken;
}

}  // namespace filrouge
