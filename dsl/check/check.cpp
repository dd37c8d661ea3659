#include "dsl/check/check.hpp"

#include <algorithm>

#include "dsl/check/anchor.hpp"
#include "dsl/check/controls.hpp"
#include "dsl/check/declare.hpp"
#include "dsl/check/ended_measures.hpp"
#include "dsl/check/in_module.hpp"
#include "dsl/check/indicators.hpp"
#include "dsl/check/labels.hpp"
#include "dsl/check/laws.hpp"
#include "dsl/check/leads.hpp"
#include "dsl/check/local_requirements.hpp"
#include "dsl/check/parameters.hpp"
#include "dsl/check/procedures.hpp"
#include "dsl/check/roles.hpp"
#include "dsl/check/scenarios.hpp"
#include "dsl/check/tables.hpp"
#include "dsl/check/targets.hpp"
#include "dsl/check/topics.hpp"
#include "dsl/check/weights.hpp"

namespace filrouge::dsl {

Checked check_rules(const SourceSet& sources, const std::vector<Tree>& trees, Diagnostics& diagnostics,
                    const OpenDated& open, Extent extent, Scenarios scenarios, Mentions* mentions) {
  Checked checked;
  Checking checking(sources, trees, diagnostics);
  checking.mentions.kept = mentions != nullptr;
  checking.open_dated = [&](std::uint32_t file, const std::string& path) {
    auto answer = open ? open(file, path) : DatedAnswer(DatedFault::absent);
    if (const auto* found = std::get_if<DatedFile>(&answer)) {
      bool met = false;
      for (const auto& one : checked.dated) met = met || one.shown == found->shown;
      if (!met) checked.dated.push_back(*found);
    }
    return answer;
  };
  checking.to_run = extent == Extent::to_run;
  checking.keeps_expressions = extent == Extent::whole;
  Expressions expressions(checking);
  Actions actions(checking, expressions);
  Procedures procedures(checking, expressions);

  declare_all(checking);
  mention_declarations(checking);
  read_labels(checking);
  read_ended_measures(checking);
  read_parameters(checking, expressions);
  read_local_values(checking, expressions);
  for (std::uint16_t p = 0; p < checking.procedures.size(); ++p) procedures.outline(p);
  outline_tables(checking, expressions);
  read_definitions(checking, expressions);
  read_tables(checking, expressions, extent != Extent::to_run);
  read_roles(checking, expressions);
  read_weights(checking, expressions);
  for (std::uint16_t p = 0; p < checking.procedures.size(); ++p) procedures.read(p);
  read_targets(checking, expressions);
  read_controls(checking, expressions, actions);
  read_guarantees(checking, expressions, actions);
  read_indicators(checking, expressions);
  settle_leads(checking);
  if (extent != Extent::to_run) read_topics(checking);
  settle_anchors(checking);
  auto& uses = checking.model.uses;
  std::ranges::sort(uses);
  uses.erase(std::ranges::unique(uses).begin(), uses.end());

  // What follows reads the model as a whole: with holes in it, it would accuse the innocent.
  if (extent != Extent::in_part && !diagnostics.has_errors()) {
    check_in_module(checking);
    check_guards(checking);
    check_expectations(checking);
    check_circles(checking);
    check_reachability(checking);
    check_dead_ends(checking);
    check_sanctions(checking);
    check_sanction_states(checking);
  }
  check_basis(checking);
  check_local(checking);
  add_local_requirements(checking);
  if (extent != Extent::to_run && scenarios == Scenarios::read)
    checked.scenarios = read_scenarios(checking, expressions);
  if (mentions != nullptr) {
    checking.mentions.settle();
    *mentions = std::move(checking.mentions);
  }
  checked.model = std::move(checking.model);
  checked.expressions = std::move(checking.expressions);
  return checked;
}

}  // namespace filrouge::dsl
