#pragma once

#include "engine/core/replay/machines.hpp"

namespace filrouge {

/// Turns machines that have reached the day asked into findings, in the contract's order.
class Reporter {
 public:
  Reporter(const Plan& plan, SeenJournal& seen, Machines& machines)
      : plan_(plan), seen_(seen), machines_(machines) {}

  void report(Evaluation& out);

 private:
  CompactFinding& add(Nature nature, RuleId rule, std::uint32_t instance);
  void instance(std::uint32_t index);
  void run(const DelaiRun& run, std::uint32_t ordinal);
  void deadline(const DelaiRun& run, std::uint32_t ordinal);
  void waiting(const DelaiRun& run, std::uint32_t ordinal);
  void term(const DelaiRun& run, std::uint32_t ordinal, Nature nature);
  void bound_of_measure(const DelaiRun& run, std::uint32_t ordinal);
  void rhythm(const DelaiRun& run, std::uint32_t ordinal);
  void rolling(const DelaiRun& run, std::uint32_t ordinal);
  void ordinals(const DelaiRun& run, std::uint32_t ordinal);
  void occurrence(const DelaiRun& run, std::uint32_t ordinal, Date due, Statut statut, Date settled_by);
  bool reminded(const DelaiRun& run, NextDay& next);
  void reminders(const DelaiRun& run, std::uint32_t ordinal, Statut statut);
  void sequel(const DelaiRun& run, const std::vector<Action>& actions, Date on, bool now, bool happened,
              std::uint32_t ordinal);
  void said(const Said& said);
  void while_true(std::uint32_t index);
  void describe(CompactFinding& finding, const DelaiRun& run);
  void describe(CompactFinding& finding, const Action& action);
  void facts(CompactFinding& finding, std::uint32_t event);
  void missing(CompactFinding& finding, Symbol fact);
  void collected(CompactFinding& finding);
  void bounds(CompactFinding& finding, const Action& action, const Place& place);
  void controls();
  bool control(const Control& control, std::uint32_t event, bool asked);
  void orphans();
  void who_acts();
  RoleId held_by(RoleId role, const Place& place);
  void order();
  bool live(std::uint32_t instance) const;
  bool covered(const DelaiRun& run) const;

  const Plan& plan_;
  SeenJournal& seen_;
  Machines& machines_;
  Evaluation* out_ = nullptr;
  NextDay next_;
};

}  // namespace filrouge
