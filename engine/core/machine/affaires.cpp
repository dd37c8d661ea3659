#include <algorithm>

#include "engine/core/machine/reading.hpp"

/// Of which affaires an act is, as its deliveries and its day say.
namespace filrouge {

Truth Reading::belongs(std::uint32_t instance, std::uint32_t event) const {
  if (instance == none_id) return Truth::yes;
  const auto& it = configuration_->instances[instance];
  if (it.trigger == event) return Truth::yes;
  if (standing(instance)) return seen_.event(event).on >= it.begun ? Truth::yes : Truth::no;
  interpreter_.budget().spend();
  const auto& given = configuration_->given[instance];
  const auto place = seen_.position(event);
  const auto at = std::ranges::lower_bound(given, place, {},
                                           [this](const GivenAct& one) { return seen_.position(one.event); });
  if (at == given.end() || at->event != event) return Truth::no;
  return at->perhaps ? Truth::unknown : Truth::yes;
}

bool Reading::given_to(std::uint32_t instance, std::size_t fewer_than,
                       std::vector<std::uint32_t>& acts) const {
  const auto& given = configuration_->given[instance];
  if (standing(instance) || given.size() >= fewer_than) return false;
  interpreter_.budget().spend(given.size());
  for (const auto& one : given) acts.push_back(one.event);
  return true;
}

bool Reading::given_beside(std::uint32_t event, std::size_t fewer_than,
                           std::vector<std::uint32_t>& acts) const {
  affaires_.read(*this, event);
  if (!affaires_.standing().empty()) return false;
  const auto first = acts.size();
  std::size_t instances = 0;
  for (auto d = configuration_->first_delivery[event]; d != none_id;
       d = configuration_->deliveries[d].next_of_event, ++instances) {
    const auto& given = configuration_->given[configuration_->deliveries[d].instance];
    interpreter_.budget().spend(1 + given.size());
    if (acts.size() - first + given.size() >= fewer_than) {
      acts.resize(first);
      return false;
    }
    for (const auto& one : given) acts.push_back(one.event);
  }
  if (instances > 1) seen_.in_their_order(acts, first);
  return true;
}

bool Reading::of_no_affaire(std::uint32_t instance, std::uint32_t event) const {
  for (auto d = configuration_->first_delivery[event]; d != none_id;
       d = configuration_->deliveries[d].next_of_event) {
    interpreter_.budget().spend();
    const auto other = configuration_->deliveries[d].instance;
    if (configuration_->instances[other].procedure == configuration_->instances[instance].procedure)
      return false;
  }
  return true;
}

void Reading::looks_at_measures(std::uint32_t instance) const {
  if (onlookers_) onlookers_->look_at_measures(instance);
}

void Reading::answered(const Place& place, const Expr& asked, const Value& value, Date turn) const {
  // What does not see the act at hand is found for good.
  if (place.horizon != configuration_->horizon) return;
  const bool again =
      program_.asked_again[asked.data] && place.day == configuration_->day &&
      asked.op != Op::cumulated_days && asked.op != Op::cumulated_months &&
      (asked.op != Op::sum_in_force || program_.model.queries[asked.data].domain == Domain::household);
  onlookers_->answered(place.instance, {asked, again, value, turn}, configuration_->horizon);
}

void Reading::looks_beyond(std::uint32_t instance, QueryId query, std::uint32_t whose, Date to) const {
  if (!onlookers_) return;
  // An act to come is not of a day that is over.
  bool may_come = !to.known() || to >= configuration_->day;
  if (whose != none_id) {
    onlookers_->look_beside(whose, instance, configuration_->deliveries,
                            configuration_->first_delivery[whose]);
    // What is done while a « pour chaque » instance lives is its own, delivered or not.
    affaires_.read(*this, whose);
    may_come = may_come && !affaires_.standing().empty();
  }
  if (may_come) onlookers_->look(query, instance);
}

Truth Reading::taken_up(std::uint32_t instance, std::uint32_t event) const {
  const auto& it = configuration_->instances[instance];
  const auto before = [&](const Instance& opened) {
    return opened.trigger == none_id ? seen_.event(event).on < opened.begun
                                     : seen_.position(event) < seen_.position(opened.trigger);
  };
  const auto cited = configuration_->cited[event];
  if (!before(it) || cited == Cited::acts) return Truth::no;
  auto result = cited == Cited::nothing ? Truth::yes : Truth::unknown;
  interpreter_.budget().spend(configuration_->instances.size());
  for (std::uint32_t i = 0; i < configuration_->instances.size(); ++i) {
    const auto& sibling = configuration_->instances[i];
    if (i == instance || sibling.procedure != it.procedure || !seen_.concerns(event, sibling.person))
      continue;
    if ((i < instance && before(sibling)) || belongs(i, event) != Truth::no) result = Truth::unknown;
  }
  return result;
}

void Reading::Affaires::read(const Reading& reading, std::uint32_t event) {
  const auto& configuration = *reading.configuration_;
  if (act_ == event && &configuration == of_ && changed_ == configuration.deliveries_changed) return;
  act_ = event;
  of_ = &configuration;
  changed_ = configuration.deliveries_changed;
  ++turn_;
  standing_.clear();
  if (worth_.size() < configuration.instances.size()) worth_.resize(configuration.instances.size());
  for (auto d = configuration.first_delivery[event]; d != none_id;
       d = configuration.deliveries[d].next_of_event) {
    reading.interpreter_.budget().spend();
    const auto& delivery = configuration.deliveries[d];
    const auto& instance = configuration.instances[delivery.instance];
    if (reading.standing(delivery.instance)) {
      if (reading.seen_.event(event).on >= instance.begun) standing_.push_back(delivery.instance);
      continue;
    }
    const bool surely = !delivery.perhaps || instance.trigger == event;
    const auto so_far = worth(delivery.instance);
    worth_[delivery.instance] = {turn_, either(so_far, surely ? Truth::yes : Truth::unknown)};
  }
}

Truth Reading::share_an_instance(std::uint32_t one, std::uint32_t other) const {
  affaires_.read(*this, one);
  auto result = Truth::no;
  // What is done while a « pour chaque » instance lives is its own, delivered or not.
  for (const auto instance : affaires_.standing()) result = either(result, belongs(instance, other));
  for (auto d = configuration_->first_delivery[other]; d != none_id && result != Truth::yes;
       d = configuration_->deliveries[d].next_of_event) {
    interpreter_.budget().spend();
    const auto& delivery = configuration_->deliveries[d];
    const auto of_one = affaires_.worth(delivery.instance);
    if (of_one == Truth::no) continue;
    const bool surely = !delivery.perhaps || configuration_->instances[delivery.instance].trigger == other;
    result = either(result, both(of_one, surely ? Truth::yes : Truth::unknown));
  }
  return result;
}

}  // namespace filrouge
