#include "engine/core/indicators/tally.hpp"

#include <algorithm>
#include <numeric>

namespace filrouge {
namespace {

std::vector<IndicatorColumn> columns_of(const Indicator& indicator) {
  using enum CountKind;
  switch (indicator.measure) {
    case IndicatorMeasure::median_days:
    case IndicatorMeasure::mean_days:
      return {{measured, {}}, {waiting, {}}, {left, {}}, {unknown, {}}, {without_start, {}}};
    case IndicatorMeasure::share_after:
      if (indicator.within == none_id) return {{measured, {}}, {left, {}}, {unknown, {}}};
      return {{measured, {}}, {running, {}}, {left, {}}, {unknown, {}}};
    case IndicatorMeasure::breakdown:
      return {};
    default:
      return {{measured, {}}, {unknown, {}}};
  }
}

/// `numerator` / `denominator` to a tenth, half upwards, in hundredths.
std::int64_t to_a_tenth(std::int64_t numerator, std::int64_t denominator) {
  return (numerator * 20 + denominator) / (2 * denominator) * 10;
}

Standing standing(const Target& target, std::int64_t value, std::int64_t scale) {
  if (!target.has_least && !target.has_greatest) return Standing::none;
  if (target.has_least && value < target.least * scale) return Standing::below;
  if (target.has_greatest && value > target.greatest * scale) return Standing::above;
  return Standing::within;
}

}  // namespace

Tally::Tally(const Indicator& indicator, std::vector<Axis> axes)
    : indicator_(indicator),
      axes_(std::move(axes)),
      columns_(columns_of(indicator)),
      partitions_(axes_.size()) {}

std::size_t Tally::column(CountKind kind) const {
  const auto found = std::ranges::find(columns_, kind, &IndicatorColumn::kind);
  return static_cast<std::size_t>(found - columns_.begin());
}

template <class Change>
void Tally::each(std::span<const std::string_view> groups, Change&& change) {
  const auto in = [&](Counts& counts) {
    counts.by_column.resize(columns_.size());
    change(counts);
  };
  in(total_);
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    auto& partition = partitions_[a];
    const auto number = partition.names.number(groups[a]);
    if (number == partition.groups.size()) partition.groups.emplace_back();
    in(partition.groups[number]);
  }
}

void Tally::add(CountKind kind, std::span<const std::string_view> groups) {
  if (const auto c = column(kind); c < columns_.size())
    each(groups, [c](Counts& counts) { ++counts.by_column[c]; });
}

void Tally::add_days(std::int32_t days, std::span<const std::string_view> groups) {
  each(groups, [&, c = column(CountKind::measured)](Counts& counts) {
    ++counts.by_column[c];
    counts.days.push_back(days);
  });
}

void Tally::add_part(bool part, std::span<const std::string_view> groups) {
  each(groups, [&, c = column(CountKind::measured)](Counts& counts) {
    ++counts.by_column[c];
    counts.part += part;
  });
}

void Tally::add_amount(std::int64_t amount, std::span<const std::string_view> groups) {
  each(groups, [&, c = column(CountKind::measured)](Counts& counts) {
    ++counts.by_column[c];
    counts.amount += amount;
  });
}

void Tally::add_value(std::string_view value, std::span<const std::string_view> groups) {
  const auto number = values_.number(value);
  if (number == columns_.size()) columns_.push_back({CountKind::value, {}});
  each(groups, [number](Counts& counts) { ++counts.by_column[number]; });
}

IndicatorRow Tally::row(const Counts& counts, std::string_view group, const CountRow& shown,
                        const std::vector<bool>& hidden, bool judged) const {
  IndicatorRow row;
  row.group = group;
  for (std::size_t c = 0; c < shown.size(); ++c) row.counts.push_back({shown[c], hidden[c]});
  const auto c = column(CountKind::measured);
  if (c == columns_.size() || hidden[c]) return row;
  const auto measured = static_cast<std::int64_t>(row.counts[c].count);
  const auto& target = judged ? indicator_.target : Target{};
  switch (indicator_.measure) {
    case IndicatorMeasure::median_days: {
      if (measured == 0) break;
      auto days = counts.days;
      const auto middle = days.begin() + measured / 2;
      std::ranges::nth_element(days, middle);
      // Of an even number, half-way between the two in the middle.
      const std::int64_t twice =
          measured % 2 ? 2 * *middle : *middle + *std::max_element(days.begin(), middle);
      row.hundredths = twice * 50;
      row.standing = standing(target, twice, 2);
      break;
    }
    case IndicatorMeasure::mean_days: {
      if (measured == 0) break;
      const auto sum = std::accumulate(counts.days.begin(), counts.days.end(), std::int64_t{0});
      row.hundredths = to_a_tenth(sum, measured);
      row.standing = standing(target, sum, measured);
      break;
    }
    case IndicatorMeasure::share:
    case IndicatorMeasure::share_after:
    case IndicatorMeasure::share_in_states: {
      if (measured == 0) break;
      const auto part = static_cast<std::int64_t>(counts.part);
      row.hundredths = to_a_tenth(part * 100, measured);
      row.standing = standing(target, part * 10000, measured);
      break;
    }
    case IndicatorMeasure::sum: {
      if (measured == 0) break;
      row.hundredths = counts.amount * (indicator_.sum_of_money ? 1 : 100);
      row.standing = standing(target, counts.amount, 1);
      break;
    }
    default:
      row.standing = standing(target, measured, 1);
  }
  return row;
}

IndicatorResult Tally::result(const Vocabulary& vocabulary) const {
  IndicatorResult result;
  auto order = values_.in_order();
  for (const auto number : order)
    result.columns.push_back({CountKind::value, std::string(values_.shown(number))});
  if (indicator_.measure != IndicatorMeasure::breakdown) {
    result.columns = columns_;
    order.resize(columns_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
  }
  const auto ordered = [&](const Counts& counts) {
    CountRow row;
    for (const auto c : order) row.push_back(c < counts.by_column.size() ? counts.by_column[c] : 0);
    return row;
  };

  CountTables tables;
  tables.total = ordered(total_);
  std::vector<std::vector<std::size_t>> groups;
  for (const auto& partition : partitions_) {
    groups.push_back(partition.names.in_order());
    auto& rows = tables.axes.emplace_back();
    for (const auto number : groups.back()) rows.push_back(ordered(partition.groups[number]));
  }
  const auto hidden =
      hidden_counts(tables, indicator_.minimum_group, indicator_.measure == IndicatorMeasure::breakdown);

  // A target of numbers is for each group of the axis the rule names first: a portfolio, not a territoire.
  const bool number_of_units = indicator_.measure == IndicatorMeasure::count ||
                               indicator_.measure == IndicatorMeasure::sum ||
                               indicator_.measure == IndicatorMeasure::in_states;
  result.total = row(total_, {}, tables.total, hidden.total, !number_of_units || indicator_.axes.empty());
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    const bool judged = !number_of_units || (!indicator_.axes.empty() && indicator_.axes.front() == axes_[a]);
    auto& axis = result.axes.emplace_back();
    axis.axis = axis_word(vocabulary, axes_[a]);
    for (std::size_t g = 0; g < groups[a].size(); ++g) {
      const auto number = groups[a][g];
      const auto name = partitions_[a].names.shown(number);
      axis.rows.push_back(row(partitions_[a].groups[number], name, tables.axes[a][g], hidden.axes[a][g],
                              judged && !(number_of_units && name.empty())));
    }
  }
  return result;
}

}  // namespace filrouge
