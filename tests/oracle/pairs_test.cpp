#include "tests/oracle/pairs.hpp"

#include <sys/time.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <sstream>

#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/calendar_ends.hpp"
#include "tests/oracle/census.hpp"
#include "tests/oracle/random_dossier.hpp"
#include "tests/oracle/random_rules.hpp"

/// Rules and dossiers drawn together. FILROUGE_PAIRES=1000x20 asks for so many rule sets and dossiers of
/// each, FILROUGE_PAIRES_DEPUIS for the first seed, FILROUGE_DEFAUTS for how many families of faults are told
/// in full, FILROUGE_FAMILLE for the only family looked for, FILROUGE_MONTRER for every pair to be printed,
/// FILROUGE_REFUS for what the checker says of what it refuses.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

constexpr std::uint64_t most_attempts = 20;

struct Size {
  std::uint64_t sets = 100, dossiers = 20, first = 1, families = 6;
  std::string only;
};

Size asked_size() {
  Size size;
  if (const char* asked = std::getenv("FILROUGE_PAIRES")) {
    char by = 'x';
    std::istringstream(asked) >> size.sets >> by >> size.dossiers;
  }
  if (const char* first = std::getenv("FILROUGE_PAIRES_DEPUIS"))
    size.first = std::strtoull(first, nullptr, 10);
  if (const char* only = std::getenv("FILROUGE_FAMILLE")) size.only = only;
  if (const char* most = std::getenv("FILROUGE_DEFAUTS")) size.families = std::strtoull(most, nullptr, 10);
  return size;
}

/// What was being played, told even when the program dies of it, or when it does not come to an end.
char playing[64];
constexpr int deaths[] = {SIGSEGV, SIGABRT, SIGFPE, SIGPROF, SIGTERM};
constexpr int longest_pair = 60;  // seconds: circles make the oracle walk thousands of runs

void tell_and_die(int number) {
  std::fputs(playing, stderr);
  std::signal(number, SIG_DFL);
  std::raise(number);
}

/// So many seconds of the processor's, whatever else runs on it; none: no limit.
void allow(int seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = seconds;
  setitimer(ITIMER_PROF, &timer, nullptr);
}

class DeathTold {
 public:
  DeathTold() {
    for (const int number : deaths) std::signal(number, tell_and_die);
  }
  ~DeathTold() {
    for (const int number : deaths) std::signal(number, SIG_DFL);
  }
};

struct Drawn {
  std::string text;
  std::unique_ptr<Rules> rules;
  std::uint64_t attempts = 0;
};

Drawn draw_rules(std::uint64_t seed) {
  Drawn drawn;
  while (drawn.attempts < most_attempts) {
    drawn.text = random_rules(seed, drawn.attempts++);
    drawn.rules = from_text(drawn.text);
    if (drawn.rules->errors.empty()) break;
    if (std::getenv("FILROUGE_REFUS")) std::cerr << "graine " << seed << "\n" << drawn.rules->errors << "\n";
  }
  return drawn;
}

}  // namespace

TEST_CASE("rules and dossiers drawn at random: replay, oracle, and all that must hold of both", "[pairs]") {
  using Clock = std::chrono::steady_clock;
  const auto size = asked_size();
  const DeathTold told;
  Census census;
  std::map<std::string, std::uint64_t> families;
  std::map<std::string, std::uint64_t> first_seen;
  std::uint64_t draws = 0, pairs = 0, at_fault = 0, too_large = 0;
  Clock::duration reading{}, playing_time{};
  for (auto seed = size.first; seed < size.first + size.sets; ++seed) {
    const auto begin = Clock::now();
    auto drawn = draw_rules(seed);
    draws += drawn.attempts;
    REQUIRE(drawn.rules->errors == "");
    census.present(drawn.rules->model());
    Bench bench(std::move(drawn.rules), seed);
    const auto read = Clock::now();
    reading += read - begin;
    for (std::uint64_t d = 0; d < size.dossiers; ++d) {
      const auto die = seed * 1'000'003 + d;
      std::snprintf(playing, sizeof playing, "graine %llu, dossier %llu\n",
                    static_cast<unsigned long long>(seed), static_cast<unsigned long long>(d));
      allow(longest_pair);
      const auto& model = bench.rules().model();
      Dice dice(die + 13);
      const auto day =
          *civil_date(2024, 3, 1) + static_cast<std::int32_t>(dice.below(d % 4 == 3 ? 900 : 520));
      const auto known_by = dice.once_in(4) ? day - static_cast<std::int32_t>(dice.below(120)) : day;
      const auto [record, asked, known] = perhaps_at_an_end_of_the_calendar(
          {d % 4 == 3 ? random_dossier(model, die) : bold_dossier(model, die), day, known_by}, die);
      if (std::getenv("FILROUGE_MONTRER"))
        std::cout << drawn.text << to_json(record) << "\nau " << iso_date(asked) << ", connu au "
                  << iso_date(known) << std::endl;
      const auto found = bench.examine(record, asked, known, die, size.only);
      census.reached(model, bench.evaluation());
      ++pairs;
      too_large += bench.too_large();
      if (!found.empty()) ++at_fault;
      for (const auto& fault : found) {
        const auto& sort = size.only.empty() ? fault.family : fault.kind;
        if (++families[sort] > 1) continue;
        first_seen[sort] = seed;
        if (families.size() > size.families) continue;
        allow(2 * longest_pair + 60);
        // Written as it is: the test program would cut the lines.
        std::cout << "graine " << seed << ", dossier " << d << " : "
                  << shrunk(drawn.text, record, asked, known, die, seed, fault) << std::endl;
      }
    }
    allow(0);
    census.close();
    playing_time += Clock::now() - read;
  }
  const auto seconds = [](Clock::duration time) { return std::chrono::duration<double>(time).count(); };
  std::cout << "paires : " << pairs << " (" << size.sets << " jeux de règles × " << size.dossiers
            << " dossiers, graines " << size.first << " à " << size.first + size.sets - 1 << "), " << at_fault
            << " en désaccord, " << too_large << " trop grandes pour l'oracle ; " << draws - size.sets
            << " tirages refusés sur " << draws << " ; lecture " << seconds(reading) << " s, jeu "
            << seconds(playing_time) << " s\n";
  for (const auto& [family, count] : families)
    std::cout << "  " << count << " × " << family << " (graine " << first_seen[family] << ")\n";
  if (std::getenv("FILROUGE_PAIRES")) std::cout << census.table();
  CHECK(at_fault == 0);
  // Shares say something of a hundred sets or more.
  if (size.sets < 100) return;
  CHECK(too_large * 1000 <= pairs);
  // At least four draws in five are rules.
  CHECK(draws * 4 <= size.sets * 5);
  CHECK(census.forgotten() == "");
}
