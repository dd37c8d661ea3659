#pragma once

#include <map>

#include "dsl/check/actions.hpp"
#include "dsl/check/clause_catalogue.hpp"

namespace filrouge::dsl {

/// Reads the clauses of a state, or those « depuis tout état », in the order they are tried.
class Clauses {
 public:
  Clauses(Checking& checking, Expressions& expressions, Actions& actions)
      : c_(checking), expressions_(expressions), actions_(actions) {}

  /// Clauses of one text. `place` is the state's; `code` its code, which their codes continue.
  void read(View text, const Place& place, RuleId owner, const std::string& code, std::vector<Clause>& into);
  /// What a délai says of its own end: « à la fin, aller à … ».
  void at_end_of_delai(View delai, std::uint16_t index, const Place& place, RuleId owner,
                       const std::string& code, std::vector<Clause>& into);

 private:
  void on_act(View node, ClauseKind kind, const Place& place, RuleId owner, const std::string& code,
              std::vector<Clause>& into);
  void otherwise(View node, const Place& place, RuleId owner, const std::string& code,
                 std::vector<Clause>& into);
  void at_end(View node, const std::vector<std::uint16_t>& delais, const Place& place, RuleId owner,
              const std::string& code, std::vector<Clause>& into);
  void standing(View node, ClauseKind kind, std::string_view word, const Place& place, RuleId owner,
                const std::string& code, std::vector<Clause>& into);
  Clause begin(View node, ClauseKind kind, const Place& place, RuleId owner, std::string code);
  void finish(View node, Clause& clause, Place place);
  ActionStand stand_of(View node, const Clause& clause, const Place& place) const;

  Checking& c_;
  Expressions& expressions_;
  Actions& actions_;
};

}  // namespace filrouge::dsl
