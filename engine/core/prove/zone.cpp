#include "engine/core/prove/zone.hpp"

#include <algorithm>
#include <cassert>

namespace filrouge::prove {
namespace {

using Days = Zone::Days;

/// A bound too far to be kept says less than it could, never more.
Days kept(std::int64_t bound) {
  if (bound > Zone::farthest) return Zone::unbounded;
  return static_cast<Days>(std::max<std::int64_t>(bound, -Zone::farthest));
}

Days sum(Days a, Days b) {
  if (a == Zone::unbounded || b == Zone::unbounded) return Zone::unbounded;
  return kept(std::int64_t{a} + b);
}

}  // namespace

Zone::Zone(std::size_t width, bool empty)
    : width_(width), empty_(empty), least_upper_(width * width, unbounded) {
  assert(width >= 2 && width <= most_variables + 1);
  for (Index i = 0; i < width_; ++i) at(i, i) = 0;
}

Zone Zone::universe(std::size_t variables) {
  return Zone(variables + 1, false);
}

Zone Zone::nothing(std::size_t variables) {
  return Zone(variables + 1, true);
}

void Zone::constrain(Index i, Index j, Days bound) {
  if (bound != unbounded) bound = kept(bound);
  if (empty_ || bound >= at(i, j)) return;
  if (sum(bound, at(j, i)) < 0) {
    empty_ = true;
    return;
  }
  for (Index from = 0; from < width_; ++from) {
    const auto to_i = sum(at(from, i), bound);
    if (to_i == unbounded) continue;
    for (Index to = 0; to < width_; ++to) at(from, to) = std::min(at(from, to), sum(to_i, at(j, to)));
  }
}

void Zone::constrain(Index i, Index j, Bounds within) {
  constrain(i, j, within.greatest);
  if (within.least != -unbounded) constrain(j, i, -within.least);
}

bool Zone::allows(Index i, Index j, Days bound) const {
  if (bound != unbounded) bound = kept(bound);
  return !empty_ && sum(bound, at(j, i)) >= 0;
}

Zone::Bounds Zone::bounds(Index i, Index j) const {
  if (empty_) return {1, 0};
  return {at(j, i) == unbounded ? -unbounded : -at(j, i), at(i, j)};
}

bool Zone::includes(const Zone& other) const {
  assert(width_ == other.width_);
  if (other.empty_) return true;
  return !empty_ && std::ranges::equal(least_upper_, other.least_upper_, std::greater_equal{});
}

void Zone::intersect(const Zone& other) {
  assert(width_ == other.width_);
  if (empty_ || other.empty_) {
    empty_ = true;
    return;
  }
  std::ranges::transform(least_upper_, other.least_upper_, least_upper_.begin(),
                         [](Days a, Days b) { return std::min(a, b); });
  close();
}

void Zone::hull(const Zone& other) {
  assert(width_ == other.width_);
  if (other.empty_) return;
  if (empty_) {
    *this = other;
    return;
  }
  // The greatest bounds of two closed matrices are closed.
  std::ranges::transform(least_upper_, other.least_upper_, least_upper_.begin(),
                         [](Days a, Days b) { return std::max(a, b); });
}

void Zone::elapse() {
  for (Index j = 0; j < width_; ++j)
    if (j != now) at(now, j) = unbounded;
}

void Zone::forget(Index i) {
  assert(i != origin);
  for (Index k = 0; k < width_; ++k)
    if (k != i) at(i, k) = at(k, i) = unbounded;
}

void Zone::assign(Index i, Index j, Days least, Days greatest) {
  assert(i != origin && least <= greatest);
  if (empty_) return;
  for (Index k = 0; k < width_; ++k) {
    if (k == i) continue;
    // What it was says nothing more, but by itself.
    const auto from_j = k == j ? 0 : at(j, k), to_j = k == j ? 0 : at(k, j);
    at(i, k) = greatest == unbounded ? unbounded : sum(from_j, greatest);
    at(k, i) = least == -unbounded ? unbounded : sum(to_j, -least);
  }
}

void Zone::extrapolate(Days greatest_constant) {
  if (empty_) return;
  bool changed = false;
  for (Index i = 0; i < width_; ++i)
    for (Index j = 0; j < width_; ++j) {
      auto& bound = at(i, j);
      if (bound == unbounded || i == j) continue;
      if (bound > greatest_constant)
        bound = unbounded, changed = true;
      else if (bound < -greatest_constant)
        bound = -greatest_constant, changed = true;
    }
  if (changed) close();
}

Zone::Index Zone::add_variable() {
  assert(width_ <= most_variables);
  Zone wider(width_ + 1, empty_);
  for (Index i = 0; i < width_; ++i)
    for (Index j = 0; j < width_; ++j) wider.at(i, j) = at(i, j);
  *this = std::move(wider);
  return width_ - 1;
}

void Zone::remove_variable(Index i) {
  assert(i > now && i < width_);
  auto left = least_upper_.begin();
  for (Index from = 0; from < width_; ++from)
    for (Index to = 0; to < width_; ++to)
      if (from != i && to != i) *left++ = at(from, to);
  --width_;
  least_upper_.resize(width_ * width_);
}

std::optional<std::vector<Days>> Zone::sample() const {
  if (empty_) return std::nullopt;
  std::vector<Days> days(width_, 0);
  for (Index i = 1; i < width_; ++i) {
    // The matrix is closed: whatever days were chosen before, some are left.
    Days least = -unbounded, greatest = unbounded;
    for (Index chosen = 0; chosen < i; ++chosen) {
      if (at(chosen, i) != unbounded) least = std::max(least, days[chosen] - at(chosen, i));
      if (at(i, chosen) != unbounded) greatest = std::min(greatest, days[chosen] + at(i, chosen));
    }
    days[i] = least != -unbounded ? least : greatest != unbounded ? greatest : 0;
  }
  return days;
}

std::size_t Zone::hash() const {
  std::uint64_t mixed = 0x9e3779b97f4a7c15U ^ (width_ * 2 + (empty_ ? 1 : 0));
  if (!empty_)
    for (const auto bound : least_upper_) {
      mixed = (mixed ^ static_cast<std::uint32_t>(bound)) * 0xff51afd7ed558ccdU;
      mixed ^= mixed >> 32;
    }
  return mixed;
}

void Zone::close() {
  for (Index through = 0; through < width_; ++through)
    for (Index from = 0; from < width_; ++from) {
      const auto half = at(from, through);
      if (half == unbounded) continue;
      for (Index to = 0; to < width_; ++to) at(from, to) = std::min(at(from, to), sum(half, at(through, to)));
    }
  for (Index i = 0; i < width_; ++i)
    if (at(i, i) < 0) {
      empty_ = true;
      return;
    }
}

}  // namespace filrouge::prove
