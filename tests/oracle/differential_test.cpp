#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>

#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/calendar_ends.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/generated.hpp"
#include "tests/oracle/random_dossier.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

namespace {

constexpr std::uint64_t random_dossiers = 200;
constexpr std::uint64_t random_dossiers_of_shipped_rules = 50;  // many more rules: each costs more

/// A longer search wants more kinds of faults than a test shows: FILROUGE_FAUTES.
const std::size_t most_faults = [] {
  const char* asked = std::getenv("FILROUGE_FAUTES");
  return asked ? static_cast<std::size_t>(std::atoi(asked)) : 6;
}();

/// Seeds are read from FILROUGE_GRAINES (« 100-200 ») when a longer search is wanted.
std::pair<std::uint64_t, std::uint64_t> seeds(std::uint64_t count) {
  const char* asked = std::getenv("FILROUGE_GRAINES");
  if (!asked) return {1, count};
  std::uint64_t from = 1, to = count;
  char dash = '-';
  std::istringstream(asked) >> from >> dash >> to;
  return {from, to};
}

void agree(const Rules& rules, std::uint64_t count) {
  REQUIRE(rules.errors == "");
  const auto [from, to] = seeds(count);
  std::set<std::string> kinds;  // one dossier a kind of fault is enough
  for (auto seed = from; seed <= to && kinds.size() < most_faults; ++seed) {
    Dice dice(seed);
    const auto day = *civil_date(2024, 3, 1) + static_cast<std::int32_t>(dice.below(900));
    const auto known_by = dice.once_in(3) ? day - static_cast<std::int32_t>(dice.below(200)) : day;
    const auto [record, asked, known] =
        perhaps_at_an_end_of_the_calendar({random_dossier(rules.model(), seed), day, known_by}, seed);
    if (std::getenv("FILROUGE_MONTRER"))
      std::cout << to_json(record) << "\nau " << iso_date(asked) << ", connu au " << iso_date(known)
                << std::endl;
    const auto difference = oracle::difference(rules, record, asked, known);
    if (difference.empty() || !kinds.insert(kind_of(difference)).second) continue;
    FAIL_CHECK("graine " << seed << "\n" << report(rules, record, asked, known));
  }
}

}  // namespace

TEST_CASE("random dossiers: replay and oracle agree on the trial rules", "[differential]") {
  agree(trial_rules(), random_dossiers);
}

TEST_CASE("random dossiers: replay and oracle agree on the shipped rules", "[differential][shipped]") {
  agree(shipped_rules(), random_dossiers_of_shipped_rules);
}

/// The generator's dossiers go deep: years of follow-up, letters, sanctions, appeals. It is built beside the
/// tests.
TEST_CASE("the generator's dossiers: replay and oracle agree on the shipped rules",
          "[differential][generator]") {
  const auto& rules = shipped_rules();
  REQUIRE(rules.errors == "");
  const auto count = asked_count(12);
  std::set<std::string> kinds;
  int read = 0;
  for (const auto& record : generated_dossiers(11, count)) {
    if (kinds.size() >= most_faults) break;
    Dice dice(static_cast<std::uint64_t>(++read));
    for (const auto asked :
         {*civil_date(2026, 11, 21), *civil_date(2024, 1, 1) + static_cast<std::int32_t>(dice.below(1000))}) {
      const auto difference = oracle::difference(rules, record, asked, asked);
      if (difference.empty() || !kinds.insert(kind_of(difference)).second) continue;
      FAIL_CHECK(report(rules, record, asked, asked));
    }
  }
  CHECK(read > 0);
}

/// A disagreement met elsewhere is looked at here: FILROUGE_DOSSIERS names a file of dossiers, one a line or
/// one in all, FILROUGE_AU a day (else every day, until long after the last act), FILROUGE_REGLES other
/// rules.
TEST_CASE("the dossiers of a file: replay and oracle agree", "[.dossiers]") {
  const char* path = std::getenv("FILROUGE_DOSSIERS");
  const char* only = std::getenv("FILROUGE_AU");
  REQUIRE(path);
  DossierJsonReader reader;
  std::ifstream file(path);
  std::stringstream whole;
  whole << file.rdbuf();
  std::vector<Record> records;
  Record record;
  if (!reader.read(whole.str(), record)) {
    records.push_back(record);
  } else {
    for (std::string line; std::getline(whole, line);)
      if (!line.empty() && !reader.read(line, record)) records.push_back(record);
  }
  REQUIRE_FALSE(records.empty());
  std::vector<const Rules*> all{&trial_rules(), &shipped_rules()};
  std::unique_ptr<Rules> others;
  if (const char* named = std::getenv("FILROUGE_REGLES")) {
    others = load({named});
    all = {others.get()};
  }
  for (const auto* rules : all) REQUIRE(rules->errors == "");
  for (const auto* rules : all)
    for (const auto& one : records) {
      Date first, last;
      for (const auto& event : one.events) {
        first = first.known() ? std::min(first, event.on) : event.on;
        last = std::max(last, event.on + 400);
      }
      if (only) first = last = *parse_iso_date(only);
      std::set<std::string> kinds;
      for (auto asked = first; asked <= last && kinds.size() < most_faults; asked = asked + 1) {
        const auto told = oracle::difference(*rules, one, asked, asked);
        if (told.empty() || !kinds.insert(kind_of(told)).second) continue;
        FAIL_CHECK(one.dossier << "\n" << report(*rules, one, asked, asked));
      }
    }
}

TEST_CASE("the example dossiers: replay and oracle agree", "[differential][examples]") {
  const auto& rules = GENERATE(std::cref(trial_rules()), std::cref(shipped_rules())).get();
  REQUIRE(rules.errors == "");
  DossierJsonReader reader;
  std::set<std::string> kinds;
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(FILROUGE_SOURCE_DIR) /
                                                               "examples/dossiers")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    Record record;
    REQUIRE_FALSE(reader.read(text.str(), record));
    ++read;
    Date last;
    for (const auto& event : record.events) last = std::max(last, event.on);
    for (const int later : {-100, 0, 1, 45, 400}) {
      const auto asked = last + later;
      const auto difference = oracle::difference(rules, record, asked, asked);
      if (difference.empty() || !kinds.insert(kind_of(difference)).second) continue;
      FAIL_CHECK(entry.path().filename().string() << "\n" << report(rules, record, asked, asked));
    }
  }
  CHECK(read > 0);
}
