#include "tests/oracle/rules_under_test.hpp"

#include <filesystem>

#include "tests/oracle/random_rules.hpp"

namespace filrouge::oracle {

std::unique_ptr<Rules> load(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) files.push_back(std::filesystem::path(FILROUGE_SOURCE_DIR) / path);
  return std::make_unique<Rules>(files, dsl::Extent::whole);
}

std::unique_ptr<Rules> from_text(const std::string& text) {
  const RuleText texts[] = {{"tire.fil", text}};
  return std::make_unique<Rules>(
      texts, [](const std::string&) { return drawn_values(); }, dsl::Extent::whole);
}

const Rules& trial_rules() {
  static const auto rules = load({"rules/national/vocabulaire.fil", "rules/national/delais.fil",
                                  "rules/national/roles.fil", "tests/oracle/regles"});
  return *rules;
}

const Rules& shipped_rules() {
  static const auto rules = load({"rules"});
  return *rules;
}

}  // namespace filrouge::oracle
