#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/store/base.hpp"
#include "engine/store/stored_findings.hpp"
#include "filrouge/allowance.hpp"

namespace filrouge {

struct NightQuestion {
  Date day;             ///< asked, and known
  std::string made_at;  ///< ISO day and time, told by the caller
  bool whole = false;   ///< every dossier, whatever was said of it
  std::uint64_t budget = Allowance::usual_steps;
  unsigned threads = 1;
};

/// What a night was.
struct NightTally {
  std::string reason;  ///< why every dossier was evaluated, in French; empty: only those that could differ
  Date before;         ///< the day of the night before; unknown: this is the first
  std::uint64_t dossiers = 0;  ///< of the base that somebody knew of that day
  std::uint64_t evaluated = 0;
  std::uint64_t findings = 0;  ///< that stand once it is over
  std::uint64_t appeared = 0, moved = 0, ended = 0;
};

/// A dossier as it was read, before it is evaluated: what of it the rules cannot read is in its remarks.
using HearJournal = std::function<void(const Journal&)>;
using TellChanges = std::function<void(const StoredAnswer&, const FindingChanges&)>;

/// Says again what is to be said of the dossiers of a base on a day: of those alone whose rows changed, whose
/// day has come, or all of them under other rules than the night before's. What the base then keeps is what a
/// full run would say. One transaction: killed, it leaves the night before. Each dossier, in their order, is
/// heard, then told with what differs. Throws StoreError; a day before the last night's is refused by it.
NightTally pass_night(Base& base, const Program& program, const NightQuestion& question,
                      const TellChanges& tell, const HearJournal& hear = {});

/// Is there something to say on that day that the base does not hold? Not when its last night, asked by hand,
/// is of a later day. Throws StoreError.
bool night_is_due(Base& base, const Program& program, Date day,
                  std::uint64_t budget = Allowance::usual_steps);

/// How many dossiers changed since they were evaluated, or never were. Throws StoreError.
std::uint64_t out_of_date(Base& base);

/// The same of these dossiers alone, that somebody just changed, within the transaction of whoever calls.
/// Throws SQLite::Exception, StoreError.
void say_again(Base& base, const Program& program, Date day, std::span<const std::string> dossiers,
               std::uint64_t budget = Allowance::usual_steps);

}  // namespace filrouge
