#include "apps/filrouge/filters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {

bool known_filter(const char* option, const std::string& word, const std::vector<std::string_view>& names) {
  if (word.empty() || std::ranges::find(names, word) != names.end()) return true;
  const auto meant = did_you_mean(word, names);
  fmt::print(stderr, "{} : « {} » n'existe pas{} Les mots possibles : {}\n", option, visible(word),
             meant.empty() ? "." : meant.then(), listed(names));
  return false;
}

bool known_role(const std::string& word, const Model& model) {
  std::vector<std::string_view> roles;
  for (const auto& role : model.roles) roles.push_back(model.text(role.name));
  return known_filter("--role", word, roles);
}

}  // namespace filrouge
