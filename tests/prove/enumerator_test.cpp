#include "tests/prove/enumerator.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "engine/core/calendar/date.hpp"
#include "engine/core/prove/prove.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/prove/small_rules.hpp"

/// The prover held against all the short histories of small procédures, which the engine alone plays.
using namespace filrouge;

namespace {

constexpr const char* starts[] = {"2026-03-02", "2026-01-30", "2026-04-29", "2027-12-22"};

std::string told(const Record& record) {
  std::string text;
  for (const auto& event : record.events) {
    text += "  le " + iso_date(event.on) + " " + event.type;
    for (const auto& field : event.fields) text += " " + field.name + ": " + field.value.text;
    text += "\n";
  }
  return text;
}

/// FILROUGE_GRAINES=first-last, of a campaign.
std::pair<std::uint64_t, std::uint64_t> seeds(std::uint64_t count) {
  const auto* asked = std::getenv("FILROUGE_GRAINES");
  if (!asked) return {1, count};
  char* end = nullptr;
  const auto first = std::strtoull(asked, &end, 10);
  return {first, *end == '-' ? std::strtoull(end + 1, nullptr, 10) : first};
}

}  // namespace

TEST_CASE("what the prover says of small procédures drawn at random, every short history says too",
          "[enumerateur]") {
  const auto [first, last] = seeds(120);
  std::map<std::string, int> count;
  for (auto seed = first; seed <= last; ++seed) {
    std::unique_ptr<LoadedRules> rules;
    std::string text;
    for (std::uint64_t attempt = 0; attempt < 60; ++attempt) {
      text = prove::small_rules(seed, attempt);
      const RuleText texts[] = {{"tire.fil", text}};
      rules = std::make_unique<LoadedRules>(texts, ValuesByName(), dsl::Extent::whole);
      ++count[rules->program ? "lues" : "refusées"];
      if (rules->program) break;
    }
    INFO(text << rules->errors);
    REQUIRE(rules->program);
    const auto& model = rules->model();
    prove::Enumerator enumerator(*rules->program);
    const auto broken = enumerator.look(*parse_iso_date(starts[seed % std::size(starts)]), {});
    prove::Terms terms(*rules->program);
    for (std::size_t g = 0; g < model.guarantees.size(); ++g) {
      const auto& guarantee = model.guarantees[g];
      const auto answer = prove::decide(*rules->program, terms, guarantee, "", {}, {.histories = 400});
      INFO("graine " << seed << ", " << model.text(guarantee.name) << "\n" << text);
      const std::string kind = guarantee.kind == GuaranteeKind::never_without ? "jamais " : "rien ";
      switch (answer.verdict) {
        case prove::Verdict::proved: {
          ++count[kind + "prouvée"];
          if (broken[g]) {
            UNSCOPED_INFO("prouvée, et rompue par\n" << told(*broken[g]));
            CHECK_FALSE(broken[g].has_value());
          }
          break;
        }
        case prove::Verdict::refuted: {
          ++count[kind + "réfutée"];
          REQUIRE(answer.history.has_value());
          INFO("son histoire :\n" << told(answer.history->record));
          // At least as long as the history itself is waited.
          const auto& acts = answer.history->record.events;
          const auto wait = std::max(70, days_between(acts.front().on, answer.history->asked) + 1);
          CHECK(enumerator.broken_by(guarantee, answer.history->record, wait).has_value());
          break;
        }
        case prove::Verdict::undecided:
          ++count[kind + (broken[g] ? "non décidée, rompue" : "non décidée")];
          break;
      }
    }
    count["journaux"] += static_cast<int>(enumerator.looked_at());
  }
  std::string said;
  for (const auto& [what, times] : count) said += what + " : " + std::to_string(times) + " ; ";
  if (std::getenv("FILROUGE_GRAINES")) std::cout << "verdicts : " << said << "\n";
  INFO(said);
  // Drawn so that each verdict is met: a garantie that nothing can break, or always breaks, tells nothing.
  if (last - first >= 100) {
    CHECK(count["jamais prouvée"] > 10);
    CHECK(count["jamais réfutée"] > 10);
    CHECK(count["rien prouvée"] > 10);
    CHECK(count["rien réfutée"] > 10);
  }
}
