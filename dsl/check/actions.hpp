#pragma once

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Where clauses and actions are being read: their place, the rule they belong to, the module that wrote
/// them.
struct ActionPlace {
  Place place;
  RuleId owner = none_id;
  std::uint32_t module = 0;
};

/// Reads what a clause makes happen.
class Actions {
 public:
  Actions(Checking& checking, Expressions& expressions) : c_(checking), expressions_(expressions) {}

  /// The actions among the children of a node, in order. With `target`, « aller à » goes there instead of
  /// into the list. `at_end`: of a délai, those of its end; its « à faire » and rappels are for while it
  /// runs.
  std::vector<Action> read(View parent, const ActionPlace& at, StateId* target = nullptr,
                           bool at_end = false);
  /// « exige »: one requirement, or one for each part of an « et » without message of its own.
  void requirements(View node, const ActionPlace& at, std::vector<Requirement>& into);
  /// « par RÔLE », and the second of « sous couvert de ».
  void role(View by_role, std::uint32_t module, RoleId& first, RoleId& second);
  void roles(View by_role, std::uint32_t module, Action& action);
  /// The state a name means in that procédure; no_id (said) when there is none.
  StateId state(View at, const std::string& name, const Place& place);
  static filrouge::Severity severity(View node, filrouge::Severity unsaid);

 private:
  bool read_one(View node, const ActionPlace& at, Action& action);
  void requirement(View node, View condition, const ActionPlace& at, const std::string& label,
                   filrouge::Severity severity, std::vector<Requirement>& into);
  void bounds_of_table(View name, const ActionPlace& at, Action& action);

  Checking& c_;
  Expressions& expressions_;
};

/// The rule of a part of a clause: its owner's code, a word and a number (« .exige_2 »), the owner's
/// fondement.
RuleId add_part_rule(Checking& checking, View node, const ActionPlace& at, std::string_view word,
                     View logic = {});

}  // namespace filrouge::dsl
