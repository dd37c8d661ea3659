#pragma once

#include <span>
#include <vector>

#include "engine/core/machine/interpreter.hpp"

namespace filrouge {

/// What became of somebody who waits for an act.
enum class Outcome : std::uint8_t {
  reached,  ///< the act came (within the limit, when there is one)
  missed,   ///< the limit passed without it
  waiting,  ///< it has not come yet
  left,     ///< who waited left before it came
  unknown   ///< a fact is missing, or the source does not vouch for it: neither kept nor broken
};

/// How long somebody waited, and what ended it.
struct Lasting {
  Outcome outcome = Outcome::unknown;
  Date until;  ///< it lasted until that day; unless reached, at least until then. Unknown: nothing is known
};

/// From an act to the one that answers it, for one person (or for the foyer, when the act is the foyer's).
struct Wait {
  std::uint32_t start = none_id;  ///< journal rank
  std::int16_t person = -1;       ///< index; -1: the foyer
  Date began;                     ///< day of the starting act
  Date since;                     ///< day the count starts from; unknown when it is told nowhere
  std::uint32_t end = none_id;    ///< journal rank of the act that answers
  Date ended;
  Date left;                    ///< day of the act after which nobody waits
  Date doubtful;                ///< first day on which the answer may have come
  Date doubtfully_left;         ///< first day of an act after which perhaps nobody waits
  bool start_doubtful = false;  ///< perhaps this wait never began
};

/// Finds, in one dossier, every wait of an indicator. A second start while the first still waits begins
/// nothing: the count runs from the first (unless a start is also an act one leaves by: then it begins anew).
/// Acts that carry references answer the start they refer to.
class Waits {
 public:
  Waits(const Model& model, const SeenJournal& seen, Interpreter& interpreter)
      : model_(model), seen_(seen), interpreter_(interpreter) {}

  void find(const Indicator& indicator);
  std::span<const Wait> found() const { return waits_; }
  /// Acts that answer nothing: their start was never recorded. Journal ranks, one a person.
  std::span<const std::uint32_t> without_start() const { return without_start_; }

  /// As seen on the day asked. What is unknown lasted at least until the first doubt, or the first day the
  /// source says nothing of.
  Lasting lasting(const Indicator& indicator, const Wait& wait) const;
  /// Did the answer come by the last day of the limit? Until that day is over, who has not left is waiting,
  /// answered or not.
  Outcome outcome_within(const Indicator& indicator, const Wait& wait, Value length) const;
  /// Did it come by the day asked? Who still waits has missed it so far.
  Outcome outcome_to_date(const Indicator& indicator, const Wait& wait) const;

 private:
  void begin(std::uint32_t event, bool doubtful);
  void answer(std::uint32_t event, bool doubtful);
  void leave(std::uint32_t event, bool doubtful);
  Date counted_from(const Indicator& indicator, const Wait& wait);
  bool open(const Wait& wait, Date day) const;
  bool concerns(const Wait& wait, std::uint32_t event) const;
  bool refers(std::uint32_t event, const Wait& wait) const;
  /// Both say what they are about, and it is not the same thing.
  bool about_another(std::uint32_t event, const Wait& wait) const;
  void close(Wait& wait, std::uint32_t event) const;
  static bool left_unanswered(const Wait& wait, Date by);
  Outcome answered_by(const Indicator& indicator, const Wait& wait, Date least, Date greatest) const;
  bool vouched(const Indicator& indicator, Date from, Date to) const;
  Date first_not_vouched(const Indicator& indicator, Date from, Date to) const;

  const Model& model_;
  const SeenJournal& seen_;
  Interpreter& interpreter_;
  std::vector<Wait> waits_;
  std::vector<std::uint32_t> unanswering_, without_start_;
};

}  // namespace filrouge
