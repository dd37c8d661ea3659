#include <algorithm>
#include <map>

#include "engine/core/calendar/delai.hpp"
#include "tests/oracle/drawn_values.hpp"
#include "tests/oracle/of_the_post.hpp"

namespace filrouge::oracle {
namespace {

constexpr std::int32_t known_late = 40;

/// Where the acts gather: a few weeks, a year, or the turn of a year.
struct Season {
  Date first;
  std::int32_t days;
};

Season season(Dice& dice) {
  if (dice.once_in(4)) return {*civil_date(2024, 11, 20), 80};
  const auto first = *civil_date(2024, 1, 1) + static_cast<std::int32_t>(dice.below(120));
  if (dice.once_in(3)) return {first, 60};
  return {first, static_cast<std::int32_t>(120 + dice.below(300))};
}

class BoldDraw {
 public:
  BoldDraw(const Model& model, std::uint64_t seed)
      : model_(model), dice_(seed * 0x9E3779B97F4A7C15u + 29), season_(season(dice_)) {}

  Record record(std::uint64_t seed) {
    record_.dossier = "64-" + std::to_string(seed);
    record_.departement = dice_.once_in(10) ? "" : dice_.once_in(8) ? "67" : "64";
    const auto people = dice_.once_in(3) ? 2u : 1u;
    for (unsigned p = 0; p < people; ++p) {
      record_.persons.push_back({"p" + std::to_string(p + 1), p ? "conjoint" : "demandeur", {}, {}});
      if (!dice_.once_in(3)) record_.persons.back().birth = add_months(day(), -12 * 26);
    }
    attributes();
    acts();
    corrections();
    coverage();
    change_departement(record_, season_.first, static_cast<std::uint64_t>(season_.days),
                       Dice(seed * 48271u + 7));
    tell_again(model_, record_, Dice(seed * 69621u + 13));
    tell_times(model_, record_, Dice(seed * 16807u + 1));
    tell_sources(model_, record_, Dice(seed * 40014u + 5));
    take_rare_turns(model_, record_, Dice(seed * 40692u + 3));
    return std::move(record_);
  }

 private:
  Date day() {
    return season_.first + static_cast<std::int32_t>(dice_.below(static_cast<std::uint64_t>(season_.days)));
  }

  /// Spans one after the other, now and then with a gap that nobody knows.
  void spans(const AttributeDecl& decl, std::vector<RawAttribute>& list) {
    const bool submitted = word(model_, decl.name) == "soumission_droits_devoirs";
    auto at = season_.first - static_cast<std::int32_t>(dice_.below(60));
    const auto count = 1 + dice_.below(decl.type == ValueType::boolean ? 5 : 3);
    for (std::uint64_t i = 0; i < count; ++i) {
      RawAttribute span;
      span.name = word(model_, decl.name);
      span.value = draw(model_, decl.type, decl.allowed, at, dice_);
      if (submitted) span.value = {RawValue::Kind::boolean, i % 2 == 0 ? "true" : "false"};
      span.from = at;
      span.known = dice_.once_in(6) ? at + static_cast<std::int32_t>(dice_.below(known_late)) : at;
      const auto length = static_cast<std::int32_t>(3 + dice_.below(submitted ? 200 : 50));
      if (dice_.once_in(3)) span.to = at + length;
      list.push_back(span);
      at = at + length + (dice_.once_in(4) ? static_cast<std::int32_t>(dice_.below(15)) : 1);
    }
  }

  void attributes() {
    for (const auto& decl : model_.vocabulary.attributes)
      for (auto& person : record_.persons) {
        const bool of_person = decl.scope == Scope::person;
        if (!dice_.once_in(5)) spans(decl, of_person ? person.attributes : record_.attributes);
        if (!of_person) break;
      }
  }

  RawEvent act(const std::string& id, EventTypeId type, Date on) {
    const auto& decl = model_.vocabulary.events[type];
    RawEvent event;
    event.id = id;
    event.type = word(model_, decl.name);
    event.on = event.known = on;
    if (dice_.once_in(9)) event.known = on + static_cast<std::int32_t>(dice_.below(known_late));
    if (decl.scope == Scope::person && !dice_.once_in(15))
      event.person = record_.persons[dice_.below(record_.persons.size())].id;
    if (dice_.once_in(3)) event.from = on + static_cast<std::int32_t>(dice_.below(30)) - 5;
    if (event.from.known() && dice_.once_in(3))
      event.to = event.from + static_cast<std::int32_t>(dice_.below(90));
    if (dice_.once_in(12)) event.planned = on + static_cast<std::int32_t>(dice_.below(30));
    if (dice_.once_in(20)) event.origin = "saisi";
    for (const auto& field : decl.fields) {
      if (dice_.once_in(5)) continue;
      event.fields.push_back(
          {word(model_, model_.vocabulary.symbols.find(model_.vocabulary.field_name(field.id))),
           dice_.once_in(10) ? RawValue{} : wanted(model_, type, field, on, dice_)});
    }
    return event;
  }

  /// What it cites: an act before it, now and then one to come, or one that nobody knows; by its id, or by a
  /// number that several bear.
  void cites(RawEvent& event, std::uint64_t i, std::uint64_t count) {
    const auto one_of = [&](std::uint64_t acts) { return "e" + std::to_string(1 + dice_.below(acts)); };
    const auto type = model_.vocabulary.find_event(event.type);
    const bool of_letter = type != no_id && is_of_the_post(model_.vocabulary.events[type].letter);
    if (i > 0 && dice_.once_in(of_letter ? 2 : 6))
      event.references.push_back({"objet", {RawValue::Kind::text, one_of(i)}});
    if (dice_.once_in(20)) {
      const auto key = dice_.once_in(4) ? "e99" : dice_.once_in(3) ? "R-1" : one_of(count);
      event.references.push_back({"suite", {RawValue::Kind::text, key}});
    }
    if (dice_.once_in(12))
      event.reference = dice_.once_in(4) ? one_of(count) : "R-" + std::to_string(1 + dice_.below(2));
  }

  void acts() {
    const auto types = types_spoken_of(model_);
    const auto count = 4 + dice_.below(20);
    std::vector<Date> days;
    for (std::uint64_t i = 0; i < count; ++i) days.push_back(i && dice_.once_in(3) ? days.back() : day());
    std::ranges::sort(days);
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto id = "e" + std::to_string(i + 1);
      if (i > 0 && dice_.once_in(12)) {
        // The same act again, the letter sent once more: the same day or later.
        auto again = record_.events[dice_.below(i)];
        again.id = id;
        if (!dice_.once_in(3)) again.on = again.known = days[i];
        record_.events.push_back(std::move(again));
        continue;
      }
      auto event = act(id, types[dice_.below(types.size())], days[i]);
      cites(event, i, count);
      record_.events.push_back(std::move(event));
    }
  }

  void corrections() {
    const auto count = record_.events.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (!dice_.once_in(12)) continue;
      const auto target = record_.events[i];
      RawEvent correction;
      correction.id = "c" + std::to_string(i + 1);
      correction.type = "correction";
      correction.on = correction.known = target.on + static_cast<std::int32_t>(dice_.below(known_late));
      correction.target = dice_.once_in(20) ? "e99" : target.id;
      const auto& decl = model_.vocabulary.events[model_.vocabulary.find_event(target.type)];
      if (dice_.once_in(3)) {
        correction.cancels = true;
        correction.type = "annulation";
      } else if (dice_.once_in(4)) {
        correction.fields.push_back(of_every_act(target));
      } else if (dice_.once_in(2) || decl.fields.empty()) {
        const auto moved = target.on + static_cast<std::int32_t>(dice_.below(20)) - 8;
        correction.fields.push_back({"le", {RawValue::Kind::text, iso_date(moved)}});
      } else {
        const auto& field = decl.fields[dice_.below(decl.fields.size())];
        correction.fields.push_back({std::string(model_.vocabulary.field_name(field.id)),
                                     draw(model_, field.type, field.allowed, target.on, dice_)});
      }
      record_.events.push_back(std::move(correction));
    }
  }

  /// A field that every act has, moved, emptied or set.
  RawField of_every_act(const RawEvent& target) {
    const auto text = [](std::string name, std::string said) {
      return RawField{std::move(name), {RawValue::Kind::text, std::move(said)}};
    };
    const auto near = [&] { return iso_date(target.on + static_cast<std::int32_t>(dice_.below(30)) - 10); };
    constexpr std::array names = {"le", "connu_le", "prevu_le", "du", "au", "reference", "personne"};
    const std::string name = names[dice_.below(names.size())];
    if (dice_.once_in(4)) return {name, {RawValue::Kind::null, {}}};
    if (name == "reference")
      return text(name, dice_.once_in(2) ? "R-" + std::to_string(1 + dice_.below(2))
                                         : "e" + std::to_string(1 + dice_.below(9)));
    if (name == "personne")
      return text(name, dice_.once_in(3) ? "p9" : record_.persons[dice_.below(record_.persons.size())].id);
    return text(name, near());
  }

  void coverage() {
    if (!dice_.once_in(8)) return;
    const auto types = types_spoken_of(model_);
    RawCoverage coverage{.source = "registre",
                         .types = {},
                         .from = season_.first - static_cast<std::int32_t>(dice_.below(100)),
                         .to = season_.first + static_cast<std::int32_t>(dice_.below(400))};
    if (dice_.once_in(2)) {
      for (int i = 0; i < 4; ++i)
        coverage.types.push_back(
            word(model_, model_.vocabulary.events[types[dice_.below(types.size())]].name));
      std::ranges::sort(coverage.types);
      coverage.types.erase(std::ranges::unique(coverage.types).begin(), coverage.types.end());
    }
    record_.coverage.push_back(coverage);
  }

  const Model& model_;
  Dice dice_;
  Season season_;
  Record record_;
};

template <class List>
void shuffle(List& list, Dice& dice) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[dice.below(i)]);
}

/// Spans whose rank tells which holds keep their order: those that begin and were known the same day.
void shuffle_spans(std::vector<RawAttribute>& list, Dice& dice) {
  std::map<std::tuple<std::string, Date, Date>, std::vector<RawAttribute>> alike;
  std::vector<std::tuple<std::string, Date, Date>> places;
  for (const auto& span : list) {
    const std::tuple key{span.name, span.from, span.known};
    alike[key].push_back(span);
    places.push_back(key);
  }
  shuffle(places, dice);
  std::map<std::tuple<std::string, Date, Date>, std::size_t> taken;
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = alike[places[i]][taken[places[i]]++];
}

}  // namespace

Record bold_dossier(const Model& model, std::uint64_t seed) {
  return BoldDraw(model, seed).record(seed);
}

Record reordered(const Record& record, std::uint64_t seed) {
  Dice dice(seed + 7);
  auto out = record;
  shuffle(out.persons, dice);
  for (auto& person : out.persons) shuffle_spans(person.attributes, dice);
  shuffle_spans(out.attributes, dice);
  shuffle(out.coverage, dice);
  // Acts of one day keep their order, and so do acts a correction brings to one day, and the corrections.
  std::map<Date, Date> joined;
  const auto group = [&](Date day) {
    for (auto found = joined.find(day); found != joined.end() && found->second != day;
         found = joined.find(day))
      day = found->second;
    return day;
  };
  for (const auto& correction : record.events)
    for (const auto& field : correction.fields)
      if (field.name == "le" && !correction.target.empty())
        for (const auto& target : record.events)
          if (target.id == correction.target)
            if (const auto moved = parse_iso_date(field.value.text)) joined[group(*moved)] = group(target.on);
  std::map<Date, std::vector<RawEvent>> days;
  std::vector<Date> places;
  for (const auto& event : record.events) {
    const auto day = event.target.empty() ? group(event.on) : Date{};
    days[day].push_back(event);
    places.push_back(day);
  }
  shuffle(places, dice);
  std::map<Date, std::size_t> taken;
  for (std::size_t i = 0; i < places.size(); ++i) out.events[i] = days[places[i]][taken[places[i]]++];
  return out;
}

}  // namespace filrouge::oracle
