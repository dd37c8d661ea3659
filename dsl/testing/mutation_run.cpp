#include "dsl/testing/mutation_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "dsl/testing/killing_scenario.hpp"
#include "dsl/testing/scenario_text.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

/// A mutant may turn in circles: past that many steps it is seen to be no longer the rules.
constexpr std::uint64_t most_steps = 50'000'000;

/// A scénario that holds, its dossier typed, and where it passes.
struct Seen {
  const Scenario* scenario = nullptr;
  Journal journal;
  std::vector<RuleId> reached;
  std::vector<bool> entered, opened, types;
};

class Mutating {
 public:
  Mutating(const Program& program, const std::vector<Scenario>& scenarios, const MutationAsked& asked)
      : program_(program), model_(program.model), asked_(asked), mutated_(program.model), by_rules_(program) {
    for (const auto& scenario : scenarios) look_at(scenario);
    users_.resize(model_.rules.size());
    for (const auto& [user, named] : model_.uses) users_[named].push_back(user);
  }

  MutationRun run() {
    const auto all = mutants_of(model_, asked_.procedure);
    run_.possible = all.size();
    const auto chosen = drawn(all);
    std::map<std::string, MutationScore> modules, operations;
    for (const auto* mutant : chosen) {
      if (asked_.progress) asked_.progress(run_.played, chosen.size());
      const bool killed = play(*mutant);
      ++run_.played;
      run_.killed += killed;
      const auto count = [&](auto& scores, const std::string& name) {
        auto& score = scores[name];
        score.name = name;
        ++score.made;
        score.killed += killed;
      };
      count(modules, model_.modules[model_.rules[mutant->rule].module].name);
      count(operations, mutant->operation);
      if (asked_.survivors_limit && run_.survivors.size() >= asked_.survivors_limit) {
        run_.stopped = run_.played < chosen.size();
        break;
      }
    }
    for (auto& [name, score] : modules) run_.modules.push_back(std::move(score));
    for (auto& [name, score] : operations) run_.operations.push_back(std::move(score));
    return std::move(run_);
  }

 private:
  void look_at(const Scenario& scenario) {
    Shown shown(program_);
    auto result = by_rules_.play(scenario, &shown);
    if (!result.passed()) {
      ++run_.failing;
      return;
    }
    auto& seen = seen_.emplace_back();
    seen.scenario = &scenario;
    seen.reached = std::move(result.reached);
    seen.entered = shown.entered();
    seen.opened = shown.opened();
    seen.types.resize(model_.vocabulary.events.size());
    for (const auto& event : scenario.record.events)
      if (const auto type = model_.vocabulary.find_event(fold(event.type), scenario.record.departement);
          type != no_id)
        seen.types[type] = true;
    bind(scenario.record, model_.vocabulary, seen.journal);
  }

  /// The same rules draw the same mutants, whatever the machine: each by what it is and by their digest.
  std::vector<const Mutant*> drawn(const std::vector<Mutant>& all) const {
    std::vector<const Mutant*> chosen;
    for (const auto& mutant : all) chosen.push_back(&mutant);
    if (asked_.draw == 0 || asked_.draw >= all.size()) return chosen;
    const auto seed = stable_hash(model_.digest);
    std::vector<std::pair<std::uint64_t, std::size_t>> ranks;
    for (std::size_t i = 0; i < all.size(); ++i) {
      auto x = seed + (i + 1) * 0x9e3779b97f4a7c15;  // splitmix64
      x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
      x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
      ranks.emplace_back(x ^ (x >> 31), i);
    }
    std::ranges::sort(ranks);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < asked_.draw; ++i) kept.push_back(ranks[i].second);
    std::ranges::sort(kept);
    chosen.clear();
    for (const auto i : kept) chosen.push_back(&all[i]);
    return chosen;
  }

  bool reaches(const Seen& seen, RuleId rule) const { return std::ranges::binary_search(seen.reached, rule); }
  /// What a paramètre, a définition or a table may change: the rules that name it, through définitions too,
  /// and the procédures and contrôles those are of.
  struct Users {
    std::vector<RuleId> rules;
    std::vector<bool> procedures, controls;
  };
  Users users_of(RuleId named) const {
    Users users{
        {named}, std::vector<bool>(model_.procedures.size()), std::vector<bool>(model_.controls.size())};
    for (std::size_t i = 0; i < users.rules.size(); ++i)
      for (const auto user : users_[users.rules[i]])
        if (std::ranges::find(users.rules, user) == users.rules.end()) users.rules.push_back(user);
    const auto is_of = [&](const std::string& code, std::string_view owner) {
      return code.starts_with(owner) && (code.size() == owner.size() || code[owner.size()] == '.');
    };
    for (const auto rule : users.rules) {
      const auto& code = model_.rules[rule].code;
      for (std::size_t p = 0; p < model_.procedures.size(); ++p)
        if (is_of(code, model_.text(model_.procedures[p].name))) users.procedures[p] = true;
      for (std::size_t c = 0; c < model_.controls.size(); ++c)
        if (is_of(code, model_.rules[model_.controls[c].rule].code)) users.controls[c] = true;
    }
    return users;
  }
  int rank_of_user(const Seen& seen, const Users& users) const {
    if (std::ranges::any_of(users.rules, [&](RuleId rule) { return reaches(seen, rule); })) return 1;
    for (std::size_t p = 0; p < users.procedures.size(); ++p)
      if (users.procedures[p] && (seen.opened[p] || model_.procedures[p].trigger == none_id)) return 3;
    for (std::size_t c = 0; c < users.controls.size(); ++c)
      if (users.controls[c] && control_looks_at(seen, model_.controls[c])) return 3;
    return 9;
  }

  /// The scénarios that may see it, those that pass nearest first. One where the procédure never opened
  /// cannot, save if its opening is what is changed.
  std::vector<const Seen*> near(const Mutant& mutant) const {
    const auto& place = mutant.place;
    std::vector<std::pair<int, const Seen*>> ranked;
    const auto p = place.procedure;
    std::optional<Users> users;
    if (p == no_id && place.control == none_id) users = users_of(mutant.rule);
    const bool of_opening = p != no_id && mutant.rule == model_.procedures[p].rule;
    for (const auto& seen : seen_) {
      int rank = 9;
      if (reaches(seen, mutant.rule))
        rank = 0;
      else if (p != no_id && place.state != no_id &&
               seen.entered[program_.procedures[p].first_state + place.state])
        rank = 1;
      else if (p != no_id && seen.opened[p])
        rank = 2;
      else if (of_opening && may_open(seen, model_.procedures[p]))
        rank = 3;
      else if (place.control != none_id && control_looks_at(seen, model_.controls[place.control]))
        rank = 2;
      else if (users)
        rank = rank_of_user(seen, *users);
      if (rank < 9) ranked.emplace_back(rank, &seen);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, const Seen*>::first);
    std::vector<const Seen*> list;
    for (const auto& [rank, seen] : ranked) list.push_back(seen);
    return list;
  }
  bool may_open(const Seen& seen, const Procedure& procedure) const {
    return procedure.trigger == none_id || seen.types[model_.patterns[procedure.trigger].type];
  }
  bool control_looks_at(const Seen& seen, const Control& control) const {
    return control.each != none_id && seen.types[model_.patterns[control.each].type];
  }

  bool play(const Mutant& mutant) {
    const Program changed(mutated_.make(mutant));
    Player by_mutant(changed, Allowance{.steps = most_steps});
    const auto near = this->near(mutant);
    for (const auto* seen : near)
      if (!by_mutant.holds(*seen->scenario, seen->journal)) return true;
    auto& survivor = run_.survivors.emplace_back();
    survivor.rule = mutant.rule;
    survivor.operation = mutant.operation;
    survivor.was = mutant.was;
    survivor.becomes = mutant.becomes;
    survivor.told = mutated_.tell(mutant);
    if (asked_.with_scenarios) write_scenario(survivor, by_mutant, near);
    return false;
  }

  void write_scenario(Survivor& survivor, Player& by_mutant, const std::vector<const Seen*>& near) {
    std::vector<const Scenario*> scenarios;
    for (const auto* seen : near) scenarios.push_back(seen->scenario);
    const auto& rule = model_.rules[survivor.rule];
    const auto name =
        fmt::format("mutant_{}_{}", rule.code.substr(rule.code.rfind('.') + 1), run_.survivors.size());
    const auto found = killing_scenario(program_, by_rules_, by_mutant, scenarios, name);
    if (found.based_on.empty()) return;
    survivor.kills = found.kills;
    std::vector<std::string> notes = {fmt::format("{}:{} : {}", rule.file, rule.line, survivor.told),
                                      fmt::format("D'après le scénario de {}.", found.based_on)};
    notes.push_back(found.kills
                        ? "Tue ce mutant. Ce qui est attendu est ce que disent les règles aujourd'hui : "
                          "à vérifier dans le texte."
                        : "Ébauche : elle passe par là, et ne voit pas encore la différence. Il manque "
                          "un fait ou un jour où les deux règles ne disent pas la même chose.");
    survivor.scenario = scenario_text(model_, found.scenario, notes);
  }

  const Program& program_;
  const Model& model_;
  const MutationAsked& asked_;
  MutatedModel mutated_;
  Player by_rules_;
  std::vector<Seen> seen_;
  std::vector<std::vector<RuleId>> users_;  ///< [rule]: those that name it
  MutationRun run_;
};

}  // namespace

MutationRun run_mutations(const Program& program, const std::vector<Scenario>& scenarios,
                          const MutationAsked& asked) {
  return Mutating(program, scenarios, asked).run();
}

}  // namespace filrouge::dsl
