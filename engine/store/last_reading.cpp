#include "engine/store/last_reading.hpp"

#include <SQLiteCpp/Statement.h>

#include "engine/store/binding.hpp"
#include "engine/store/guarded.hpp"

namespace filrouge {
namespace {

constexpr const char* not_read = "la base n'a pas pu être lue";

}  // namespace

std::optional<LastReading> last_reading(Base& base, const std::string& system, const std::string& address) {
  return guarded(not_read, [&]() -> std::optional<LastReading> {
    SQLite::Statement last(
        base.database(),
        "SELECT coalesce(lecture, '') FROM imports WHERE format = ?1 AND fichier = ?2 ORDER BY id DESC "
        "LIMIT 1");
    Binding(last).text(system).text(address);
    if (!last.executeStep()) return std::nullopt;
    const auto kept = last.getColumn(0).getString();
    const auto blank = std::min(kept.find(' '), kept.size() - 1);
    return LastReading{kept.substr(blank + 1), kept.substr(0, blank)};
  });
}

std::string read_elsewhere(Base& base, const std::string& system, const std::string& address) {
  return guarded(not_read, [&]() -> std::string {
    SQLite::Statement last(
        base.database(),
        "SELECT fichier FROM imports WHERE format = ?1 AND NOT EXISTS (SELECT 1 FROM imports WHERE "
        "format = ?1 AND fichier = ?2) ORDER BY id DESC LIMIT 1");
    Binding(last).text(system).text(address);
    return last.executeStep() ? last.getColumn(0).getString() : std::string();
  });
}

void keep_reading(Base& base, const std::string& system, const LastReading& reading, Date day) {
  guarded(not_read, [&] {
    SQLite::Statement keep(
        base.database(),
        "UPDATE imports SET systeme = ?1, lecture = ?2, jusqu_au = ?3, cree_le = ?3 WHERE id = (SELECT "
        "max(id) FROM imports)");
    Binding(keep).text(system).copy(reading.rules + " " + reading.changed_until).day(day).run();
    return 0;
  });
}

std::vector<std::string> dossiers_named(Base& base, const std::string& prefix) {
  return guarded(not_read, [&] {
    std::vector<std::string> names;
    SQLite::Statement all(
        base.database(),
        "SELECT dossier FROM dossiers WHERE substr(dossier, 1, length(?1)) = ?1 UNION SELECT nom FROM noms "
        "WHERE substr(nom, 1, length(?1)) = ?1");
    Binding(all).text(prefix);
    while (all.executeStep()) names.push_back(all.getColumn(0).getString());
    return names;
  });
}

}  // namespace filrouge
