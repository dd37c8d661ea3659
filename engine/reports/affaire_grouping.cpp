#include "engine/reports/affaire_grouping.hpp"

#include "engine/core/explain/publish.hpp"

namespace filrouge {

AffaireGrouping::AffaireGrouping(const Program& program, const Journal& journal, const Evaluation& evaluation)
    : journal_(journal) {
  for (const auto& instance : evaluation.instances)
    if (instance.trigger != none_id) opened_.try_emplace(key(instance.trigger), instance.trigger);
  const auto conducts = [&](const Instance& instance) {
    return program.rule(program.model.procedures[instance.procedure].rule).led_by;
  };
  std::map<std::uint32_t, const Instance*> by_trigger;
  for (const auto& instance : evaluation.instances)
    if (instance.trigger != none_id) by_trigger.try_emplace(instance.trigger, &instance);
  for (const auto& passage : evaluation.passages) {
    const auto& moved = evaluation.instances[passage.instance];
    const auto opened = by_trigger.find(passage.event);
    if (moved.trigger == none_id || opened == by_trigger.end() || moved.begun >= opened->second->begun ||
        conducts(moved) != conducts(*opened->second))
      continue;
    moved_.try_emplace(passage.event, moved.trigger);
  }
}

std::uint32_t AffaireGrouping::root(std::uint32_t act) const {
  // Two acts that cite one another are of each other: the first met is the one.
  for (std::size_t steps = 0; steps < opened_.size(); ++steps) {
    const auto above = cited(act);
    if (above == none_id) break;
    act = above;
  }
  return act;
}

std::uint32_t AffaireGrouping::cited(std::uint32_t act) const {
  const auto& event = journal_.events[act];
  for (std::uint32_t r = 0; r < event.reference_count; ++r) {
    const auto found = opened_.find(journal_.references[event.first_reference + r].target);
    if (found != opened_.end() && found->second != act && journal_.events[found->second].on <= event.on)
      return found->second;
  }
  if (const auto moved = moved_.find(act); moved != moved_.end()) return moved->second;
  // Of several acts of one number, the first opened the affaire.
  const auto same = opened_.find(key(act));
  return same != opened_.end() && same->second != act ? same->second : none_id;
}

bool followed_nothing(const Program& program, const Instance& instance) {
  return is_over(program, instance) && instance.entered == instance.begun;
}

}  // namespace filrouge
