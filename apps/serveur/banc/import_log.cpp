#include "apps/serveur/banc/import_log.hpp"

#include "apps/serveur/banc/hidden_numbers.hpp"

namespace filrouge::banc {
namespace {

constexpr const char* imports =
    "SELECT id, fichier, format, systeme, caisse, nature, importe_le, reference, dossiers, evenements, "
    "rejets, remplace_par IS NOT NULL FROM main.imports WHERE format <> 'banc' AND ";

std::uint64_t count_of(const Cursor& row, int column) {
  return static_cast<std::uint64_t>(row.wide(column));
}

ImportRun run_of(const Cursor& row) {
  ImportRun run;
  run.id = row.wide(0);
  run.file = row.text(1);
  run.format = row.text(2);
  run.system = row.text(3);
  run.caisse = row.text(4);
  run.nature = row.text(5);
  run.made_at = row.text(6);
  run.reference = row.date(7);
  run.dossiers = count_of(row, 8);
  run.events = count_of(row, 9);
  run.rejects = count_of(row, 10);
  run.replaced = row.number(11) != 0;
  return run;
}

}  // namespace

std::vector<PassedNight> last_nights(VisibleBase& base, std::size_t most) {
  Cursor row(base.base(),
             "SELECT au, fait_le, motif, dossiers, evalues, constats, nouveaux, changes, finis FROM "
             "main.nuits ORDER BY id DESC LIMIT ?1");
  row.bind(1, static_cast<std::int64_t>(most));
  std::vector<PassedNight> nights;
  while (row.step())
    nights.push_back({row.date(0), std::string(row.text(1)), std::string(row.text(2)), count_of(row, 3),
                      count_of(row, 4), count_of(row, 5), count_of(row, 6), count_of(row, 7),
                      count_of(row, 8)});
  return nights;
}

std::vector<ImportRun> imports_made(VisibleBase& base, std::int64_t before, std::size_t most) {
  Cursor row(base.base(), std::string(imports) + "(?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2");
  row.bind(1, before);
  row.bind(2, static_cast<std::int64_t>(most));
  std::vector<ImportRun> runs;
  while (row.step()) runs.push_back(run_of(row));
  return runs;
}

std::optional<ImportRun> import_made(VisibleBase& base, std::int64_t id) {
  Cursor row(base.base(), std::string(imports) + "id = ?1");
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  return run_of(row);
}

RejectedRows rejected_rows(VisibleBase& base, std::int64_t import, std::int64_t after, std::size_t most) {
  const std::string seen = base.sight().everywhere
                               ? ""
                               : " AND dossier IN (SELECT dossier FROM visibles WHERE dossier IS NOT NULL)";
  RejectedRows rejected;
  Cursor hidden(base.base(),
                "SELECT (SELECT count(*) FROM main.rejets WHERE import = ?1) - (SELECT count(*) "
                "FROM main.rejets WHERE import = ?1" +
                    seen + ")");
  hidden.bind(1, import);
  hidden.step();
  rejected.hidden = count_of(hidden, 0);
  Cursor row(base.base(),
             "SELECT id, ligne, colonne, dossier, ou, motif FROM main.rejets WHERE import = ?1 "
             "AND id > ?2" +
                 seen + " ORDER BY id LIMIT ?3");
  row.bind(1, import);
  row.bind(2, after);
  row.bind(3, static_cast<std::int64_t>(most) + 1);
  while (row.step())
    rejected.rows.push_back({row.wide(0), count_of(row, 1), count_of(row, 2), std::string(row.text(3)),
                             std::string(row.text(4)), std::string(row.text(5))});
  if (rejected.rows.size() > most) {
    rejected.rows.pop_back();
    rejected.next = rejected.rows.back().id;
  }
  for (auto& each : rejected.rows) {
    each.where = without_hidden(base, each.where);
    each.reason = without_hidden(base, each.reason);
  }
  return rejected;
}

}  // namespace filrouge::banc
