#include "engine/store/dossier_stamp.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "engine/store/guarded.hpp"

namespace filrouge {
namespace {

constexpr const char* not_read = "la base ne dit pas où en est ce dossier";

}  // namespace

DossierStamp stamp(Base& base, std::string_view dossier) {
  return guarded(not_read, [&] {
    SQLite::Statement row(base.database(),
                          "WITH autres(import) AS ("
                          "SELECT import FROM dossiers WHERE dossier = ?1 UNION ALL "
                          "SELECT import FROM entetes WHERE dossier = ?1 UNION ALL "
                          "SELECT import FROM couvertures WHERE dossier = ?1 UNION ALL "
                          "SELECT import FROM personnes WHERE dossier = ?1 UNION ALL "
                          "SELECT import FROM attributs WHERE dossier = ?1), "
                          "actes(rang, import) AS (SELECT rang, import FROM evenements WHERE dossier = ?1) "
                          "SELECT (SELECT count(*) FROM actes), "
                          "(SELECT coalesce(max(rang) + 1, 0) FROM actes), (SELECT count(*) FROM autres), "
                          "max((SELECT coalesce(max(import), 0) FROM actes), "
                          "(SELECT coalesce(max(import), 0) FROM autres))");
    row.bind(1, std::string(dossier));
    row.executeStep();
    const auto number = [&](int column) {
      return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
    };
    return DossierStamp{number(0), number(1), number(2), number(3)};
  });
}

std::string to_text(const DossierStamp& stamp) {
  return fmt::format("{}.{}.{}.{}", stamp.acts, stamp.after_rank, stamp.other_rows, stamp.last_import);
}

std::optional<DossierStamp> read_stamp(std::string_view text) {
  std::array<std::uint64_t, 4> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    const auto read = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (read.ec != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  }
  if (!text.empty()) return std::nullopt;
  return DossierStamp{numbers[0], numbers[1], numbers[2], numbers[3]};
}

std::vector<ActAdded> added_since(Base& base, std::string_view dossier, const DossierStamp& stamp) {
  return guarded(not_read, [&] {
    SQLite::Statement row(base.database(),
                          "SELECT e.id, e.type, e.le, coalesce(i.fichier, ''), coalesce(i.importe_le, '') "
                          "FROM evenements e LEFT JOIN imports i ON i.id = e.import "
                          "WHERE e.dossier = ?1 AND (e.rang >= ?2 OR e.import > ?3) ORDER BY e.rang");
    row.bind(1, std::string(dossier));
    row.bind(2, static_cast<std::int64_t>(stamp.after_rank));
    row.bind(3, static_cast<std::int64_t>(stamp.last_import));
    std::vector<ActAdded> added;
    while (row.executeStep())
      added.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                       Date{row.getColumn(2).getInt()}, row.getColumn(3).getString(),
                       row.getColumn(4).getString()});
    return added;
  });
}

}  // namespace filrouge
