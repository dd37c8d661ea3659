#include "dsl/testing/coverage.hpp"

#include <algorithm>

#include "engine/core/explain/phrase.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::uint8_t bit(std::size_t side) {
  return static_cast<std::uint8_t>(1 << side);
}

/// In the order of guard_sides, where the machine notes a bit a Truth.
constexpr std::array<Truth, 3> truths = {Truth::yes, Truth::no, Truth::unknown};

}  // namespace

Shown::Shown(const Program& program)
    : program_(program),
      passed_(program.model.rules.size()),
      entered_(program.state_count()),
      opened_(program.model.procedures.size()),
      guards_(program.model.rules.size()),
      delais_(program.model.rules.size()) {}

std::vector<RuleId> Shown::reached() const {
  std::vector<RuleId> rules;
  for (RuleId rule = 0; rule < passed_.size(); ++rule)
    if (passed_[rule]) rules.push_back(rule);
  return rules;
}

void Shown::add(const std::vector<RuleId>& rules) {
  for (const auto rule : rules) passed_[rule] = true;
}

void Shown::add(const Evaluation& evaluation) {
  for (const auto& instance : evaluation.instances) {
    opened_[instance.procedure] = true;
    entered_[program_.procedures[instance.procedure].first_state + instance.state] = true;
  }
  for (const auto& passage : evaluation.passages) {
    const auto index = evaluation.instances[passage.instance].procedure;
    const auto& procedure = program_.model.procedures[index];
    const auto first = program_.procedures[index].first_state;
    entered_[first + passage.to] = true;
    if (passage.from != no_id) entered_[first + passage.from] = true;
    passed_[procedure.states[passage.to].rule] = true;
    passed_[passage.rule] = true;
  }
  asked_.push_back(evaluation.asked);
  for (const auto& finding : evaluation.findings) {
    if (finding.rule == none_id) continue;
    passed_[finding.rule] = true;
    const auto family = nature_named(nature_name(finding.nature))->family;
    if (family != NatureFamily::time && family != NatureFamily::recurrence) continue;
    if (finding.statut == Statut::tenue) delais_[finding.rule] |= bit(0);
    if (finding.statut == Statut::tenue_en_retard || finding.statut == Statut::depassee)
      delais_[finding.rule] |= bit(2);
    const bool one_day = finding.date.known() && finding.bound == Bound::none;
    if (one_day && finding.statut != Statut::incertaine) ends_[finding.rule].push_back(finding.date);
  }
}

void Shown::end_of_dossier() {
  for (const auto& [rule, ends] : ends_)
    for (const auto end : ends)
      for (const auto day : asked_) delais_[rule] |= bit(day < end ? 0 : day == end ? 1 : 2);
  ends_.clear();
  asked_.clear();
}

void Shown::add(const Shown& other) {
  const auto join = [](auto& mine, const auto& theirs) {
    for (std::size_t i = 0; i < mine.size(); ++i) mine[i] = mine[i] | theirs[i];
  };
  for (std::size_t i = 0; i < passed_.size(); ++i) passed_[i] = passed_[i] || other.passed_[i];
  for (std::size_t i = 0; i < entered_.size(); ++i) entered_[i] = entered_[i] || other.entered_[i];
  for (std::size_t i = 0; i < opened_.size(); ++i) opened_[i] = opened_[i] || other.opened_[i];
  join(guards_, other.guards_);
  join(delais_, other.delais_);
}

Coverage Shown::coverage() const {
  Coverage coverage;
  Coverage::Share states{"états", 0, 0, {}}, transitions{"transitions", 0, 0, {}}, delais{"délais", 0, 0, {}},
      guards{"gardes", 0, 0, {}}, days{"jours des délais", 0, 0, {}};
  const auto& rules = program_.model.rules;
  const auto count = [&](Coverage::Share& share, RuleId rule) {
    ++share.total;
    if (passed_[rule])
      ++share.seen;
    else
      share.unseen.push_back(rules[rule].code);
  };
  const auto sides = [&](Coverage::Share& share, std::vector<Coverage::Sides>& list, RuleId rule,
                         std::string told, const std::array<bool, 3>& seen,
                         const std::array<const char*, 3>& words) {
    const auto& info = rules[rule];
    list.push_back({info.code, info.file, info.line, std::move(told), seen});
    for (std::size_t side = 0; side < seen.size(); ++side) {
      ++share.total;
      if (seen[side])
        ++share.seen;
      else
        share.unseen.push_back(info.code + " : " + words[side]);
    }
  };
  const auto guard = [&](const Clause& clause, const Wording& wording) {
    if (clause.condition == none_id) return;
    std::array<bool, 3> seen{};
    for (std::size_t side = 0; side < seen.size(); ++side)
      seen[side] = (guards_[clause.rule] & bit(static_cast<std::size_t>(truths[side]))) != 0;
    sides(guards, coverage.guards, clause.rule, phrase(program_.model, clause.condition, wording), seen,
          guard_sides);
  };
  for (std::uint16_t p = 0; p < program_.model.procedures.size(); ++p) {
    const auto& procedure = program_.model.procedures[p];
    auto wording = wording_in(program_.model, p);
    wording.as_in_the_rules = true;
    const auto of = [&](const Clause& clause) {
      if (clause.target != no_id) count(transitions, clause.rule);
      guard(clause, wording);
    };
    for (const auto& state : procedure.states) {
      count(states, state.rule);
      std::ranges::for_each(state.clauses, of);
    }
    std::ranges::for_each(procedure.from_any, of);
    for (const auto& delai : procedure.delais) {
      count(delais, delai.rule);
      // Without an end of its own it has no last day.
      if (delai.as_soon_as_possible || delai.judges_length() ||
          facts_of(delai.kind).course == DelaiCourse::recurring)
        continue;
      std::array<bool, 3> seen{};
      for (std::size_t side = 0; side < seen.size(); ++side)
        seen[side] = (delais_[delai.rule] & bit(side)) != 0;
      sides(days, coverage.delais, delai.rule, std::string(program_.model.text(delai.name)), seen,
            delai_sides);
    }
  }
  coverage.shares = {states, transitions, delais, guards, days};
  return coverage;
}

}  // namespace filrouge::dsl
