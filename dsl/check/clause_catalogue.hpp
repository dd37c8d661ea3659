#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// What a délai is, for the clauses that stand under it: its kind, and what its heading says.
enum class DelaiForm : std::uint8_t {
#define FILROUGE_DELAI_FORM(form, ...) form,
#include "dsl/check/clause_catalogue.def"
};

/// What may be written under a délai, or in its heading.
enum class DelaiClause : std::uint8_t {
#define FILROUGE_DELAI_CLAUSE(clause, ...) clause,
#include "dsl/check/clause_catalogue.def"
};

/// Where an action is written.
enum class ActionStand : std::uint8_t {
#define FILROUGE_ACTION_STAND(stand, ...) stand,
#include "dsl/check/clause_catalogue.def"
};

struct DelaiFormFacts {
  std::string_view title;  ///< « échéance », the head of its column
  std::string_view of;     ///< « une échéance »
};
struct DelaiClauseFacts {
  std::string_view words;  ///< « tenue par »
  std::string_view marks;  ///< for each form, then for a délai counted backwards, then for one in hours
  std::string_view says;   ///< « l'acte attendu »
};
struct ActionStandFacts {
  std::string_view title;  ///< « à l'entrée », the head of its column
  std::string_view where;  ///< « sous « tant que » »
};
struct ActionFacts {
  NodeKind kind;
  std::string_view words;  ///< « aller à »
  std::string_view marks;  ///< for each stand
};

inline constexpr auto delai_forms = std::to_array<DelaiFormFacts>({
#define FILROUGE_DELAI_FORM(form, title, of) {title, of},
#include "dsl/check/clause_catalogue.def"
});
inline constexpr auto delai_clauses = std::to_array<DelaiClauseFacts>({
#define FILROUGE_DELAI_CLAUSE(clause, words, marks, says) {words, marks, says},
#include "dsl/check/clause_catalogue.def"
});
inline constexpr auto action_stands = std::to_array<ActionStandFacts>({
#define FILROUGE_ACTION_STAND(stand, title, where) {title, where},
#include "dsl/check/clause_catalogue.def"
});
inline constexpr auto clause_actions = std::to_array<ActionFacts>({
#define FILROUGE_ACTION(action, words, marks) {NodeKind::action, words, marks},
#include "dsl/check/clause_catalogue.def"
});

/// The mark of that rank, blanks apart: does it do something there?
constexpr bool marked(std::string_view marks, std::size_t rank) {
  for (const char mark : marks)
    if (mark != ' ' && rank-- == 0) return mark == 'o';
  return false;
}
/// How many marks there are, blanks apart.
constexpr std::size_t mark_count(std::string_view marks) {
  std::size_t count = 0;
  for (const char mark : marks) count += mark != ' ';
  return count;
}

constexpr bool acts(DelaiClause clause, DelaiForm form) {
  return marked(delai_clauses[static_cast<std::size_t>(clause)].marks, static_cast<std::size_t>(form));
}
/// How a délai is counted, which some clauses do not go with, whatever its form.
enum class CountedHow : std::uint8_t { onwards, backwards, in_hours };
constexpr bool acts(DelaiClause clause, CountedHow how) {
  return how == CountedHow::onwards || marked(delai_clauses[static_cast<std::size_t>(clause)].marks,
                                              delai_forms.size() + static_cast<std::size_t>(how) - 1);
}

/// The form of the délai a node declares.
DelaiForm form_of(View delai);
/// An attente that forbids nothing and awaits an act: one mistake, of its first word.
bool meant_as_deadline(View delai);
/// Says each clause, and each word of its heading, that would do nothing under that délai.
void check_delai_clauses(Checking& checking, View delai, std::string_view name, CountedHow how);
/// Says that « à la fin de NOM » would do nothing, when no délai of that name has an end.
void check_end_clause(Checking& checking, View at_end_of, View delai);
/// Says each action among the children of a node that would do nothing where it stands.
void check_actions(Checking& checking, View parent, ActionStand stand);

}  // namespace filrouge::dsl
