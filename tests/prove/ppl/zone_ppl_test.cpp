#include <array>
#include <catch2/catch.hpp>
#include <optional>
#include <ppl.hh>
#include <random>
#include <utility>
#include <vector>

#include "engine/core/prove/zone.hpp"

/// Our zones held against a library that others wrote. It is under the GPL: this program alone links it.
namespace {

namespace ppl = Parma_Polyhedra_Library;
using filrouge::prove::Zone;
using Shape = ppl::BD_Shape<mpz_class>;
using Index = Zone::Index;

/// x_i; the origin is 0, PPL has no variable for it.
ppl::Linear_Expression expression(Index i) {
  return i == Zone::origin ? ppl::Linear_Expression(0) : ppl::Linear_Expression(ppl::Variable(i - 1));
}

/// The bounds of a zone, told to PPL one by one.
Shape told(const Zone& zone) {
  const auto variables = zone.variables();
  if (zone.empty()) return Shape(variables, ppl::EMPTY);
  Shape shape(variables, ppl::UNIVERSE);
  for (Index i = 0; i <= variables; ++i)
    for (Index j = 0; j <= variables; ++j)
      if (const auto bound = zone.bounds(i, j).greatest; i != j && bound != Zone::unbounded)
        shape.add_constraint(expression(i) - expression(j) <= bound);
  return shape;
}

/// Is each bound the least that PPL finds?
bool closed(const Zone& zone, const Shape& shape) {
  if (zone.empty()) return true;
  for (Index i = 0; i <= zone.variables(); ++i)
    for (Index j = 0; j <= zone.variables(); ++j) {
      ppl::Coefficient numerator, denominator;
      bool attained = false;
      const auto bound = zone.bounds(i, j).greatest;
      const bool bounded = shape.maximize(expression(i) - expression(j), numerator, denominator, attained);
      if (bounded ? bound == Zone::unbounded || numerator != bound * denominator : bound != Zone::unbounded)
        return false;
    }
  return true;
}

/// One zone, kept by both.
struct Pair {
  Zone ours;
  Shape theirs;
};

enum class Operation { constrain, intersect, hull, elapse, forget, assign, extrapolate, add, remove };
constexpr int kinds = 9;

}  // namespace

TEST_CASE("a hundred thousand operations on zones give what PPL gives", "[ppl]") {
  std::mt19937 random(14);
  const auto draw = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  std::vector<Pair> pairs;
  const auto fresh = [&] {
    const auto variables = static_cast<std::size_t>(draw(2, 6));
    return Pair{Zone::universe(variables), Shape(variables, ppl::UNIVERSE)};
  };
  for (int i = 0; i < 12; ++i) pairs.push_back(fresh());
  std::array<int, kinds> done{};
  std::array<int, 2> emptied{}, included{};
  for (int round = 0; round < 100'000; ++round) {
    auto& pair = pairs[static_cast<std::size_t>(draw(0, 11))];
    auto& [ours, theirs] = pair;
    const auto variables = ours.variables();
    const auto i = static_cast<Index>(draw(1, static_cast<int>(variables))),
               j = static_cast<Index>(draw(0, static_cast<int>(variables)));
    const int bound = draw(-20, 60), more = bound + draw(0, 10);
    const auto* other = &pairs[static_cast<std::size_t>(draw(0, 11))];
    const bool alike = other->ours.variables() == variables;
    auto operation = static_cast<Operation>(draw(0, kinds - 1));
    // Most of what a search does is to constrain and to let time pass.
    if (((operation == Operation::intersect || operation == Operation::hull) && !alike) ||
        (operation == Operation::add && variables == 8) ||
        (operation == Operation::remove && (variables == 2 || i == Zone::now)))
      operation = Operation::constrain;
    switch (operation) {
      case Operation::constrain:
        ours.constrain(i, j, bound);
        theirs.add_constraint(expression(i) - expression(j) <= bound);
        break;
      case Operation::intersect:
        ours.intersect(Zone(other->ours));
        theirs.intersection_assign(Shape(other->theirs));
        break;
      case Operation::hull:
        ours.hull(Zone(other->ours));
        theirs.upper_bound_assign(Shape(other->theirs));
        break;
      case Operation::elapse:
        ours.elapse();
        theirs.generalized_affine_image(ppl::Variable(Zone::now - 1), ppl::GREATER_OR_EQUAL,
                                        expression(Zone::now));
        break;
      case Operation::forget:
        ours.forget(i);
        theirs.unconstrain(ppl::Variable(i - 1));
        break;
      case Operation::assign:
        ours.assign(i, j, bound, more);
        theirs.bounded_affine_image(ppl::Variable(i - 1), expression(j) + bound, expression(j) + more);
        break;
      case Operation::extrapolate: {
        // PPL has no such operation: ours must be a zone that holds all it held, with no bound too far.
        ours.extrapolate(50);
        const auto wider = told(ours);
        REQUIRE(wider.contains(theirs));
        theirs = wider;
        break;
      }
      case Operation::add:
        REQUIRE(ours.add_variable() == variables + 1);
        theirs.add_space_dimensions_and_embed(1);
        break;
      case Operation::remove:
        ours.remove_variable(i);
        theirs.remove_space_dimensions(ppl::Variables_Set(ppl::Variable(i - 1)));
        break;
    }
    ++done[static_cast<std::size_t>(operation)];
    if (ours.empty() != theirs.is_empty() || told(ours) != theirs || !closed(ours, theirs))
      FAIL("round " << round << ", operation " << static_cast<int>(operation));
    if (other->ours.variables() == ours.variables()) {
      const bool includes = ours.includes(other->ours);
      REQUIRE(includes == theirs.contains(other->theirs));
      ++included[includes ? 1 : 0];
    }
    ++emptied[ours.empty() ? 1 : 0];
    if (ours.empty() || draw(0, 40) == 0) pair = fresh();
  }
  for (const auto count : done) CHECK(count > 2'000);
  CHECK(emptied[1] > 2'000);
  CHECK(included[0] > 2'000);
  CHECK(included[1] > 500);
}
