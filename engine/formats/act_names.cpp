#include "engine/formats/act_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/core/dossier/tranche.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"

namespace filrouge {
namespace {

void in_one_order(std::vector<RawField>& fields) {
  std::ranges::stable_sort(fields, {}, &RawField::name);
}

/// The act told in one order, whatever the order of its keys.
RawEvent ordered(RawEvent event) {
  in_one_order(event.fields);
  in_one_order(event.references);
  return event;
}

template <class Each>
void each_citation(RawEvent& event, Each each) {
  for (auto& reference : event.references) each(reference.value.text);
  each(event.target);
}

}  // namespace

std::uint64_t content_hash(const RawEvent& event) {
  auto hash = stable_hash(event.person + '\x1f' + event.reference + '\x1f' + event.target);
  for (const auto date : {event.known, event.planned, event.from, event.to})
    hash = stable_hash(std::to_string(date.days) + '\x1f', hash);
  for (const auto* list : {&event.fields, &event.references})
    for (const auto& field : *list) hash = stable_hash(field.name + '\x1f' + field.value.text + '\x1f', hash);
  return hash;
}

std::string name_by_content(const RawEvent& event) {
  const auto hash = content_hash(event);
  const auto type = fold(event.type);
  return fmt::format("{}{}-{}-{:08x}", event.source.system.empty() ? "" : event.source.system + "-",
                     is_plain_word(type) ? type : "acte", iso_date(event.on),
                     static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

void name_acts_by_content(Record& record) {
  auto& events = record.events;
  std::unordered_set<std::string> taken;  // a name given is nobody else's, a reference given is what is cited
  std::unordered_map<std::string, std::size_t> by_rank;
  for (const auto& event : events) {
    if (!event.unnamed) taken.insert(event.id);
    if (!event.reference.empty()) taken.insert(event.reference);
  }
  for (std::size_t i = 0; i < events.size(); ++i)
    if (events[i].unnamed && !taken.contains(events[i].id)) by_rank.emplace(events[i].id, i);
  if (std::ranges::none_of(events, &RawEvent::unnamed)) return;

  // An act that cites another by its rank is named after what that one says, citations apart: ranks move from
  // an export to the next, and citations may go round.
  const auto cited = [&](std::string& citation, auto becomes) {
    if (const auto found = by_rank.find(citation); found != by_rank.end()) citation = becomes(found->second);
  };
  std::vector<std::string> said(events.size());
  for (const auto& [id, i] : by_rank) {
    auto alone = ordered(events[i]);
    each_citation(alone, [&](std::string& citation) { cited(citation, [](auto) { return std::string(); }); });
    said[i] = name_by_content(alone);
  }
  std::vector<std::string> names(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!events[i].unnamed) continue;
    auto whole = ordered(events[i]);
    each_citation(whole, [&](std::string& citation) { cited(citation, [&](auto j) { return said[j]; }); });
    const auto name = name_by_content(whole);
    names[i] = name;
    for (std::size_t copy = 2; !taken.insert(names[i]).second; ++copy) {
      names[i] = name + "-" + std::to_string(copy);
      if (copy == 2)
        record.remarks.push_back(
            {"evenements/" + std::to_string(i),
             "cet acte est écrit deux fois à l'identique, sans « id » : les deux comptent ; "
             "s'il n'y en a qu'un, retirez l'autre"});
    }
  }
  for (auto& event : events)
    each_citation(event, [&](std::string& citation) { cited(citation, [&](auto j) { return names[j]; }); });
  for (std::size_t i = 0; i < events.size(); ++i)
    if (events[i].unnamed) events[i].id = std::move(names[i]);
}

}  // namespace filrouge
