#include "tests/oracle/calendar_ends.hpp"

#include <algorithm>

namespace filrouge::oracle {
namespace {

constexpr Date first_of_the_acts = first_day() + 31;

/// Each day of the dossier, in place, and each value that says one.
template <class OnDay, class OnValue>
void each_day(Record& record, OnDay on_day, OnValue on_value) {
  const auto spans = [&](std::vector<RawAttribute>& list) {
    for (auto& held : list) {
      on_day(held.from);
      on_day(held.to, true);
      on_day(held.known);
      on_value(held.value);
    }
  };
  on_day(record.known);
  for (auto& again : record.restated) on_day(again.known);
  for (auto& coverage : record.coverage) {
    on_day(coverage.from);
    on_day(coverage.to, true);
    on_day(coverage.known);
  }
  spans(record.attributes);
  for (auto& person : record.persons) {
    on_day(person.birth);
    on_day(person.known);
    spans(person.attributes);
    for (auto& again : person.restated) {
      on_day(again.birth);
      on_day(again.known);
    }
  }
  for (auto& event : record.events) {
    for (auto* day : {&event.on, &event.known, &event.planned, &event.from}) on_day(*day);
    on_day(event.to, true);
    for (auto& field : event.fields) on_value(field.value);
  }
}

}  // namespace

Asking perhaps_at_an_end_of_the_calendar(Asking asking, std::uint64_t seed) {
  Dice dice(seed * 48271u + 31);
  if (!dice.once_in(12) || asking.record.events.empty()) return asking;
  const auto [first, last] = std::ranges::minmax(asking.record.events, {}, &RawEvent::on);
  const auto further = static_cast<std::int32_t>(dice.below(60));
  const auto by = dice.once_in(3) ? first_of_the_acts.days - first.on.days + further
                                  : last_day().days - 1 - last.on.days - further;
  // The first and the last day stand for what is beyond: no act is of them, nor of the month that begins with
  // the first. A span may last for ever.
  const auto move = [&](Date& day, bool end_of_a_span = false) {
    if (day.known()) day = std::clamp(day + by, first_of_the_acts, last_day() - (end_of_a_span ? 0 : 1));
  };
  const auto move_said = [&](RawValue& value) {
    if (const auto day = parse_iso_date(value.text)) value.text = iso_date(*day + by);
  };
  each_day(asking.record, move, move_said);
  move(asking.asked);
  move(asking.known);
  return asking;
}

}  // namespace filrouge::oracle
