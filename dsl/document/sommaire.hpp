#pragma once

#include <string>
#include <vector>

#include "dsl/testing/run.hpp"

namespace filrouge::dsl {

/// A line of the index: what a text says, what carries it, and how far it is proved.
struct SommaireRow {
  const Topic* topic = nullptr;
  bool verified = false;  ///< its own fondement and those of every rule that carries it were read
  std::vector<std::string> unverified;     ///< the references that remain to be read, each once
  std::vector<const Scenario*> scenarios;  ///< those that go through one of the rules, in the order of files,
                                           ///< the rule's own module first
};

/// Every « article » and « dispositif » of the rules, in the order of files.
std::vector<SommaireRow> sommaire_rows(const Program& program, const TestRun& run);

/// The index page, in Markdown: what the rules carry of each text, with its source, its status and its
/// scénarios. `links` is put before the path of a rule file to make a link (« ../rules/ »); empty: no links.
std::string sommaire_page(const Program& program, const TestRun& run, const std::string& links);

}  // namespace filrouge::dsl
