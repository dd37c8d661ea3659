#include <algorithm>
#include <utility>

#include "engine/core/machine/step.hpp"

/// What an act cites: the acts its keys name, the affaires they are of, and those that naming them excludes.
namespace filrouge {

namespace {

/// Of two sets of procédures.
void unite(std::span<std::uint64_t> into, std::span<const std::uint64_t> more) {
  for (std::size_t word = 0; word < into.size(); ++word) into[word] |= more[word];
}

}  // namespace

Step::Asked Step::asked(const JournalReference& reference, std::uint32_t event) const {
  const auto& by = seen_.event(event);
  return {reference.target, by.source, reference.label, by.person};
}

/// An act that opens affaires, told twice, is the first of them: the second opens none.
std::uint32_t Step::first_told(std::uint32_t event) const {
  const auto type = seen_.event(event).type;
  if (type == no_id || program_.opened_by[type].empty()) return event;
  // The same act is of the same day: those of that day follow one another.
  const auto acts = seen_.before(seen_.of_type(type), seen_.position(event));
  auto first = event;
  for (auto other = acts.rbegin(); other != acts.rend() && seen_.event(*other).on == seen_.event(event).on;
       ++other)
    if (same_act(*other, event)) first = *other;
  return first;
}

/// The act that a key of an act names before any other: the one whose id it is; else, of those of its person,
/// the first that bears it and opens affaires, or is a letter. None: it is a number that several acts share.
Step::Giver& Step::giver_of(const JournalReference& reference, std::uint32_t event) {
  const auto key = reference.target;
  const auto person = seen_.event(event).person;
  const auto [known, first_asked] = givers_.try_emplace(asked(reference, event));
  auto& giver = known->second;
  if (!first_asked) return giver;
  auto letter = none_id;
  for (const auto& [borne, act] : seen_.bearing(key)) {
    interpreter().budget().spend(1 + giver.others.size());
    if (!seen_.may_name(event, reference, act)) continue;
    const auto& seen = seen_.event(act);
    if (seen.id == key) return giver = {first_told(act)}, giver;
    if (!seen_.concerns(act, person)) continue;
    if (seen.type == program_.letters.sent)
      letter = letter == none_id ? act : letter;
    else if (giver.act == none_id && seen.type != no_id && !program_.opened_by[seen.type].empty())
      giver.act = act;
    else if (giver.act != none_id && seen.type == seen_.event(giver.act).type && !same_act(giver.act, act) &&
             std::ranges::none_of(giver.others, [&](std::uint32_t other) { return same_act(other, act); }))
      giver.others.push_back(act);
  }
  if (giver.act == none_id) giver.act = letter;
  if (giver.act != none_id) giver.act = first_told(giver.act);
  for (auto& other : giver.others) other = first_told(other);
  return giver;
}

bool Step::gives(std::uint32_t event, const JournalReference& reference) {
  const auto& giver = giver_of(reference, event);
  return giver.act == event || std::ranges::find(giver.others, event) != giver.others.end();
}

/// Visits the acts that bear a key as an act would name them by it.
template <class Visit>
void Step::for_each_bearer(const JournalReference& reference, std::uint32_t event, Visit&& visit) {
  const auto bearers = seen_.bearing(reference.target);
  interpreter().budget().spend(bearers.size());
  for (const auto& [borne, act] : bearers)
    if (seen_.concerns(act, seen_.event(event).person) && seen_.may_name(event, reference, act)) visit(act);
}

/// Visits, each with whether it surely is that one, the acts that a key of an act names; none: the key is its
/// own, or is not known.
template <class Visit>
void Step::for_each_named(const JournalReference& reference, std::uint32_t event, Visit&& visit) {
  const auto& giver = giver_of(reference, event);
  if (giver.act == none_id) {
    for_each_bearer(reference, event, [&](std::uint32_t act) {
      if (act != event) visit(act, true);
    });
  } else if (!gives(event, reference)) {
    if (giver.others.empty())
      visit(giver.act, true);
    else
      for_each_of_one_number(reference.target, giver, event, visit);
  }
}

/// Several acts open affaires of one kind under that number: it names, for each person, those before the act,
/// or the first; of several, none surely. Another key of the act may say which.
template <class Visit>
void Step::for_each_of_one_number(Symbol key, const Giver& giver, std::uint32_t event, Visit&& visit) {
  bool told_otherwise = false;
  seen_.for_each_reference(event, [&](const JournalReference& reference) {
    const auto named = reference.target == key ? none_id : giver_of(reference, event).act;
    told_otherwise = told_otherwise ||
                     (named != none_id &&
                      (named == giver.act || std::ranges::find(giver.others, named) != giver.others.end()));
  });
  if (told_otherwise) return;
  const auto before = [&](std::uint32_t act) { return seen_.position(act) < seen_.position(event); };
  const auto persons = static_cast<std::int16_t>(seen_.journal().persons.size());
  interpreter().budget().spend(seen_.journal().persons.size() * giver.others.size());
  for (std::int16_t person = -1; person < persons; ++person) {
    const auto hers = [&](std::uint32_t act) { return seen_.event(act).person == person; };
    auto first = hers(giver.act) ? giver.act : none_id;
    std::size_t count = first != none_id && before(first);
    for (const auto other : giver.others) {
      if (!hers(other)) continue;
      first = first == none_id ? other : first;
      count += before(other);
    }
    if (first == none_id) continue;
    visit(first, count <= 1);
    for (const auto other : giver.others)
      if (other != first && hers(other) && before(other)) visit(other, false);
  }
}

void Step::read_citations(std::uint32_t event) {
  cited_.surely.clear();
  cited_.perhaps.clear();
  cited_.openable.assign(procedure_words(), 0);
  cited_.any = cited_.unknown_key = false;
  cited_.first_unknown = 0;
  seen_.for_each_reference(event, [&](const JournalReference& reference) {
    if (reading_.names_itself(event, reference)) return;
    bool known = false;
    for_each_named(reference, event, [&](std::uint32_t act, bool surely) {
      known = true;
      belong_with(act, surely);
      unite(cited_.openable, openable_by(act));
    });
    cited_.any = cited_.any || known;
    if (known || giver_of(reference, event).act != none_id) return;
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

void Step::belong_with(std::uint32_t act, bool surely) {
  for (auto d = c_->first_delivery[act]; d != none_id; d = c_->deliveries[d].next_of_event) {
    interpreter().budget().spend();
    const auto& delivery = c_->deliveries[d];
    if (!own_thread(act) || c_->instances[delivery.instance].trigger == act)
      (surely && !delivery.perhaps ? cited_.surely : cited_.perhaps).push_back(delivery.instance);
  }
}

void Step::enter_reach(std::uint32_t node) {
  interpreter().budget().spend();
  const auto number = ++reach_.entered;
  reach_.of[node].number = number;
  reach_.open.push_back(node);
  reach_.path.push_back({node, number, reach_.named.size()});
  reach_.gathered.resize(reach_.path.size() * procedure_words());
  const auto name = [&](std::uint32_t act) { reach_.named.push_back(act); };
  if (const auto acts = seen_.journal().events.size(); node >= acts) {
    const auto [reference, act] = reach_.shared[node - acts];
    return for_each_bearer(reference, act, name);
  }
  if (const auto type = seen_.event(node).type; type != no_id) {
    const auto own = std::span(reach_.gathered).last(procedure_words());
    for (const auto procedure : program_.opened_by[type])
      own[procedure / 64] |= std::uint64_t{1} << procedure % 64;
  }
  if (own_thread(node)) return;
  seen_.for_each_reference(node, [&](const JournalReference& reference) {
    auto& giver = giver_of(reference, node);
    if (giver.act != none_id) {
      for_each_named(reference, node, [&](std::uint32_t act, bool) { name(act); });
      return;
    }
    // It names all who bear it, the same for each act that cites it: it is one place on the way.
    if (giver.shared == none_id) {
      giver.shared = static_cast<std::uint32_t>(reach_.of.size());
      reach_.of.emplace_back();
      reach_.shared.emplace_back(reference, node);
    }
    name(giver.shared);
  });
}

/// Acts that cite one another in a circle could have been opened by the same procédures. Each is gone through
/// once a dossier, however many cite it: Tarjan's strongly connected components, without recursion.
std::span<const std::uint64_t> Step::openable_by(std::uint32_t act) {
  const auto words = procedure_words();
  if (reach_.of[act].set == none_id) enter_reach(act);
  while (!reach_.path.empty()) {
    auto& at = reach_.path.back();
    const auto gathered = std::span(reach_.gathered).last(words);
    if (reach_.named.size() > at.first_named) {
      const auto next = reach_.named.back();
      reach_.named.pop_back();
      const auto& other = reach_.of[next];
      if (other.number == 0)
        enter_reach(next);
      else if (other.set == none_id)
        at.lowest = std::min(at.lowest, other.number);
      else
        unite(gathered, std::span(reach_.sets).subspan(other.set, words));
      continue;
    }
    if (at.lowest == reach_.of[at.node].number) {
      const auto set = static_cast<std::uint32_t>(reach_.sets.size());
      reach_.sets.insert(reach_.sets.end(), gathered.begin(), gathered.end());
      for (auto node = none_id; node != at.node;) {
        node = reach_.open.back();
        reach_.open.pop_back();
        reach_.of[node].set = set;
      }
    }
    if (reach_.path.size() > 1) {
      auto& before = reach_.path[reach_.path.size() - 2];
      before.lowest = std::min(before.lowest, at.lowest);
      unite(std::span(reach_.gathered).last(2 * words).first(words), gathered);
    }
    reach_.path.pop_back();
    reach_.gathered.resize(reach_.path.size() * words);
  }
  return std::span(reach_.sets).subspan(reach_.of[act].set, words);
}

bool Step::excludes(std::uint32_t instance) const {
  if (std::ranges::none_of(cited_.openable, [](std::uint64_t word) { return word != 0; })) return false;
  const auto is_cited = [&](std::uint32_t other) {
    return std::ranges::binary_search(cited_.surely, other) ||
           std::ranges::binary_search(cited_.perhaps, other);
  };
  const auto could_be_opened = [&](std::uint32_t other) {
    const auto procedure = c_->instances[other].procedure;
    return (cited_.openable[procedure / 64] >> procedure % 64 & 1) != 0;
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
  const JournalReference own{0, seen.reference};
  if (!seen.reference || gives(event, own)) return false;
  bool borne = false;
  for_each_named(own, event, [&](std::uint32_t, bool) { borne = true; });
  if (borne) return false;
  for (const auto& [procedure, state, anywhere] : program_.expected_by[seen.type])
    for (const auto i : c_->living[program_.procedures[procedure].first_state + state]) {
      interpreter().budget().spend();
      if (!concerned(i, event)) continue;
      bool closing = false;
      if (accepts(i, event, closing) != Truth::no ||
          (anywhere && looks_for(program_.procedures[procedure].looked_for, i, event)))
        return false;
    }
  return true;
}

void Step::follow_to(std::uint32_t event, std::uint32_t instance, bool perhaps) {
  const auto by = [&](std::uint32_t act, const JournalReference& reference) {
    const auto is_named = [&](std::uint32_t named, bool surely) {
      if (named == event) to_attach_.push_back({act, perhaps || !surely || seen_.whose_is_unknown(act)});
    };
    // Given by nobody, it names all of its person who bear it.
    if (giver_of(reference, act).act != none_id)
      for_each_named(reference, act, is_named);
    else if (seen_.event(event).reference == reference.target &&
             seen_.concerns(event, seen_.event(act).person) && seen_.may_name(act, reference, event))
      is_named(event, true);
  };
  const auto each = [&](Symbol key) {
    auto last = none_id;
    for (const auto& [cited, act] : seen_.citing(key)) {
      interpreter().budget().spend();
      if (act == event || act == std::exchange(last, act) || seen_.position(act) >= c_->horizon ||
          seen_.event(act).type == no_id || seen_.event(act).person_unknown ||
          !seen_.concerns(act, c_->instances[instance].person))
        continue;
      seen_.for_each_reference(act, [&, act = act](const JournalReference& reference) {
        if (reference.target == key) by(act, reference);
      });
    }
  };
  const auto& seen = seen_.event(event);
  if (seen.id) each(seen.id);
  if (seen.reference && seen.reference != seen.id) each(seen.reference);
  // What names the same act told again names this one.
  if (program_.opened_by[seen.type].empty()) return;
  const auto of_type = seen_.of_type(seen.type);
  for (const auto other : of_type.subspan(seen_.before(of_type, seen_.position(event)).size())) {
    if (seen_.event(other).on != seen.on) break;
    if (other != event && seen_.event(other).id && first_told(other) == event) each(seen_.event(other).id);
  }
}

}  // namespace filrouge
