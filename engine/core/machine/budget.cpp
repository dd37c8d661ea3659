#include "engine/core/machine/budget.hpp"

#include <algorithm>

namespace filrouge {
namespace {

/// Between two looks at whether somebody wants to stop: under a hundredth of a second.
constexpr std::uint64_t between_looks = 65'536;

}  // namespace

void Budget::start(std::size_t accounts) {
  accounts_.resize(accounts);
  // Most accounts are not charged to: they are zero already.
  for (const auto account : spent_on_) accounts_[account] = 0;
  spent_on_.clear();
  spent_ = since_ = 0;
  charged_ = common;
  look_at_ = 0;
  look();
}

void Budget::look() {
  if (allowance_.cancelled && allowance_.cancelled->load(std::memory_order_relaxed)) throw Cancelled();
  if (allowance_.steps && spent_ >= allowance_.steps) throw TooCostly{};
  look_at_ = spent_ + between_looks;
  if (allowance_.steps) look_at_ = std::min(look_at_, allowance_.steps);
}

std::pair<std::size_t, std::uint64_t> Budget::costliest() {
  charge_to(charged_);
  const auto most = std::max_element(accounts_.begin() + 1, accounts_.end());
  if (most == accounts_.end() || *most == 0) return {common, accounts_[common]};
  return {static_cast<std::size_t>(most - accounts_.begin()), *most};
}

}  // namespace filrouge
