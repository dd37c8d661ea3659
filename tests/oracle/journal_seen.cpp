#include <algorithm>

#include "tests/oracle/world.hpp"

/// §1 of the contract: which journal is seen.
namespace filrouge::oracle {

bool World::active(const JournalCorrection& correction) const {
  if (correction.known > known_) return false;
  return std::ranges::none_of(journal_.corrections, [&](const JournalCorrection& other) {
    return other.cancels && other.target == correction.id && other.id != correction.id && active(other);
  });
}

bool World::cancelled(const JournalEvent& event) const {
  return std::ranges::any_of(journal_.corrections, [&](const JournalCorrection& correction) {
    return correction.cancels && correction.target == event.id && active(correction);
  });
}

Event World::corrected(const JournalEvent& event) const {
  Event out;
  out.type = event.type;
  out.person = event.person;
  out.person_unknown = event.person_unknown;
  out.on = event.on, out.known = event.known, out.planned = event.planned, out.from = event.from,
  out.to = event.to;
  out.id = event.id, out.reference = event.reference, out.origin = event.origin, out.source = event.source;
  out.rank = event.rank;
  for (std::uint32_t i = 0; i < event.reference_count; ++i) {
    const auto& reference = journal_.references[event.first_reference + i];
    const bool of_acts = reference.label == no_id || model_.vocabulary.labels[reference.label].any ||
                         !model_.vocabulary.labels[reference.label].types.empty();
    (of_acts ? out.references : out.of_no_act).push_back(reference);
  }
  for (std::uint32_t i = 0; i < event.field_count; ++i) {
    const auto& field = journal_.fields[event.first_field + i];
    out.fields[field.field] = field.value;
  }

  std::vector<const JournalCorrection*> corrections;
  for (const auto& correction : journal_.corrections)
    if (!correction.cancels && correction.target == event.id && active(correction))
      corrections.push_back(&correction);
  std::ranges::sort(corrections, [](const auto* a, const auto* b) {
    return std::pair(a->known, a->rank) < std::pair(b->known, b->rank);
  });
  for (const auto* correction : corrections)
    for (std::uint32_t i = 0; i < correction->field_count; ++i) {
      const auto& [id, value] = journal_.fields[correction->first_field + i];
      const auto day = value.kind == Value::Kind::date ? value.earliest() : Date{};
      if (id >= static_cast<FieldId>(BuiltinField::count)) {
        out.fields[id] = value;
        continue;
      }
      switch (static_cast<BuiltinField>(id)) {
        case BuiltinField::le:
          if (day.known()) out.on = day;
          break;
        case BuiltinField::prevu_le:
          out.planned = day;
          break;
        case BuiltinField::du:
          out.from = day;
          break;
        case BuiltinField::au:
          out.to = day;
          break;
        case BuiltinField::origine:
          out.origin = static_cast<Symbol>(value.lo);
          break;
        case BuiltinField::reference:
          std::erase_if(out.references, [](const JournalReference& r) { return r.role == 0; });
          out.reference = value.kind == Value::Kind::symbol ? static_cast<Symbol>(value.lo) : 0;
          if (out.reference) out.references.push_back({0, out.reference});
          break;
        case BuiltinField::personne:
          out.person = -1;
          for (std::size_t p = 0; p < journal_.persons.size(); ++p)
            if (value.kind == Value::Kind::symbol && journal_.persons[p].id == static_cast<Symbol>(value.lo))
              out.person = static_cast<int>(p);
          out.person_unknown = out.person < 0 && value.kind == Value::Kind::symbol;
          break;
        default:
          break;
      }
    }
  // Said to be empty, or so that nobody can read it, is not said.
  std::erase_if(out.fields, [](const auto& field) {
    return field.second.kind == Value::Kind::null || field.second.kind == Value::Kind::unknown;
  });
  return out;
}

std::size_t World::rank_of(const Event& event) const {
  std::size_t rank = 0;
  while (&events_[rank] != &event) ++rank;
  return rank;
}

void World::see_journal() {
  for (const auto& event : journal_.events) {
    if (cancelled(event)) continue;
    auto one = corrected(event);
    if (one.known > known_ || one.on > asked_) continue;
    if (one.type != no_id && scope(one) == Scope::person && one.person < 0 && !one.person_unknown) {
      // Children have no acts of their own.
      std::vector<int> adults;
      for (std::size_t p = 0; p < journal_.persons.size(); ++p)
        if (journal_.persons[p].in_chain || journal_.persons[p].lacks || journal_.persons.size() == 1)
          adults.push_back(static_cast<int>(p));
      if (adults.size() == 1)
        one.person = adults.front();
      else
        one.ambiguous = journal_.persons.size() > 1;
    }
    events_.push_back(std::move(one));
  }
  std::ranges::sort(events_, [](const Event& a, const Event& b) {
    return std::tuple(a.on, a.known, a.rank) < std::tuple(b.on, b.known, b.rank);
  });
  // Of those that say their time, two that follow each other change places until the earlier comes first.
  for (bool changed = true; changed;) {
    changed = false;
    Event* before = nullptr;
    for (auto& event : events_) {
      if (!time_of(event)) continue;
      if (before && before->on == event.on && *time_of(*before) > *time_of(event)) {
        std::swap(*before, event);
        changed = true;
      }
      before = &event;
    }
  }
  for (const auto& span : journal_.attributes) {
    if (span.known > known_) continue;
    // What is known later of a beginning is all that is known of it.
    std::erase_if(attributes_, [&](const JournalAttribute& before) {
      return before.attribute == span.attribute && before.person == span.person && before.from == span.from &&
             before.known <= span.known;
    });
    const bool known_better = std::ranges::any_of(attributes_, [&](const JournalAttribute& other) {
      return other.attribute == span.attribute && other.person == span.person && other.from == span.from;
    });
    if (!known_better) attributes_.push_back(span);
  }

  for (const auto& correction : journal_.corrections) {
    if (!active(correction)) continue;
    const bool event = std::ranges::any_of(journal_.events, [&](const JournalEvent& e) {
      return e.id == correction.target && e.known <= known_;
    });
    const bool other = std::ranges::any_of(journal_.corrections, [&](const JournalCorrection& c) {
      return c.id == correction.target && c.known <= known_;
    });
    if (event || other) continue;
    orphan_targets_.push_back(name(correction.target));
    orphan_days_.push_back(correction.on);
  }

  const auto earlier = [&](Date day) {
    if (day.known() && (!first_day_.known() || day < first_day_)) first_day_ = day;
  };
  for (const auto& event : events_) earlier(event.on);
  for (const auto& span : attributes_) earlier(span.from);
}

bool World::covered(EventTypeId type, Date day) const {
  const auto known = [&](const JournalCoverage& coverage) { return coverage.known <= known_; };
  if (std::ranges::none_of(journal_.coverage, known)) return true;
  return std::ranges::any_of(journal_.coverage, [&](const JournalCoverage& coverage) {
    if (!known(coverage)) return false;
    if (coverage.from.known() && day < coverage.from) return false;
    if (coverage.to.known() && day > coverage.to) return false;
    if (coverage.type_count == 0) return true;
    const auto first = journal_.covered_types.begin() + coverage.first_type;
    return std::find(first, first + coverage.type_count, type) != first + coverage.type_count;
  });
}

bool World::covered(EventTypeId type, Date from, Date to) const {
  for (auto day = from; day <= to; day = day + 1)
    if (!covered(type, day)) return false;
  return true;
}

Value World::attribute(AttributeId id, int person, Date day) const {
  const auto& decl = model_.vocabulary.attributes[id];
  const JournalAttribute* best = nullptr;
  for (const auto& span : attributes_) {
    if (span.attribute != id) continue;
    if (decl.scope == Scope::person ? span.person != person : span.person >= 0) continue;
    if (span.from > day || (span.to.known() && span.to < day)) continue;
    if (!best || std::pair(best->from, best->known) <= std::pair(span.from, span.known)) best = &span;
  }
  return best && best->value.kind != Value::Kind::null ? best->value : Value::missing(decl.name);
}

Value World::field(const Event& event, FieldId id) const {
  const auto day = [&](Date date) {
    return date.known() ? Value::of(date) : Value::missing(symbol(model_.vocabulary.field_name(id)));
  };
  const auto word = [&](Symbol s) {
    return s ? Value::of(Value::Kind::symbol, s) : Value::missing(symbol(model_.vocabulary.field_name(id)));
  };
  if (id < static_cast<FieldId>(BuiltinField::count)) switch (static_cast<BuiltinField>(id)) {
      case BuiltinField::le:
        return day(event.on);
      case BuiltinField::connu_le:
        return day(event.known);
      case BuiltinField::prevu_le:
        return day(event.planned);
      case BuiltinField::du:
        return day(event.from);
      case BuiltinField::au:
        return day(event.to);
      case BuiltinField::personne:
        return word(event.person < 0 ? 0 : journal_.persons[static_cast<std::size_t>(event.person)].id);
      case BuiltinField::reference:
        return word(event.reference);
      case BuiltinField::origine:
        return word(event.origin);
      default:
        break;
    }
  const auto found = event.fields.find(id);
  if (found != event.fields.end()) return found->second;
  return Value::missing(symbol(model_.vocabulary.field_name(id)));
}

}  // namespace filrouge::oracle
