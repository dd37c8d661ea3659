#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/machine/instance_set.hpp"

namespace filrouge {

/// An act that is of an instance.
struct Delivery {
  std::uint32_t event = none_id, instance = none_id;
  bool perhaps = false;  ///< it may be of that one, or of another, or of none
  std::uint32_t next_of_event = none_id;
};

/// The instances that looked among other acts than their own, and where: of a dossier with a thousand
/// affaires, an act stirs those that would find it, not all that look for its type. Once an onlooker, always
/// one: to be stirred for nothing changes nothing.
class Onlookers {
 public:
  /// What a query was worth when an instance last asked it.
  struct Answer {
    Expr asked;          ///< the query, and how
    bool again = false;  ///< of that day and of the instance alone: it can be asked again by itself
    Value value;
    Date turn;  ///< the next day on which it may be worth something else
    std::uint32_t next = none_id;
  };
  /// Those of an instance.
  struct Answers {
    std::uint32_t first = none_id;
    std::uint32_t checked = 0;  ///< they are worth that still, once so many acts had been taken
    std::uint32_t changed = 0;  ///< one was found to be worth something else when so many had been taken
  };
  /// For a journal of that many acts.
  void clear(std::size_t acts);
  /// A new instance, or one that takes the rank of another that was never there.
  void add_instance(std::uint32_t instance);

  /// That instance looks among acts to come: of its person, of the foyer.
  void look(QueryId query, std::uint32_t instance);
  /// … among those of the affaires of an act, as it is delivered.
  void look_beside(std::uint32_t act, std::uint32_t instance, std::span<const Delivery> deliveries,
                   std::uint32_t first_delivery);
  /// … at which measures are in force: at those that are of one affaire.
  void look_at_measures(std::uint32_t instance) { of_measures_.add(instance); }

  /// An instance asked that when so many acts had been taken.
  void answered(std::uint32_t instance, const Answer& answer, std::uint32_t horizon);
  Answers& answers_of(std::uint32_t instance) { return answers_of_[instance]; }
  const Answer& answer(std::uint32_t index) const { return answers_[index]; }

  const InstanceSet& of_query(QueryId query) const {
    return query < by_query_.size() ? by_query_[query] : nobody_;
  }
  const InstanceSet& of_measures() const { return of_measures_; }
  /// Visits those that look among the affaires of that act.
  template <class Visit>
  void for_each_of_act(std::uint32_t act, Visit&& visit) const {
    for (auto l = first_of_act_[act]; l != none_id; l = lookers_[l].next) visit(lookers_[l].instance);
  }
  /// Visits those that look among the acts of that instance, as of an affaire of another act.
  template <class Visit>
  void for_each_of_instance(std::uint32_t instance, Visit&& visit) const {
    for (auto l = first_of_instance_[instance]; l != none_id; l = lookers_[l].next)
      visit(lookers_[l].instance);
  }

 private:
  struct Looker {
    std::uint32_t instance = none_id, next = none_id;
  };
  /// An act among whose affaires an instance looked, and the last of its deliveries then.
  struct Beside {
    std::uint32_t act = none_id, delivered = none_id, next = none_id;
  };
  void add(std::uint32_t& first, std::uint32_t instance);

  InstanceSet nobody_;
  std::vector<InstanceSet> by_query_;
  std::vector<QueryId> looked_for_;  ///< those of them that are not empty
  InstanceSet of_measures_;
  std::vector<Looker> lookers_;
  std::vector<std::uint32_t> first_of_act_, first_of_instance_;
  std::vector<Beside> besides_;
  std::vector<std::uint32_t> first_beside_;  ///< by instance
  std::vector<Answer> answers_;
  std::vector<Answers> answers_of_;  ///< by instance
};

}  // namespace filrouge
