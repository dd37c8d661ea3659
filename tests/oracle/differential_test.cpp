#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

namespace {

constexpr std::uint64_t random_dossiers = 300;
constexpr std::size_t most_faults = 6;

/// Seeds are read from FILROUGE_GRAINES (« 100-200 ») when a longer search is wanted.
std::pair<std::uint64_t, std::uint64_t> seeds() {
  const char* asked = std::getenv("FILROUGE_GRAINES");
  if (!asked) return {1, random_dossiers};
  std::uint64_t from = 1, to = random_dossiers;
  char dash = '-';
  std::istringstream(asked) >> from >> dash >> to;
  return {from, to};
}

void agree(const Rules& rules) {
  REQUIRE(rules.errors == "");
  const auto [from, to] = seeds();
  std::set<std::string> kinds;  // one dossier a kind of fault is enough
  for (auto seed = from; seed <= to && kinds.size() < (std::getenv("FILROUGE_GRAINES") ? 60 : most_faults); ++seed) {
    const auto record = random_dossier(rules.model(), seed);
    Dice dice(seed);
    const auto asked = *civil_date(2024, 3, 1) + static_cast<std::int32_t>(dice.below(900));
    const auto known = dice.once_in(3) ? asked - static_cast<std::int32_t>(dice.below(200)) : asked;
    const auto difference = oracle::difference(rules, record, asked, known);
    if (difference.empty() || !kinds.insert(kind_of(difference)).second) continue;
    FAIL_CHECK("graine " << seed << "\n" << report(rules, record, asked, known));
  }
}

}  // namespace

TEST_CASE("random dossiers: replay and oracle agree on the trial rules", "[differential]") { agree(trial_rules()); }

TEST_CASE("random dossiers: replay and oracle agree on the shipped rules", "[differential][shipped]") { agree(shipped_rules()); }

TEST_CASE("the example dossiers: replay and oracle agree", "[differential][examples]") {
  const auto& rules = GENERATE(std::cref(trial_rules()), std::cref(shipped_rules())).get();
  REQUIRE(rules.errors == "");
  DossierJsonReader reader;
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(FILROUGE_SOURCE_DIR) / "examples/dossiers")) {
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
      INFO(entry.path().filename().string());
      CHECK(report(rules, record, last + later, last + later) == "");
    }
  }
  CHECK(read > 0);
}
