#include "engine/store/observation.hpp"

#include <algorithm>

#include "engine/core/dossier/as_known.hpp"

namespace filrouge {
namespace {

constexpr std::string_view submission = "soumission_droits_devoirs";
constexpr std::string_view right = "etat_droit";

/// The spans of an attribute: of those that begin together, the one known last, then listed last.
std::vector<const RawAttribute*> spans_of(const std::vector<RawAttribute>& spans, std::string_view name) {
  std::vector<const RawAttribute*> kept;
  for (const auto& span : spans)
    if (span.name == name && known_last(spans, span) == &span) kept.push_back(&span);
  return kept;
}

/// The span that holds on that day: of those begun, the one that began last.
const RawAttribute* in_force(const std::vector<RawAttribute>& spans, std::string_view name, Date day) {
  const RawAttribute* latest = nullptr;
  for (const auto* span : spans_of(spans, name)) {
    if (span->from > day || (span->to.known() && span->to < day)) continue;
    if (!latest || span->from > latest->from) latest = span;
  }
  return latest;
}

void keep_news(const std::vector<RawAttribute>& held, std::vector<RawAttribute>& seen, Date day) {
  std::erase_if(seen, [&](const RawAttribute& attribute) {
    const auto* before = in_force(held, attribute.name, day);
    return before && before->value == attribute.value;
  });
}

RawValue told(Date day) {
  return day.known() ? RawValue{RawValue::Kind::text, iso_date(day)} : RawValue{};
}

/// What an event says, its dates among its fields: the form in which corrections speak of it.
std::vector<RawField> sayings(const RawEvent& event) {
  std::vector<RawField> all{{"le", told(event.on)}, {"du", told(event.from)}, {"au", told(event.to)}};
  all.insert(all.end(), event.fields.begin(), event.fields.end());
  return all;
}

/// The same once the corrections the base holds are applied, in the order they were recorded.
std::vector<RawField> sayings_as_corrected(const Record& held, const RawEvent& event) {
  auto all = sayings(event);
  for (const auto& correction : held.events) {
    if (correction.target != event.id || correction.cancels) continue;
    for (const auto& change : correction.fields) {
      const auto same =
          std::find_if(all.begin(), all.end(), [&](const RawField& f) { return f.name == change.name; });
      if (same == all.end())
        all.push_back(change);
      else
        same->value = change.value;
    }
  }
  return all;
}

/// Acts told before become nothing, or the correction of what is told otherwise.
void keep_new_events(const Record& held, Record& seen, Date seen_on) {
  std::vector<RawEvent> news;
  for (auto& event : seen.events) {
    const auto before =
        std::find_if(held.events.begin(), held.events.end(), [&](const auto& e) { return e.id == event.id; });
    if (before == held.events.end()) {
      news.push_back(std::move(event));
      continue;
    }
    RawEvent correction;
    const auto known = sayings_as_corrected(held, *before);
    for (const auto& saying : sayings(event))
      if (std::find(known.begin(), known.end(), saying) == known.end() &&
          saying.value.kind != RawValue::Kind::null)
        correction.fields.push_back(saying);
    if (correction.fields.empty()) continue;
    correction.id = event.id + "-corrige-" + iso_date(seen_on);
    correction.type = "correction";
    correction.on = seen_on;
    correction.known = event.known;
    correction.target = event.id;
    correction.source = event.source;
    correction.origin = event.origin;
    news.push_back(std::move(correction));
  }
  seen.events = std::move(news);
}

}  // namespace

Record observe(const Record& held, Record seen, Date seen_on) {
  const auto* before = in_force(held.attributes, right, seen_on);
  const auto now = std::find_if(seen.attributes.begin(), seen.attributes.end(),
                                [](const auto& a) { return a.name == right; });
  if (before && now != seen.attributes.end() && now->value.text == "2" &&
      (before->value.text == "3" || before->value.text == "4")) {
    RawEvent resumed;
    resumed.id = "cnaf-reprise-" + iso_date(seen_on);
    resumed.type = "reprise_versement";
    resumed.on = seen_on;
    resumed.known = now->known;
    resumed.origin = "deduit";
    if (!seen.events.empty()) resumed.source = seen.events.front().source;
    seen.events.push_back(std::move(resumed));
  }

  keep_new_events(held, seen, seen_on);
  keep_news(held.attributes, seen.attributes, seen_on);
  std::vector<RawPerson> ended;
  for (const auto& person : held.persons) {
    const auto listed = std::find_if(seen.persons.begin(), seen.persons.end(),
                                     [&](const auto& p) { return p.id == person.id; });
    const bool said =
        listed != seen.persons.end() && std::any_of(listed->attributes.begin(), listed->attributes.end(),
                                                    [](const auto& a) { return a.name == submission; });
    const auto* now_open = in_force(person.attributes, submission, seen_on);
    if (said || !now_open || now_open->to.known()) continue;
    RawPerson ends{person.id, {}, {}, {}};
    for (const auto* open : spans_of(person.attributes, submission)) {
      if (open->to.known() || open->from >= seen_on) continue;
      auto& end = ends.attributes.emplace_back(*open);
      end.to = seen_on - 1;
      end.known = std::max(open->known, seen.known);
    }
    if (!ends.attributes.empty()) ended.push_back(std::move(ends));
  }
  for (auto& person : seen.persons) {
    const auto known = std::find_if(held.persons.begin(), held.persons.end(),
                                    [&](const auto& p) { return p.id == person.id; });
    if (known != held.persons.end()) keep_news(known->attributes, person.attributes, seen_on);
  }
  for (auto& person : ended) {
    const auto listed = std::find_if(seen.persons.begin(), seen.persons.end(),
                                     [&](const auto& p) { return p.id == person.id; });
    if (listed == seen.persons.end())
      seen.persons.push_back(std::move(person));
    else
      listed->attributes.insert(listed->attributes.end(), person.attributes.begin(), person.attributes.end());
  }
  return seen;
}

}  // namespace filrouge
