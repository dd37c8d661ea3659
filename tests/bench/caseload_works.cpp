#include "tests/bench/caseload_works.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "tests/bench/caseload.hpp"
#include "tests/bench/replayed.hpp"
#include "tests/bench/two_rules_by_hand.hpp"

namespace filrouge::bench {
namespace {

void read_tables(const std::string& path, const std::vector<const char*>& tables) {
  sqlite3* base = nullptr;
  sqlite3_open_v2(path.c_str(), &base, SQLITE_OPEN_READONLY, nullptr);
  for (const auto* table : tables) {
    sqlite3_stmt* rows = nullptr;
    if (sqlite3_prepare_v2(base, fmt::format("SELECT * FROM {} ORDER BY dossier", table).c_str(), -1, &rows,
                           nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(base));
    const int columns = sqlite3_column_count(rows);
    while (sqlite3_step(rows) == SQLITE_ROW)
      for (int c = 0; c < columns; ++c) {
        if (sqlite3_column_type(rows, c) == SQLITE_INTEGER)
          keep(sqlite3_column_int64(rows, c));
        else if (sqlite3_column_type(rows, c) == SQLITE_BLOB)
          keep(sqlite3_column_blob(rows, c));
        else
          keep(sqlite3_column_text(rows, c));
      }
    sqlite3_finalize(rows);
  }
  sqlite3_close(base);
}

void read_rows(const std::string& path) {
  read_tables(path, {"dossiers", "personnes", "attributs", "couvertures", "evenements"});
}

/// Tells each dossier of the base, typed, to `each`.
template <class Each>
void each_journal(const std::string& path, const Vocabulary& words, Journal& journal, Each&& each) {
  Base base(path, BaseAccess::read);
  DossierJournals journals(base, words, journal);
  while (journals.next()) each(journal);
}

void type_rows(const std::string& path, const Vocabulary& words, Journal& journal) {
  Base base(path, BaseAccess::read);
  DossierRows rows(base);
  JournalBuilder builder(words, journal);
  while (rows.next(builder)) keep(journal.events.data());
}

std::function<void()> by_hand(const Model& model, Journals journals, Date asked) {
  const auto& words = model.vocabulary;
  const Words known{words.find_event("notification_droits_devoirs"), words.find_event("orientation"),
                    words.find_event("cer_signe"), words.find_attribute("soumission_droits_devoirs")};
  auto due = std::make_shared<std::vector<Due>>();
  return [=] {
    for (const auto& journal : *journals) {
      due_by_hand(journal, known, asked, *due);
      keep(due->data());
    }
  };
}

/// The evaluations are made beforehand: only their texts are measured, on as many as memory holds with ease.
Work written(const LoadedRules& rules, Journals journals, Date asked) {
  // One dossier in so many: the caseload is laid out by départements.
  const auto step = journals->size() / 2'000 + 1, count = (journals->size() + step - 1) / step;
  auto evaluations = std::make_shared<std::vector<Evaluation>>(count);
  Replay replay(*rules.program);
  for (std::size_t i = 0; i < count; ++i) replay.run((*journals)[i * step], asked, asked, (*evaluations)[i]);
  auto json = std::make_shared<FindingsJson>(*rules.program);
  auto line = std::make_shared<std::string>();
  return {"constats en NDJSON", count, [=] {
            for (std::size_t i = 0; i < count; ++i) {
              line->clear();
              for (const auto& finding : (*evaluations)[i].findings)
                json->append((*journals)[i * step], (*evaluations)[i], finding, *line);
              keep(line->data());
            }
          }};
}

}  // namespace

CaseloadWorks caseload_works(const std::vector<Record>& records, const std::string& base,
                             const LoadedRules& every, const LoadedRules& two, Date asked) {
  const auto bound =
      std::make_shared<const std::vector<Journal>>(journals_of(records, every.model().vocabulary));
  const auto bound_to_two =
      std::make_shared<const std::vector<Journal>>(journals_of(records, two.model().vocabulary));
  const auto& words = every.model().vocabulary;
  auto journal = std::make_shared<Journal>();
  auto replay = std::make_shared<Replay>(*every.program);
  auto evaluation = std::make_shared<Evaluation>();
  const auto n = records.size();
  return {
      .select = {"SELECT nu des lignes", n, [base] { read_rows(base); }},
      .select_journals = {"SELECT nu des journaux", n, [base] { read_tables(base, {"journaux"}); }},
      .journal_of_rows = {"journal depuis les lignes", n, [=, &words] { type_rows(base, words, *journal); }},
      .journal = {"journal depuis la base", n,
                  [=, &words] {
                    each_journal(base, words, *journal,
                                 [](const Journal& read) { keep(read.events.data()); });
                  }},
      .all_from_base = {"toutes les règles depuis la base", n,
                        [=, &words] {
                          each_journal(base, words, *journal, [&](const Journal& read) {
                            replay->run(read, asked, asked, *evaluation);
                            keep(evaluation->findings.data());
                          });
                        }},
      .all = replayed("toutes les règles en mémoire", *every.program, bound, asked),
      .two = replayed("deux règles", *two.program, bound_to_two, asked),
      .two_by_hand = {"deux règles à la main", n, by_hand(two.model(), bound_to_two, asked)},
      .written = written(every, bound, asked),
  };
}

Work start_up(const std::string& name, const std::filesystem::path& rules) {
  return {name, 1, [rules] {
            const std::vector paths = {rules};
            const LoadedRules loaded(paths, dsl::Extent::to_run);
            if (!loaded.program) throw std::runtime_error(loaded.errors);
          }};
}

}  // namespace filrouge::bench
