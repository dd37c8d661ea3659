#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/comparison.hpp"

/// Dossiers written by hand, and what is read of an answer about them.
namespace filrouge::oracle {

inline Date day(const char* iso) {
  return *parse_iso_date(iso);
}

inline RawEvent event(const char* id, const char* type, const char* on,
                      std::vector<std::pair<const char*, const char*>> fields = {}) {
  RawEvent out;
  out.id = id;
  out.type = type;
  out.on = out.known = day(on);
  out.person = "p1";
  for (const auto& [name, text] : fields) {
    if (std::string_view(name) == "du")
      out.from = day(text);
    else if (std::string_view(text) == "true" || std::string_view(text) == "false")
      out.fields.push_back({name, {RawValue::Kind::boolean, text}});
    else
      out.fields.push_back({name, {RawValue::Kind::text, text}});
  }
  return out;
}

inline RawEvent citing(RawEvent act, const char* key, const char* role = "objet") {
  act.references.push_back({role, {RawValue::Kind::text, key}});
  return act;
}

inline RawEvent numbered(RawEvent act, const char* number) {
  act.reference = number;
  return act;
}

inline RawEvent from(RawEvent act, const char* system) {
  act.source.system = system;
  return act;
}

/// What replay answers of a dossier, as it is published.
inline std::vector<Finding> published(const Rules& rules, const Record& record, Date on) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules.program).run(journal, on, on, evaluation);
  std::vector<Finding> findings;
  publish(*rules.program, journal, evaluation, findings);
  return findings;
}

/// What its evaluation by the shipped rules takes, in steps of the machines.
inline std::uint64_t steps(const Record& record, Date on) {
  const auto& rules = shipped_rules();
  REQUIRE(rules.errors == "");
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules.program).run(journal, on, on, evaluation);
  REQUIRE_FALSE(evaluation.given_up());
  return evaluation.cost.steps;
}

inline Record dossier(std::vector<RawEvent> events) {
  const auto opened = day("2023-01-01");
  RawPerson person;
  person.id = "p1";
  person.role = "demandeur";
  person.attributes.push_back(
      {"soumission_droits_devoirs", {RawValue::Kind::boolean, "true"}, opened, {}, opened});
  Record record;
  record.dossier = "64-1";
  record.departement = "64";
  record.persons.push_back(std::move(person));
  record.attributes.push_back({"taille_foyer", {RawValue::Kind::number, "1"}, opened, {}, opened});
  record.events = std::move(events);
  return record;
}

/// A module « essai » whose days are counted as they come, led by that role, if any, and what it declares.
inline std::string essai(std::string_view declarations, std::string_view led_by = {}) {
  std::string text = "module essai\n  conventions essai\n";
  if (!led_by.empty()) text += "  conduite par " + std::string(led_by) + "\n";
  text += R"(  fondement « essai »
  statut vérifié « essai »
conventions essai
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
  statut vérifié « essai »
)";
  return text.append(declarations);
}

/// What is said on a day.
struct Asked {
  std::vector<PlainFinding> findings;

  const PlainFinding* find(std::string_view nature, std::string_view code_end) const {
    for (const auto& finding : findings)
      if (finding.nature == nature && finding.code.ends_with(code_end)) return &finding;
    return nullptr;
  }
  /// « depassee 2024-04-02 », the tolerated date after a slash.
  std::string delai(std::string_view nature, std::string_view code_end) const {
    const auto* found = find(nature, code_end);
    if (!found) return "rien";
    return found->statut + " " + found->date +
           (found->date_opposable.empty() ? "" : "/" + found->date_opposable);
  }
  std::string state(std::string_view instance) const {
    for (const auto& finding : findings)
      if (finding.nature == "etat" && finding.instance == instance) return finding.state + " " + finding.date;
    return "rien";
  }
  std::vector<std::string> labels(std::string_view nature) const {
    std::vector<std::string> all;
    for (const auto& finding : findings)
      if (finding.nature == nature) all.push_back(finding.label);
    std::ranges::sort(all);
    return all;
  }
};

using Labels = std::vector<std::string>;

/// What the oracle answers, and the replay too.
inline Asked ask(const Rules& rules, const Record& record, Date asked) {
  REQUIRE(rules.errors == "");
  CHECK(report(rules, record, asked, asked) == "");
  return {slow(rules, record, asked, asked)};
}

}  // namespace filrouge::oracle
