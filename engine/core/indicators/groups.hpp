#pragma once

#include <array>
#include <string_view>

#include "engine/core/machine/seen.hpp"
#include "engine/core/model/axis.hpp"

namespace filrouge {

/// Tells in which group of an axis a start falls. An empty text: nobody knows.
class Groups {
 public:
  Groups(const Vocabulary& vocabulary, const SeenJournal& seen);

  struct Start {
    std::uint32_t event = none_id;  ///< journal rank; none for a state
    std::int16_t person = -1;       ///< index; -1: the foyer
    Date day;                       ///< on which its circumstances are read
    Date month;                     ///< whose month counts
  };
  /// Valid until the next call. « structure » and « référent »: the field of the starting event, else the
  /// person's attribute that day, else the last designation (or orientation) before; « parcours » and «
  /// organisme_orientation »: of the last orientation.
  std::string_view group(const Axis& axis, const Start& start);

 private:
  Value follower(const Start& start, AttributeId attribute, FieldId field, bool ends);
  Value of_orientation(const Start& start, FieldId field);
  Value own_field(const Start& start, FieldId field) const;
  std::string_view shown(const Value& value) const;

  const Vocabulary& vocabulary_;
  const SeenJournal& seen_;
  EventTypeId orientation_, designation_, end_of_designation_;
  AttributeId structure_attribute_, referent_attribute_;
  FieldId structure_, referent_, parcours_, organisme_;
  std::array<char, 8> month_{};
  NextDay ignored_;
};

}  // namespace filrouge
