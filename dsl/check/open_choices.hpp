#pragma once

#include <optional>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// How délais are counted when they do not say: one line for the administration's, one for the person's.
struct CountingConventions {
  struct Line {
    std::optional<Choice> franc, proroge;
  };
  Line administration, person;
};

/// The name a module's « conventions … » gives.
std::string name_of_conventions(View use);
/// The conventions a module follows, its own or those of the module it extends.
CountingConventions conventions_of(const Checking& checking, std::uint32_t module);

/// What the modifiers of a node choose. Twice the same choice is an error.
struct Choices {
  std::optional<Choice> franc, proroge;
  std::optional<bool> inclusive, rolling, anchored, by_months, cumulated, tacit;
  bool for_person = false, against_person = false, of_instance = false, internal_target = false;
  Calendar calendar = Calendar::unknown;
  View tolerance, at_most;
};
Choices read_choices(Checking& checking, View node, std::string_view name);

/// Settles franc and proroge of a délai from its own words, else from the conventions; what is still open is
/// an error that lists the choices (no default: semantics A4).
void settle_counting(Checking& checking, View node, const Choices& choices,
                     const CountingConventions& conventions, Delai& delai);
/// The choices of a rythme and of a pause.
void settle_rhythm(Checking& checking, View node, const Choices& choices, Delai& delai);
void settle_pause(Checking& checking, View node, std::string_view delai_name, const Choices& choices,
                  Pause& pause);

}  // namespace filrouge::dsl
