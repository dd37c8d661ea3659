#pragma once

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/machine/configuration.hpp"
#include "engine/core/machine/interpreter.hpp"

namespace filrouge {

/// The end of a clock as of a day: pushed by its pauses.
struct ClockEnds {
  Date lo, hi;  ///< unknown while its start or length is
  Date raw;     ///< least, before pauses, franc and prorogation
  std::int32_t lo_minute = minutes_in_a_day, hi_minute = minutes_in_a_day;  ///< until when on those days
  std::int32_t paused_days = 0, paused_months = 0;
  bool paused = false;  ///< a pause stops it on that day
  Date until;           ///< the day its maximum sets it going again; unknown: it has none
  Date will_pause;      ///< the day its start comes, of one that a pause already waits for
  void keep_in(Derivation& dates) const {
    dates.end = lo, dates.end_latest = hi;
    dates.end_minute = lo_minute, dates.end_latest_minute = hi_minute;
  }
  bool half_open() const { return lo.known() && filrouge::half_open(lo, hi); }
  bool no_latest() const { return half_open() && hi >= last_day(); }
  /// The days, after that one, on which its pauses may move it.
  void announce(NextDay& next, Date day) const {
    if (paused) next.consider(day + 1);
    next.consider(will_pause);
  }
};

/// A configuration read: what stands in it on a day. Moves nothing.
class Reading final : public MachineView {
 public:
  Reading(const Program& program, const SeenJournal& seen)
      : program_(program), seen_(seen), interpreter_(program, seen, *this) {}

  /// Reads that configuration from now on; it must outlive the reading.
  void of(const Configuration& configuration);
  /// From now on, who looks beyond its own acts is told there; nullptr: nowhere. `answers`: and what it
  /// found.
  void tell(Onlookers* onlookers, bool answers = false) {
    onlookers_ = onlookers;
    remembers_ = answers;
  }
  /// From now on the local rules in force are those of that département.
  void lives_in(std::string_view departement);

  const Configuration& configuration() const { return *configuration_; }
  Interpreter& interpreter() const { return interpreter_; }
  const Delai& delai_of(const Clock& clock) const;
  DelaiCourse course_of(const Clock& clock) const;
  const Procedure& procedure_of(std::uint32_t instance) const;
  bool is_final(std::uint32_t instance) const;
  /// Follows its person still: not closed, not in a final state.
  bool live(std::uint32_t instance) const;
  /// Does the instance still wait for that « dès que »: in force, and not fired since it came to its state?
  bool awaits(std::uint32_t instance, std::uint32_t transition) const;
  bool in_force(RuleId rule, Date governing) const;
  /// Is it common to all, or local to the département the dossier is of on that day?
  bool of_departement(RuleId rule, Date day) const;
  /// Is it local to a département that the dossier left between those days, even if it came back?
  bool left_behind(RuleId rule, Date since, Date day) const;
  bool standing(std::uint32_t instance) const { return procedure_of(instance).per != InstancePer::event; }
  Place place(std::uint32_t instance, Date day, std::uint32_t current = none_id) const;
  /// Is the machine in doubt: is a guard, or its predicate, unknown? On the day being walked (on the day
  /// asked when all are), whatever past day or day to come is spoken of.
  bool in_doubt(std::uint32_t instance) const;

  const Clock* last_clock(std::uint32_t instance, std::uint16_t delai) const;
  ClockEnds ends(const Clock& clock, Date day) const;
  /// The same, counted from its start and length, with its pauses or as if it had none.
  ClockEnds count(const Clock& clock, Date day, bool with_pauses) const;
  Statut deadline_status(const Clock& clock, Date day) const;
  /// Of a faculty: open, used in time, or over. When the time is hers, a doubt does not close it.
  Statut faculty_status(const Clock& clock, Date day) const;
  /// Is every act that would keep it vouched for, from its start to `hi`, and none perhaps there?
  bool covered(const Clock& clock, Date hi) const;
  /// Would an act that may have kept it have done so by `hi`?
  bool may_be_in_time(const Clock& clock, std::uint32_t event, Date hi) const;
  /// The acts that the dates of a clock rest on, or that leave them unknown; not those that settled it.
  template <class Visit>
  void for_each_fact(const Clock& clock, Visit&& visit) const {
    for (const auto list : {clock.start_facts, clock.length_facts, clock.moving_acts})
      for (auto act = list; act != none_id; act = configuration_->contacts[act].next)
        if (configuration_->contacts[act].event != none_id) visit(configuration_->contacts[act].event);
  }
  /// The acts that may have kept it.
  template <class Visit>
  void for_each_doubtful(const Clock& clock, Visit&& visit) const {
    for (auto act = clock.first_doubtful; act != none_id; act = configuration_->contacts[act].next)
      visit(configuration_->contacts[act].event);
  }
  /// The first day on which a reminder « avant » of a clock that ends on that day is said, as of `day`;
  /// unknown: its length is.
  Date reminder_day(const Clock& clock, const Reminder& reminder, Date end, Date day) const;
  /// Does its end move the instance, or say something, by itself?
  bool fires(const Clock& clock) const;
  /// Does its end begin it again?
  bool renews(const Clock& clock) const;
  bool endless(const Clock& clock) const;

  /// Visits the instances linked with that one: those it opened, the one that opened it, those of which the
  /// opening act names its own, or is named by it. Some more than once.
  template <class Visit>
  void for_each_linked(std::uint32_t instance, Visit&& visit) const {
    const auto& lives = configuration_->lives;
    if (const auto by = lives[instance].opened_by; by != none_id) visit(by);
    for (auto i = lives[instance].first_linked; i != none_id; i = lives[i].next_linked) visit(i);
    const auto trigger = configuration_->instances[instance].trigger;
    if (trigger == none_id) return;
    const auto each_opened_on = [&](std::uint32_t act) {
      interpreter_.budget().spend();
      for (auto i = configuration_->first_opened[act]; i != none_id; i = lives[i].next_opened)
        if (i != instance) visit(i);
    };
    seen_.for_each_reference(trigger, [&](const JournalReference& reference) {
      for (const auto& [key, act] : seen_.bearing(reference.target))
        if (seen_.may_name(trigger, reference, act)) each_opened_on(act);
    });
    const auto& opening = seen_.event(trigger);
    const auto each_that_names_it_by = [&](Symbol own) {
      for (const auto& [key, act] : seen_.citing(own))
        seen_.for_each_reference(act, [&, act = act](const JournalReference& reference) {
          if (reference.target == own && seen_.may_name(act, reference, trigger)) each_opened_on(act);
        });
    };
    if (opening.id) each_that_names_it_by(opening.id);
    if (opening.reference && opening.reference != opening.id) each_that_names_it_by(opening.reference);
  }
  /// Is that reference of an act its own number, which names nothing?
  bool names_itself(std::uint32_t event, const JournalReference& reference) const {
    return reference.role == 0 && configuration_->own_number[event];
  }
  /// Does an act name another?
  bool cites(std::uint32_t event) const;

  /// Is an act of that instance, or of none of its procédure, and so perhaps of this one?
  bool may_belong(std::uint32_t instance, std::uint32_t event) const {
    return belongs(instance, event) != Truth::no || of_no_affaire(instance, event);
  }

  const Instance& instance(std::uint32_t index) const override { return configuration_->instances[index]; }
  Symbol delai_lacks(std::uint32_t instance, std::uint16_t delai) const override;
  Value delai_end(std::uint32_t instance, std::uint16_t delai, Date day) const override;
  Truth delai_is(std::uint32_t instance, std::uint16_t delai, DelaiState state, Date day) const override;
  Truth delai_over(std::uint32_t instance, std::uint16_t delai, Date day) const override;
  std::pair<Truth, std::uint32_t> linked_in_state(std::uint32_t instance, std::uint16_t procedure,
                                                  StateId state) const override;
  std::uint32_t keeping_act(std::uint32_t instance, std::uint16_t delai) const override;
  std::uint32_t lifting_act(std::uint32_t instance, std::uint16_t delai) const override;
  Truth belongs(std::uint32_t instance, std::uint32_t event) const override;
  bool given_to(std::uint32_t instance, std::size_t fewer_than,
                std::vector<std::uint32_t>& acts) const override;
  bool given_beside(std::uint32_t event, std::size_t fewer_than,
                    std::vector<std::uint32_t>& acts) const override;
  bool of_no_affaire(std::uint32_t instance, std::uint32_t event) const override;
  Truth taken_up(std::uint32_t instance, std::uint32_t event) const override;
  void looks_beyond(std::uint32_t instance, QueryId query, std::uint32_t whose, Date to) const override;
  void looks_at_measures(std::uint32_t instance) const override;
  bool remembers() const override { return remembers_; }
  void answered(const Place& place, const Expr& asked, const Value& value, Date turn) const override;
  std::uint64_t deliveries_changed() const override { return configuration_->deliveries_changed; }
  Truth share_an_instance(std::uint32_t one, std::uint32_t other) const override;

  /// Did an act come before the end of a délai in hours? Unknown when nobody said its time, on that day.
  Truth in_time(const ClockEnds& end, std::uint32_t event) const;

 private:
  ClockEnds count_hours(const Clock& clock) const;
  Truth predicate(std::uint32_t instance, Date day) const;

  const Program& program_;
  const SeenJournal& seen_;
  const Configuration* configuration_ = nullptr;
  Onlookers* onlookers_ = nullptr;
  bool remembers_ = false;
  /// The affaires an act is of, read once however many acts are held against it.
  class Affaires {
   public:
    void read(const Reading& reading, std::uint32_t event);
    Truth worth(std::uint32_t instance) const {
      return instance < worth_.size() && worth_[instance].turn == turn_ ? worth_[instance].worth : Truth::no;
    }
    /// The « pour chaque » instances that took it.
    const std::vector<std::uint32_t>& standing() const { return standing_; }

   private:
    struct Worth {
      std::uint64_t turn = 0;
      Truth worth = Truth::no;
    };
    std::vector<Worth> worth_;
    std::vector<std::uint32_t> standing_;
    std::uint64_t turn_ = 0, changed_ = 0;
    const Configuration* of_ = nullptr;
    std::uint32_t act_ = none_id;
  };

  mutable Affaires affaires_;
  mutable Interpreter interpreter_;
  std::optional<std::string> departement_;  ///< of which the local rules are in force
  std::vector<bool> module_applies_;        ///< a local module applies to the dossiers of its département
  struct Stop {
    Date from, to;
    bool by_months = false, open = false;
    Date cut;  ///< first day on which its maximum no longer lets it stop the clock; unknown: none
  };
  struct Push {
    std::int32_t months = 0, days = 0;
    bool open = false;
    Date until;
    Date will_open;
  };
  Push pushed(const Clock& clock, Date start, Date first_start, Date raw, Date day) const;
  Duration length_of(const Stop& stop) const;
  mutable std::vector<Stop> stops_;
};

inline const Procedure& Reading::procedure_of(std::uint32_t instance) const {
  return program_.model.procedures[configuration_->instances[instance].procedure];
}

inline const Delai& Reading::delai_of(const Clock& clock) const {
  return procedure_of(clock.instance).delais[clock.delai];
}

inline DelaiCourse Reading::course_of(const Clock& clock) const {
  return facts_of(delai_of(clock).kind).course;
}

inline bool Reading::is_final(std::uint32_t instance) const {
  return procedure_of(instance).states[configuration_->instances[instance].state].final;
}

inline bool Reading::live(std::uint32_t instance) const {
  return instance == none_id || (configuration_->lives[instance].alive && !is_final(instance));
}

inline bool Reading::in_force(RuleId rule, Date governing) const {
  return module_applies_[program_.rule(rule).module] && program_.in_force(rule, governing);
}

inline Place Reading::place(std::uint32_t instance, Date day, std::uint32_t current) const {
  const auto& it = configuration_->instances[instance];
  return {.instance = instance,
          .person = it.person,
          .current = current,
          .day = day,
          .governing = it.governing,
          .horizon = configuration_->horizon};
}

}  // namespace filrouge
