#include "tests/oracle/rules_under_test.hpp"

#include <filesystem>

#include "dsl/grammar/parse.hpp"
#include "tests/oracle/random_rules.hpp"

namespace filrouge::oracle {

std::unique_ptr<Rules> load(const std::vector<std::string>& paths) {
  auto rules = std::make_unique<Rules>();
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) files.push_back(std::filesystem::path(FILROUGE_SOURCE_DIR) / path);
  dsl::Diagnostics diagnostics;
  rules->checked = dsl::load_rules(files, rules->sources, diagnostics);
  if (diagnostics.has_errors())
    rules->errors = dsl::render_text(rules->sources, diagnostics);
  else
    rules->plan = std::make_unique<Plan>(rules->checked.model);
  return rules;
}

std::unique_ptr<Rules> from_text(const std::string& text) {
  auto rules = std::make_unique<Rules>();
  dsl::Diagnostics diagnostics;
  const auto file = rules->sources.add("tire.fil", text, diagnostics);
  std::vector<dsl::Tree> trees;
  trees.push_back(dsl::parse(rules->sources, file, diagnostics));
  if (!diagnostics.has_errors())
    rules->checked = dsl::check_rules(rules->sources, trees, diagnostics,
                                      [](std::uint32_t, const std::string& path) -> dsl::DatedAnswer {
                                        return dsl::DatedFile{path, drawn_values()};
                                      });
  if (diagnostics.has_errors())
    rules->errors = dsl::render_text(rules->sources, diagnostics);
  else
    rules->plan = std::make_unique<Plan>(rules->checked.model);
  return rules;
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
