#include "engine/core/machine/configuration.hpp"

namespace filrouge {

std::uint32_t Configuration::add_instance() {
  const auto index = static_cast<std::uint32_t>(instances.size());
  instances.emplace_back();
  lives.emplace_back();
  if (given.size() == index) given.emplace_back();
  given[index].clear();
  onlookers.add_instance(index);
  return index;
}

void Configuration::clear(std::size_t events) {
  day = {};
  turned = false;
  horizon = stimulus = 0;
  last_taken.clear();
  for (const auto& it : instances) followed[it.procedure].clear();
  instances.clear();
  lives.clear();
  standing.clear();
  for (const auto state : lived_in) living[state].clear();
  lived_in.clear();
  due.clear();
  first_opened.assign(events, none_id);
  untriggered.clear();
  stopped = 0;
  stirred.clear();
  moved.clear();
  clocks.clear();
  pauses.clear();
  contacts.clear();
  deliveries.clear();
  ++deliveries_changed;
  first_delivery.assign(events, none_id);
  onlookers.clear(events);
  fired.clear();
  openings.clear();
  while_true.clear();
  asked.clear();
  reminded.clear();
  accused_in_disorder.clear();
  doubts.clear();
  seams.clear();
  cited.assign(events, Cited::nothing);
  own_number.assign(events, false);
}

}  // namespace filrouge
