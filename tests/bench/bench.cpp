#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/bench/by_hand.hpp"
#include "tests/bench/long_dossiers.hpp"

/// Dossiers per second, in memory and from SQLite, beside two baselines of the same run: a bare SELECT of the
/// same rows through SQLite's C interface, and a hand-written function that computes the same two due dates.
/// Ratios at the end, then what one long dossier takes (`--dossier-long`: that alone).
namespace filrouge::bench {
namespace {

const Date asked = *civil_date(2026, 11, 21);

/// Everything measured works on the same dossiers.
struct Caseload {
  std::filesystem::path folder;
  std::string base;
  std::vector<Record> records;

  Caseload(std::size_t count, const Vocabulary& words) {
    folder = std::filesystem::temp_directory_path() / fmt::format("filrouge-bench-{}-{}", ::getpid(), count);
    std::filesystem::create_directories(folder);
    const auto file = (folder / "dossiers.ndjson").string();
    const auto command =
        fmt::format("'{}' --graine 64 --dossiers {} > '{}'", FILROUGE_GENERATEUR, count, file);
    if (std::system(command.c_str()) != 0) throw std::runtime_error("le générateur de dossiers a échoué");
    base = (folder / "dossiers.sqlite").string();
    Base store(base, BaseAccess::write);
    Import import(store, words);
    import.begin_file({.name = "dossiers.ndjson",
                       .format = "ndjson",
                       .digest = {},
                       .bytes = 0,
                       .rules = {},
                       .imported_at = "2026-11-21"});
    DossierStream stream(file);
    Record record;
    Reject reject;
    for (auto status = stream.next(record, reject); status != ReadStatus::end;
         status = stream.next(record, reject)) {
      if (status != ReadStatus::record) throw std::runtime_error(display(reject));
      import.merge(record, stream.line());
      records.push_back(record);
    }
    import.commit();
  }
  ~Caseload() { std::filesystem::remove_all(folder); }
};

std::vector<Journal> journals(const Caseload& caseload, const Model& model) {
  std::vector<Journal> bound(caseload.records.size());
  for (std::size_t i = 0; i < bound.size(); ++i) bind(caseload.records[i], model.vocabulary, bound[i]);
  return bound;
}

void count_dossiers(benchmark::State& state, std::size_t dossiers) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(dossiers));
}

void by_hand(benchmark::State& state, const Caseload& caseload, const LoadedRules& rules) {
  const auto bound = journals(caseload, rules.model());
  const auto& words = rules.model().vocabulary;
  const Words known{words.find_event("notification_droits_devoirs"), words.find_event("orientation"),
                    words.find_event("cer_signe"), words.find_attribute("soumission_droits_devoirs")};
  std::vector<Due> due;
  for (auto _ : state)
    for (const auto& journal : bound) {
      due_by_hand(journal, known, asked, due);
      benchmark::DoNotOptimize(due.data());
    }
  count_dossiers(state, bound.size());
}

void in_memory(benchmark::State& state, const Caseload& caseload, const LoadedRules& rules) {
  const auto bound = journals(caseload, rules.model());
  Replay replay(*rules.program);
  Evaluation evaluation;
  for (auto _ : state)
    for (const auto& journal : bound) {
      replay.run(journal, asked, asked, evaluation);
      benchmark::DoNotOptimize(evaluation.findings.data());
    }
  count_dossiers(state, bound.size());
}

/// The rows the engine reads, read and thrown away.
void bare_select(benchmark::State& state, const Caseload& caseload) {
  sqlite3* base = nullptr;
  sqlite3_open_v2(caseload.base.c_str(), &base, SQLITE_OPEN_READONLY, nullptr);
  for (auto _ : state)
    for (const auto* table : {"dossiers", "personnes", "attributs", "couvertures", "evenements"}) {
      sqlite3_stmt* rows = nullptr;
      if (sqlite3_prepare_v2(base, fmt::format("SELECT * FROM {} ORDER BY dossier", table).c_str(), -1, &rows,
                             nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(base));
      const int columns = sqlite3_column_count(rows);
      while (sqlite3_step(rows) == SQLITE_ROW)
        for (int c = 0; c < columns; ++c) {
          if (sqlite3_column_type(rows, c) == SQLITE_INTEGER)
            benchmark::DoNotOptimize(sqlite3_column_int64(rows, c));
          else
            benchmark::DoNotOptimize(sqlite3_column_text(rows, c));
        }
      sqlite3_finalize(rows);
    }
  sqlite3_close(base);
  count_dossiers(state, caseload.records.size());
}

void from_sqlite(benchmark::State& state, const Caseload& caseload, const LoadedRules& rules) {
  Replay replay(*rules.program);
  Evaluation evaluation;
  Journal journal;
  for (auto _ : state) {
    Base base(caseload.base, BaseAccess::read);
    DossierJournals journals(base, rules.model().vocabulary, journal);
    while (journals.next()) {
      replay.run(journal, asked, asked, evaluation);
      benchmark::DoNotOptimize(evaluation.findings.data());
    }
  }
  count_dossiers(state, caseload.records.size());
}

/// The journals the base keeps, read and thrown away.
void bare_select_of_journals(benchmark::State& state, const Caseload& caseload) {
  sqlite3* base = nullptr;
  sqlite3_open_v2(caseload.base.c_str(), &base, SQLITE_OPEN_READONLY, nullptr);
  for (auto _ : state) {
    sqlite3_stmt* rows = nullptr;
    if (sqlite3_prepare_v2(base, "SELECT dossier, journal FROM journaux ORDER BY dossier", -1, &rows,
                           nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(base));
    while (sqlite3_step(rows) == SQLITE_ROW) {
      benchmark::DoNotOptimize(sqlite3_column_text(rows, 0));
      benchmark::DoNotOptimize(sqlite3_column_blob(rows, 1));
    }
    sqlite3_finalize(rows);
  }
  sqlite3_close(base);
  count_dossiers(state, caseload.records.size());
}

void typed_from_rows(benchmark::State& state, const Caseload& caseload, const LoadedRules& rules) {
  Journal journal;
  for (auto _ : state) {
    Base base(caseload.base, BaseAccess::read);
    DossierRows rows(base);
    JournalBuilder builder(rules.model().vocabulary, journal);
    while (rows.next(builder)) benchmark::DoNotOptimize(journal.events.data());
  }
  count_dossiers(state, caseload.records.size());
}

void kept_typed(benchmark::State& state, const Caseload& caseload, const LoadedRules& rules) {
  Journal journal;
  for (auto _ : state) {
    Base base(caseload.base, BaseAccess::read);
    DossierJournals journals(base, rules.model().vocabulary, journal);
    while (journals.next()) benchmark::DoNotOptimize(journal.events.data());
  }
  count_dossiers(state, caseload.records.size());
}

/// Prints as the console reporter does and keeps the time of each run for the ratios.
class RatioReporter : public benchmark::ConsoleReporter {
 public:
  std::map<std::string, double> seconds;

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) seconds[run.run_name.function_name] = run.GetAdjustedRealTime();
    ConsoleReporter::ReportRuns(runs);
  }
};

/// Largest resident set so far, in MiB (Linux).
double peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmHWM:") {
      double kib = 0;
      status >> kib;
      return kib / 1024;
    }
  return 0;
}

}  // namespace
}  // namespace filrouge::bench

int main(int argc, char** argv) {
  using namespace filrouge;
  using namespace filrouge::bench;
  std::size_t count = 2000;
  bool only_long = false;
  std::vector<char*> others{argv[0]};
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--dossiers" && i + 1 < argc)
      count = std::strtoul(argv[++i], nullptr, 10);
    else if (std::string_view(argv[i]) == "--dossier-long")
      only_long = true;
    else
      others.push_back(argv[i]);
  }
  int other_count = static_cast<int>(others.size());
  benchmark::Initialize(&other_count, others.data());

  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  const std::vector all = {root / "rules"};
  const std::vector few = {root / "rules/national/vocabulaire.fil", root / "rules/national/roles.fil",
                           root / "tests/bench/deux_regles.fil"};
  const LoadedRules national(all, dsl::Extent::to_run), two(few, dsl::Extent::to_run);
  for (const auto* rules : {&national, &two})
    if (!rules->program) throw std::runtime_error(rules->errors);
  if (only_long) return print_long_dossiers(*national.program, asked), 0;
  const auto& words = national.model().vocabulary;
  const Caseload whole(count, words), half(count / 2, words);

  const auto add = [](const char* name, auto&& run) {
    benchmark::RegisterBenchmark(name, run)->Unit(benchmark::kMillisecond);
  };
  add("a_la_main", [&](benchmark::State& state) { by_hand(state, whole, two); });
  add("deux_regles_en_memoire", [&](benchmark::State& state) { in_memory(state, whole, two); });
  add("toutes_les_regles_en_memoire", [&](benchmark::State& state) { in_memory(state, whole, national); });
  add("select_nu", [&](benchmark::State& state) { bare_select(state, whole); });
  add("select_nu_des_journaux", [&](benchmark::State& state) { bare_select_of_journals(state, whole); });
  add("journal_des_lignes", [&](benchmark::State& state) { typed_from_rows(state, whole, national); });
  add("journal_garde", [&](benchmark::State& state) { kept_typed(state, whole, national); });
  add("toutes_les_regles_depuis_sqlite",
      [&](benchmark::State& state) { from_sqlite(state, whole, national); });
  add("toutes_les_regles_depuis_sqlite_moitie",
      [&](benchmark::State& state) { from_sqlite(state, half, national); });
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);

  const auto ratio = [&](const char* a, const char* b) {
    return reporter.seconds[b] > 0 ? reporter.seconds[a] / reporter.seconds[b] : 0.0;
  };
  fmt::print("\nRapports (plus petit vaut mieux), {} dossiers :\n", count);
  fmt::print("  deux règles en mémoire / calcul à la main      : {:.2f}\n",
             ratio("deux_regles_en_memoire", "a_la_main"));
  fmt::print("  toutes les règles depuis SQLite / SELECT nu        : {:.2f}\n",
             ratio("toutes_les_regles_depuis_sqlite", "select_nu"));
  fmt::print("  journal gardé / SELECT nu                           : {:.2f}\n",
             ratio("journal_garde", "select_nu"));
  fmt::print("  journal tiré des lignes / SELECT nu                 : {:.2f}\n",
             ratio("journal_des_lignes", "select_nu"));
  fmt::print("  toutes les règles en mémoire / SELECT nu        : {:.2f}\n",
             ratio("toutes_les_regles_en_memoire", "select_nu"));
  fmt::print("  {} dossiers / {} dossiers (linéaire : 2)    : {:.2f}\n", count, count / 2,
             ratio("toutes_les_regles_depuis_sqlite", "toutes_les_regles_depuis_sqlite_moitie"));
  fmt::print("  mémoire résidente la plus haute                : {:.0f} Mio, dossiers du banc compris\n",
             peak_memory());
  print_long_dossiers(*national.program, asked);
  return 0;
}
