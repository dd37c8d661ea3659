#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace filrouge::prove {

/// A set of ways to date what has happened: every whole-day solution of « x_i - x_j ≤ b » over some dates
/// (difference-bound matrix, always closed: each bound is the least that the others imply).
///
/// Variables are days, not clocks: number 0 is the origin, which stands still; number 1, `now`, is the
/// present day; the others are the days of acts, of entries, of ends of délais, which stay where they are
/// while `now` moves on. What a clock counts is `now` minus the day it started. Bounds are whole and
/// attained, so that what holds of real numbers holds of days. No operation allocates, but those that say
/// so.
class Zone {
 public:
  using Index = std::size_t;
  using Days = std::int32_t;

  static constexpr Index origin = 0, now = 1;
  static constexpr std::size_t most_variables = 24;
  /// No bound.
  static constexpr Days unbounded = std::numeric_limits<Days>::max();
  /// A bound beyond it, some 700,000 years, is let go: never narrower than what was asked.
  static constexpr Days farthest = 1 << 28;

  /// What is known of a difference of two days: from `least` to `greatest`, `-unbounded` and `unbounded`
  /// where nothing is.
  struct Bounds {
    Days least = -unbounded, greatest = unbounded;
    friend bool operator==(const Bounds&, const Bounds&) = default;
  };

  /// Any days for so many variables, the origin not counted (at least one, `now`; allocates).
  static Zone universe(std::size_t variables);
  /// No way at all.
  static Zone nothing(std::size_t variables);

  /// How many variables besides the origin.
  std::size_t variables() const { return width_ - 1; }
  bool empty() const { return empty_; }

  /// Keeps what has x_i - x_j ≤ `bound`.
  void constrain(Index i, Index j, Days bound);
  /// Keeps what has x_i - x_j within these.
  void constrain(Index i, Index j, Bounds within);
  /// Is there a way with x_i - x_j ≤ `bound`? Nothing is kept.
  bool allows(Index i, Index j, Days bound) const;

  /// Every day x_i - x_j can be; of an empty zone, nothing (least above greatest).
  Bounds bounds(Index i, Index j) const;

  /// Is each way of `other`, over the same variables, one of its own?
  bool includes(const Zone& other) const;
  /// Keeps what `other`, over the same variables, has too.
  void intersect(const Zone& other);
  /// Widens to the least zone that holds its own ways and those of `other`.
  void hull(const Zone& other);

  /// Time passes: `now` is any day from what it was on. The others stay.
  void elapse();
  /// Nothing is known of x_i any more.
  void forget(Index i);
  /// x_i becomes x_j and from `least` to `greatest` days more; j may be i, or the origin.
  void assign(Index i, Index j, Days least, Days greatest);
  void assign(Index i, Index j, Days days = 0) { assign(i, j, days, days); }

  /// Lets go of what is beyond the greatest length that anything is compared with: differences above it are
  /// no longer told apart (k-normalisation). Holds all it held; only so many zones are left, and a search
  /// ends.
  void extrapolate(Days greatest_constant);

  /// A variable more, of which nothing is known; its number (allocates).
  Index add_variable();
  /// Without that variable, of which nothing is said any more; those after it are one number lower.
  void remove_variable(Index i);

  /// Days that are one of its ways, the origin being 0: for each variable in its order, the least that is
  /// left to it (unbounded below: the greatest; unbounded both ways: 0). Nothing of an empty zone.
  std::optional<std::vector<Days>> sample() const;

  /// The same ways, over the same variables.
  friend bool operator==(const Zone& a, const Zone& b) {
    return a.width_ == b.width_ && a.empty_ == b.empty_ && (a.empty_ || a.least_upper_ == b.least_upper_);
  }
  /// Equal zones have one hash.
  std::size_t hash() const;

 private:
  explicit Zone(std::size_t width, bool empty);

  Days& at(Index i, Index j) { return least_upper_[i * width_ + j]; }
  Days at(Index i, Index j) const { return least_upper_[i * width_ + j]; }
  void close();

  std::size_t width_;              ///< variables and the origin
  bool empty_ = false;             ///< then the bounds mean nothing
  std::vector<Days> least_upper_;  ///< x_i - x_j ≤ at(i, j); 0 on the diagonal
};

}  // namespace filrouge::prove
