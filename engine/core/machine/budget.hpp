#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "filrouge/allowance.hpp"

namespace filrouge {

/// An expression read, an act held against a query: ten times what it takes to look at an act or an instance
/// of a list, as measured on dossiers of a thousand acts.
inline constexpr std::uint64_t steps_of_an_expression = 10;

/// The evaluation of a dossier took all the steps it was allowed.
struct TooCostly {};

/// Counts what is done for one dossier, in steps (an expression read, an act or an instance looked at): never
/// in time, so that two machines stop at the same place. Says what most of them were for.
class Budget {
 public:
  void allow(const Allowance& allowance) { allowance_ = allowance; }
  /// What is of no account in particular.
  static constexpr std::size_t common = 0;
  /// A new dossier, of which `accounts` things may spend, `common` among them.
  void start(std::size_t accounts);
  /// Throws TooCostly past the last step allowed, Cancelled when somebody asked for it.
  void spend(std::uint64_t steps = 1) {
    spent_ += steps;
    if (spent_ >= look_at_) look();
  }
  /// What is spent from now on is for that one.
  void charge_to(std::size_t account) {
    if (spent_ != since_) {
      if (accounts_[charged_] == 0) spent_on_.push_back(charged_);
      accounts_[charged_] += spent_ - since_;
    }
    charged_ = account;
    since_ = spent_;
  }
  std::uint64_t spent() const { return spent_; }
  /// The account on which most was spent, and how much; `common` only when there is no other.
  std::pair<std::size_t, std::uint64_t> costliest();

 private:
  void look();

  Allowance allowance_;
  std::uint64_t spent_ = 0, look_at_ = 0, since_ = 0;
  std::vector<std::uint64_t> accounts_;
  std::vector<std::size_t> spent_on_;  ///< those of them that are not zero
  std::size_t charged_ = 0;
};

}  // namespace filrouge
