#include "engine/core/machine/onlookers.hpp"

namespace filrouge {

void Onlookers::clear(std::size_t acts) {
  for (const auto query : looked_for_) by_query_[query].clear();
  looked_for_.clear();
  of_measures_.clear();
  lookers_.clear();
  first_of_act_.assign(acts, none_id);
  first_of_instance_.clear();
  besides_.clear();
  first_beside_.clear();
  answers_.clear();
  answers_of_.clear();
}

void Onlookers::add_instance(std::uint32_t instance) {
  if (instance >= first_of_instance_.size()) {
    first_of_instance_.resize(instance + 1, none_id);
    first_beside_.resize(instance + 1, none_id);
    answers_of_.resize(instance + 1);
  }
  answers_of_[instance] = {};
  first_of_instance_[instance] = first_beside_[instance] = none_id;
}

void Onlookers::look(QueryId query, std::uint32_t instance) {
  if (by_query_.size() <= query) by_query_.resize(query + 1);
  auto& those = by_query_[query];
  if (those.empty()) looked_for_.push_back(query);
  those.add(instance);
}

void Onlookers::answered(std::uint32_t instance, const Answer& answer, std::uint32_t horizon) {
  auto& own = answers_of_[instance];
  const auto same_question = [&](const Expr& asked) {
    return asked.op == answer.asked.op && asked.data == answer.asked.data &&
           asked.extra == answer.asked.extra;
  };
  auto a = own.first;
  while (a != none_id && !same_question(answers_[a].asked)) a = answers_[a].next;
  if (a == none_id) {
    answers_.push_back(answer);
    answers_.back().next = own.first;
    own.first = static_cast<std::uint32_t>(answers_.size() - 1);
    return;
  }
  auto& known = answers_[a];
  known.again = known.again && answer.again;
  if (!known.again) return;
  if (known.value != answer.value || known.turn != answer.turn) own.changed = horizon;
  known.value = answer.value;
  known.turn = answer.turn;
}

void Onlookers::add(std::uint32_t& first, std::uint32_t instance) {
  lookers_.push_back({instance, first});
  first = static_cast<std::uint32_t>(lookers_.size() - 1);
}

void Onlookers::look_beside(std::uint32_t act, std::uint32_t instance, std::span<const Delivery> deliveries,
                            std::uint32_t first_delivery) {
  auto b = first_beside_[instance];
  while (b != none_id && besides_[b].act != act) b = besides_[b].next;
  if (b == none_id) {
    b = static_cast<std::uint32_t>(besides_.size());
    besides_.push_back({act, none_id, first_beside_[instance]});
    first_beside_[instance] = b;
    add(first_of_act_[act], instance);
  }
  for (auto d = first_delivery; d != besides_[b].delivered; d = deliveries[d].next_of_event)
    add(first_of_instance_[deliveries[d].instance], instance);
  besides_[b].delivered = first_delivery;
}

}  // namespace filrouge
