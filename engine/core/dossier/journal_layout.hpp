#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "engine/core/calendar/date.hpp"

/// What is kept of each part of a journal, in the bytes of JournalBytes. Members leave no hole between them:
/// a hole would carry into the file whatever the memory held.
namespace filrouge::journal_layout {

struct Head {
  std::int32_t known, whole_from;
  std::uint16_t territoire, organisme, matricule;  ///< lengths
  std::uint16_t residences, persons, events, corrections, attributes, coverage, covered_types, fields,
      references, remarks, texts;  ///< how many
};
struct Residence {
  std::int32_t from;
  std::uint16_t length, nothing;
};
struct Person {
  std::int32_t birth;
  std::uint16_t id, role, lacks, in_chain;
};
struct Event {
  std::int32_t on;
  std::int16_t known, planned, from, to;  ///< days after `on`
  std::uint16_t type;
  std::int16_t person;
  std::uint16_t id, reference, source, origin, fields, references;
};
struct Correction {
  std::int32_t on, known;
  std::uint16_t id, target, cancels, fields;
};
struct Valued {
  std::int32_t value;
  std::uint16_t name;  ///< of the attribute or the field
  std::uint8_t kind, length;
};
struct Attribute {
  Valued value;
  std::int32_t from, to, known, person;
};
struct Coverage {
  std::int32_t from, to, known;
  std::uint16_t source, types;
};
struct Reference {
  std::uint16_t role, target, label;
};
struct Remark {
  std::uint16_t event, of_source, length;
};
template <class... Parts>
constexpr bool leave_no_hole = (std::has_unique_object_representations_v<Parts> && ...);
static_assert(leave_no_hole<Head, Residence, Person, Event, Correction, Valued, Attribute, Coverage,
                            Reference, Remark>);

constexpr std::int16_t nobody = -1, somebody_else = -2;
constexpr std::int16_t unknown_day = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t the_last_day = unknown_day + 1;  ///< « sans fin », of many sources
constexpr std::size_t seal_bytes = sizeof(std::uint64_t);

constexpr std::int64_t most_months = 1'200, most_days = 36'500;  // parse_duration

inline bool is_day(std::int32_t days) {
  return days == Date::unknown_days || (days >= first_day().days && days <= last_day().days);
}

}  // namespace filrouge::journal_layout
