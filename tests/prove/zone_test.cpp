#include "engine/core/prove/zone.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <unordered_set>

using filrouge::prove::Zone;

namespace {

constexpr auto now = Zone::now;
constexpr auto none = Zone::unbounded;

using Point = std::array<int, 4>;

/// Asked of the definition alone: each bound, one by one.
bool holds(const Zone& zone, const Point& point) {
  if (zone.empty()) return false;
  for (std::size_t i = 0; i < point.size(); ++i)
    for (std::size_t j = 0; j < point.size(); ++j) {
      const auto [least, greatest] = zone.bounds(i, j);
      const auto apart = point[i] - point[j];
      if (apart > greatest || (least != -none && apart < least)) return false;
    }
  return true;
}

struct Draw {
  std::mt19937 random{20260301};
  int operator()(int least, int greatest) {
    return std::uniform_int_distribution<int>(least, greatest)(random);
  }
  std::size_t variable(int least) { return static_cast<std::size_t>((*this)(least, 3)); }
  Zone zone() {
    auto drawn = Zone::universe(3);
    for (auto left = (*this)(0, 6); left > 0; --left)
      drawn.constrain(variable(0), variable(0), (*this)(-5, 6));
    return drawn;
  }
  Point point() { return {0, (*this)(-9, 9), (*this)(-9, 9), (*this)(-9, 9)}; }
};

/// The zones drawn have bounds of at most six days over three steps: no day further than that is needed.
constexpr int far = 40;

}  // namespace

TEST_CASE("each operation on zones is what it says of each way to date", "[zone]") {
  Draw draw;
  int held = 0;
  for (int round = 0; round < 6'000; ++round) {
    const auto before = draw.zone(), other = draw.zone();
    const auto i = draw.variable(1), j = draw.variable(0);
    const int least = draw(-3, 3), greatest = least + draw(0, 3);
    auto kept = before, met = before, widened = before, later = before, forgotten = before, moved = before,
         coarse = before;
    kept.constrain(i, j, greatest);
    met.intersect(other);
    widened.hull(other);
    later.elapse();
    forgotten.forget(i);
    moved.assign(i, j, least, greatest);
    coarse.extrapolate(3);
    for (int tried = 0; tried < 12; ++tried) {
      const auto point = draw.point();
      const bool in = holds(before, point);
      const auto some = [&](std::size_t which, int from, int to, auto&& accepted) {
        auto probe = point;
        for (int value = from; value <= to; ++value) {
          probe[which] = value;
          if (accepted(probe)) return true;
        }
        return false;
      };
      const auto was_in = [&](const Point& probe) { return holds(before, probe); };
      held += in;
      CHECK(holds(kept, point) == (in && point[i] - point[j] <= greatest));
      CHECK(holds(met, point) == (in && holds(other, point)));
      CHECK(holds(later, point) == some(now, -far, point[now], was_in));
      CHECK(holds(forgotten, point) == some(i, -far, far, was_in));
      CHECK(holds(moved, point) == some(i, -far, far, [&](const Point& probe) {
              const auto apart = point[i] - probe[j];
              return apart >= least && apart <= greatest && holds(before, probe);
            }));
      if (in || holds(other, point)) CHECK(holds(widened, point));
      if (in) CHECK(holds(coarse, point));
    }
    CHECK(widened.includes(before));
    CHECK(widened.includes(other));
    CHECK(coarse.includes(before));
    CHECK(before.includes(met));
    CHECK(before.allows(i, j, greatest) == !kept.empty());
    if (!before.empty() && !other.empty())
      CHECK((before == other) == (before.includes(other) && other.includes(before)));
    if (const auto days = before.sample()) {
      Point chosen{};
      std::ranges::copy(*days, chosen.begin());
      CHECK(holds(before, chosen));
    } else {
      CHECK(before.empty());
    }
  }
  CHECK(held > 2'000);
}

TEST_CASE("a zone dates a history: ten days run out, an act falls within", "[zone]") {
  auto zone = Zone::universe(3);
  const Zone::Index letter = 2, end = 3;
  zone.constrain(now, Zone::origin, {0, 0});
  zone.elapse();
  zone.assign(letter, now);
  zone.assign(end, letter, 10, 14);
  zone.elapse();
  auto before_the_end = zone;
  before_the_end.constrain(now, end, 0);
  CHECK(before_the_end.bounds(now, letter) == Zone::Bounds{0, 14});
  zone.constrain(end, now, -1);
  CHECK(zone.bounds(now, letter) == Zone::Bounds{11, none});
  // The least days first: the letter on the day of the origin, the end as soon as it may be.
  CHECK(*zone.sample() == std::vector<int>{0, 11, 0, 10});
  CHECK_FALSE(zone.allows(now, letter, 10));
  zone.constrain(now, letter, 10);
  CHECK(zone.empty());
  CHECK(zone.bounds(now, letter).least > zone.bounds(now, letter).greatest);
}

TEST_CASE("variables come and go, and zones that are equal hash alike", "[zone]") {
  auto zone = Zone::universe(2);
  zone.constrain(2, now, {-5, 0});
  auto same = zone;
  const auto added = zone.add_variable();
  CHECK(added == 3);
  CHECK(zone.bounds(added, now) == Zone::Bounds{-none, none});
  zone.assign(added, 2, 1, 1);
  zone.remove_variable(2);
  CHECK(zone.bounds(2, now) == Zone::Bounds{-4, 1});
  zone.assign(2, 2, -1, -1);
  CHECK(zone == same);
  CHECK(zone.hash() == same.hash());
  CHECK(Zone::nothing(2) == [] {
    auto none_left = Zone::universe(2);
    none_left.constrain(1, 0, -1);
    none_left.constrain(0, 1, -1);
    return none_left;
  }());
}

TEST_CASE("what grows for ever has only so many zones once what is beyond every length is let go", "[zone]") {
  auto zone = Zone::universe(3);
  zone.constrain(now, Zone::origin, {0, 0});
  zone.assign(2, now);
  zone.assign(3, now);
  std::unordered_set<std::size_t> met;
  int turns = 0;
  for (bool fresh = true; fresh; ++turns) {
    REQUIRE(turns < 100);
    zone.assign(turns % 2 == 0 ? 2 : 3, now);
    zone.elapse();
    zone.constrain(turns % 2 == 0 ? 2 : 3, now, -7);
    zone.extrapolate(30);
    fresh = met.insert(zone.hash()).second;
  }
  CHECK(turns < 20);
}

TEST_CASE("days far away say less than they could, and nothing wraps", "[zone]") {
  auto zone = Zone::universe(2);
  for (int turn = 0; turn < 80; ++turn) zone.assign(2, 2, 1 << 27, 1 << 28);
  CHECK_FALSE(zone.empty());
  zone.assign(2, now, 0, 0);
  for (int turn = 0; turn < 80; ++turn) zone.assign(2, 2, 1 << 26, 1 << 27);
  CHECK_FALSE(zone.empty());
  CHECK(zone.bounds(2, now).greatest == none);
  CHECK(zone.bounds(2, now).least <= Zone::farthest);
  CHECK(zone.bounds(2, now).least > 0);
}
