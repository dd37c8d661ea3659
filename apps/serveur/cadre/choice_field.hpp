#pragma once

#include <string>
#include <vector>

#include "apps/serveur/cadre/html.hpp"

namespace filrouge::cadre {

struct Choice {
  std::string value, words;
};

/// A field whose value is one of a list.
struct ChoiceField {
  std::string name;   ///< of the value sent, and of the element
  std::string label;  ///< « Rôle »
  std::vector<Choice> choices{};
  std::string chosen{};
  std::string help{}, error{};
};
Html choice_field(const ChoiceField& field);

/// A text of several lines.
struct LongField {
  std::string name, label;
  std::string value{};
  std::string help{}, error{};
};
Html long_field(const LongField& field);

/// A box to tick, with what it says. `id` is one in the page; several may have the same name.
Html box(const std::string& id, const std::string& name, const std::string& value, const std::string& words,
         bool is_ticked);

}  // namespace filrouge::cadre
