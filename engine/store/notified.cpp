#include "engine/store/notified.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/dossier/later_state.hpp"

namespace filrouge {
namespace {

/// What is known of an act: what it says, its day among its fields, and the moment of its last state.
struct Known {
  const RawEvent* act = nullptr;
  std::vector<RawField> says;
  std::string_view moment;
  bool cancelled = false;
};

bool says_already(const Known& known, const RawEvent& state) {
  return std::ranges::all_of(state.fields, [&](const RawField& field) {
    return std::ranges::find(known.says, field) != known.says.end();
  });
}

void hear(Known& known, const RawEvent& state) {
  known.moment = std::max(known.moment, moment_of_state(state));
  known.cancelled = known.cancelled || state.cancels;
  for (const auto& field : state.fields) {
    const auto same = std::ranges::find(known.says, field.name, &RawField::name);
    if (same == known.says.end())
      known.says.push_back(field);
    else
      same->value = field.value;
  }
}

}  // namespace

Record notified(const Record& held, Record told, Date read_on, NotifiedCounts& counts) {
  std::unordered_map<std::string_view, const RawEvent*> events;
  std::unordered_map<std::string_view, Known> acts;
  for (const auto& event : held.events) {
    events.emplace(event.id, &event);
    if (!event.target.empty()) continue;
    auto& known = acts[event.id];
    known.act = &event;
    known.says = event.fields;
    known.says.push_back({"le", {RawValue::Kind::text, iso_date(event.on)}});
  }
  for (const auto& event : held.events)
    if (const auto about = acts.find(event.target); about != acts.end()) hear(about->second, event);

  std::vector<RawEvent> news;
  news.reserve(told.events.size());  // their names are looked at
  for (auto& event : told.events) {
    const auto of_system = [&](const RawEvent& other) { return other.source.system == event.source.system; };
    if (event.target.empty()) {
      const auto known = acts.find(event.id);
      // What is held is told again, to be counted as unchanged.
      if (known != acts.end() && of_system(*known->second.act)) event = *known->second.act;
      news.push_back(std::move(event));
      continue;
    }
    const auto about = acts.find(event.target);
    if (about == acts.end() || events.contains(event.id)) {
      news.push_back(std::move(event));
      continue;
    }
    auto& known = about->second;
    if (event.known <= read_on || moment_of_state(event) < known.moment) {
      ++counts.older;
      continue;
    }
    if (event.cancels ? known.cancelled : says_already(known, event)) continue;
    ++(event.cancels ? counts.cancelled : counts.corrected);
    news.push_back(std::move(event));
    hear(known, news.back());
  }
  told.events = std::move(news);
  return told;
}

}  // namespace filrouge
