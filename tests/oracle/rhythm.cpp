#include <algorithm>

#include "tests/oracle/world.hpp"

/// §5.9: rythmes, occurrence by occurrence.
namespace filrouge::oracle {

void World::say_rhythm(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  if (run.start.value.kind != Value::Kind::date || one_sided(run.start.value)) {
    auto& told = add(kind_of(d).nature, d.rule, &life);
    give_to(told, life, d);
    rests_on(told, facts_of(run));
    told.statut = statut_word(Statut::incertaine);
    told.severity = severity_word(Severity::minor);
    told.label = d.label;
    told.delay_of = whose(life, d.delay_of);
    told.missing.assign(run.start.missing.begin(), run.start.missing.end());
    if (told.missing.empty()) told.missing = {name(d.name)};
    return;
  }
  const auto start = (run.restarted ? *run.restarted : run.start.value).earliest();
  if (d.ordinals.empty())
    say_rolling(life, run, start);
  else
    say_ordinals(life, run, start);
}

void World::say_occurrence(const Life& life, const Run& run, Date due, Statut statut, const Event* contact) {
  const auto& d = delai(life, run);
  auto& told = add(kind_of(d).nature, d.rule, &life);
  give_to(told, life, d);
  auto facts = facts_of(run);
  if (contact) facts.insert(rank_of(*contact));
  rests_on(told, facts);
  told.statut = statut_word(statut);
  told.severity = severity_word(statut == Statut::depassee ? d.severity : Severity::info);
  told.date = iso(due);
  told.label = d.label;
  told.delay_of = whose(life, d.delay_of);
}

/// Every N: each keeping act restarts the count; one missed occurrence a multiple of the limit.
void World::say_rolling(const Life& life, const Run& run, Date start) {
  const auto& d = delai(life, run);
  const auto here = place(life, asked_);
  const auto limit = d.limit_every == none_id ? std::nullopt : duration_of(value(d.limit_every, here).value);
  const auto target =
      d.target_every == none_id ? std::nullopt : duration_of(value(d.target_every, here).value);
  if (!limit || (limit->months <= 0 && limit->days <= 0)) return;
  const bool ended = run.phase != Run::Phase::running;
  const auto until = ended ? std::min(run.settled, asked_) : asked_;
  const auto too_late = [&](Date act, Date due) { return d.inclusive ? act > due : act >= due; };

  auto last = start;
  Date due;
  // What the last miss asks for is to be done until the next act that keeps it.
  const auto gap_to = [&](Date act, bool still_open) {
    for (due = later(last, *limit, calendar(run.opened)); too_late(act, due) && !unbounded(due);
         due = later(due, *limit, calendar(run.opened))) {
      const bool last_miss = !too_late(act, later(due, *limit, calendar(run.opened)));
      const auto missed = out_.size();
      say_occurrence(life, run, due, Statut::depassee);
      sequel(life, run, d.if_overdue, due + 1, still_open && last_miss, true);
      say_together(missed);
    }
    if (!target) return;
    const auto hoped = later(last, *target, calendar(run.opened));
    const auto hope = out_.size();
    if (too_late(act, hoped)) sequel(life, run, d.if_target_missed, hoped + 1, false, true);
    say_together(hope);
  };
  for (const auto* contact : run.contacts) {
    if (contact->on > until || contact->on < last) continue;
    gap_to(contact->on, false);
    last = contact->on;
  }
  gap_to(until, !ended);
  if (!ended) say_occurrence(life, run, due, Statut::a_venir);
}

/// The 1st, 2nd, 3rd month after a day: kept by the first act after the previous due day, up to due +
/// tolerance.
void World::say_ordinals(const Life& life, const Run& run, Date start) {
  const auto& d = delai(life, run);
  const auto tolerance =
      d.tolerance == none_id
          ? Duration{}
          : duration_of(value(d.tolerance, place(life, asked_)).value).value_or(Duration{});
  const bool ended = run.phase != Run::Phase::running;
  const auto until = ended ? std::min(run.settled, asked_) : asked_;
  auto previous = start;
  std::int32_t reached = 0;
  bool coming_said = false;
  std::set<const Event*> used;  // an act keeps one occurrence
  for (const auto k : d.ordinals) {
    const auto& unit = d.ordinal_unit;
    auto due = start;
    if (d.anchored) {
      due = later(start, {unit.months * k, unit.days * k, unit.kind}, calendar(run.opened));
    } else {
      due = previous;
      for (; reached < k; ++reached) due = later(due, unit, calendar(run.opened));
    }
    const auto limit = later(due, tolerance, calendar(run.opened));
    const auto kept = std::ranges::find_if(run.contacts, [&](const Event* contact) {
      return contact->on > previous && contact->on <= limit && contact->on <= until &&
             !used.contains(contact);
    });
    if (kept != run.contacts.end()) {
      used.insert(*kept);
      say_occurrence(life, run, due, Statut::tenue, *kept);
    } else if (until > limit) {
      const auto missed = out_.size();
      say_occurrence(life, run, due, Statut::depassee);
      sequel(life, run, d.if_overdue, limit + 1, false, true);
      say_together(missed);
    } else if (!ended && !coming_said) {
      say_occurrence(life, run, due, asked_ > due ? Statut::proche : Statut::a_venir);
      coming_said = true;
    }
    previous = due;
  }
}

}  // namespace filrouge::oracle
