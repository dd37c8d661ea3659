#include "engine/core/indicators/tally.hpp"

#include <algorithm>
#include <numeric>

#include "engine/core/indicators/waiting_times.hpp"

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

/// Of a figure that may still grow, only what it cannot change.
Standing standing_at_least(const Target& target, std::int64_t value, std::int64_t scale) {
  const auto now = standing(target, value, scale);
  const bool settled = now == Standing::above || (now == Standing::within && !target.has_greatest);
  return settled ? now : Standing::none;
}

/// A percentage shown without its count: to the unit, and never nobody or everybody when it is not.
std::int64_t to_a_unit(std::int64_t part, std::int64_t whole) {
  if (part == 0 || part == whole) return part == 0 ? 0 : 10000;
  return std::clamp<std::int64_t>((part * 200 + whole) / (2 * whole), 1, 99) * 100;
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

void Tally::add_days(CountKind kind, std::int32_t days, std::span<const std::string_view> groups) {
  each(groups, [&, c = column(kind)](Counts& counts) {
    ++counts.by_column[c];
    (kind == CountKind::measured ? counts.days : counts.days_at_least).push_back(days);
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

bool Tally::is_share() const {
  return indicator_.measure == IndicatorMeasure::share ||
         indicator_.measure == IndicatorMeasure::share_after ||
         indicator_.measure == IndicatorMeasure::share_in_states;
}

/// The counts of a row; of a share, who is in it and who is not in the place of those measured.
CountRow Tally::to_protect(const Counts& counts, const std::vector<std::size_t>& order) const {
  CountRow row;
  for (const auto c : order) row.push_back(c < counts.by_column.size() ? counts.by_column[c] : 0);
  if (!is_share()) return row;
  const auto measured = column(CountKind::measured);
  const auto rest = row[measured] - counts.part;
  row.erase(row.begin() + static_cast<std::ptrdiff_t>(measured));
  row.insert(row.begin(), {counts.part, rest});
  return row;
}

IndicatorRow Tally::row(const Counts& counts, std::string_view group, const std::vector<std::size_t>& order,
                        std::vector<bool> hidden, bool judged) const {
  IndicatorRow row;
  row.group = group;
  // Both sides of a share are hidden together: one of them gives the place of those measured, the first.
  if (is_share()) hidden.erase(hidden.begin());
  for (std::size_t c = 0; c < order.size(); ++c)
    row.counts.push_back({order[c] < counts.by_column.size() ? counts.by_column[order[c]] : 0, hidden[c]});
  figure(counts, judged ? indicator_.target : Target{}, row);
  return row;
}

void Tally::figure(const Counts& counts, const Target& target, IndicatorRow& row) const {
  const auto c = column(CountKind::measured);
  if (c == columns_.size()) return;
  const auto measured = static_cast<std::int64_t>(row.counts[c].count);
  const bool hidden = row.counts[c].hidden;
  switch (indicator_.measure) {
    case IndicatorMeasure::median_days:
    case IndicatorMeasure::mean_days: {
      const auto& waiting = row.counts[column(CountKind::waiting)];
      const bool of_waiting = waiting.count > 0 && !waiting.hidden;
      if ((hidden || measured == 0) && !of_waiting) break;
      const bool median = indicator_.measure == IndicatorMeasure::median_days;
      const auto time = median ? median_time(counts.days, counts.days_at_least)
                               : mean_time(counts.days, counts.days_at_least);
      // A median not reached is told by those who wait, few as those who came may be.
      if (hidden && !(median && time->at_least)) break;
      row.hundredths = to_a_tenth(time->numerator, time->denominator);
      row.at_least = time->at_least;
      row.standing = row.at_least ? standing_at_least(target, time->numerator, time->denominator)
                                  : standing(target, time->numerator, time->denominator);
      break;
    }
    case IndicatorMeasure::share:
    case IndicatorMeasure::share_after:
    case IndicatorMeasure::share_in_states: {
      if (measured == 0 || too_few(row.counts[c].count, indicator_.minimum_group)) break;
      const auto part = static_cast<std::int64_t>(counts.part);
      row.hundredths = hidden ? to_a_unit(part, measured) : to_a_tenth(part * 100, measured);
      row.standing = standing(target, part * 10000, measured);
      break;
    }
    case IndicatorMeasure::sum: {
      if (hidden || measured == 0) break;
      row.hundredths = counts.amount * (indicator_.sum_of_money ? 1 : 100);
      row.standing = standing(target, counts.amount, 1);
      break;
    }
    default:
      if (!hidden) row.standing = standing(target, measured, 1);
  }
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
  CountTables tables;
  tables.total = to_protect(total_, order);
  std::vector<std::vector<std::size_t>> groups;
  for (const auto& partition : partitions_) {
    groups.push_back(partition.names.in_order());
    auto& rows = tables.axes.emplace_back();
    for (const auto number : groups.back()) rows.push_back(to_protect(partition.groups[number], order));
  }
  const auto hidden = hidden_counts(tables, indicator_.minimum_group,
                                    indicator_.measure == IndicatorMeasure::breakdown ? Rows::add_up
                                    : is_share() ? Rows::begin_with_two_sides
                                                 : Rows::apart);

  // A target of numbers is for each group of the axis the rule names first: a portfolio, not a territoire.
  const bool number_of_units = indicator_.measure == IndicatorMeasure::count ||
                               indicator_.measure == IndicatorMeasure::sum ||
                               indicator_.measure == IndicatorMeasure::in_states;
  result.total = row(total_, {}, order, hidden.total, !number_of_units || indicator_.axes.empty());
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    const bool judged = !number_of_units || (!indicator_.axes.empty() && indicator_.axes.front() == axes_[a]);
    auto& axis = result.axes.emplace_back();
    axis.axis = axis_word(vocabulary, axes_[a]);
    for (std::size_t g = 0; g < groups[a].size(); ++g) {
      const auto number = groups[a][g];
      const auto name = partitions_[a].names.shown(number);
      axis.rows.push_back(row(partitions_[a].groups[number], name, order, hidden.axes[a][g],
                              judged && !(number_of_units && name.empty())));
    }
  }
  return result;
}

}  // namespace filrouge
