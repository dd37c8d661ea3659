#include "tests/bench/opened_packs.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

#include "engine/core/replay/replay.hpp"
#include "tests/bench/caseload.hpp"

namespace filrouge::bench {
namespace {

struct Share {
  std::size_t met = 0, all = 0;
};

}  // namespace

void print_opened_packs(const Program& program, const std::vector<Journal>& journals, Date asked) {
  const auto& model = program.model;
  std::vector<bool> opened(model.procedures.size()), looked_at(model.controls.size());
  Replay replay(program);
  Evaluation evaluation;
  for (const auto& journal : journals) {
    replay.run(journal, asked, asked, evaluation);
    for (const auto& instance : evaluation.instances) opened[instance.procedure] = true;
    for (const auto& event : journal.events) {
      if (event.type == no_id) continue;
      const auto departement = journal.departement_on(event.on);
      for (const auto control : program.controls_on[event.type]) {
        const auto& rule = program.rule(model.controls[control].rule);
        if (program.applies(model.modules[rule.module], departement) &&
            program.in_force(model.controls[control].rule, event.on))
          looked_at[control] = true;
      }
    }
  }
  std::map<std::string, std::pair<Share, Share>> packs;
  const auto count = [](bool met, Share& share) {
    ++share.all;
    share.met += met;
  };
  for (std::size_t p = 0; p < opened.size(); ++p) {
    const auto rule = model.procedures[p].rule;
    count(opened[p], packs[pack_of(program.rule(rule).file)].first);
  }
  for (std::size_t c = 0; c < looked_at.size(); ++c) {
    const auto rule = model.controls[c].rule;
    count(looked_at[c], packs[pack_of(program.rule(rule).file)].second);
  }
  fmt::print(
      "\n| règles | procédures ouvertes au moins une fois | contrôles dont un acte est là "
      "|\n|---|---|---|\n");
  for (const auto& [pack, shares] : packs)
    fmt::print("| {} | {} sur {} | {} sur {} |\n", pack, shares.first.met, shares.first.all,
               shares.second.met, shares.second.all);
}

}  // namespace filrouge::bench
