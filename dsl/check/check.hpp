#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/check/checking.hpp"
#include "dsl/testing/scenario.hpp"

namespace filrouge::dsl {

/// What rule files mean, once every name, type and rule of the house was checked.
struct Checked {
  Model model;                      ///< meaningful only when the diagnostics have no error
  std::vector<Scenario> scenarios;  ///< in the order of files and lines; none when checked to run
  std::vector<DatedFile> dated;     ///< YAML files the rules rest on, each once
  std::vector<ReadExpression>
      expressions;  ///< those of the text, in the order they were read; of the whole alone
};

/// Finds the YAML file a rule file names, or says why it is not read.
using OpenDated = std::function<DatedAnswer(std::uint32_t file, const std::string& path)>;

/// How far rules are checked.
enum class Extent : std::uint8_t {
  whole,   ///< all that can be said of them
  to_run,  ///< all that running them rests on: neither scénarios, nor index, nor holes and overlaps of tables
  in_part,  ///< trees that do not hold all that was written: what reads the model as a whole is left out
};

/// Checks trees into a model, saying all that is wrong (docs/langage.md, semantics of the language). Never
/// stops at the first error. The trees must be of `sources`, without reading errors, but `in_part`
/// (partial.hpp).
/// `scenarios`: whether the trees hold theirs. `mentions`: where what each name means is kept, if anybody
/// asks.
Checked check_rules(const SourceSet& sources, const std::vector<Tree>& trees, Diagnostics& diagnostics,
                    const OpenDated& open, Extent extent, Scenarios scenarios = Scenarios::read,
                    Mentions* mentions = nullptr);

}  // namespace filrouge::dsl
