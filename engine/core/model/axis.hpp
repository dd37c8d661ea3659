#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// What the figures of an indicator are put side by side by.
enum class AxisKind : std::uint8_t {
  territoire,
  departement,
  organisme,  ///< of the dossier; organisme is who pays
  mois,       ///< of the starting event; of a state: when it was entered
  structure,
  referent,  ///< who follows the person on the starting day
  parcours,
  organisme_orientation,  ///< of the orientation that holds on the starting day
  field                   ///< of the starting event
};

struct Axis {
  AxisKind kind = AxisKind::territoire;
  FieldId field = no_id;

  friend bool operator==(const Axis&, const Axis&) = default;
};

/// The axis a folded word names: one of those every indicator has, else a field of the starting event
/// (`start`; no_id for none) whose values make groups. Nothing for any other word.
std::optional<Axis> axis_named(const Vocabulary& vocabulary, EventTypeId start, std::string_view word);
/// The word of an axis.
std::string_view axis_word(const Vocabulary& vocabulary, const Axis& axis);
/// Every word that names an axis of an indicator that starts with that event.
std::vector<std::string_view> axis_words(const Vocabulary& vocabulary, EventTypeId start);

/// Words, texts and yes or no make groups; dates, sums and durations do not.
bool makes_groups(const FieldDecl& field);
/// The fields of an event whose values make groups.
std::vector<std::string_view> grouping_fields(const Vocabulary& vocabulary, EventTypeId type);

}  // namespace filrouge
