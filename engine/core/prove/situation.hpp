#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/prove/terms.hpp"
#include "engine/core/prove/zone.hpp"

namespace filrouge::prove {

/// What a clock may be found to be.
enum class ClockIs : std::int8_t {
  never,     ///< its state was not come to yet
  pending,   ///< its start, or its length, is not known
  running,   ///< its end has not passed
  doubtful,  ///< its end may have passed
  over,      ///< its end has passed
  kept,      ///< an act kept it
  lifted,    ///< an act of the person put an end to it
  left       ///< its state was left before its end
};

/// A truth, or: what would tell it is not supposed yet.
enum class Worth : std::int8_t { no, yes, unknown, open };

/// Where the machine of a procédure stands when something is asked of it.
struct Standing {
  std::uint16_t procedure = no_id;
  StateId state = no_id;
  StateId from = no_id;       ///< the state it has just left; no_id: none
  EventTypeId act = no_id;    ///< of the act at hand
  bool just_entered = false;  ///< the day of its entry is the day at hand
  std::string departement;    ///< whose local rules are there too; empty: none
};

/// One of the days a dossier may have: what is supposed of its facts, of its clocks and of its dates, as far
/// as somebody asked. Nothing is supposed twice in two ways: a fact has one value a day, wherever it is
/// read.
///
/// Sorts of facts. *Own*: acts of this affaire, kept with what each search has to do with the others.
/// *Dated*: two dates compared, which become bounds of a zone. *Free*: everything else (other affaires,
/// amounts, attributes), any of yes, no, unknown. What is so shown of every day is true of every real one.
class Situation {
 public:
  Situation(Terms& terms, Standing standing);

  /// What is worth a condition; Worth::open: `opened()` is to be supposed first.
  Worth worth(TermId term);
  Worth truth(ExprId expression) { return worth(terms_->at_hand(terms_->of(expression), standing_.act)); }
  /// Does the act at hand fit a pattern of its type?
  Worth fits(const Pattern& pattern);
  ClockIs clock(std::uint16_t delai);
  /// The clock, not open: an assumption is made if there was none.
  bool clock_supposed(std::uint16_t delai) const { return clocks_[delai] >= 0; }
  void suppose_clock(std::uint16_t delai, ClockIs is);
  /// Its end had passed when its state began; `from_start`: when the procédure did.
  void over_before_entry(std::uint16_t delai, bool from_start) { early_.emplace_back(delai, from_start); }
  /// Do the dates of what was supposed of its clocks fit? False: no such day.
  Worth clocks_fit();
  /// Is a clock that waits for its start waiting for something that somebody is asked for?
  Worth waits_for_an_answer(std::uint16_t delai);
  bool possible() const { return !zone_.empty() && !contradicted_; }

  /// What has to be supposed, and how many ways there are.
  struct Choice {
    enum class Kind : std::uint8_t { truth, word, known, clock, existence } kind = Kind::truth;
    std::uint32_t of = none_id;
    std::uint8_t ways = 0;
    friend bool operator==(const Choice&, const Choice&) = default;
  };
  const Choice& opened() const { return opened_; }
  void opened(const Choice& choice) { opened_ = choice; }
  /// This day, with that choice made the nth way: nothing when it contradicts what was supposed.
  std::optional<Situation> with(const Choice& choice, std::uint8_t way) const;

  /// It passes to that state, on that day: the clocks of the state begin.
  void enter(StateId state);
  const Standing& standing() const { return standing_; }
  /// The free facts that were supposed, in the order they were.
  const std::vector<TermId>& free_facts() const { return free_; }
  /// No act that this search finds has been taken.
  void without(std::uint32_t search) { suppose_existence(search, Worth::no); }

 private:
  enum class Known : std::int8_t { no, absent, yes, open };
  struct Day {
    Known known = Known::no;
    Zone::Index variable = Zone::origin;
    std::int32_t least = 0, greatest = 0;  ///< days after it
    bool vague = false;                    ///< it may be one of several days
  };
  struct Length {
    Known known = Known::no;
    std::int32_t least = 0, greatest = 0;
  };

  Worth existence(std::uint32_t search);
  Worth current_is_found_by(std::uint32_t search);
  void suppose_existence(std::uint32_t search, Worth worth);
  Worth is_known(TermId term);
  Worth is_word(TermId term, Symbol word);
  Worth before(TermId one, TermId other, TermId comparison);
  Worth free_truth(TermId term);
  Known fact_known(TermId term);
  Day day(TermId term);
  Day variable_for(TermId term, bool vague = false);
  Length length(TermId term, bool franc, bool prorogued);
  Worth clock_fits(std::uint16_t delai);
  bool is_date(TermId term) const;
  bool in_place(const Delai& delai) const;
  /// Keeps what has one - other ≤ days; what has no place of its own in the zone keeps nothing.
  void keep(Zone::Index one, Zone::Index other, std::int32_t days);
  Worth ask(Choice::Kind kind, std::uint32_t of, std::uint8_t ways);
  std::int8_t& slot(std::vector<std::int8_t>& slots, std::uint32_t index);

  Terms* terms_;
  Standing standing_;
  Zone zone_;
  std::vector<std::pair<TermId, Zone::Index>> variables_;
  std::size_t next_variable_;
  std::vector<std::int8_t> truths_, words_, known_, existences_, clocks_;
  std::vector<std::pair<std::uint16_t, bool>> early_;
  std::vector<TermId> free_;
  Choice opened_;
  bool contradicted_ = false;
};

}  // namespace filrouge::prove
