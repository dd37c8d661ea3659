#include "engine/store/rereading.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/core/dossier/as_known.hpp"

namespace filrouge {
namespace {

RawValue text_value(std::string text) {
  return text.empty() ? RawValue{} : RawValue{RawValue::Kind::text, std::move(text)};
}

RawValue day_value(Date day) {
  return day.known() ? RawValue{RawValue::Kind::text, iso_date(day)} : RawValue{};
}

/// What an act says, its days and its person among its fields: the form in which corrections speak of it.
std::vector<RawField> sayings(const RawEvent& event) {
  std::vector<RawField> all{{"le", day_value(event.on)},
                            {"du", day_value(event.from)},
                            {"au", day_value(event.to)},
                            {"personne", text_value(event.person)}};
  all.insert(all.end(), event.fields.begin(), event.fields.end());
  return all;
}

class Rereading {
 public:
  Rereading(const Record& held, const SeenRows& seen, RereadCounts& counts)
      : held_(held), seen_(seen), counts_(counts) {
    for (const auto& event : held.events) {
      known_.emplace(event.id, &event);
      if (!event.target.empty()) about_[event.target].push_back(&event);
    }
  }

  void events(Record& now) {
    std::vector<RawEvent> news;
    std::unordered_set<std::string_view> told;
    std::unordered_set<std::string> ids;
    for (const auto& event : now.events) ids.insert(event.id);
    for (auto& event : now.events) {
      const auto before = known_.find(event.id);
      if (before == known_.end()) {
        news.push_back(std::move(event));
        continue;
      }
      told.insert(before->first);
      // What is held is told again, to be counted as unchanged.
      news.push_back(*before->second);
      if (!event.target.empty()) continue;
      correct(*before->second, event, news);
      // The row tells again what it had stopped telling.
      if (const auto* annulation = annulation_of(event.id); annulation && !ids.contains(annulation->id)) {
        auto back = said_today(*annulation, "annule");
        back.cancels = true;
        news.push_back(std::move(back));
        ++counts_.corrected;
      }
    }
    for (const auto& event : held_.events)
      if (event.target.empty() && !told.contains(event.id)) missing(event, news);
    now.events = std::move(news);
  }

  void attributes(const std::vector<RawAttribute>& held, std::vector<RawAttribute>& now) {
    std::erase_if(now, [&](RawAttribute& span) {
      if (span.from == seen_.day) {
        const auto* before = in_force(held, span.name);
        if (before && before->value == span.value) return true;
      }
      const auto* same = known_last(held, span);
      if (!same || same->value == span.value) return false;
      span.known = seen_.day;
      // Told already today, and otherwise: a day holds one answer.
      if (same->known != seen_.day) return false;
      ++counts_.put_off;
      return true;
    });
  }

 private:
  /// The span that holds on the day of the reading.
  const RawAttribute* in_force(const std::vector<RawAttribute>& held, std::string_view name) const {
    const RawAttribute* latest = nullptr;
    for (const auto& span : held) {
      if (span.name != name || known_last(held, span) != &span || span.from > seen_.day ||
          (span.to.known() && span.to < seen_.day))
        continue;
      if (!latest || span.from > latest->from) latest = &span;
    }
    return latest;
  }

  std::vector<RawField> sayings_as_corrected(const RawEvent& event) const {
    auto all = sayings(event);
    const auto corrections = about_.find(event.id);
    if (corrections == about_.end()) return all;
    for (const auto* correction : corrections->second)
      for (const auto& change : correction->fields) {
        const auto same = std::ranges::find(all, change.name, &RawField::name);
        if (same == all.end())
          all.push_back(change);
        else
          same->value = change.value;
      }
    return all;
  }

  /// What annuls it, unless that was annulled in its turn.
  const RawEvent* annulation_of(const std::string& id) const {
    const auto about = about_.find(id);
    if (about == about_.end()) return nullptr;
    for (const auto* other : about->second)
      if (other->cancels && !annulation_of(other->id)) return other;
    return nullptr;
  }

  /// The name of what is said today of an act, apart from what was said of it before.
  RawEvent said_today(const RawEvent& about, std::string_view what) const {
    RawEvent event;
    event.target = about.id;
    const auto name = about.id + "-" + std::string(what) + "-" + iso_date(seen_.day);
    event.id = name;
    for (int rank = 2; known_.contains(event.id); ++rank) event.id = name + "-" + std::to_string(rank);
    event.type = "correction";
    event.on = seen_.day;
    event.known = seen_.day;
    event.source = about.source;
    event.origin = "constat";
    return event;
  }

  void correct(const RawEvent& before, const RawEvent& now, std::vector<RawEvent>& news) {
    auto correction = said_today(before, "corrige");
    const auto known = sayings_as_corrected(before);
    const auto saying = sayings(now);
    for (const auto& each : saying)
      if (std::ranges::find(known, each) == known.end() &&
          !(each.value == RawValue{} && !names(known, each.name)))
        correction.fields.push_back(each);
    // A field that is said no more is unknown from now on.
    for (const auto& each : known)
      if (each.value != RawValue{} && !names(saying, each.name)) correction.fields.push_back({each.name, {}});
    if (correction.fields.empty()) return;
    correction.source = now.source;
    news.push_back(std::move(correction));
    ++counts_.corrected;
  }

  static bool names(const std::vector<RawField>& fields, std::string_view name) {
    return std::ranges::find(fields, name, &RawField::name) != fields.end();
  }

  void missing(const RawEvent& event, std::vector<RawEvent>& news) {
    const auto& source = event.source;
    if (source.system != seen_.system || annulation_of(event.id)) return;
    if (seen_.rows.contains(source.object + "/" + source.key)) {
      auto annulation = said_today(event, "annule");
      annulation.cancels = true;
      news.push_back(std::move(annulation));
      ++counts_.withdrawn;
    } else if (seen_.tables.contains(source.object)) {
      ++counts_.gone[source.object];
    }
  }

  const Record& held_;
  const SeenRows& seen_;
  RereadCounts& counts_;
  std::unordered_map<std::string_view, const RawEvent*> known_;
  std::unordered_map<std::string_view, std::vector<const RawEvent*>> about_;
};

}  // namespace

Record reread(const Record& held, Record now, const SeenRows& seen, RereadCounts& counts) {
  Rereading rereading(held, seen, counts);
  rereading.events(now);
  rereading.attributes(held.attributes, now.attributes);
  for (auto& person : now.persons) {
    const auto before = std::ranges::find(held.persons, person.id, &RawPerson::id);
    if (before != held.persons.end()) rereading.attributes(before->attributes, person.attributes);
  }
  return now;
}

}  // namespace filrouge
