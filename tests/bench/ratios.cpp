#include "tests/bench/ratios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "engine/session/loaded_rules.hpp"
#include "tests/bench/caseload_works.hpp"
#include "tests/bench/child_process.hpp"
#include "tests/bench/figure_table.hpp"
#include "tests/bench/flat.hpp"
#include "tests/bench/history.hpp"
#include "tests/bench/instructions.hpp"
#include "tests/bench/long_dossiers.hpp"
#include "tests/bench/opened_packs.hpp"
#include "tests/bench/peers.hpp"
#include "tests/bench/whole_command.hpp"

namespace filrouge::bench {
namespace {

const std::filesystem::path root = FILROUGE_SOURCE_DIR;

/// Rules that run, or why they do not.
struct RunnableRules : LoadedRules {
  RunnableRules(const std::vector<std::filesystem::path>& paths, dsl::Extent extent = dsl::Extent::to_run)
      : LoadedRules(paths, extent) {
    if (!program) throw std::runtime_error(errors);
  }
};

/// Everything the table compares, made before anything is measured.
class Ratios {
 public:
  Ratios(const BenchOptions& options, const Folder& folder, Date asked)
      : options_(options), folder_(folder), asked_(asked) {
    auto file = options.read_from;
    if (file.empty()) {
      file = folder.file("dossiers.ndjson");
      written_ = write(options.dossiers, file);
    }
    records_ = read_records(file);
    caseload_ = caseload_works(records_, import_records(records_, every_.model().vocabulary, folder), every_,
                               two_, asked);
    histories_ = draw_histories(tabled(), asked);
    history_ = history_works(*history_rules_.program, histories_, asked);
    cases_ = draw_flat_cases(tabled(), asked);
    flat_ = flat_works(*flat_rules_.program, cases_, asked);
  }

  std::vector<Work> all() const {
    auto works = caseload_.each();
    for (const auto& work : {history_.engine, history_.by_hand, flat_.engine, flat_.by_hand, flat_.sqlite,
                             start_all_, start_national_})
      works.push_back(work);
    return works;
  }

  void print() {
    say_what_is_measured();
    count();
    FigureTable table("Temps de processeur, médianes ; instructions comptées par callgrind");
    if (instructions_.empty())
      table.absent("instructions", !options_.instructions  ? "--sans-instructions"
                                   : installed("valgrind") ? "valgrind a échoué"
                                                           : "valgrind : non installé");
    add_caseload(table);
    add_history(table);
    add_flat(table);
    add_long_dossiers(table, *every_.program, asked_, options_.seconds);
  }

 private:
  static CaseloadFile write(std::size_t count, const std::string& file) {
    const RunnableRules whole({root / "rules"}, dsl::Extent::whole);
    return write_caseload(count, whole.checked.scenarios, file);
  }

  /// On few dossiers: callgrind is fifty times slower, and counts the same whatever it waits for.
  void count() {
    if (!options_.instructions) return;
    const auto few = std::min<std::size_t>(options_.dossiers, 300);
    const auto file = folder_.file("comptes.ndjson");
    write(few, file);
    instructions_ = count_instructions(
        {options_.this_program, "--dossiers", std::to_string(few), "--lire", file}, folder_.file(""));
  }

  /// Histories and flat cases are small: more of them.
  std::size_t tabled() const { return std::min<std::size_t>(options_.dossiers * 10, 20'000); }
  void say_what_is_measured() const {
    const auto acts =
        std::transform_reduce(records_.begin(), records_.end(), 0.0, std::plus{},
                              [](const Record& record) { return double(record.events.size()); });
    fmt::print(
        "{} dossiers du générateur, départements 58, 64, 66 et 93, et {} des scénarios livrés ; {} actes par "
        "dossier. Chaque chiffre est la médiane de {} passages, chaque rapport celle de {} paires.\n",
        written_.generated, written_.of_scenarios, times(acts / double(records_.size())), options_.pairs,
        options_.pairs);
    print_opened_packs(*every_.program, journals_of(records_, every_.model().vocabulary), asked_);
  }

  /// « 41 µs, 399 000 instructions ».
  std::string cost(double us, const Work& work) const {
    const auto counted = instructions_.find(work.name);
    return microseconds(us) +
           (counted == instructions_.end() ? "" : ", " + thousands(counted->second) + " instructions");
  }
  std::string beside(const char* name, double us, const Work& work) const {
    return fmt::format("{} : {}", name, cost(us, work));
  }

  void add_caseload(FigureTable& table) {
    const auto pairs = options_.pairs;
    const auto& works = caseload_;
    const auto replay = paired(pairs, works.all, works.select);
    table.add({"rejouer toutes les règles, par dossier", cost(replay.first_us, works.all), "15 µs", "10 µs",
               beside("SELECT nu des lignes", replay.second_us, works.select)});
    const auto journal = paired(pairs, works.journal, works.select);
    table.add({"journal depuis la base, par dossier", cost(journal.first_us, works.journal), "2 µs", "",
               beside("SELECT nu des lignes", journal.second_us, works.select)});
    const auto typed = paired(pairs, works.journal_of_rows, works.select_journals);
    table.add({"la première fois, depuis les lignes, par dossier",
               cost(typed.first_us, works.journal_of_rows), "", "",
               beside("SELECT nu des journaux", typed.second_us, works.select_journals)});
    const auto based = paired(pairs, works.all_from_base, works.select);
    table.add({"toutes les règles depuis la base / SELECT nu des lignes", times(based.ratio), "1,3", "1,15",
               beside("toutes les règles depuis la base", based.first_us, works.all_from_base)});
    const auto two = paired(pairs, works.two, works.two_by_hand);
    table.add({"deux règles / les mêmes à la main en C++", times(two.ratio), "6", "4",
               beside("moteur", two.first_us, works.two) + " ; " +
                   beside("à la main", two.second_us, works.two_by_hand)});
    table.add({"constats en NDJSON, phrases comprises, par dossier",
               cost(median_us(pairs, works.written), works.written), "25 µs", "20 µs", ""});
    const auto start = paired(pairs, start_all_, start_national_);
    table.add({"lire toutes les règles", cost(start.first_us, start_all_), "0,16 s", "0,1 s", ""});
    table.add(
        {"lire les règles nationales seules", cost(start.second_us, start_national_), "0,06 s", "", ""});
  }

  void add_history(FigureTable& table) {
    const auto run = paired(options_.pairs, history_.engine, history_.by_hand);
    table.add({"histoire : mois, pauses, par dossier", cost(run.first_us, history_.engine), "3,3 µs",
               "1,6 µs", beside("C++ à la main", run.second_us, history_.by_hand)});
    const auto csv = folder_.file("histoire.csv");
    write_history_csv(histories_, csv);
    const auto counts = history_by_hand(*history_rules_.program, histories_, asked_);
    for (const auto& peer : history_peers(csv, counts, histories_.size())) table.add(peer);
  }

  void add_flat(FigureTable& table) {
    const auto run = paired(options_.pairs, flat_.engine, flat_.by_hand);
    const auto sqlite = paired(options_.pairs, flat_.engine, flat_.sqlite);
    table.add({"onze règles à plat, par dossier", cost(run.first_us, flat_.engine), "1,0 µs", "0,5 µs",
               beside("C++ à la main", run.second_us, flat_.by_hand) + " ; " +
                   beside("SQLite", sqlite.second_us, flat_.sqlite)});
    const auto csv = folder_.file("plat.csv");
    write_flat_csv(cases_, csv);
    for (const auto& peer : flat_peers(csv, flat_tally(flat_by_hand(cases_, asked_)), cases_.size()))
      table.add(peer);
  }

  const BenchOptions& options_;
  const Folder& folder_;
  Date asked_;
  RunnableRules every_{{root / "rules"}};
  RunnableRules two_{{root / "rules/national/vocabulaire.fil", root / "rules/national/roles.fil",
                      root / "tests/bench/deux_regles.fil"}};
  RunnableRules history_rules_{{root / "tests/bench/histoire.fil"}};
  RunnableRules flat_rules_{{root / "tests/bench/onze_regles.fil"}};
  CaseloadFile written_;
  std::vector<Record> records_, histories_;
  std::vector<FlatCase> cases_;
  CaseloadWorks caseload_;
  HistoryWorks history_;
  FlatWorks flat_;
  Work start_all_ = start_up("lire toutes les règles", root / "rules");
  Work start_national_ = start_up("lire les règles nationales", root / "rules/national");
  Instructions instructions_;
};

}  // namespace

void print_ratios(const BenchOptions& options, const Folder& folder, Date asked) {
  if (options.count_in.empty() && options.big) {
    FigureTable table("La commande entière");
    add_whole_commands(table, options.this_program, folder, 100'000);
  }
  Ratios ratios(options, folder, asked);
  if (options.count_in.empty()) return ratios.print();
  run_counted(ratios.all(), options.count_in);
}

}  // namespace filrouge::bench
