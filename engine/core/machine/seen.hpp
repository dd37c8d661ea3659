#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/calendar/holidays.hpp"
#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"

/// The journal as it is seen from (day asked, day known): corrections applied, events in the order in which
/// they happened.
namespace filrouge {

/// The earliest day met after the day being looked at; unknown while none.
class NextDay {
 public:
  explicit NextDay(Date after = {}) : after_(after) {}
  void restart(Date after) {
    after_ = after;
    day_ = {};
  }
  void consider(Date day) {
    if (day.known() && day > after_ && day < last_day() && (!day_.known() || day < day_)) day_ = day;
  }
  /// The first that may be, of days in order.
  void consider_first_of(std::span<const Date> days) {
    for (const auto day : days) {
      if (day <= after_) continue;
      return consider(day);
    }
  }
  Date day() const { return day_; }
  /// After the same day, none met.
  NextDay anew() const { return NextDay(after_); }

 private:
  Date after_, day_;
};

class SeenJournal {
 public:
  void prepare(const Program& program, const Journal& journal, Date asked, Date known);

  const Journal& journal() const { return *journal_; }
  Date asked() const { return asked_; }
  Date known() const { return known_; }

  /// Seen events in order; values are ranks in the journal.
  std::span<const std::uint32_t> order() const { return order_; }
  const JournalEvent& event(std::uint32_t rank) const { return events_[rank]; }
  /// Place of a seen event in that order.
  std::uint32_t position(std::uint32_t rank) const { return positions_[rank]; }
  /// Seen events of one type, in order; values are ranks.
  std::span<const std::uint32_t> of_type(EventTypeId type) const {
    return {by_type_.data() + type_begins_[type], by_type_.data() + type_begins_[type + 1u]};
  }
  /// Two acts of one day from two sources: nobody knows which came first, unless their times say it. A source
  /// not said is one.
  bool unordered(std::uint32_t one, std::uint32_t other) const;
  /// Is there such another act of its day?
  bool in_disorder(std::uint32_t rank) const;
  /// The place after the last act of the day of that one.
  std::uint32_t end_of_its_day(std::uint32_t rank) const;
  /// Those of some seen events, given in order, whose place is before that one.
  std::span<const std::uint32_t> before(std::span<const std::uint32_t> events, std::uint32_t place) const {
    const auto end =
        std::ranges::lower_bound(events, place, {}, [this](std::uint32_t rank) { return positions_[rank]; });
    return {events.begin(), end};
  }
  /// Puts them in their order, each once, from that place on.
  void in_their_order(std::vector<std::uint32_t>& events, std::size_t first = 0) const {
    const auto those =
        std::ranges::subrange(events.begin() + static_cast<std::ptrdiff_t>(first), events.end());
    const auto place_of = [this](std::uint32_t rank) { return positions_[rank]; };
    if (!std::ranges::is_sorted(those, {}, place_of)) std::ranges::sort(those, {}, place_of);
    const auto twice = std::ranges::unique(those);
    events.erase(twice.begin(), twice.end());
  }
  /// Seen events that bear a key: their id or their reference. In order of position; values are key and rank.
  using Bearer = std::pair<Symbol, std::uint32_t>;
  std::span<const Bearer> bearing(Symbol key) const;
  /// What an act cites, as corrected: its plain reference (role 0), then its references by role, but those of
  /// things that are no acts.
  template <class Visit>
  void for_each_reference(std::uint32_t rank, Visit&& visit) const {
    const auto& event = events_[rank];
    if (event.reference) visit(JournalReference{0, event.reference});
    for (std::uint32_t r = 0; r < event.reference_count; ++r)
      if (const auto& reference = journal_->references[event.first_reference + r];
          reference.role != 0 && names_acts(reference))
        visit(reference);
  }
  /// May a reference of an act name another, were the key that other's? Not of an act its label does not
  /// name, nor from one source system to another.
  bool may_name(std::uint32_t by, const JournalReference& reference, std::uint32_t other) const {
    return same_source(by, other) &&
           (reference.label == no_id || vocabulary_->labels[reference.label].names(events_[other].type));
  }
  /// Do keys of the two acts compare? Where one does not say its source, they do.
  bool same_source(std::uint32_t one, std::uint32_t other) const {
    const auto source = events_[one].source, its = events_[other].source;
    return source == 0 || its == 0 || source == its;
  }
  /// Seen events that cite a key, in their order; values are key and rank.
  std::span<const Bearer> citing(Symbol key) const;
  /// The value of a field; unknown (naming the field) when absent.
  Value field(std::uint32_t rank, FieldId id) const;
  /// Minutes since midnight; -1: nobody said it.
  std::int32_t time_of(std::uint32_t rank) const;
  /// Is the event of the foyer or of that person (index)? For the foyer itself (-1), every event is.
  bool concerns(std::uint32_t rank, std::int16_t person) const {
    return person < 0 || events_[rank].person < 0 || events_[rank].person == person;
  }
  /// A personal event that could be of either spouse.
  bool whose_is_unknown(std::uint32_t rank) const;
  bool cancelled(std::uint32_t rank) const { return any_cancelled_ && cancelled_[rank]; }

  Value attribute(AttributeId attribute, std::int16_t person, Date day, NextDay& next) const;

  /// Is every day of [from, to] vouched for, for events of that type?
  bool covered(EventTypeId type, Date from, Date to) const;
  bool complete() const { return complete_; }
  /// The days on which a source begins, or ceases, to vouch for events of that type.
  std::span<const Date> turns(EventTypeId type) const { return vouched(type).turns; }

  /// Corrections whose target is not in the dossier.
  std::span<const JournalCorrection* const> orphans() const { return orphans_; }

  /// First day of anything in the dossier; unknown when it is empty.
  Date first_day() const { return first_day_; }
  /// The département of the dossier on that day; empty: not said.
  std::string_view departement_on(Date day) const { return journal_->departement_on(day, known_); }
  /// Its calendar on that day: what is counted from then goes by it.
  Calendar calendar_on(Date day) const {
    return journal_->residences.size() < 2 ? calendar_ : calendar_of(departement_on(day));
  }
  /// The first day after that one on which it is of another; unknown: none.
  Date next_departement_after(Date day) const;
  /// Earliest later day on which something stored becomes seen, or an attribute begins or ends.
  Date next_change() const { return next_.day(); }
  /// The same of what is known already: nothing of a line changes by what was learnt later.
  Date next_known_change() const { return next_known_.day(); }

 private:
  bool names_acts(const JournalReference& reference) const {
    return reference.label == no_id || vocabulary_->labels[reference.label].cites();
  }
  /// What the sources vouch for of one type, read once a dossier.
  struct Vouched {
    std::uint64_t dossier = 0;
    std::vector<std::pair<Date, Date>> spans;  ///< in order, none touching the next; unknown: without end
    std::vector<Date> turns;                   ///< in order, each once
  };
  const Vouched& vouched(EventTypeId type) const {
    const auto& of_type = vouched_[type];
    return of_type.dossier == dossier_ ? of_type : vouch(type);
  }
  const Vouched& vouch(EventTypeId type) const;
  bool lists(const JournalCoverage& coverage, EventTypeId type) const;
  /// Of the acts of one day, those that say their time come in the order of their times, in the places they
  /// had; the others keep theirs.
  void follow_times();
  void index();
  void choose_spans();
  void apply_corrections();
  void correct(const JournalCorrection& correction, JournalEvent& target);

  const Journal* journal_ = nullptr;
  Date asked_, known_, first_day_;
  const JournalEvent* events_ = nullptr;
  const JournalField* fields_ = nullptr;
  std::vector<std::uint32_t> order_, positions_, by_type_, type_begins_;
  using Timed = std::pair<std::int32_t, std::uint32_t>;  ///< minute of the day, rank
  std::vector<Timed> timed_;
  std::vector<Bearer> bearers_, citers_;
  std::vector<JournalEvent> corrected_events_;
  std::vector<JournalField> corrected_fields_;
  std::vector<bool> cancelled_;
  bool any_cancelled_ = false;
  std::vector<const JournalCorrection*> applied_, orphans_;
  std::vector<std::pair<Symbol, std::uint32_t>> corrections_by_id_,
      events_by_id_;  ///< ranks, while correcting
  const Vocabulary* vocabulary_ = nullptr;
  /// Known spans, each the last known of those that begin as it does; by attribute.
  std::vector<const JournalAttribute*> spans_;
  std::uint64_t dossier_ = 0;              ///< counts those prepared
  mutable std::vector<Vouched> vouched_;   ///< by type
  bool complete_ = true;                   ///< no coverage is known of
  Calendar calendar_ = Calendar::unknown;  ///< of a dossier that stays where it is
  NextDay next_, next_known_;
};

}  // namespace filrouge
