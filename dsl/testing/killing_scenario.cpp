#include "dsl/testing/killing_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "dsl/testing/scenario_text.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::size_t most_scenarios = 24;     ///< asked on other days
constexpr std::size_t most_changed = 8;        ///< of which an act is changed
constexpr std::size_t most_questions = 6'000;  ///< in all: a second or two
constexpr std::size_t most_lines = 3;          ///< that tell the two apart

class Search {
 public:
  Search(const Program& rules, Player& by_rules, Player& by_mutant)
      : model_(rules.model), by_rules_(by_rules), by_mutant_(by_mutant) {}

  /// A day on which the two answers differ in words of the language.
  std::optional<Scenario> apart(const Scenario& scenario) {
    Journal journal;
    bind(scenario.record, model_.vocabulary, journal);
    if (!journal.remarks.empty()) return std::nullopt;
    std::set<Date> looked_at;
    std::vector<std::pair<Date, Date>> days;
    for (const auto& expected : scenario.expected) days.emplace_back(expected.asked, expected.known);
    for (std::size_t i = 0; i < days.size() && i < 60; ++i) {
      const auto [asked, known] = days[i];
      if (questions_ >= most_questions) return std::nullopt;
      if (!looked_at.insert(asked).second) continue;
      if (auto found = on(scenario, journal, asked, known, days)) return found;
    }
    return std::nullopt;
  }

  bool spent() const { return questions_ >= most_questions; }

 private:
  std::optional<Scenario> on(const Scenario& scenario, const Journal& journal, Date asked, Date known,
                             std::vector<std::pair<Date, Date>>& days) {
    questions_ += 2;
    Date next, mutant_next;
    const auto& said = by_rules_.say(journal, asked, known, next);
    const auto lines = expectations(said, asked, known, days);
    const auto& other = by_mutant_.say(journal, asked, known, mutant_next);
    const auto others = expectations(other, asked, known, days);
    for (const auto day : {next, mutant_next})
      if (day.known() && days.size() < 60) days.emplace_back(day, std::max(day, known));
    Expected expected;
    expected.asked = asked;
    expected.known = known;
    for (const auto& [text, line] : lines)
      if (!others.contains(text) && expected.lines.size() < most_lines) expected.lines.push_back(line);
    if (expected.lines.empty()) {
      // What is said for the fault alone is what must not be said.
      expected.negative = true;
      for (const auto& [text, line] : others)
        if (!lines.contains(text) && expected.lines.size() < 1) expected.lines.push_back(line);
    }
    if (expected.lines.empty()) return std::nullopt;
    auto made = scenario;
    made.expected = {expected};
    if (holds_apart(made)) return cut_short(std::move(made));
    return std::nullopt;
  }

  std::map<std::string, Expectation> expectations(const std::vector<Finding>& findings, Date asked,
                                                  Date known, std::vector<std::pair<Date, Date>>& days) {
    std::map<std::string, Expectation> lines;
    for (const auto& finding : findings) {
      if (const auto day = parse_iso_date(finding.date); day && days.size() < 60)
        for (const int step : {-1, 0, 1})
          if (const auto near = *day + step; days_between(asked, near) > -400)
            days.emplace_back(near, std::max(near, known));
      Expectation line;
      if (as_expectation(model_, finding, line)) lines.emplace(expectation_text(model_, line), line);
    }
    return lines;
  }

  bool holds_apart(const Scenario& made) {
    Journal journal;
    bind(made.record, model_.vocabulary, journal);
    questions_ += 2;
    return by_rules_.holds(made, journal) && !by_mutant_.holds(made, journal);
  }

  /// What comes after the day asked is left out, if it still tells the two apart.
  Scenario cut_short(Scenario made) {
    auto shorter = made;
    std::erase_if(shorter.record.events, [&](const RawEvent& event) {
      return event.on > made.expected.front().asked && event.target.empty();
    });
    if (shorter.record.events.size() < made.record.events.size() && keeps_its_targets(shorter.record) &&
        holds_apart(shorter))
      return shorter;
    return made;
  }
  static bool keeps_its_targets(const Record& record) {
    const auto there = [&](const std::string& id) {
      return std::ranges::any_of(record.events, [&](const RawEvent& event) { return event.id == id; });
    };
    return std::ranges::all_of(record.events, [&](const RawEvent& event) {
      return (event.target.empty() || there(event.target)) &&
             std::ranges::all_of(event.references,
                                 [&](const RawField& one) { return there(one.value.text); });
    });
  }

  const Model& model_;
  Player &by_rules_, &by_mutant_;
  std::size_t questions_ = 0;
};

/// The same scénario with one thing of its facts said otherwise.
class Changes {
 public:
  Changes(const Model& model, const Scenario& scenario) : model_(model), scenario_(scenario) {}

  template <class Visit>
  void each(Visit&& visit) const {
    const auto& record = scenario_.record;
    const auto with = [&](auto&& change) {
      auto made = scenario_;
      change(made.record);
      return visit(std::move(made));
    };
    for (std::size_t i = record.events.size(); i-- > 0;) {
      const auto& event = record.events[i];
      for (const int days : {1, -1, 30, -30})
        if (with([&](Record& changed) {
              auto& one = changed.events[i];
              one.on = one.on + days;
              if (one.known.known()) one.known = one.known + days;
            }))
          return;
      if (with([&](Record& changed) { changed.events.erase(changed.events.begin() + std::ptrdiff_t(i)); }))
        return;
      const auto type = model_.vocabulary.find_event(fold(event.type), record.departement);
      if (type == no_id) continue;
      for (std::size_t f = 0; f < event.fields.size(); ++f) {
        const auto id = model_.vocabulary.find_field(fold(event.fields[f].name));
        const auto* decl = id ? model_.vocabulary.events[type].field(*id) : nullptr;
        if (!decl) continue;
        for (auto& value : others(event.fields[f].value, *decl))
          if (with([&](Record& changed) { changed.events[i].fields[f].value = value; })) return;
        if (with([&](Record& changed) {
              auto& fields = changed.events[i].fields;
              fields.erase(fields.begin() + std::ptrdiff_t(f));
            }))
          return;
      }
    }
    for (std::size_t p = 0; p < record.persons.size(); ++p)
      for (std::size_t a = 0; a < record.persons[p].attributes.size(); ++a)
        if (with([&](Record& changed) {
              auto& attributes = changed.persons[p].attributes;
              attributes.erase(attributes.begin() + std::ptrdiff_t(a));
            }))
          return;
    for (std::size_t a = 0; a < record.attributes.size(); ++a)
      if (with([&](Record& changed) {
            changed.attributes.erase(changed.attributes.begin() + std::ptrdiff_t(a));
          }))
        return;
  }

 private:
  std::vector<RawValue> others(const RawValue& value, const FieldDecl& decl) const {
    std::vector<RawValue> made;
    if (decl.type == ValueType::boolean)
      made.push_back(
          {RawValue::Kind::boolean, value.text == "true" || value.text == "oui" ? "false" : "true"});
    if (decl.type == ValueType::enumeration)
      for (const auto word : decl.allowed)
        if (model_.text(word) != fold(value.text))
          made.push_back({RawValue::Kind::text, std::string(model_.text(word))});
    if (decl.type == ValueType::date)
      if (const auto day = parse_iso_date(value.text))
        for (const int step : {1, -1}) made.push_back({RawValue::Kind::text, iso_date(*day + step)});
    return made;
  }

  const Model& model_;
  const Scenario& scenario_;
};

}  // namespace

KillingScenario killing_scenario(const Program& rules, Player& by_rules, Player& by_mutant,
                                 std::span<const Scenario* const> near, const std::string& name) {
  KillingScenario found;
  if (near.empty()) return found;
  Search search(rules, by_rules, by_mutant);
  const auto keep = [&](Scenario made, const Scenario& of) {
    found.scenario = std::move(made);
    found.scenario.name = name;
    found.scenario.label.clear();
    found.based_on = fmt::format("{}:{}", of.file, of.line);
    found.kills = true;
  };
  for (const auto* scenario : near.first(std::min(near.size(), most_scenarios)))
    if (auto made = search.apart(*scenario)) {
      keep(std::move(*made), *scenario);
      return found;
    }
  for (const auto* scenario : near.first(std::min(near.size(), most_changed))) {
    Changes(rules.model, *scenario).each([&](Scenario changed) {
      auto made = search.apart(changed);
      if (made) keep(std::move(*made), *scenario);
      return made || search.spent();
    });
    if (found.kills || search.spent()) break;
  }
  if (found.kills) return found;
  found.scenario = *near.front();
  found.based_on = fmt::format("{}:{}", near.front()->file, near.front()->line);
  found.scenario.name = name;
  found.scenario.label.clear();
  if (!found.scenario.expected.empty())
    found.scenario.expected.erase(found.scenario.expected.begin(), found.scenario.expected.end() - 1);
  return found;
}

}  // namespace filrouge::dsl
