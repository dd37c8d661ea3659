#include <algorithm>

#include "engine/core/machine/step.hpp"

/// What an act cites: the acts its keys name, the affaires they are of, and those that naming them excludes.
namespace filrouge {

/// The act that a key of an act names before any other: the one whose id it is; else, of those of its person,
/// the first that bears it and opens affaires, or is a letter. None: it is a number that several acts share.
std::uint32_t Step::giver_of(Symbol key, std::uint32_t event) {
  const auto person = seen_.event(event).person;
  const auto [known, first_asked] =
      givers_.try_emplace((static_cast<std::uint64_t>(key) << 16) | static_cast<std::uint16_t>(person));
  if (!first_asked) return known->second;
  auto giver = none_id, letter = none_id;
  for (const auto& [borne, act] : seen_.bearing(key)) {
    const auto& seen = seen_.event(act);
    if (seen.id == key) return known->second = act;
    if (!seen_.concerns(act, person)) continue;
    if (seen.type == program_.letters.sent)
      letter = letter == none_id ? act : letter;
    else if (giver == none_id && seen.type != no_id && !program_.opened_by[seen.type].empty())
      giver = act;
  }
  return known->second = giver != none_id ? giver : letter;
}

/// The acts, other than that one, that a key of an act names; none: the key is its own, or is not known.
template <class Visit>
void Step::for_each_named(Symbol key, std::uint32_t event, Visit&& visit) {
  const auto giver = giver_of(key, event);
  if (giver == event) return;
  if (giver != none_id) return visit(giver);
  for (const auto& [borne, act] : seen_.bearing(key))
    if (act != event && seen_.concerns(act, seen_.event(event).person)) visit(act);
}

void Step::read_citations(std::uint32_t event) {
  cited_.surely.clear();
  cited_.perhaps.clear();
  cited_.openable.clear();
  cited_.shared.clear();
  cited_.act = event;
  cited_.any = cited_.unknown_key = false;
  cited_.first_unknown = 0;
  seen_.for_each_reference(event, [&](const JournalReference& reference) {
    if (reading_.names_itself(event, reference)) return;
    bool known = false;
    for_each_named(reference.target, event, [&](std::uint32_t act) {
      known = true;
      belong_with(act);
      climb(act);
    });
    cited_.any = cited_.any || known;
    if (known || giver_of(reference.target, event) == event) return;
    if (!cited_.unknown_key) cited_.first_unknown = reference.target;
    cited_.unknown_key = true;
  });
  for (auto* list : {&cited_.surely, &cited_.perhaps}) {
    std::ranges::sort(*list);
    list->erase(std::ranges::unique(*list).begin(), list->end());
    std::erase_if(*list, [&](std::uint32_t i) { return !seen_.concerns(event, c_->instances[i].person); });
  }
}

bool Step::own_thread(std::uint32_t act) const {
  const auto type = seen_.event(act).type;
  return type != no_id && program_.model.vocabulary.events[type].own_thread;
}

void Step::belong_with(std::uint32_t act) {
  for (auto d = c_->first_delivery[act]; d != none_id; d = c_->deliveries[d].next_of_event) {
    const auto& delivery = c_->deliveries[d];
    if (!own_thread(act) || c_->instances[delivery.instance].trigger == act)
      (delivery.perhaps ? cited_.perhaps : cited_.surely).push_back(delivery.instance);
  }
}

void Step::climb(std::uint32_t cited) {
  to_climb_.assign(1, cited);
  while (!to_climb_.empty()) {
    const auto act = to_climb_.back();
    to_climb_.pop_back();
    if (climbed_[act] == cited_.act) continue;
    climbed_[act] = cited_.act;
    const auto type = seen_.event(act).type;
    if (type != no_id)
      for (const auto procedure : program_.opened_by[type])
        if (std::ranges::find(cited_.openable, procedure) == cited_.openable.end())
          cited_.openable.push_back(procedure);
    if (own_thread(act)) continue;
    seen_.for_each_reference(act, [&](const JournalReference& reference) {
      if (reading_.names_itself(act, reference)) return;
      // A number that nobody gives names all who bear it, the same for each of them: they are noted once.
      if (giver_of(reference.target, act) == none_id) {
        const std::pair shared{reference.target, seen_.event(act).person};
        if (std::ranges::find(cited_.shared, shared) != cited_.shared.end()) return;
        cited_.shared.push_back(shared);
      }
      for_each_named(reference.target, act, [&](std::uint32_t next) { to_climb_.push_back(next); });
    });
  }
}

bool Step::excludes(std::uint32_t instance) const {
  if (cited_.openable.empty()) return false;
  const auto is_cited = [&](std::uint32_t other) {
    return std::ranges::binary_search(cited_.surely, other) ||
           std::ranges::binary_search(cited_.perhaps, other);
  };
  const auto could_be_opened = [&](std::uint32_t other) {
    return std::ranges::find(cited_.openable, c_->instances[other].procedure) != cited_.openable.end();
  };
  if (is_cited(instance)) return false;
  if (could_be_opened(instance)) return true;
  const auto trigger = c_->instances[instance].trigger;
  if (trigger == none_id) return false;
  bool of_a_sibling = false;
  for (auto d = c_->first_delivery[trigger]; d != none_id; d = c_->deliveries[d].next_of_event) {
    const auto other = c_->deliveries[d].instance;
    if (is_cited(other)) return false;
    of_a_sibling = of_a_sibling || could_be_opened(other);
  }
  return of_a_sibling;
}

/// A plain reference that nothing else bears, on an act that no live instance opened by an act expects, is
/// the number of the act itself. On a letter, or an act that opens, it is the key others will cite.
bool Step::bears_its_own_number(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  if (!seen.reference || giver_of(seen.reference, event) == event) return false;
  bool borne = false;
  for_each_named(seen.reference, event, [&](std::uint32_t) { borne = true; });
  if (borne) return false;
  for (std::uint32_t i = 0; i < c_->instances.size(); ++i) {
    if (standing(i) || !concerned(i, event) || reading_.is_final(i)) continue;
    bool closing = false;
    if (accepts(i, event, closing) != Truth::no ||
        looks_for(program_.procedures[c_->instances[i].procedure].looked_for, i, event))
      return false;
  }
  return true;
}

void Step::follow_to(std::uint32_t event, std::uint32_t instance, bool perhaps) {
  const auto each = [&](Symbol key) {
    for (const auto& [cited, act] : seen_.citing(key)) {
      if (act == event || seen_.position(act) >= c_->horizon || seen_.event(act).type == no_id ||
          seen_.event(act).person_unknown || !seen_.concerns(act, c_->instances[instance].person))
        continue;
      // Its key names whoever gives it; given by nobody, all of its person who bear it.
      const auto giver = giver_of(key, act);
      const bool named =
          giver == event || (giver == none_id && seen_.concerns(event, seen_.event(act).person));
      if (named) to_attach_.push_back({act, perhaps || seen_.whose_is_unknown(act)});
    }
  };
  const auto& seen = seen_.event(event);
  if (seen.id) each(seen.id);
  if (seen.reference && seen.reference != seen.id) each(seen.reference);
}

}  // namespace filrouge
