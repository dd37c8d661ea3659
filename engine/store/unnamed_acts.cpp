#include "engine/store/unnamed_acts.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace filrouge {
namespace {

std::vector<RawField> in_one_order(std::vector<RawField> fields) {
  std::ranges::sort(fields, {}, [](const RawField& field) {
    return std::tuple(std::string_view(field.name), field.value.kind, std::string_view(field.value.text));
  });
  return fields;
}

bool say_the_same(const RawEvent& one, const RawEvent& other) {
  const auto of = [](const RawEvent& event) {
    return std::tie(event.type, event.on, event.known, event.planned, event.from, event.to, event.person,
                    event.reference, event.target, event.cancels);
  };
  return of(one) == of(other) && in_one_order(one.fields) == in_one_order(other.fields) &&
         in_one_order(one.references) == in_one_order(other.references);
}

}  // namespace

void call_acts_as_held(const Record& held, Record& record) {
  if (held.events.empty() || std::ranges::none_of(record.events, &RawEvent::unnamed)) return;
  std::unordered_set<std::string_view> met;  // an act of the base is one of the file's, not two
  for (const auto& event : record.events) met.insert(event.id);
  std::multimap<std::pair<std::string_view, Date>, const RawEvent*> free;
  std::unordered_set<std::string_view> ids;
  for (const auto& event : held.events) {
    ids.insert(event.id);
    if (!met.contains(event.id)) free.emplace(std::pair(std::string_view(event.type), event.on), &event);
  }
  std::map<std::string, std::string, std::less<>> renamed;
  const auto follow = [&](std::string& citation) {
    if (const auto found = renamed.find(citation); found != renamed.end()) citation = found->second;
  };
  const auto follow_all = [&](RawEvent& event) {
    for (auto& reference : event.references) follow(reference.value.text);
    follow(event.target);
  };
  // By day: an act cites those before it, which must have been recognised first.
  std::vector<RawEvent*> order;
  for (auto& event : record.events) order.push_back(&event);
  std::ranges::stable_sort(order, {}, [](const RawEvent* event) { return event->on; });
  for (auto* event : order) {
    follow_all(*event);
    if (!event->unnamed || ids.contains(event->id)) continue;
    const auto [first, last] = free.equal_range(std::pair(std::string_view(event->type), event->on));
    const auto same =
        std::find_if(first, last, [&](const auto& other) { return say_the_same(*other.second, *event); });
    if (same == last) continue;
    renamed.emplace(event->id, same->second->id);
    event->id = same->second->id;
    free.erase(same);
  }
  std::ranges::for_each(record.events, follow_all);
}

}  // namespace filrouge
