#include "engine/core/dossier/journal_bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <type_traits>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/model/vocabulary_digest.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

// What is kept of each part of a journal. Members leave no hole between them: a hole would carry into the
// file whatever the memory held.

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

bool is_day(std::int32_t days) {
  return days == Date::unknown_days || (days >= first_day().days && days <= last_day().days);
}

Value::Kind kind_of(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return Value::Kind::boolean;
    case ValueType::integer:
      return Value::Kind::integer;
    case ValueType::date:
    case ValueType::month:
      return Value::Kind::date;
    case ValueType::time:
      return Value::Kind::time;
    case ValueType::money:
      return Value::Kind::money;
    case ValueType::rate:
      return Value::Kind::rate;
    case ValueType::duration:
      return Value::Kind::duration;
    default:
      return Value::Kind::symbol;
  }
}

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

/// The bits that differ of one value and another of its kind; nothing when they are too many.
bool narrow(const Value& value, Valued& kept) {
  kept.kind = static_cast<std::uint8_t>(value.kind);
  kept.length = static_cast<std::uint8_t>(static_cast<unsigned>(value.days) |
                                          static_cast<unsigned>(value.written) << 4);
  auto number = value.lo;
  if (value.kind == Value::Kind::duration) {
    const auto length = value.length();
    if (length.months < 0 || length.months > most_months || length.days < 0 || length.days > most_days)
      return false;
    number = std::int64_t{length.months} << 16 | length.days;
  }
  kept.value = static_cast<std::int32_t>(number);
  return value.lo == value.hi && kept.value == number;
}

}  // namespace

/// Writes the parts one after the other, and remembers whether one of them had no room.
class JournalBytes::Writing {
 public:
  Writing(const Journal& journal, std::string& bytes) : journal_(journal), bytes_(bytes) {}

  bool all() {
    bytes_.assign(seal_bytes, '\0');
    put(Head{day(journal_.known), day(journal_.whole_from), count(journal_.territoire),
             count(journal_.organisme), count(journal_.matricule), count(journal_.residences),
             count(journal_.persons), count(journal_.events), count(journal_.corrections),
             count(journal_.attributes), count(journal_.coverage), count(journal_.covered_types),
             count(journal_.fields), count(journal_.references), count(journal_.remarks),
             count(journal_.spans_)});
    for (const auto& residence : journal_.residences)
      put(Residence{day(residence.from), count(residence.departement), 0});
    for (const auto& person : journal_.persons)
      put(Person{day(person.birth), symbol(person.id), symbol(person.role), symbol(person.lacks),
                 person.in_chain});
    for (const auto& event : journal_.events) put(kept(event));
    for (const auto& correction : journal_.corrections)
      put(Correction{day(correction.on), day(correction.known), symbol(correction.id),
                     symbol(correction.target), correction.cancels, narrowed(correction.field_count)});
    for (const auto& attribute : journal_.attributes)
      put(Attribute{valued(attribute.value, attribute.attribute), day(attribute.from), day(attribute.to),
                    day(attribute.known), attribute.person});
    for (const auto& coverage : journal_.coverage)
      put(Coverage{day(coverage.from), day(coverage.to), day(coverage.known), symbol(coverage.source),
                   narrowed(coverage.type_count)});
    for (const auto& field : journal_.fields) put(valued(field.value, field.field));
    for (const auto& reference : journal_.references)
      put(Reference{symbol(reference.role), symbol(reference.target), reference.label});
    for (const auto& remark : journal_.remarks)
      put(Remark{symbol(remark.event), remark.of_source, count(remark.text)});
    for (const auto type : journal_.covered_types) put(type);
    for (const auto& span : journal_.spans_) put(narrowed(span.second));
    bytes_ += journal_.territoire;
    bytes_ += journal_.organisme;
    bytes_ += journal_.matricule;
    for (const auto& residence : journal_.residences) bytes_ += residence.departement;
    for (const auto& remark : journal_.remarks) bytes_ += remark.text;
    bytes_ += journal_.texts_;
    return fits_;
  }

 private:
  template <class Part>
  void put(const Part& part) {
    bytes_.append(reinterpret_cast<const char*>(&part), sizeof part);
  }
  template <class Number>
  std::uint16_t narrowed(Number number) {
    fits_ = fits_ && number <= std::numeric_limits<std::uint16_t>::max();
    return static_cast<std::uint16_t>(number);
  }
  template <class Many>
  std::uint16_t count(const Many& many) {
    return narrowed(many.size());
  }
  std::uint16_t symbol(Symbol symbol) { return narrowed(symbol); }
  std::int32_t day(Date day) {
    fits_ = fits_ && is_day(day.days);
    return day.days;
  }
  std::int16_t after(Date on, Date other) {
    if (!other.known()) return unknown_day;
    if (other == last_day()) return the_last_day;
    const auto days = std::int64_t{day(other)} - day(on);
    fits_ = fits_ && days > the_last_day && days <= std::numeric_limits<std::int16_t>::max();
    return static_cast<std::int16_t>(days);
  }
  Valued valued(const Value& value, std::uint16_t name) {
    Valued kept{};
    kept.name = name;
    fits_ = fits_ && narrow(value, kept);
    return kept;
  }
  Event kept(const JournalEvent& event) {
    fits_ = fits_ && event.on.known();
    return {day(event.on),
            after(event.on, event.known),
            after(event.on, event.planned),
            after(event.on, event.from),
            after(event.on, event.to),
            event.type,
            event.person_unknown ? somebody_else : event.person,
            symbol(event.id),
            symbol(event.reference),
            symbol(event.source),
            symbol(event.origin),
            narrowed(event.field_count),
            narrowed(event.reference_count)};
  }

  const Journal& journal_;
  std::string& bytes_;
  bool fits_ = true;
};

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

JournalBytes::JournalBytes(const Vocabulary& vocabulary)
    : vocabulary_(vocabulary),
      key_(static_cast<std::int64_t>(vocabulary_digest(
          vocabulary, FILROUGE_VERSION " " + std::to_string(format) +
                          (std::endian::native == std::endian::little ? " little" : " big")))),
      fields_(vocabulary.events.size() * vocabulary.field_count(), Value::Kind::event) {
  for (std::size_t type = 0; type < vocabulary.events.size(); ++type) {
    const auto& event = vocabulary.events[type];
    auto* kinds = &fields_[type * vocabulary.field_count()];
    if (const auto* time = event.field(time_field)) kinds[time_field] = kind_of(time->type);
    for (const auto& field : event.fields) kinds[field.id] = kind_of(field.type);
  }
  for (const auto& attribute : vocabulary.attributes) attributes_.push_back(kind_of(attribute.type));
}

/// Four words at a time, each step one to one: a byte changed alone always shows. It guards against a disk
/// and against rows moved by hand, and no forger: that is why reading checks all it copies.
std::uint64_t JournalBytes::seal(std::string_view dossier, std::string_view bytes) const {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15u;
  const auto mix = [](std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * odd;
    return hash ^ (hash >> 32);
  };
  auto all = mix(stable_hash(dossier) ^ static_cast<std::uint64_t>(key_), bytes.size());
  std::array<std::uint64_t, 4> lanes{all, all + 1, all + 2, all + 3}, words{};
  const auto mix_words = [&] {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] = mix(lanes[lane], words[lane]);
  };
  for (; bytes.size() >= sizeof words; bytes.remove_prefix(sizeof words)) {
    std::memcpy(words.data(), bytes.data(), sizeof words);
    mix_words();
  }
  words = {};
  std::memcpy(words.data(), bytes.data(), bytes.size());
  mix_words();
  for (const auto lane : lanes) all = mix(all, lane);
  return all;
}

bool JournalBytes::write(const Journal& journal, std::string& bytes) const {
  if (!Writing(journal, bytes).all()) return false;
  const auto sealed = seal(journal.dossier, std::string_view(bytes).substr(seal_bytes));
  std::memcpy(bytes.data(), &sealed, sizeof sealed);
  return true;
}

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
