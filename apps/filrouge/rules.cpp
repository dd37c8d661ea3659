#include "apps/filrouge/rules.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <set>

#include "engine/core/text/visible.hpp"

namespace filrouge {

std::vector<std::filesystem::path> rule_paths(const std::vector<std::string>& given) {
  if (!given.empty()) return {given.begin(), given.end()};
  if (std::filesystem::is_directory("rules")) return {"rules"};
  // Beside the program wherever it was installed, else where it was meant to be.
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (!unknown)
    if (const auto beside = program.parent_path().parent_path() / "share/filrouge/rules";
        std::filesystem::is_directory(beside))
      return {beside};
  return {FILROUGE_INSTALLED_RULES};
}

dsl::Language language_of(const std::string& code) {
  return code == "en" ? dsl::Language::english : dsl::Language::french;
}

std::unique_ptr<LoadedRules> load_runnable(const std::vector<std::string>& given, const std::string& language,
                                           dsl::Extent extent) {
  auto rules = std::make_unique<LoadedRules>(rule_paths(given), extent);
  if (rules->program) return rules;
  fmt::print(stderr, "{}", dsl::render_text(rules->sources, rules->diagnostics, language_of(language)));
  fmt::print(stderr, "Les règles ont des erreurs : rien n'a été fait.\n");
  return nullptr;
}

void say_if_nothing_is_local(const Model& model, const std::string& departement) {
  std::set<std::string> local;
  for (const auto& module : model.modules)
    if (!module.departement.empty()) local.insert(module.departement);
  if (departement.empty() || local.contains(departement)) return;
  fmt::print(
      stderr,
      "remarque : --departement {} : aucune règle ne lui est propre{}, seul ce qui vaut partout est dit\n",
      visible(departement),
      local.empty() ? "" : fmt::format(" (il y en a pour : {})", fmt::join(local, ", ")));
}

}  // namespace filrouge
