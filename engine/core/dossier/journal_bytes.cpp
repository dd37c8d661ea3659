#include "engine/core/dossier/journal_bytes.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "engine/core/dossier/journal_layout.hpp"
#include "engine/core/model/vocabulary_digest.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge {

using namespace journal_layout;

namespace {

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

}  // namespace filrouge
