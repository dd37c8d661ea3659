#include "engine/systems/telling.hpp"

#include <algorithm>

namespace filrouge::systems {

std::string event_id(std::string_view system, RowName row, std::string_view suffix) {
  auto id = std::string(system) + "-" + std::string(row.table) + "-" + std::string(row.id);
  if (!suffix.empty()) id += "-" + std::string(suffix);
  return id;
}

RawEvent* Telling::act(std::string_view type, RowName row, std::string_view suffix, Date on,
                       std::string_view person) {
  if (!on.known()) {
    left(row.table, std::string(type) + " sans jour");
    unsure(type);
    return nullptr;
  }
  auto& event = record.events.emplace_back();
  event.id = event_id(system_, row, suffix);
  event.type = type;
  event.on = on;
  event.person = person;
  event.source = {system_, std::string(row.table), std::string(row.id)};
  event.origin = "saisi";
  return &event;
}

void Telling::annul(RowName row, std::string_view suffix, Date on) {
  auto& event = record.events.emplace_back();
  event.target = event_id(system_, row, suffix);
  event.id = event.target + "-annule";
  event.type = "correction";
  event.cancels = true;
  event.on = on;
  event.known = on;
  event.source = {system_, std::string(row.table), std::string(row.id)};
  event.origin = "saisi";
}

void Telling::finish(const std::vector<std::string_view>& types) {
  std::unordered_set<std::string> ids;
  std::erase_if(record.events, [&](const RawEvent& event) {
    if (ids.insert(event.id).second) return false;
    left(event.source.object, "même ligne lue deux fois");
    return true;
  });
  std::ranges::stable_sort(record.events, {}, &RawEvent::on);
  RawCoverage coverage{system_, {}, {}, {}};
  for (const auto type : types)
    if (!unsure_.contains(type)) coverage.types.emplace_back(type);
  if (!coverage.types.empty()) record.coverage.push_back(std::move(coverage));
}

std::vector<std::string> Telling::warnings() const {
  std::vector<std::string> all;
  for (const auto& [table, reasons] : left_) {
    std::string text;
    for (const auto& [what, often] : reasons)
      text += (text.empty() ? "" : ", ") + what + " (" + std::to_string(often) + ")";
    all.push_back(table + " : laissé de côté : " + text);
  }
  return all;
}

void field(RawEvent& event, std::string_view name, std::string_view text) {
  if (!text.empty()) event.fields.push_back({std::string(name), {RawValue::Kind::text, std::string(text)}});
}

void number(RawEvent& event, std::string_view name, std::string_view digits) {
  if (!digits.empty())
    event.fields.push_back({std::string(name), {RawValue::Kind::number, std::string(digits)}});
}

void truth(RawEvent& event, std::string_view name, bool value) {
  event.fields.push_back({std::string(name), {RawValue::Kind::boolean, value ? "true" : "false"}});
}

void months(RawEvent& event, std::string_view name, std::string_view count) {
  if (!count.empty()) field(event, name, std::string(count) + " mois");
}

void refers(RawEvent& event, std::string_view label, std::string id) {
  event.references.push_back({std::string(label), {RawValue::Kind::text, std::move(id)}});
}

}  // namespace filrouge::systems
