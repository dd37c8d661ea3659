#pragma once

#include "dsl/check/actions.hpp"
#include "dsl/check/open_choices.hpp"

namespace filrouge::dsl {

/// Reads a délai into the model, with the choices it makes and what every délai must say.
class Delais {
 public:
  Delais(Checking& checking, Expressions& expressions, Actions& actions)
      : c_(checking), expressions_(expressions), actions_(actions) {}

  /// `place` is that of its state; `owner` the rule of its state or procédure; `code` the prefix of its code.
  Delai read(const DraftDelai& draft, Place place, RuleId owner, const std::string& code);

 private:
  void lengths(View node, const Place& place, Delai& delai);
  void hours_of_an_act(View node, const Delai& delai, const std::string& name);
  void rhythm(View node, const Place& place, Delai& delai);
  void said_of_every_keeper(View node, const std::string& name);
  void acts(View node, const ActionPlace& at, Delai& delai);
  void pause(View node, const Place& place, Delai& delai);
  void reminder(View node, const ActionPlace& at, Delai& delai);
  void complete(View node, Delai& delai);
  void patterns(View node, const Place& place, std::vector<PatternId>& into);

  Checking& c_;
  Expressions& expressions_;
  Actions& actions_;
};

}  // namespace filrouge::dsl
