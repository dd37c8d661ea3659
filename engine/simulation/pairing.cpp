#include "engine/simulation/pairing.hpp"

#include <algorithm>

#include "engine/core/model/nature.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

std::uint64_t two(std::uint64_t high, std::uint64_t low) {
  return (high << 32) | (low & 0xFFFFFFFFU);
}

/// Is it said of an act, or of none in particular: never of another one?
bool about_its_act(const CompactFinding& finding) {
  const auto family = facts_of(finding.nature).family;
  return finding.instance == none_id || family == NatureFamily::fault || family == NatureFamily::doubt;
}

}  // namespace

/// Acts and persons have the same ranks on both sides: they are those of the dossier, whatever the rules.
bool Pairing::key(By by, Side side, const SideOfDossier& of, const CompactFinding& finding, Key& key) const {
  const auto flags = (finding.stopped ? 1U : 0U) | (finding.too_costly ? 2U : 0U);
  key = {};
  key[0] = two((static_cast<std::uint64_t>(finding.nature) << 24) | (std::uint64_t{flags} << 16) |
                   static_cast<std::uint16_t>(finding.person),
               programs_.procedure(side, finding.procedure));
  const auto* instance = finding.instance == none_id ? nullptr : &of.evaluation.instances[finding.instance];
  const bool by_act = instance && instance->trigger != none_id;
  if (!instance)
    key[2] = two(none_id, none_id);
  else if (by == By::identity || by_act)
    key[2] = two(instance->trigger, instance->number);
  else
    key[2] = two(none_id, instance->repeat);
  if (by == By::state) return finding.nature == Nature::etat;
  if (finding.nature == Nature::etat && by != By::identity) return false;
  // Of what is said by whichever rule came first, the rule is no part of the thing said.
  if (finding.rule != none_id && !finding.whichever_rule)
    key[1] = by == By::identity ? programs_.program(side).rule(finding.rule).anchor
                                : programs_.code(side, finding.rule);
  if (!instance) key[6] = stable_hash(of.journal.text(finding.detail));
  if (by == By::code_alone) return !about_its_act(finding);
  const auto begun = by == By::identity && instance && !by_act ? instance->begun.days : 0;
  key[3] = two(static_cast<std::uint32_t>(begun), finding.cause.number);
  key[4] = two(finding.cause.act, finding.cause.since);
  key[5] = finding.cause.part;
  return true;
}

void Pairing::collect(By by, Side side, const SideOfDossier& of) {
  auto& keyed = keyed_[static_cast<std::size_t>(side)];
  const auto& paired = paired_[static_cast<std::size_t>(side)];
  keyed.clear();
  Keyed one;
  for (one.finding = 0; one.finding < paired.size(); ++one.finding)
    if (paired[one.finding] == none_id && key(by, side, of, of.evaluation.findings[one.finding], one.key))
      keyed.push_back(one);
}

void Pairing::match(By by, const SideOfDossier& before, const SideOfDossier& after) {
  collect(by, Side::before, before);
  if (keyed_[0].empty()) return;
  collect(by, Side::after, after);
  const auto join = [&](const Keyed& one, const Keyed& other) {
    paired_[0][one.finding] = other.finding;
    paired_[1][other.finding] = one.finding;
  };
  // Most dossiers say the same on both sides, in the same order.
  if (by == By::identity && std::ranges::equal(keyed_[0], keyed_[1], {}, &Keyed::key, &Keyed::key)) {
    for (std::size_t i = 0; i < keyed_[0].size(); ++i) join(keyed_[0][i], keyed_[1][i]);
    return;
  }
  for (auto& keyed : keyed_)
    std::ranges::sort(keyed, [](const Keyed& one, const Keyed& other) {
      return one.key != other.key ? one.key < other.key : one.finding < other.finding;
    });
  for (auto b = keyed_[0].begin(), a = keyed_[1].begin(); b != keyed_[0].end() && a != keyed_[1].end();) {
    if (b->key != a->key) {
      ++(b->key < a->key ? b : a);
      continue;
    }
    const auto others = [&](const Keyed& one) { return one.key != b->key; };
    const auto b_end = std::find_if(b, keyed_[0].end(), others);
    const auto a_end = std::find_if(a, keyed_[1].end(), others);
    if (by != By::code_alone || (b_end - b == 1 && a_end - a == 1))
      for (auto x = b, y = a; x != b_end && y != a_end; ++x, ++y) join(*x, *y);
    b = b_end;
    a = a_end;
  }
}

const std::vector<FindingPair>& Pairing::pair(const SideOfDossier& before, const SideOfDossier& after) {
  paired_[0].assign(before.evaluation.findings.size(), none_id);
  paired_[1].assign(after.evaluation.findings.size(), none_id);
  for (const auto by : {By::identity, By::state, By::code, By::code_alone}) match(by, before, after);
  pairs_.clear();
  for (std::uint32_t b = 0; b < paired_[0].size(); ++b) pairs_.push_back({b, paired_[0][b]});
  for (std::uint32_t a = 0; a < paired_[1].size(); ++a)
    if (paired_[1][a] == none_id) pairs_.push_back({none_id, a});
  return pairs_;
}

}  // namespace filrouge
