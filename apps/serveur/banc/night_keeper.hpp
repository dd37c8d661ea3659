#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "apps/serveur/banc/rules_in_force.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// Keeps what the pages list up to the day, the rules and the rows: passes a night when the last one is of
/// another day or of other rules, and says again what an import or a hand changed, a minute later at most.
/// What keeps it from it, a base held by an import, is tried again.
class NightKeeper {
 public:
  /// `rules` must outlive it; `today` and `now` (ISO day and time) are called from its thread.
  NightKeeper(std::string base, RulesInForce& rules, std::function<Date()> today,
              std::function<std::string()> now);
  ~NightKeeper();
  NightKeeper(const NightKeeper&) = delete;

  /// Something was written: look now, not in a minute.
  void wake();

 private:
  void keep();
  void pass_if_due();

  std::string base_;
  RulesInForce& rules_;
  std::function<Date()> today_;
  std::function<std::string()> now_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false, woken_ = false;
  std::jthread thread_;  ///< last: it ends before what it uses
};

}  // namespace filrouge::banc
