#pragma once

#include <string>
#include <vector>

#include "dsl/diff/change.hpp"
#include "dsl/source/source.hpp"
#include "dsl/testing/scenario.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

struct DatedFile;

/// One of the two rule sets, checked and whole.
struct Version {
  const Program& program;
  const SourceSet& sources;
  const std::vector<Scenario>& scenarios;
  const std::vector<DatedFile>& dated;
};

/// What is told of a difference.
struct DifferenceOf {
  std::string procedure;                ///< folded name, whole or its end; empty: all
  std::string departement;              ///< what concerns its dossiers; empty: all
  std::string before_file, after_file;  ///< what is written in these; empty: in any
};

/// What `after` says that `before` did not say, thing by thing: models are compared, so that layout,
/// comments, the place and the order of what is read in any order are no difference; nor is a name, where all
/// that bore it follows.
Difference difference(const Version& before, const Version& after, const DifferenceOf& of);

/// The procédures of that name, in either: their codes. `near`: what the name may have meant.
std::vector<std::string> procedures_named(const Version& before, const Version& after,
                                          const std::string& name);
std::vector<std::string> procedure_names(const Version& before, const Version& after);

}  // namespace filrouge::dsl
