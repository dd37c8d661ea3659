#include <algorithm>
#include <set>

#include "tests/oracle/drawn_values.hpp"

/// What few dossiers are, and a machine meets one day: a household of three, corrections that are corrected,
/// a number on every act, two values of one day, another département whose texts apply.
namespace filrouge::oracle {
namespace {

RawValue text(std::string said) {
  return {RawValue::Kind::text, std::move(said)};
}

/// An adult more, who follows nobody's procédure, or a child; some acts are then of that person.
void add_people(Record& record, Dice& dice) {
  const auto role = std::string(dice.once_in(3) ? "" : dice.once_in(2) ? "enfant" : "autre");
  record.persons.push_back({"p" + std::to_string(record.persons.size() + 1), role, {}, {}});
  const auto& added = record.persons.back().id;
  for (auto& event : record.events)
    if (!event.person.empty() && dice.once_in(role.empty() ? 3 : 12)) event.person = added;
}

/// Each correction may be corrected, or cancelled, and that again.
void correct_corrections(Record& record, Dice& dice) {
  std::size_t looked_at = 0;
  for (int turn = 0; turn < 3; ++turn) {
    const auto count = record.events.size();
    for (std::size_t i = looked_at; i < count; ++i) {
      const auto target = record.events[i];
      if (target.target.empty() || !dice.once_in(2)) continue;
      RawEvent again;
      again.id = target.id + "-" + std::to_string(turn);
      again.target = target.id;
      again.on = again.known = target.known + static_cast<std::int32_t>(dice.below(30));
      again.cancels = dice.once_in(2);
      again.type = again.cancels ? "annulation" : "correction";
      if (!again.cancels)
        again.fields.push_back({"le", text(iso_date(target.on - static_cast<std::int32_t>(dice.below(30))))});
      record.events.push_back(std::move(again));
    }
    looked_at = count;
  }
}

/// As a case system numbers them: each its own, and references that use the numbers as well as the ids.
void number_every_act(Record& record, Dice& dice) {
  for (auto& event : record.events)
    if (event.target.empty() && event.reference.empty()) event.reference = "N-" + event.id;
  for (auto& event : record.events)
    for (auto& reference : event.references)
      if (reference.value.text.starts_with("e") && dice.once_in(2)) reference.value.text.insert(0, "N-");
}

/// Two values of one attribute, from the same day.
void say_twice(const Model& model, Record& record, Dice& dice) {
  const auto spans = [&](std::vector<RawAttribute>& list) {
    for (std::size_t i = 0, count = list.size(); i < count; ++i) {
      if (!dice.once_in(4)) continue;
      auto again = list[i];
      const auto& decl = model.vocabulary.attributes[model.vocabulary.find_attribute(again.name)];
      again.value = draw(model, decl.type, decl.allowed, again.from, dice);
      list.push_back(std::move(again));
    }
  };
  spans(record.attributes);
  for (auto& person : record.persons) spans(person.attributes);
}

void live_elsewhere(const Model& model, Record& record, Dice& dice) {
  std::set<std::string> with_texts;
  for (const auto& module : model.modules)
    if (!module.departement.empty()) with_texts.insert(module.departement);
  if (with_texts.empty()) return;
  record.departement =
      *std::next(with_texts.begin(), static_cast<std::ptrdiff_t>(dice.below(with_texts.size())));
}

}  // namespace

void take_rare_turns(const Model& model, Record& record, Dice dice) {
  if (dice.once_in(3)) live_elsewhere(model, record, dice);
  if (dice.once_in(6)) add_people(record, dice);
  if (dice.once_in(3)) correct_corrections(record, dice);
  if (dice.once_in(6)) number_every_act(record, dice);
  if (dice.once_in(8)) say_twice(model, record, dice);
}

}  // namespace filrouge::oracle
