#include <catch2/catch.hpp>

#include "engine/core/indicators/tally.hpp"

using namespace filrouge;

namespace {

/// Two groups: « petit » of so many, « grand » of twenty.
struct TwoGroups {
  Indicator indicator;
  Tally tally;
  explicit TwoGroups(IndicatorMeasure measure)
      : indicator(of(measure)), tally(indicator, {{AxisKind::territoire, no_id}}) {}

  static Indicator of(IndicatorMeasure measure) {
    Indicator made;
    made.measure = measure;
    return made;
  }
  template <class Add>
  IndicatorResult with(int few, Add&& add) {
    const std::string_view small[] = {"petit"}, large[] = {"grand"};
    for (int i = 0; i < few; ++i) add(tally, i, small);
    for (int i = 0; i < 20; ++i) add(tally, i, large);
    return tally.result({});
  }
};

const IndicatorRow& row(const IndicatorResult& result, std::string_view group) {
  for (const auto& one : result.axes.at(0).rows)
    if (one.group == group) return one;
  throw std::out_of_range("no such group");
}

using Groups = std::span<const std::string_view>;

}  // namespace

TEST_CASE("no figure is told of a group of less than the minimum, whatever is measured", "[indicateurs]") {
  const auto share = TwoGroups(IndicatorMeasure::share).with(4, [](Tally& tally, int i, Groups groups) {
    tally.add_part(i % 2 == 0, groups);
  });
  const auto median =
      TwoGroups(IndicatorMeasure::median_days).with(4, [](Tally& tally, int i, Groups groups) {
        tally.add_days(CountKind::measured, i, groups);
      });
  const auto mean = TwoGroups(IndicatorMeasure::mean_days).with(4, [](Tally& tally, int i, Groups groups) {
    tally.add_days(CountKind::measured, i, groups);
  });
  const auto sum = TwoGroups(IndicatorMeasure::sum).with(4, [](Tally& tally, int i, Groups groups) {
    tally.add_amount(i, groups);
  });
  for (const auto* result : {&share, &median, &mean, &sum}) {
    const auto& small = row(*result, "petit");
    CHECK(small.counts.front().count == 4);
    CHECK(small.counts.front().hidden);
    CHECK(small.hundredths == std::nullopt);
    // The group beside is hidden with it, or the total less it would tell.
    CHECK(row(*result, "grand").counts.front().hidden);
    CHECK(result->total.hundredths.has_value());
  }
}

TEST_CASE("a group of exactly the minimum is told", "[indicateurs]") {
  const auto sum = TwoGroups(IndicatorMeasure::sum).with(5, [](Tally& tally, int, Groups groups) {
    tally.add_amount(100, groups);
  });
  CHECK(row(sum, "petit").hundredths == 50000);
  CHECK_FALSE(row(sum, "petit").counts.front().hidden);
}

TEST_CASE("of a group of a few, not even what is nobody's is shown", "[indicateurs]") {
  const CountTables tables{.total = {43, 30}, .axes = {{{3, 0}, {40, 30}, {0, 0}}}};
  const auto hidden = hidden_counts(tables, 5, Rows::apart);
  CHECK(hidden.axes[0][0] == std::vector<bool>{true, true});
  CHECK(hidden.axes[0][2] == std::vector<bool>{false, false});
}

TEST_CASE("beside many who wait, the few who came tell no mean", "[indicateurs]") {
  const auto mean = TwoGroups(IndicatorMeasure::mean_days).with(24, [](Tally& tally, int i, Groups groups) {
    tally.add_days(i < 4 ? CountKind::measured : CountKind::waiting, i, groups);
  });
  const auto& small = row(mean, "petit");
  CHECK(small.counts[0].hidden);
  CHECK_FALSE(small.counts[1].hidden);
  CHECK(small.hundredths == std::nullopt);
}
