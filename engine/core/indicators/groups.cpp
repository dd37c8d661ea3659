#include "engine/core/indicators/groups.hpp"

namespace filrouge {

Groups::Groups(const Vocabulary& vocabulary, const SeenJournal& seen)
    : vocabulary_(vocabulary),
      seen_(seen),
      orientation_(vocabulary.find_event("orientation")),
      designation_(vocabulary.find_event("designation_referent")),
      end_of_designation_(vocabulary.find_event("fin_referent")),
      structure_attribute_(vocabulary.find_attribute("structure")),
      referent_attribute_(vocabulary.find_attribute("referent")),
      structure_(vocabulary.find_field("structure").value_or(no_id)),
      referent_(vocabulary.find_field("referent").value_or(no_id)),
      parcours_(vocabulary.find_field("parcours").value_or(no_id)),
      organisme_(vocabulary.find_field("organisme").value_or(no_id)) {}

std::string_view Groups::shown(const Value& value) const {
  if (value.kind == Value::Kind::symbol) return seen_.journal().text(static_cast<Symbol>(value.lo));
  if (value.kind == Value::Kind::boolean) return value.lo ? "oui" : "non";
  return {};
}

Value Groups::own_field(const Start& start, FieldId field) const {
  if (start.event == none_id || field == no_id) return {};
  const auto type = seen_.event(start.event).type;
  return type != no_id && vocabulary_.events[type].field(field) ? seen_.field(start.event, field) : Value{};
}

Value Groups::follower(const Start& start, AttributeId attribute, FieldId field, bool ends) {
  if (const auto own = own_field(start, field); own.known()) return own;
  if (attribute != no_id)
    if (const auto told = seen_.attribute(attribute, start.person, start.day, ignored_); told.known())
      return told;
  Value last;
  for (const auto rank : seen_.order()) {
    const auto& event = seen_.event(rank);
    if (event.on > start.day) break;
    if (event.type == no_id || !seen_.concerns(rank, start.person)) continue;
    if (ends && event.type == end_of_designation_) last = {};
    if (event.type != designation_ && event.type != orientation_) continue;
    if (field == no_id || !vocabulary_.events[event.type].field(field)) continue;
    if (const auto told = seen_.field(rank, field); told.known()) last = told;
  }
  return last;
}

Value Groups::of_orientation(const Start& start, FieldId field) {
  Value last;
  for (const auto rank : seen_.order()) {
    const auto& event = seen_.event(rank);
    if (event.on > start.day) break;
    if (event.type == orientation_ && event.type != no_id && seen_.concerns(rank, start.person))
      last = seen_.field(rank, field);
  }
  return last;
}

std::string_view Groups::group(const Axis& axis, const Start& start) {
  const auto& journal = seen_.journal();
  auto asked = start;
  if (asked.person < 0 && journal.persons.size() == 1) asked.person = 0;
  switch (axis.kind) {
    case AxisKind::territoire:
      return journal.territoire;
    case AxisKind::departement:
      return journal.departement;
    case AxisKind::organisme:
      return journal.organisme;
    case AxisKind::mois: {
      const auto day = civil_day(start.month);
      const int digits[] = {day.year / 1000, day.year / 100 % 10, day.year / 10 % 10, day.year % 10};
      for (std::size_t i = 0; i < 4; ++i) month_[i] = static_cast<char>('0' + digits[i]);
      month_[4] = '-';
      month_[5] = static_cast<char>('0' + day.month / 10);
      month_[6] = static_cast<char>('0' + day.month % 10);
      return {month_.data(), 7};
    }
    case AxisKind::structure:
      return shown(follower(asked, structure_attribute_, structure_, false));
    case AxisKind::referent:
      return shown(follower(asked, referent_attribute_, referent_, true));
    case AxisKind::parcours:
      return parcours_ == no_id ? std::string_view{} : shown(of_orientation(asked, parcours_));
    case AxisKind::organisme_orientation:
      return organisme_ == no_id ? std::string_view{} : shown(of_orientation(asked, organisme_));
    case AxisKind::field:
      return shown(own_field(start, axis.field));
  }
  return {};
}

}  // namespace filrouge
