#include <algorithm>
#include <set>

#include "engine/core/calendar/delai.hpp"
#include "tests/oracle/drawn_values.hpp"
#include "tests/oracle/of_the_post.hpp"

namespace filrouge::oracle {

std::string word(const Model& model, Symbol symbol) {
  return std::string(model.text(symbol));
}

RawValue draw(const Model& model, ValueType type, const std::vector<Symbol>& allowed, Date day, Dice& dice) {
  const auto text = [](std::string s) { return RawValue{RawValue::Kind::text, std::move(s)}; };
  if (dice.once_in(12)) return {};
  switch (type) {
    case ValueType::boolean:
      return {RawValue::Kind::boolean, dice.once_in(3) ? "false" : "true"};
    case ValueType::integer:
      return {RawValue::Kind::number, std::to_string(dice.below(5))};
    case ValueType::money:
      return {RawValue::Kind::number, std::to_string(100 + dice.below(900)) + ".50"};
    case ValueType::rate:
      return text(std::to_string(10 * (1 + dice.below(10))) + " %");
    case ValueType::duration:
      return text(std::to_string(1 + dice.below(7)) + " mois");
    case ValueType::date:
      return text(iso_date(day + static_cast<std::int32_t>(dice.below(20)) - 10));
    case ValueType::month:
      return text(iso_date(day).substr(0, 7));
    case ValueType::enumeration:
      return allowed.empty() ? text("x") : text(word(model, allowed[dice.below(allowed.size())]));
    default:
      return text("texte");
  }
}

std::vector<EventTypeId> types_spoken_of(const Model& model) {
  std::vector<EventTypeId> types;
  for (const auto& pattern : model.patterns)
    if (pattern.type != no_id) types.push_back(pattern.type);
  for (const auto step : {LetterStep::sent, LetterStep::presented, LetterStep::collected,
                          LetterStep::returned, LetterStep::handed})
    if (const auto id = model.vocabulary.letter_event(step); id != no_id) types.insert(types.end(), 3, id);
  if (const auto id = model.vocabulary.letter_event(LetterStep::address_change); id != no_id)
    types.push_back(id);
  return types;
}

RawValue wanted(const Model& model, EventTypeId type, const FieldDecl& field, Date day, Dice& dice) {
  std::vector<Symbol> words;
  for (const auto& pattern : model.patterns)
    if (pattern.type == type)
      for (const auto& constraint : pattern.constraints)
        if (constraint.field == field.id)
          for (const auto id : constraint.values)
            if (model.exprs[id].op == Op::literal &&
                model.values[model.exprs[id].data].kind == Value::Kind::symbol)
              words.push_back(static_cast<Symbol>(model.values[model.exprs[id].data].lo));
  if (words.empty() || dice.once_in(4)) return draw(model, field.type, field.allowed, day, dice);
  return {RawValue::Kind::text, word(model, words[dice.below(words.size())])};
}

void change_departement(Record& record, Date first, std::uint64_t days, Dice dice) {
  if (!dice.once_in(4)) return;
  for (const auto* there : {"67", "64"}) {
    RawHeadRestated later;
    later.departement = there;
    later.known = first + static_cast<std::int32_t>(dice.below(days));
    record.restated.push_back(std::move(later));
    if (!dice.once_in(3)) return;
  }
}

void tell_again(const Model& model, Record& record, Dice dice) {
  const auto spans = [&](std::vector<RawAttribute>& list) {
    for (std::size_t i = 0, count = list.size(); i < count; ++i) {
      if (!dice.once_in(5)) continue;
      auto again = list[i];
      const auto& decl = model.vocabulary.attributes[model.vocabulary.find_attribute(again.name)];
      again.known = again.known + static_cast<std::int32_t>(dice.below(120));
      again.to = again.to.known() && dice.once_in(3)
                     ? Date{}
                     : again.from + static_cast<std::int32_t>(dice.below(150));
      if (dice.once_in(6)) again.value = draw(model, decl.type, decl.allowed, again.from, dice);
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(dice.below(list.size() + 1)), std::move(again));
    }
  };
  spans(record.attributes);
  for (auto& person : record.persons) spans(person.attributes);
  for (std::size_t i = 0, count = record.coverage.size(); i < count; ++i) {
    auto again = record.coverage[i];
    if (dice.once_in(2)) record.coverage[i].known = again.from + static_cast<std::int32_t>(dice.below(600));
    if (dice.once_in(2)) continue;
    again.known = again.to;
    again.from = again.to + static_cast<std::int32_t>(1 + dice.below(3));
    again.to = dice.once_in(3) ? Date{} : again.from + static_cast<std::int32_t>(dice.below(200));
    record.coverage.push_back(std::move(again));
  }
}

void tell_times(const Model& model, Record& record, Dice dice) {
  const bool counted = std::ranges::any_of(model.procedures, [](const Procedure& procedure) {
    return std::ranges::any_of(procedure.delais, [](const Delai& delai) { return delai.in_hours; });
  });
  if (!counted) return;
  const auto time = [&] {
    auto text = std::to_string(dice.below(24)) + (dice.once_in(2) ? ":00" : ":30");
    return RawField{"heure", {RawValue::Kind::text, dice.once_in(15) ? "midi" : text}};
  };
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    auto& event = record.events[i];
    if (!event.target.empty()) {
      if (!event.cancels && dice.once_in(4)) event.fields.push_back(time());
      continue;
    }
    if (!dice.once_in(4)) event.fields.push_back(time());
    // Most often, an act follows another within some days.
    if (i == 0 || !dice.once_in(3)) continue;
    event.on = record.events[i - 1].on + static_cast<std::int32_t>(dice.below(4));
    event.known = std::max(event.known, event.on);
  }
}

void tell_sources(const Model& model, Record& record, Dice dice) {
  const auto& labels = model.vocabulary.labels;
  const bool several = dice.once_in(3);
  for (auto& event : record.events) {
    if (several && !dice.once_in(4)) event.source.system = dice.once_in(2) ? "A" : "B";
    for (auto& reference : event.references)
      if (!labels.empty() && dice.once_in(2))
        reference.name = word(model, labels[dice.below(labels.size())].name);
    if (event.references.size() > 1 && event.references[0].name == event.references[1].name)
      event.references.pop_back();
  }
  if (!several) return;
  // The same act from the other system.
  for (std::size_t i = 0, count = record.events.size(); i < count; ++i) {
    if (!dice.once_in(10) || !record.events[i].target.empty()) continue;
    auto twin = record.events[i];
    twin.id += "-bis";
    if (!dice.once_in(3)) twin.source.system = twin.source.system == "A" ? "B" : "A";
    for (auto& citing : record.events)
      for (auto& reference : citing.references)
        if (reference.value.text == record.events[i].id && dice.once_in(2)) reference.value.text = twin.id;
    record.events.push_back(std::move(twin));
  }
}

namespace {

constexpr std::int32_t days_drawn = 800;

RawAttribute attribute(const Model& model, const AttributeDecl& decl, Date from, Dice& dice) {
  RawAttribute out;
  out.name = word(model, decl.name);
  out.value = draw(model, decl.type, decl.allowed, from, dice);
  out.from = from;
  out.known = from + static_cast<std::int32_t>(dice.once_in(4) ? dice.below(60) : 0);
  return out;
}

}  // namespace

Record random_dossier(const Model& model, std::uint64_t seed) {
  Dice dice(seed * 2654435761u + 17);
  const auto first = *civil_date(2024, 1, 1);
  const auto day = [&] { return first + static_cast<std::int32_t>(dice.below(days_drawn)); };
  Record record;
  record.dossier = "64-" + std::to_string(seed);
  record.departement = dice.once_in(10) ? "" : dice.once_in(8) ? "67" : "64";
  Dice places(seed * 69621u + 23);
  record.organisme = places.once_in(4) ? "" : places.once_in(2) ? "CAF" : "MSA Sud Aquitaine";
  record.territoire = places.once_in(4) ? "" : places.once_in(2) ? "Nord" : places.once_in(2) ? "SUD" : "Est";
  const auto people = dice.once_in(3) ? 2u : 1u;
  for (unsigned p = 0; p < people; ++p)
    record.persons.push_back({"p" + std::to_string(p + 1), p ? "conjoint" : "demandeur", {}, {}});
  // Birthdays fall among the days drawn, from another die: the rest of the dossier does not depend on them.
  Dice births(seed * 40503u + 5);
  for (auto& person : record.persons)
    if (!births.once_in(3))
      person.birth = births.once_in(8)
                         ? *civil_date(2000, 2, 29)
                         : add_months(first + static_cast<std::int32_t>(births.below(days_drawn)), -12 * 26);

  for (const auto& decl : model.vocabulary.attributes) {
    const bool of_person = decl.scope == Scope::person;
    for (auto& person : record.persons) {
      auto& list = of_person ? person.attributes : record.attributes;
      if (word(model, decl.name) == "soumission_droits_devoirs") {
        auto held = attribute(model, decl, first + static_cast<std::int32_t>(dice.below(40)), dice);
        held.value = {RawValue::Kind::boolean, "true"};
        if (dice.once_in(4)) held.to = held.from + static_cast<std::int32_t>(dice.below(500));
        list.push_back(held);
        if (held.to.known() && dice.once_in(2)) {
          held.from = held.to + static_cast<std::int32_t>(1 + dice.below(100));
          held.to = {};
          held.value.text = dice.once_in(4) ? "false" : "true";
          list.push_back(held);
        }
      } else if (!dice.once_in(3)) {
        list.push_back(attribute(model, decl, day() - 300, dice));
        if (dice.once_in(3)) list.push_back(attribute(model, decl, day(), dice));
      }
      if (!of_person) break;
    }
  }

  const auto types = types_spoken_of(model);
  const auto count = 4 + dice.below(22);
  std::vector<Date> days;
  for (std::uint64_t i = 0; i < count; ++i) days.push_back(i && dice.once_in(8) ? days.back() : day());
  std::ranges::sort(days);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto type = types[dice.below(types.size())];
    const auto& decl = model.vocabulary.events[type];
    RawEvent event;
    event.id = "e" + std::to_string(i + 1);
    event.type = word(model, decl.name);
    event.on = days[i];
    event.known = dice.once_in(5) ? event.on + static_cast<std::int32_t>(dice.below(90)) : event.on;
    if (decl.scope == Scope::person && !dice.once_in(12))
      event.person = record.persons[dice.below(people)].id;
    if (dice.once_in(2)) event.from = event.on + static_cast<std::int32_t>(dice.below(45));
    if (event.from.known() && dice.once_in(3))
      event.to = event.from + static_cast<std::int32_t>(dice.below(200));
    for (const auto& field : decl.fields)
      if (!dice.once_in(5))
        event.fields.push_back(
            {word(model, model.vocabulary.symbols.find(model.vocabulary.field_name(field.id))),
             wanted(model, type, field, event.on, dice)});
    if (i > 0 && dice.once_in(is_of_the_post(decl.letter) ? 2 : 7))
      event.references.push_back({"objet", {RawValue::Kind::text, "e" + std::to_string(1 + dice.below(i))}});
    if (dice.once_in(15)) event.reference = "R-" + std::to_string(dice.below(3));
    record.events.push_back(std::move(event));
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!dice.once_in(14)) continue;
    RawEvent correction;
    correction.id = "c" + std::to_string(i + 1);
    correction.type = "correction";
    correction.on = correction.known = days[i] + static_cast<std::int32_t>(dice.below(100));
    correction.target = dice.once_in(15) ? "e99" : "e" + std::to_string(i + 1);
    if (dice.once_in(2)) {
      correction.cancels = true;
      correction.type = "annulation";
    } else if (dice.once_in(2)) {
      correction.fields.push_back(
          {"le", {RawValue::Kind::text, iso_date(days[i] + static_cast<std::int32_t>(dice.below(30)))}});
    } else {
      const auto& decl = model.vocabulary.events[model.vocabulary.find_event(record.events[i].type)];
      if (!decl.fields.empty()) {
        const auto& field = decl.fields[dice.below(decl.fields.size())];
        correction.fields.push_back({std::string(model.vocabulary.field_name(field.id)),
                                     draw(model, field.type, field.allowed, days[i], dice)});
      }
    }
    record.events.push_back(std::move(correction));
  }
  if (dice.once_in(6)) {
    RawCoverage coverage{.source = "registre",
                         .types = {},
                         .from = first - 400,
                         .to = first + static_cast<std::int32_t>(400 + dice.below(600))};
    if (dice.once_in(2)) {
      std::set<std::string> covered;
      for (int i = 0; i < 6; ++i)
        covered.insert(word(model, model.vocabulary.events[types[dice.below(types.size())]].name));
      coverage.types.assign(covered.begin(), covered.end());
    }
    record.coverage.push_back(coverage);
  }
  // From another die: the rest of the dossier does not depend on it.
  change_departement(record, first, days_drawn, Dice(seed * 48271u + 9));
  tell_again(model, record, Dice(seed * 69621u + 11));
  tell_times(model, record, Dice(seed * 16807u + 7));
  tell_sources(model, record, Dice(seed * 40014u + 3));
  take_rare_turns(model, record, Dice(seed * 40692u + 1));
  return record;
}

}  // namespace filrouge::oracle
