#include "engine/store/taken_back.hpp"

#include <SQLiteCpp/Statement.h>

#include <array>
#include <filesystem>
#include <vector>

#include "engine/store/binding.hpp"

namespace filrouge {
namespace {

constexpr std::array tables = {"entetes", "couvertures", "personnes", "attributs", "evenements"};

std::string last_part(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

std::vector<std::uint64_t> earlier_passes(SQLite::Database& database, const ImportFile& file) {
  SQLite::Statement passes(database,
                           "SELECT id, fichier FROM imports WHERE substr(empreinte, 1, length(?1)) = ?1 AND "
                           "octets = ?2 AND format = ?3 AND lecture IS NOT NULL AND lecture <> ?4 AND "
                           "remplace_par IS NULL");
  Binding(passes).text(file.digest).number(file.bytes).text(file.format).text(file.reading);
  std::vector<std::uint64_t> ids;
  while (passes.executeStep())
    if (last_part(passes.getColumn(1).getString()) == last_part(file.name))
      ids.push_back(static_cast<std::uint64_t>(passes.getColumn(0).getInt64()));
  return ids;
}

std::uint64_t take_back(SQLite::Database& database, std::uint64_t pass) {
  std::uint64_t rows = 0;
  for (const auto* table : tables) {
    SQLite::Statement leave(database, std::string("DELETE FROM ") + table + " WHERE import = ?1");
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
  SQLite::Statement forget(database, "DELETE FROM rapprochements WHERE import = ?1 AND auteur = 'filrouge'");
  Binding(forget).number(pass).run();
  return rows;
}

}  // namespace

std::uint64_t take_back_other_readings(SQLite::Database& database, const ImportFile& file, std::uint64_t by) {
  std::uint64_t rows = 0;
  SQLite::Statement mark(database, "UPDATE imports SET remplace_par = ?2 WHERE id = ?1");
  for (const auto pass : earlier_passes(database, file)) {
    rows += take_back(database, pass);
    Binding(mark).number(pass).number(by).run();
  }
  return rows;
}

}  // namespace filrouge
