#include "engine/store/observation.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/core/dossier/as_known.hpp"
#include "engine/store/flux_acts.hpp"
#include "engine/store/flux_states.hpp"

namespace filrouge {
namespace {

constexpr std::string_view right = "etat_droit";

const RawPerson* find_person(const std::vector<RawPerson>& persons, const std::string& id) {
  const auto found = std::ranges::find(persons, id, &RawPerson::id);
  return found == persons.end() ? nullptr : &*found;
}

RawPerson& person_of(Record& record, const std::string& id) {
  const auto found = std::ranges::find(record.persons, id, &RawPerson::id);
  return found == record.persons.end() ? record.persons.emplace_back(RawPerson{id, {}, {}, {}}) : *found;
}

/// As it was known on a day; nothing told yet leaves it empty.
RawPersonRestated known_on(const RawPerson& person, Date day) {
  RawPerson then{person.id, {}, {}, {}, last_day()};
  if (person.known <= day) {
    then.role = person.role;
    then.birth = person.birth;
    then.known = person.known;
  }
  for (const auto& later : person.restated)
    if (later.known <= day) then.restated.push_back(later);
  return person_as_known(then);
}

std::string departement_on(const Record& record, Date day) {
  std::string departement;
  Date since;
  const auto told = [&](const auto& said) {
    if (said.known <= day) hear(departement, since, said.departement, said.known);
  };
  told(record);
  std::ranges::for_each(record.restated, told);
  return departement;
}

/// A flux made before one that saw the dossier: who is what, and where, is as it says from then on, and as
/// the next found it from the next on.
class CameLate {
 public:
  CameLate(const Record& held, const Sightings& sightings, Record& seen) : held_(held), seen_(seen) {
    const auto made = [](const Sighting& flux) { return std::tuple(flux.created, flux.reference); };
    for (const auto& flux : sightings.all)
      if (made(flux) > made(sightings.at_hand())) later_.push_back(&flux);
    std::ranges::sort(later_, {}, [&](const auto* flux) { return made(*flux); });
  }

  void operator()() {
    if (later_.empty()) return;
    departement();
    repeat(held_.restated, seen_.restated);
    for (auto& person : seen_.persons) {
      const auto* before = find_person(held_.persons, person.id);
      if (!before) continue;
      restate(*before, person);
      repeat(before->restated, person.restated);
    }
  }

 private:
  void departement() {
    if (seen_.departement.empty()) return;
    if (departement_on(held_, seen_.known) != seen_.departement)
      seen_.restated.push_back({seen_.departement, {}, {}, {}, seen_.known});
    const auto next = later_.front()->created;
    const auto then = departement_on(held_, next);
    if (!then.empty() && then != seen_.departement) seen_.restated.push_back({then, {}, {}, {}, next});
  }

  /// What was told of later days is still so: the flux at hand does not tell of them.
  template <typename Restated>
  void repeat(const std::vector<Restated>& held, std::vector<Restated>& said) const {
    for (const auto& later : held)
      if (later.known > seen_.known) said.push_back(later);
  }

  void restate(const RawPerson& before, RawPerson& person) {
    const auto was = known_on(before, seen_.known);
    RawPersonRestated now{{}, {}, seen_.known};
    if (!person.role.empty() && person.role != was.role) now.role = person.role;
    if (person.birth.known() && person.birth != was.birth) now.birth = person.birth;
    const auto listing = std::ranges::find_if(later_, [&](const auto* flux) {
      return std::ranges::find(flux->persons, person.id) != flux->persons.end();
    });
    if (!now.role.empty() || now.birth.known()) person.restated.push_back(now);
    if (listing == later_.end()) return;
    const auto then = known_on(before, (*listing)->created);
    RawPersonRestated again{{}, {}, (*listing)->created};
    if (!then.role.empty() && then.role != person.role) again.role = then.role;
    if (then.birth.known() && then.birth != person.birth) again.birth = then.birth;
    if (!again.role.empty() || again.birth.known()) person.restated.push_back(again);
  }

  const Record& held_;
  Record& seen_;
  std::vector<const Sighting*> later_;
};

Sightings sightings_of(const std::vector<Sighting>& past, Sighting now) {
  Sightings sightings{past, 0, true};
  const auto there =
      std::ranges::find_if(sightings.all, [&](const Sighting& flux) { return flux.same_flux(now); });
  if (there != sightings.all.end()) {
    // One flux in two files, or twice the same foyer in one: what either shows is shown.
    const auto join = [](const std::vector<std::string>& more, std::vector<std::string>& all) {
      for (const auto& one : more)
        if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    };
    join(now.persons, there->persons);
    join(now.acts, there->acts);
    sightings.is_new = false;
    now = *there;
  } else {
    sightings.all.push_back(now);
  }
  std::ranges::sort(sightings.all, {},
                    [](const Sighting& flux) { return std::tuple(flux.reference, flux.created); });
  const auto at =
      std::ranges::find_if(sightings.all, [&](const Sighting& flux) { return flux.same_flux(now); });
  sightings.now = static_cast<std::size_t>(at - sightings.all.begin());
  return sightings;
}

class Observer {
 public:
  Observer(const Record& held, const Sightings& sightings, Record seen)
      : held_(held), sightings_(sightings), seen_(std::move(seen)) {}

  Observation operator()() {
    CameLate(held_, sightings_, seen_)();
    auto told = std::move(seen_.attributes);
    seen_.attributes.clear();
    const auto states = follow({}, held_.attributes, told, seen_.attributes);
    follow_persons();
    auto acts = flux_acts(held_.events, sightings_, seen_.events, states);
    seen_.events = std::move(acts.missing);
    out_.replaced = std::move(acts.replaced);
    out_.reopened = acts.reopened;
    out_.corrected = acts.corrected;
    out_.new_request = acts.new_request;
    out_.untold = std::move(acts.untold);
    out_.seen = sightings_.at_hand();
    out_.news = std::move(seen_);
    return std::move(out_);
  }

 private:
  /// Every attribute that this flux or another tells; gives what they saw of the right.
  FluxStates follow(const std::string& person, const std::vector<RawAttribute>& held,
                    const std::vector<RawAttribute>& told, std::vector<RawAttribute>& missing) {
    FluxStates of_right;
    of_right.values.resize(sightings_.all.size());
    of_right.others.resize(sightings_.all.size());
    std::vector<std::string_view> names;
    const auto name = [&](const RawAttribute& attribute) {
      if (std::ranges::find(names, attribute.name) == names.end()) names.push_back(attribute.name);
    };
    std::ranges::for_each(told, name);
    for (const auto& span : held)
      if (is_of_a_flux(span, sightings_)) name(span);
    for (const auto each : names) {
      const auto now = std::ranges::find(told, each, &RawAttribute::name);
      auto states = flux_states(held, each, sightings_, now == told.end() ? nullptr : &*now);
      missing.insert(missing.end(), states.missing.begin(), states.missing.end());
      for (auto& row : states.repeated) out_.repeated.push_back({person, std::move(row)});
      if (each == right && person.empty()) of_right = std::move(states);
    }
    return of_right;
  }

  void follow_persons() {
    static const std::vector<RawAttribute> none;
    for (auto& person : seen_.persons) {
      const auto* before = find_person(held_.persons, person.id);
      const auto told = std::move(person.attributes);
      person.attributes.clear();
      follow(person.id, before ? before->attributes : none, told, person.attributes);
    }
    for (const auto& person : held_.persons) {
      if (find_person(seen_.persons, person.id)) continue;
      std::vector<RawAttribute> missing;
      follow(person.id, person.attributes, none, missing);
      if (!missing.empty()) person_of(seen_, person.id).attributes = std::move(missing);
    }
  }

  const Record& held_;
  const Sightings& sightings_;
  Record seen_;
  Observation out_;
};

}  // namespace

Observation observe(const Record& held, const std::vector<Sighting>& past, Record seen, Date seen_on) {
  if (!seen.known.known()) seen.known = seen_on;
  Sighting now{seen_on, seen.known, {}, {}};
  for (const auto& person : seen.persons) now.persons.push_back(person.id);
  for (const auto& event : seen.events) now.acts.push_back(event.id);
  return Observer(held, sightings_of(past, std::move(now)), std::move(seen))();
}

}  // namespace filrouge
