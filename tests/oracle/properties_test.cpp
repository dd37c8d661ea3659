#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"

/// What must hold of any rules and any dossier, whatever the answer.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

constexpr std::uint64_t first_seed = 5000, last_seed = 5080;

Date some_day(std::uint64_t seed) {
  return *civil_date(2024, 2, 1) + static_cast<std::int32_t>(Dice(seed).below(900));
}

template <class Check>
void for_random_dossiers(const Rules& rules, Check&& check) {
  REQUIRE(rules.errors == "");
  for (auto seed = first_seed; seed <= last_seed; ++seed) {
    const auto record = random_dossier(rules.model(), seed);
    INFO("graine " << seed << "\n" << to_json(record));
    check(record, some_day(seed));
  }
}

std::vector<PlainFinding> of_person(const std::vector<PlainFinding>& all, const std::string& person) {
  std::vector<PlainFinding> hers;
  std::ranges::copy_if(all, std::back_inserter(hers),
                       [&](const PlainFinding& finding) { return finding.person == person; });
  return hers;
}

RawEvent event(const char* id, const char* type, Date on) {
  RawEvent out;
  out.id = id;
  out.type = type;
  out.on = on;
  return out;
}

}  // namespace

TEST_CASE("news that comes after the day known changes nothing", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto later = record;
    auto act = event("plus_tard", "decision_cd", day - 40);
    act.known = day + 1;
    act.person = "p1";
    act.fields.push_back({"mesure", {RawValue::Kind::text, "suspension"}});
    later.events.push_back(act);
    auto correction = event("correction_plus_tard", "annulation", day - 10);
    correction.known = day + 1;
    correction.target = "e1";
    correction.cancels = true;
    later.events.push_back(correction);
    later.attributes.push_back({"taille_foyer", {RawValue::Kind::number, "7"}, day - 30, {}, day + 1});
    CHECK(difference(replay(rules, later, day, day), replay(rules, record, day, day), true) == "");
  });
}

TEST_CASE("of a dossier nobody knew of yet, nothing is said, whatever the day asked", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto later = record;
    later.known = day + 1;  // whatever the days its acts say
    later.restated.clear();
    for (const int ahead : {0, 1, 200}) CHECK(replay(rules, later, day + ahead, day).empty());
    CHECK_FALSE(replay(rules, later, day + 1, day + 1).empty());
  });
}

TEST_CASE("what happens after the day asked changes nothing", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto later = record;
    auto act = event("demain", "cloture_droit", day + 1);
    act.known = day;
    later.events.push_back(act);
    CHECK(difference(replay(rules, later, day, day), replay(rules, record, day, day), true) == "");
  });
}

TEST_CASE("an annulled act never counted", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto withdrawn = record;
    auto act = event("retiree", "decision_cd", day - 20);
    act.known = act.on;
    act.person = "p1";
    act.fields.push_back({"mesure", {RawValue::Kind::text, "suspension"}});
    withdrawn.events.push_back(act);
    auto annulment = event("retrait", "annulation", day - 1);
    annulment.known = day - 1;
    annulment.target = "retiree";
    annulment.cancels = true;
    withdrawn.events.push_back(annulment);
    CHECK(difference(replay(rules, withdrawn, day, day), replay(rules, record, day, day), true) == "");
  });
}

TEST_CASE("the order in which persons are listed changes nothing", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto turned = record;
    std::ranges::reverse(turned.persons);
    CHECK(difference(replay(rules, turned, day, day), replay(rules, record, day, day), true) == "");
  });
}

TEST_CASE("acts of one spouse change nothing for the other, those of the foyer apart", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    if (record.persons.size() < 2) return;
    // Sums over the household and references across persons are the exception the law makes.
    for (const auto& event : record.events)
      if (event.person.empty() || !event.references.empty() || !event.reference.empty()) return;
    auto alone = record;
    std::erase_if(alone.events, [](const RawEvent& event) { return event.person == "p2"; });
    auto shared = [&](const Record& dossier) {
      auto hers = of_person(replay(rules, dossier, day, day), "p1");
      std::erase_if(hers, [](const PlainFinding& finding) { return finding.label == "Plafond du foyer"; });
      return hers;
    };
    CHECK(difference(shared(record), shared(alone), true) == "");
  });
}

TEST_CASE("dossiers are replayed apart: buffers used again leave nothing behind", "[property]") {
  const auto& rules = trial_rules();
  REQUIRE(rules.errors == "");
  Replay reused(*rules.program);
  Journal journal;
  Evaluation evaluation;
  std::vector<std::vector<PlainFinding>> forwards;
  for (auto seed = first_seed; seed <= last_seed; ++seed) {
    bind(random_dossier(rules.model(), seed), rules.model().vocabulary, journal);
    reused.run(journal, some_day(seed), some_day(seed), evaluation);
    forwards.push_back(plain(*rules.program, journal, evaluation));
  }
  for (auto seed = last_seed; seed >= first_seed; --seed) {
    const auto record = random_dossier(rules.model(), seed);
    INFO("graine " << seed);
    bind(record, rules.model().vocabulary, journal);
    reused.run(journal, some_day(seed), some_day(seed), evaluation);
    const auto again = plain(*rules.program, journal, evaluation);
    CHECK(again == forwards[seed - first_seed]);
    CHECK(again == replay(rules, record, some_day(seed), some_day(seed)));
  }
}

TEST_CASE("a day asked again with what was known then gives the answer given then", "[property]") {
  const auto& rules = trial_rules();
  for_random_dossiers(rules, [&](const Record& record, Date day) {
    auto then = record;
    std::erase_if(then.events, [&](const RawEvent& event) { return event.known > day; });
    for (auto* list : {&then.attributes})
      std::erase_if(*list, [&](const RawAttribute& a) { return a.known > day; });
    CHECK(difference(replay(rules, record, day, day), replay(rules, then, day, day), true) == "");
  });
}
