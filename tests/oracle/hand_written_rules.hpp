#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/oracle/by_hand.hpp"

/// The rules of tests/oracle/regles_a_la_main, asked of both readings, and the persons they are asked about.
namespace filrouge::oracle {

inline const Rules& rules() {
  static const auto loaded = load({"tests/oracle/regles_a_la_main"});
  return *loaded;
}

inline Asked ask(const Record& record, const char* asked) {
  return ask(rules(), record, day(asked));
}

inline RawAttribute held(const char* name, const char* value, const char* from, const char* to = nullptr) {
  return {name, {RawValue::Kind::boolean, value}, day(from), to ? day(to) : Date{}, day("2023-01-01")};
}

/// One person, healthy and present but for the spans given.
inline Record person(std::vector<RawEvent> events, std::vector<RawAttribute> spans = {}) {
  auto record = dossier(std::move(events));
  auto& list = record.persons[0].attributes;
  for (const auto* name : {"malade", "absente", "tourne", "suivie"})
    list.push_back(held(name, "false", "2023-01-01"));
  for (auto& span : spans) {
    list.push_back(span);
    if (span.to.known())
      list.push_back({span.name, {RawValue::Kind::boolean, "false"}, span.to + 1, {}, span.known});
  }
  return record;
}

}  // namespace filrouge::oracle
