#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/indicators/indicator_run.hpp"
#include "engine/session/loaded_rules.hpp"

namespace filrouge {

inline Date cohort_day(const char* iso) {
  return *parse_iso_date(iso);
}

/// tests/indicateurs/cohortes.fil
inline const LoadedRules& cohort_rules() {
  static const std::filesystem::path paths[] = {std::filesystem::path(FILROUGE_SOURCE_DIR) /
                                                "tests/indicateurs/cohortes.fil"};
  static const LoadedRules read(paths, dsl::Extent::to_run);
  REQUIRE(read.errors == "");
  return read;
}

inline Record one_person() {
  Record record;
  record.dossier = "D";
  record.persons.push_back({"p1", "demandeur", {}, {}});
  return record;
}

/// One more act, of p1, perhaps with a field that says oui or non.
inline void act(Record& record, const char* type, Date on, const char* field = nullptr, bool value = false) {
  RawEvent event;
  event.id = "e" + std::to_string(record.events.size());
  event.type = type;
  event.on = event.known = on;
  event.person = "p1";
  if (field) event.fields.push_back({field, {RawValue::Kind::boolean, value ? "true" : "false"}});
  record.events.push_back(std::move(event));
}

/// Five suivis a day from 20 January to 20 March 2026; of five, two are seen on the fifth day.
inline std::vector<Record> five_a_day() {
  std::vector<Record> dossiers;
  for (int n = 0; n < 300; ++n) {
    auto& record = dossiers.emplace_back(one_person());
    const auto began = cohort_day("2026-01-20") + n / 5;
    act(record, "suivi", began);
    if (n % 5 < 2) act(record, "rendez_vous_tenu", began + 5);
  }
  return dossiers;
}

/// What indicators of those rules, by their short names, say of dossiers on a day.
inline std::vector<IndicatorResult> measured(std::initializer_list<std::string_view> names,
                                             const std::vector<Record>& dossiers, Date asked) {
  const auto& model = cohort_rules().model();
  IndicatorQuestion question{asked, asked, {}, {}, {}};
  for (const auto name : names)
    for (std::uint32_t i = 0; i < model.indicators.size(); ++i)
      if (model.text(model.indicators[i].name) == "essai.cohortes." + std::string(name))
        question.indicators.push_back(i);
  REQUIRE(question.indicators.size() == names.size());
  IndicatorRun run(*cohort_rules().program, question);
  Journal journal;
  for (const auto& record : dossiers) {
    bind(record, model.vocabulary, journal);
    run.add(journal);
  }
  return run.results();
}
inline IndicatorResult measured(std::string_view name, const std::vector<Record>& dossiers, Date asked) {
  return measured({name}, dossiers, asked).front();
}

/// Its counts one after the other; x: hidden.
inline std::string shown_counts(const IndicatorRow& row) {
  std::string text;
  for (const auto& one : row.counts) {
    if (!text.empty()) text += ' ';
    text += one.hidden ? "x" : std::to_string(one.count);
  }
  return text;
}

}  // namespace filrouge
