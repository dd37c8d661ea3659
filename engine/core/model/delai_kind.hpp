#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/model/nature.hpp"

namespace filrouge {

/// The kinds of délai: one row each in delai_kind.def. How each runs and is told stays where délais are
/// run and told.
enum class DelaiKind : std::uint8_t {
#define FILROUGE_DELAI_KIND(kind, ...) kind,
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
};

struct DelaiKindFacts {
  std::string_view name;    ///< "deadline"
  std::string_view word;    ///< « échéance », which its clause begins with
  const char* said;         ///< the same, folded
  std::string_view clause;  ///< « une échéance »
  std::string_view title;   ///< « Doit être fait », which its line in a règlement begins with
  Nature nature;            ///< of its finding; without figure, an action
  bool counted;             ///< franc or not, prorogued or not
  bool first_day_counts;    ///< its first day is one of its days
  bool kept;                ///< an act keeps it
  bool for_the_person;      ///< a time that is hers: an act lifts it, others are forbidden while it runs
  bool leads_on;            ///< something has to follow its end
};

std::span<const DelaiKindFacts> delai_kinds();
const DelaiKindFacts& facts_of(DelaiKind kind);

}  // namespace filrouge
