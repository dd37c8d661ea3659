#include <cstring>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/dossier/journal_bytes.hpp"
#include "engine/core/dossier/journal_layout.hpp"

/// A journal from its bytes: whatever they hold, nothing is read beyond them, and nothing is taken that
/// typing does not give.
namespace filrouge {

using namespace journal_layout;

namespace {

/// The kind of a field that any act may have corrected.
Value::Kind builtin(FieldId field) {
  const auto which = static_cast<BuiltinField>(field);
  const bool text =
      which == BuiltinField::personne || which == BuiltinField::reference || which == BuiltinField::origine;
  return text ? Value::Kind::symbol : Value::Kind::date;
}

bool is_builtin(FieldId field) {
  return field < static_cast<FieldId>(BuiltinField::count);
}

}  // namespace

/// Reads the parts, once their numbers are known to fill the bytes exactly; remembers whether one of them was
/// not what typing gives.
class JournalBytes::Reading {
 public:
  Reading(const JournalBytes& codec, std::string_view bytes, Journal& journal)
      : codec_(codec),
        vocabulary_(codec.vocabulary_),
        journal_(journal),
        at_(bytes.data()),
        end_(bytes.data() + bytes.size()) {}

  bool all() {
    Head head;
    if (left() < sizeof head) return false;
    take(head);
    if (left() < parts_size(head)) return false;
    symbols_ = vocabulary_.symbols.size() + head.texts;
    persons_ = head.persons;
    journal_.known = day(head.known);
    journal_.whole_from = day(head.whole_from);
    residences(head.residences);
    persons();
    events(head);
    corrections(head.corrections);
    attributes(head.attributes);
    coverage(head);
    fields(head.fields);
    references(head.references);
    remarks(head.remarks);
    covered_types(head.covered_types);
    return texts(head) && right_;
  }

 private:
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  static std::size_t parts_size(const Head& head) {
    return head.residences * sizeof(Residence) + head.persons * sizeof(Person) + head.events * sizeof(Event) +
           head.corrections * sizeof(Correction) + head.attributes * sizeof(Attribute) +
           head.coverage * sizeof(Coverage) + head.fields * sizeof(Valued) +
           head.references * sizeof(Reference) + head.remarks * sizeof(Remark) +
           (head.covered_types + head.texts) * sizeof(std::uint16_t);
  }

  template <class Part>
  void take(Part& part) {
    std::memcpy(&part, at_, sizeof part);
    at_ += sizeof part;
  }
  Symbol symbol(std::uint16_t symbol) {
    right_ &= symbol < symbols_;
    return symbol;
  }
  Date day(std::int32_t days) {
    right_ &= is_day(days);
    return {days};
  }
  Date after(std::int32_t on, std::int16_t days) {
    return days == unknown_day ? Date{} : days == the_last_day ? last_day() : day(on + days);
  }
  std::int16_t person(std::int32_t index) {
    right_ &= index >= nobody && index < persons_;
    return static_cast<std::int16_t>(index);
  }

  Value value(const Valued& kept, Value::Kind declared) {
    Value value;
    value.kind = static_cast<Value::Kind>(kept.kind);
    value.lo = kept.value;
    switch (value.kind) {
      case Value::Kind::unknown:
        right_ &= kept.value >= 0 && static_cast<Symbol>(kept.value) < symbols_;
        declared = value.kind;
        break;
      case Value::Kind::null:
        right_ &= kept.value == 0;
        declared = value.kind;
        break;
      case Value::Kind::boolean:
        right_ &= kept.value == 0 || kept.value == 1;
        break;
      case Value::Kind::date:
        right_ &= is_day(kept.value) && kept.value != Date::unknown_days;
        break;
      case Value::Kind::time:
        right_ &= kept.value >= 0 && kept.value < minutes_in_a_day;
        break;
      case Value::Kind::duration: {
        const std::int64_t months = kept.value >> 16, days = kept.value & 0xFFFF;
        right_ &= months >= 0 && months <= most_months && days <= most_days;
        value.days = static_cast<DayKind>(kept.length & 15);
        value.written = static_cast<WrittenIn>(kept.length >> 4);
        right_ &= value.days <= DayKind::hour && value.written <= WrittenIn::years;
        value.lo = Value::pack_duration({static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)});
        break;
      }
      case Value::Kind::symbol:
        right_ &= kept.value >= 0 && static_cast<Symbol>(kept.value) < symbols_;
        break;
      default:
        break;
    }
    right_ &= value.kind == declared;
    value.hi = value.lo;
    return value;
  }

  void residences(std::size_t count) {
    journal_.residences.resize(count);
    for (auto& residence : journal_.residences) {
      Residence kept;
      take(kept);
      residence.from = day(kept.from);
    }
  }

  void persons() {
    journal_.persons.resize(static_cast<std::size_t>(persons_));
    for (auto& person : journal_.persons) {
      Person kept;
      take(kept);
      person = {symbol(kept.id), symbol(kept.role), day(kept.birth), kept.in_chain != 0, symbol(kept.lacks)};
    }
  }

  void events(const Head& head) {
    std::uint32_t rank = 0;
    journal_.events.resize(head.events);
    for (auto& event : journal_.events) {
      Event kept;
      take(kept);
      event.type = kept.type;
      right_ &= kept.type < vocabulary_.events.size() || kept.type == no_id;
      event.person_unknown = kept.person == somebody_else;
      event.person = event.person_unknown ? nobody : person(kept.person);
      right_ &= is_day(kept.on) && kept.on != Date::unknown_days;
      if (!right_) return;
      event.on = {kept.on};
      event.known = after(kept.on, kept.known);
      event.planned = after(kept.on, kept.planned);
      event.from = after(kept.on, kept.from);
      event.to = after(kept.on, kept.to);
      event.id = symbol(kept.id);
      event.reference = symbol(kept.reference);
      event.first_field = fields_;
      event.field_count = kept.fields;
      event.first_reference = references_;
      event.reference_count = kept.references;
      fields_ += kept.fields;
      references_ += kept.references;
      event.rank = rank++;
      event.source = symbol(kept.source);
      event.origin = symbol(kept.origin);
    }
    right_ &= references_ == head.references;
  }

  void corrections(std::size_t count) {
    std::uint32_t rank = 0;
    journal_.corrections.resize(count);
    for (auto& correction : journal_.corrections) {
      Correction kept;
      take(kept);
      correction = {symbol(kept.id),   symbol(kept.target),
                    kept.cancels != 0, day(kept.on),
                    day(kept.known),   fields_,
                    kept.fields,       rank++};
      fields_ += kept.fields;
    }
  }

  void attributes(std::size_t count) {
    journal_.attributes.resize(count);
    for (auto& attribute : journal_.attributes) {
      Attribute kept;
      take(kept);
      if (kept.value.name >= vocabulary_.attributes.size()) {
        right_ = false;
        return;
      }
      attribute.attribute = kept.value.name;
      attribute.person = person(kept.person);
      attribute.value = value(kept.value, codec_.attributes_[kept.value.name]);
      attribute.from = day(kept.from);
      attribute.to = day(kept.to);
      attribute.known = day(kept.known);
    }
  }

  void coverage(const Head& head) {
    std::uint32_t types = 0;
    journal_.coverage.resize(head.coverage);
    for (auto& coverage : journal_.coverage) {
      Coverage kept;
      take(kept);
      coverage = {symbol(kept.source), types, kept.types, day(kept.from), day(kept.to), day(kept.known)};
      types += kept.types;
    }
    right_ &= types == head.covered_types;
  }

  void fields(std::size_t count) {
    journal_.fields.resize(count);
    if (!right_ || fields_ != count) {
      right_ = false;
      return;
    }
    for (const auto& event : journal_.events)
      for (std::uint32_t f = 0; f < event.field_count; ++f)
        field(journal_.fields[event.first_field + f], event.type, false);
    for (const auto& correction : journal_.corrections) {
      if (correction.field_count == 0) continue;
      EventTypeId type = no_id;
      for (const auto& event : journal_.events)
        if (event.id == correction.target) type = event.type;
      for (std::uint32_t f = 0; f < correction.field_count; ++f)
        field(journal_.fields[correction.first_field + f], type, true);
    }
  }

  void field(JournalField& field, EventTypeId type, bool corrected) {
    Valued kept;
    take(kept);
    field.field = kept.name;
    if (kept.name >= vocabulary_.field_count()) {
      right_ = false;
      return;
    }
    auto declared = Value::Kind::event;
    if (corrected && is_builtin(kept.name))
      declared = builtin(kept.name);
    else if (type != no_id)
      declared = codec_.declared(type, kept.name);
    right_ &= declared != Value::Kind::event;
    field.value = value(kept, declared);
  }

  void references(std::size_t count) {
    journal_.references.resize(count);
    for (auto& reference : journal_.references) {
      Reference kept;
      take(kept);
      right_ &= kept.label < vocabulary_.labels.size() || kept.label == no_id;
      reference = {symbol(kept.role), symbol(kept.target), kept.label};
    }
  }

  void remarks(std::size_t count) {
    journal_.remarks.resize(count);
    remark_lengths_ = at_;
    for (auto& remark : journal_.remarks) {
      Remark kept;
      take(kept);
      remark.event = symbol(kept.event);
      remark.of_source = kept.of_source != 0;
    }
  }

  void covered_types(std::size_t count) {
    journal_.covered_types.resize(count);
    for (auto& type : journal_.covered_types) {
      take(type);
      right_ &= type < vocabulary_.events.size() || type == no_id;
    }
  }

  bool texts(const Head& head) {
    std::uint32_t end = 0;
    journal_.spans_.resize(head.texts);
    for (auto& span : journal_.spans_) {
      std::uint16_t length = 0;
      take(length);
      span = {end, length};
      end += length;
    }
    const auto text = [&](std::string& where, std::size_t length) {
      if (left() < length) return false;
      where.assign(at_, length);
      at_ += length;
      return true;
    };
    if (!text(journal_.territoire, head.territoire) || !text(journal_.organisme, head.organisme) ||
        !text(journal_.matricule, head.matricule))
      return false;
    const char* lengths = residence_lengths_;
    for (auto& residence : journal_.residences) {
      Residence kept;
      std::memcpy(&kept, lengths, sizeof kept);
      lengths += sizeof kept;
      if (!text(residence.departement, kept.length)) return false;
    }
    if (!journal_.residences.empty()) journal_.departement = journal_.residences.back().departement;
    lengths = remark_lengths_;
    for (auto& remark : journal_.remarks) {
      Remark kept;
      std::memcpy(&kept, lengths, sizeof kept);
      lengths += sizeof kept;
      if (!text(remark.text, kept.length)) return false;
    }
    return left() == end && text(journal_.texts_, end);
  }

  const JournalBytes& codec_;
  const Vocabulary& vocabulary_;
  Journal& journal_;
  const char* at_;
  const char* end_;
  const char* residence_lengths_ = at_ + sizeof(Head);
  const char* remark_lengths_ = nullptr;
  Symbol symbols_ = 0;
  std::int32_t persons_ = 0;
  std::uint32_t fields_ = 0, references_ = 0;
  bool right_ = true;
};

bool JournalBytes::read(std::string_view dossier, std::string_view bytes, Journal& journal) const {
  std::uint64_t sealed = 0;
  if (bytes.size() < sizeof sealed) return false;
  std::memcpy(&sealed, bytes.data(), sizeof sealed);
  bytes.remove_prefix(seal_bytes);
  if (sealed != seal(dossier, bytes)) return false;
  journal.clear(vocabulary_);
  journal.dossier = dossier;
  return Reading(*this, bytes, journal).all();
}

}  // namespace filrouge
