#pragma once

#include "dsl/check/clauses.hpp"
#include "dsl/check/delais.hpp"

namespace filrouge::dsl {

/// Reads procédures into the model: for whom they live, their states, délais and clauses.
class Procedures {
 public:
  Procedures(Checking& checking, Expressions& expressions)
      : c_(checking),
        expressions_(expressions),
        actions_(checking, expressions),
        delais_(checking, expressions, actions_),
        clauses_(checking, expressions, actions_) {}

  /// First what others refer to (names, states, trigger), for all; then the texts.
  void outline(std::uint16_t index);
  void read(std::uint16_t index);

 private:
  void instances(std::uint16_t index, View node, Place& place);
  void governing(std::uint16_t index, Place place);
  void states(std::uint16_t index, const Place& place);
  void seams(std::uint16_t index, Part part, const Place& place);
  bool ends_a_national_state(const Part& part, const DraftState& state) const;
  std::string base_code(std::uint16_t index, const Part& part) const;

  Checking& c_;
  Expressions& expressions_;
  Actions actions_;
  Delais delais_;
  Clauses clauses_;
};

}  // namespace filrouge::dsl
