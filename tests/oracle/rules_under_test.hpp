#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/check/load.hpp"
#include "engine/core/plan/plan.hpp"

namespace filrouge::oracle {

/// Rules read from files, as both engines run them. Kept in place: the plan points into the model.
struct Rules {
  dsl::SourceSet sources;
  dsl::Checked checked;
  std::unique_ptr<Plan> plan;
  std::string errors;  ///< what the reading found wrong; empty when the rules can run

  const Model& model() const { return checked.model; }
};

/// The rules of these files or folders, relative to the root of the project.
std::unique_ptr<Rules> load(const std::vector<std::string>& paths);
/// The rules of a text, with the dated values drawn rules may name.
std::unique_ptr<Rules> from_text(const std::string& text);
/// The rules written for these tests, over the national vocabulary: every construction of the language at
/// work.
const Rules& trial_rules();
/// The rules of `rules/`, as they are.
const Rules& shipped_rules();

}  // namespace filrouge::oracle
