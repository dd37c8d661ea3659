#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/model/nature.hpp"

namespace filrouge {

/// The kinds of délai: one row each in delai_kind.def. Whatever its kind, a délai has a start, a length,
/// pauses, renewals, acts that keep it; what one kind has that another has not is said by its row.
enum class DelaiKind : std::uint8_t {
#define FILROUGE_DELAI_KIND(kind, ...) kind,
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
};

/// What stands after its name: how the grammar reads it, what it may lack, how a règlement tells it.
enum class DelaiHeading : std::uint8_t {
  length,           ///< 2 mois après orientation
  length_or_soon,   ///< the same, or: dès que possible
  length_or_date,   ///< the same, or: a date
  length_or_until,  ///< the same, or: jusqu'au fin de observations
  bounds,           ///< entre 1 mois et 4 mois depuis decision
  span,             ///< du debut, pendant 2 mois; or: du debut, jusqu'au fin
  recurrence,       ///< tous les 15 jours depuis contrat; aux 1er, 2e et 3e mois après sortie
};

/// How it runs, and what it is said to be.
enum class DelaiCourse : std::uint8_t {
  awaited,    ///< an act must keep it, or may: once its end has passed, it goes on awaiting it
  reserved,   ///< a time that is the person's: others may not act before its end, an act of hers lifts it
  coming,     ///< to come, until its end comes
  lasting,    ///< under way from its start to its end; without a start, it judges a length
  recurring,  ///< without end: each act that keeps it answers one occurrence
};

struct DelaiKindFacts {
  std::string_view name;    ///< "deadline"
  std::string_view word;    ///< « échéance », which its clause begins with
  const char* said;         ///< the same, folded
  std::string_view clause;  ///< « une échéance »
  std::string_view title;   ///< « Doit être fait », which its line in a règlement begins with
  Nature nature;            ///< of its finding; without figure, an action
  DelaiHeading heading;
  DelaiCourse course;
  bool owed;              ///< without the act that keeps it somebody is late; else nobody ever is
  bool first_day_counts;  ///< its first day is one of its days, and it is neither franc nor prorogued
  bool leads_on;  ///< something has to follow its end, and it may say what: « à la fin, aller à … »
};

inline constexpr auto delai_kinds = std::to_array<DelaiKindFacts>({
#define FILROUGE_DELAI_KIND(kind, word, said, clause, title, nature, heading, course, owed, first_day,   \
                            leads_on)                                                                    \
  {#kind, word,      said,    clause, title, Nature::nature, DelaiHeading::heading, DelaiCourse::course, \
   owed,  first_day, leads_on},
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
});

constexpr const DelaiKindFacts& facts_of(DelaiKind kind) {
  return delai_kinds[static_cast<std::size_t>(kind)];
}

/// May an act keep it, which nobody owes?
constexpr bool is_faculty(DelaiKind kind) {
  return facts_of(kind).course == DelaiCourse::awaited && !facts_of(kind).owed;
}
/// May it say itself what follows its end?
constexpr bool may_lead_on(DelaiKind kind) {
  return facts_of(kind).leads_on || is_faculty(kind);
}

/// May its length be hours? Not of what lasts, or comes back.
constexpr bool may_count_hours(DelaiKind kind) {
  const auto heading = facts_of(kind).heading;
  return heading != DelaiHeading::bounds && heading != DelaiHeading::span &&
         heading != DelaiHeading::recurrence;
}

}  // namespace filrouge
