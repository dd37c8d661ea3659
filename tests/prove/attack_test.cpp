#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/prove/breaks.hpp"

/// The garanties of the shipped rules, attacked by the scénarios of those rules and by others drawn from
/// them: an act less, an act twice, days moved, a word changed. What holds there may still be false; what
/// breaks there is.
using namespace filrouge;

namespace {

struct Draw {
  std::mt19937_64 random;
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
};

/// The same dossier, otherwise than it went.
Record otherwise(Record record, const std::vector<const Record*>& others, Draw& draw) {
  for (auto left = 1 + draw.below(4); left > 0 && !record.events.empty(); --left) {
    const auto at = draw.below(record.events.size());
    auto& event = record.events[at];
    switch (draw.below(8)) {
      case 6:
      case 7: {
        // What happened in another dossier, some day of this one.
        const auto& other = *others[draw.below(others.size())];
        if (other.events.empty()) break;
        auto more = other.events[draw.below(other.events.size())];
        more.id += "_d_ailleurs_" + std::to_string(record.events.size());
        more.on = event.on + static_cast<std::int32_t>(draw.below(30)) - 10;
        more.known = {};
        more.references.clear();
        more.reference.clear();
        if (!more.person.empty()) more.person = event.person;
        record.events.push_back(more);
        break;
      }
      case 0:
        record.events.erase(record.events.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1: {
        auto again = event;
        again.id += "_bis";
        again.on = again.on + static_cast<std::int32_t>(draw.below(60));
        again.known = {};
        record.events.push_back(again);
        break;
      }
      case 2:
      case 3: {
        const auto days = static_cast<std::int32_t>(draw.below(41)) - 20;
        event.on = event.on + (draw.one_in(4) ? days * 6 : days);
        event.known = {};
        break;
      }
      case 4:
        if (!event.fields.empty()) {
          auto& field = event.fields[draw.below(event.fields.size())];
          // What another act of its kind says there.
          for (int tried = 0; tried < 20; ++tried) {
            const auto& other = *others[draw.below(others.size())];
            if (other.events.empty()) continue;
            const auto& like = other.events[draw.below(other.events.size())];
            const auto found = std::ranges::find(like.fields, field.name, &RawField::name);
            if (like.type != event.type || found == like.fields.end()) continue;
            field.value = found->value;
            break;
          }
        }
        break;
      default:
        if (!event.fields.empty())
          event.fields.erase(event.fields.begin() +
                             static_cast<std::ptrdiff_t>(draw.below(event.fields.size())));
        break;
    }
  }
  return record;
}

std::string told(const Record& record) {
  std::string text = record.departement.empty() ? "" : "  département " + record.departement + "\n";
  for (const auto& attribute : record.attributes)
    text += "  " + attribute.name + " " + attribute.value.text + "\n";
  for (const auto& event : record.events) {
    text += "  le " + iso_date(event.on) + " " + event.type;
    for (const auto& field : event.fields) text += " " + field.name + ": " + field.value.text + ",";
    if (event.from.known()) text += " du: " + iso_date(event.from);
    for (const auto& reference : event.references) text += " " + reference.name + "=" + reference.value.text;
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("the garanties of the shipped rules withstand their scénarios and what is drawn from them",
          "[garanties]") {
  const auto* asked = std::getenv("FILROUGE_TIRAGES");
  const auto draws = asked ? std::strtoul(asked, nullptr, 10) : 0;
  // Other rules, or one garantie of them: to look at a fault by hand.
  const auto* place = std::getenv("FILROUGE_REGLES");
  const auto* only = std::getenv("FILROUGE_GARANTIES");
  const std::filesystem::path paths[] = {place ? place : std::string(FILROUGE_SOURCE_DIR) + "/rules"};
  const LoadedRules rules(paths, dsl::Extent::whole);
  REQUIRE(rules.errors.empty());
  const auto& model = rules.model();
  // Those that a garantie is about: an act of theirs opens its procédure.
  std::set<std::string> openings;
  for (const auto& guarantee : model.guarantees)
    if (const auto trigger = model.procedures[guarantee.procedure].trigger; trigger != none_id)
      openings.emplace(model.text(model.vocabulary.events[model.patterns[trigger].type].name));
  std::vector<const Record*> records;
  for (const auto& scenario : rules.checked.scenarios)
    if (std::ranges::any_of(scenario.record.events,
                            [&](const RawEvent& event) { return openings.contains(event.type); }))
      records.push_back(&scenario.record);
  REQUIRE(records.size() > 100);
  prove::Breaks breaks(*rules.program);
  Journal journal;
  Draw draw{std::mt19937_64(asked ? draws : 1)};
  std::map<std::pair<std::string, StateId>, int> found;
  const auto attack = [&](const Record& record, const std::string& name) {
    bind(record, model.vocabulary, journal);
    if (journal.events.empty()) return;
    auto until = journal.events.front().on;
    for (const auto& event : journal.events) until = std::max(until, event.on);
    until = until + 200;
    const auto opens = [&](const Guarantee& guarantee) {
      const auto trigger = model.procedures[guarantee.procedure].trigger;
      return trigger == none_id || std::ranges::any_of(journal.events, [&](const JournalEvent& event) {
               return event.type == model.patterns[trigger].type;
             });
    };
    for (const auto& guarantee : model.guarantees) {
      if (!opens(guarantee) || (only && model.text(guarantee.name).find(only) == std::string_view::npos))
        continue;
      if (const auto broken = breaks.find(guarantee, journal, until)) {
        const auto code = std::string(model.text(guarantee.name));
        if (++found[{code, broken->state}] > 1) continue;
        std::ostringstream said;
        said << code << " est rompue le " << iso_date(broken->on) << " dans "
             << model.text(model.procedures[guarantee.procedure].states[broken->state].name) << " : "
             << broken->why << "\n"
             << name << "\n"
             << told(record);
        WARN(said.str());
      }
    }
  };
  for (const auto& scenario : rules.checked.scenarios)
    attack(scenario.record, scenario.file + " " + scenario.name);
  for (std::size_t i = 0; i < draws; ++i) {
    const auto& from = *records[draw.below(records.size())];
    attack(otherwise(from, records, draw), "tiré de " + from.dossier);
  }
  CHECK(found.empty());
}
