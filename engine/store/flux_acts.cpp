#include "engine/store/flux_acts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace filrouge {
namespace {

constexpr std::string_view request = "demande_rsa";

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}

bool is_act(const RawEvent& event) {
  return event.target.empty() && event.source.system == "cnaf" && event.origin == "constat";
}
bool is_correction_of(const RawEvent& event, const std::string& act) {
  return event.target == act && !event.cancels && event.source.system == "cnaf" && event.origin == "constat";
}
bool is_deduced(const RawEvent& event) {
  return event.origin == "deduit" && event.id.starts_with("cnaf-");
}
/// The day from which a right seen open belies an act of a flux; none: it never does. A departure told before
/// its day is not belied until then.
std::optional<Date> belied_from(const RawEvent& act) {
  if (act.type == "cloture_droit" || act.type == "refus_droit") return first_day();
  if (act.type == "mutation" && act.id.starts_with("cnaf-depart-")) return act.on;
  return std::nullopt;
}

RawValue told(Date day) {
  return day.known() ? RawValue{RawValue::Kind::text, iso_date(day)} : RawValue{};
}

using Sayings = std::vector<RawField>;

const RawField* find(const Sayings& sayings, const std::string& name) {
  const auto found = std::ranges::find(sayings, name, &RawField::name);
  return found == sayings.end() ? nullptr : &*found;
}

/// What an act says, its dates among its fields: the form in which corrections speak of it.
Sayings sayings_of(const RawEvent& act) {
  Sayings all{{"le", told(act.on)}, {"du", told(act.from)}, {"au", told(act.to)}};
  all.insert(all.end(), act.fields.begin(), act.fields.end());
  return all;
}

void correct_by(const Sayings& changes, Sayings& all) {
  for (const auto& change : changes) {
    const auto same = std::ranges::find(all, change.name, &RawField::name);
    if (same == all.end())
      all.push_back(change);
    else
      same->value = change.value;
  }
}

/// What must change of `known` to say `now`; what is no longer told is not known any more.
Sayings changes(const Sayings& known, const Sayings& now) {
  Sayings changed;
  for (const auto& saying : now) {
    const auto* before = find(known, saying.name);
    if (before ? before->value != saying.value : saying.value.kind != RawValue::Kind::null)
      changed.push_back(saying);
  }
  for (const auto& before : known)
    if (before.value.kind != RawValue::Kind::null && !find(now, before.name))
      changed.push_back({before.name, {}});
  return changed;
}

class Acts {
 public:
  Acts(const std::vector<RawEvent>& held, const Sightings& sightings, const std::vector<RawEvent>& shown,
       const FluxStates& states)
      : held_(held), sightings_(sightings), shown_(shown), states_(states) {
    for (std::size_t i = 0; i < sightings.all.size(); ++i) made_.push_back(i);
    std::ranges::sort(made_, {}, [&](std::size_t i) {
      return std::tuple(sightings.all[i].created, sightings.all[i].reference);
    });
    for (const auto* events : {&held_, &shown_})
      for (const auto& event : *events)
        if (is_act(event) && types_.emplace(event.id, event.type).second)
          if (const auto from = belied_from(event)) belied_.emplace(event.id, *from);
    for (const auto* events : {&shown_, &held_})
      for (const auto& event : *events)
        if (key_.empty() && event.source.system == "cnaf")
          key_ = event.source.key.substr(0, event.source.key.find('/'));
  }

  FluxActs news() {
    for (const auto& act : shown_) follow(act);
    deduce();
    compare_with_before();
    return std::move(news_);
  }

 private:
  const Sighting& flux(std::size_t i) const { return sightings_.all[i]; }
  bool is_at_hand(std::size_t i) const { return i == sightings_.now; }

  RawSource source_of(const Sighting& flux, std::string object) const {
    return {"cnaf", std::move(object), key_ + "/" + iso_date(flux.reference).substr(0, 7)};
  }

  const RawEvent* held(const std::string& id) const {
    const auto found = std::ranges::find(held_, id, &RawEvent::id);
    return found == held_.end() ? nullptr : &*found;
  }

  std::vector<const RawEvent*> corrections_of(const std::string& act) const {
    std::vector<const RawEvent*> all;
    for (const auto& event : held_)
      if (is_correction_of(event, act)) all.push_back(&event);
    std::ranges::stable_sort(all, {}, [](const auto* c) { return std::tuple(c->known, c->on); });
    return all;
  }

  /// What a held act said once that flux had been heard.
  Sayings sayings_at(const RawEvent& act, const Sighting& flux) const {
    auto all = sayings_of(act);
    for (const auto* correction : corrections_of(act.id))
      if (std::tuple(correction->known, correction->on) <= std::tuple(flux.created, flux.reference))
        correct_by(correction->fields, all);
    return all;
  }

  RawEvent correction_of(const RawEvent& act, const Sighting& flux, Sayings changed) const {
    RawEvent correction;
    correction.id = act.id + "-corrige-" + iso_date(flux.reference) + "-" + iso_date(flux.created);
    correction.type = "correction";
    correction.on = flux.reference;
    correction.known = flux.created;
    correction.target = act.id;
    correction.fields = std::move(changed);
    correction.source = source_of(flux, act.source.object);
    correction.origin = "constat";
    return correction;
  }

  /// An act that the flux at hand shows: what its rows are to be, and what of it the base lacks.
  void follow(const RawEvent& act) {
    const auto* base = held(act.id);
    if (!base) {
      news_.missing.push_back(act);
      return;
    }
    const auto& now = sightings_.at_hand();
    const auto corrections = corrections_of(act.id);
    const bool of_a_flux = std::ranges::any_of(sightings_.all, [&](const Sighting& other) {
      return other.created == base->known && contains(other.acts, act.id);
    });
    if (!of_a_flux) {  // told before the base kept which flux had seen what
      auto known = sayings_of(*base);
      for (const auto* correction : corrections) correct_by(correction->fields, known);
      if (auto changed = changes(known, sayings_of(act)); !changed.empty())
        correct(correction_of(act, now, std::move(changed)));
      return;
    }

    const RawEvent* first = nullptr;
    std::vector<RawEvent> wanted;
    Sayings known;
    for (const auto i : made_) {
      const bool at_hand = is_at_hand(i);
      if (!at_hand && !contains(flux(i).acts, act.id)) continue;
      auto said = at_hand ? sayings_of(act) : sayings_at(*base, flux(i));
      if (!first) {
        first = at_hand && (sightings_.is_new || base->known != now.created) ? &act : base;
        known = sayings_of(*first);
        if (at_hand) said = first == base ? said : known;
      }
      if (auto changed = changes(known, said); !changed.empty()) {
        correct_by(changed, known);
        wanted.push_back(correction_of(*base, flux(i), std::move(changed)));
      }
    }
    if (first != base) {
      news_.replaced.push_back(base->id);
      news_.missing.push_back(act);
    }
    const auto same = [](const RawEvent& a, const RawEvent& b) {
      return a.on == b.on && a.known == b.known && a.fields == b.fields;
    };
    for (const auto* correction : corrections)
      if (std::ranges::none_of(wanted, [&](const auto& one) { return same(one, *correction); }))
        news_.replaced.push_back(correction->id);
    for (auto& one : wanted)
      if (std::ranges::none_of(corrections, [&](const auto* c) { return same(one, *c); }))
        correct(std::move(one));
  }

  void correct(RawEvent correction) {
    if (correction.known == sightings_.at_hand().created) ++news_.corrected;
    news_.missing.push_back(std::move(correction));
  }

  const std::string* type_of(const std::string& act) const {
    const auto found = types_.find(act);
    return found == types_.end() ? nullptr : &found->second;
  }

  bool open_at(std::size_t i) const {
    return states_.values[i] && (states_.values[i]->text == "2" || states_.values[i]->text == "3" ||
                                 states_.values[i]->text == "4");
  }

  /// The request under which a flux saw the dossier: its act, and its number.
  std::pair<std::string, RawValue> request_at(std::size_t i) const {
    for (const auto& act : flux(i).acts) {
      const auto* type = type_of(act);
      if (!type || *type != request) continue;
      const auto shown = std::ranges::find(shown_, act, &RawEvent::id);
      Sayings said;
      if (is_at_hand(i) && shown != shown_.end())
        said = sayings_of(*shown);
      else if (const auto* base = held(act))
        said = sayings_at(*base, flux(i));
      const auto* number = find(said, "numero");
      return {act, number ? number->value : RawValue{}};
    }
    return {};
  }

  /// The same for sure: a request not told may be any.
  bool same_request(std::size_t i, std::size_t j) const {
    const auto one = request_at(i), other = request_at(j);
    const auto untold = [](const RawValue& value) { return value.kind == RawValue::Kind::null; };
    return !one.first.empty() && one.first == other.first &&
           (one.second == other.second || untold(one.second) || untold(other.second));
  }

  /// The days on which payment was seen to have resumed, as known on a day.
  std::set<Date> resumed(Date known) const {
    std::set<Date> days;
    std::string before;
    for (std::size_t i = 0; i < sightings_.all.size(); ++i) {
      if (flux(i).created > known || !states_.values[i]) continue;
      if (states_.others[i]) before = states_.others[i]->text;
      if ((before == "3" || before == "4") && states_.values[i]->text == "2") days.insert(flux(i).reference);
      before = states_.values[i]->text;
    }
    return days;
  }

  /// The flux that shows an act withdrawn, as known on a day: the first after the last that showed it.
  std::optional<std::size_t> withdrawn_by(const std::string& act, Date from, Date known) const {
    std::optional<std::size_t> last, open;
    for (std::size_t i = 0; i < sightings_.all.size(); ++i) {
      if (flux(i).created > known) continue;
      if (contains(flux(i).acts, act)) {
        last = i;
        open.reset();
      } else if (last && !open && flux(i).reference >= from && open_at(i) && same_request(*last, i)) {
        open = i;
      }
    }
    return open;
  }

  RawEvent deduced(std::string id, std::string type, const Sighting& flux) const {
    RawEvent event;
    event.id = std::move(id);
    event.type = std::move(type);
    event.on = flux.reference;
    event.known = flux.created;
    event.origin = "deduit";
    event.source = source_of(flux, "EtatDossierRSA");
    return event;
  }

  RawEvent annulment(const std::string& target, const Sighting& flux, const std::string& why) const {
    auto event = deduced("cnaf-retrait-" + iso_date(flux.created) + "-" + target, "annulation", flux);
    event.target = target;
    event.cancels = true;
    event.fields = {{"motif", {RawValue::Kind::text, why}}};
    return event;
  }

  /// What is deduced, told in the order in which the fluxes were made.
  void deduce() {
    std::vector<RawEvent> wanted;
    std::set<Date> said;
    std::map<Date, std::string> names;          // of the resumptions that count
    std::map<std::string, std::string> undone;  // acts withdrawn, and by which annulment
    for (std::size_t rank = 0; rank < made_.size(); ++rank) {
      const auto& now = flux(made_[rank]);
      if (rank + 1 < made_.size() && flux(made_[rank + 1]).created == now.created) continue;
      const auto days = resumed(now.created);
      for (const auto day : said)
        if (!days.contains(day))
          wanted.push_back(annulment(names[day], now,
                                     "reprise déduite à tort : un flux plus récent montre l'état d'un jour "
                                     "d'avant"));
      for (const auto day : days) {
        if (said.contains(day)) continue;
        auto id = "cnaf-reprise-" + iso_date(day);
        if (names.contains(day)) id += "-" + iso_date(now.created);
        names[day] = id;
        auto event = deduced(std::move(id), "reprise_versement", now);
        event.on = day;
        wanted.push_back(std::move(event));
      }
      said = days;
      for (const auto& [act, from] : belied_) {
        const auto by = withdrawn_by(act, from, now.created);
        const auto before = undone.find(act);
        if (by && before == undone.end()) {
          auto event = annulment(act, now,
                                 "le flux au " + french_date(flux(*by).reference) +
                                     " montre le droit ouvert, sous la même demande, et ne le dit plus");
          event.on = flux(*by).reference;
          undone[act] = event.id;
          if (now.created == sightings_.at_hand().created && !held(event.id)) ++news_.reopened;
          wanted.push_back(std::move(event));
        } else if (!by && before != undone.end()) {
          wanted.push_back(annulment(before->second, now, "un flux plus récent le dit de nouveau"));
          undone.erase(before);
        }
      }
    }

    for (const auto& event : held_) {
      const bool of_a_flux = is_deduced(event) && std::ranges::any_of(sightings_.all, [&](const auto& flux) {
                               return flux.created == event.known;
                             });
      if (of_a_flux && std::ranges::none_of(wanted, [&](const auto& one) { return same(one, event); }))
        news_.replaced.push_back(event.id);
    }
    for (auto& event : wanted) {
      const auto* there = held(event.id);
      if (!there || contains(news_.replaced, event.id)) news_.missing.push_back(std::move(event));
    }
  }

  static bool same(const RawEvent& a, const RawEvent& b) {
    return a.id == b.id && a.on == b.on && a.known == b.known && a.target == b.target;
  }

  /// Month against month, for the last of them: what the one before showed and this one does not.
  void compare_with_before() {
    const auto* before = sightings_.before();
    if (!before || !sightings_.is_new) return;
    const auto now = sightings_.now;
    const auto asked = request_at(now), asked_before = request_at(now - 1);
    news_.new_request = !asked.first.empty() && !asked_before.first.empty() && !same_request(now, now - 1);
    if (!sightings_.is_last()) return;
    const auto state = [&](std::size_t i) {
      return states_.values[i] ? states_.values[i]->text : std::string();
    };
    // A suspension ends with the payment that resumes, or with the right.
    const bool over = state(now) == "5" || state(now) == "6" ||
                      (state(now) == "2" && (state(now - 1) == "3" || state(now - 1) == "4"));
    for (const auto& act : before->acts) {
      const auto* type = type_of(act);
      if (!type || *type == request || *type == "mutation" || contains(sightings_.at_hand().acts, act))
        continue;
      if (*type == "suspension_versement" && over) continue;
      if (const auto belied = belied_.find(act); belied != belied_.end())
        if (news_.new_request || withdrawn_by(act, belied->second, last_day())) continue;
      if (const auto* base = held(act); base && *type == "reduction_appliquee") {
        const auto said = sayings_at(*base, *before);
        const auto* end = find(said, "au");
        const auto last = end ? parse_iso_date(end->value.text) : std::nullopt;
        if (last && *last <= sightings_.at_hand().reference) continue;
      }
      news_.untold.push_back(*type);
    }
  }

  const std::vector<RawEvent>& held_;
  const Sightings& sightings_;
  const std::vector<RawEvent>& shown_;
  const FluxStates& states_;
  std::vector<std::size_t> made_;             ///< the sightings in the order in which their flux was made
  std::map<std::string, std::string> types_;  ///< of the acts of the fluxes
  std::map<std::string, Date> belied_;        ///< those a right seen open belies, and from which day
  std::string key_;                           ///< what the sender calls the foyer
  FluxActs news_;
};

}  // namespace

FluxActs flux_acts(const std::vector<RawEvent>& held, const Sightings& sightings,
                   const std::vector<RawEvent>& shown, const FluxStates& states) {
  return Acts(held, sightings, shown, states).news();
}

}  // namespace filrouge
