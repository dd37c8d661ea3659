#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge::oracle {

/// So many dossiers of the generator built beside the tests: years of follow-up, letters, sanctions, appeals.
/// `options`: more of its command line, « --au 2026-11-29 ».
std::vector<Record> generated_dossiers(unsigned seed, unsigned count, const std::string& options = {});
/// How many: what FILROUGE_GENERES asks for, else that many.
unsigned asked_count(unsigned usual);

/// What an act says in that field; empty: nothing.
inline std::string_view said(const RawEvent& event, std::string_view field) {
  for (const auto& one : event.fields)
    if (one.name == field) return one.value.text;
  return {};
}

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace filrouge::oracle
