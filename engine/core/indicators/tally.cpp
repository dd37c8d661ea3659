#include "engine/core/indicators/tally.hpp"

#include <algorithm>
#include <numeric>

#include "engine/core/model/fold.hpp"

namespace filrouge {
namespace {

std::vector<IndicatorColumn> columns_of(const Indicator& indicator) {
  using enum CountKind;
  switch (indicator.measure) {
    case IndicatorMeasure::median_days:
    case IndicatorMeasure::mean_days: return {{measured, {}}, {waiting, {}}, {left, {}}, {unknown, {}}, {without_start, {}}};
    case IndicatorMeasure::share_after:
      if (indicator.within == none_id) return {{measured, {}}, {left, {}}, {unknown, {}}};
      return {{measured, {}}, {running, {}}, {left, {}}, {unknown, {}}};
    case IndicatorMeasure::breakdown: return {};
    default: return {{measured, {}}, {unknown, {}}};
  }
}

/// `numerator` / `denominator` in tenths, half upwards.
std::int64_t tenths(std::int64_t numerator, std::int64_t denominator) { return (numerator * 20 + denominator) / (2 * denominator); }

/// Names in the order of a reader, accents and case apart; the unknown one last.
bool comes_before(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return b.empty() && !a.empty();
  const auto x = fold(a), y = fold(b);
  return x != y ? x < y : a < b;
}

Standing standing(const Target& target, std::int64_t value, std::int64_t scale) {
  if (!target.has_least && !target.has_greatest) return Standing::none;
  if (target.has_least && value < target.least * scale) return Standing::below;
  if (target.has_greatest && value > target.greatest * scale) return Standing::above;
  return Standing::within;
}

}  // namespace

Tally::Tally(const Indicator& indicator, std::vector<Axis> axes)
    : indicator_(indicator), axes_(std::move(axes)), columns_(columns_of(indicator)), groups_(axes_.size()) {}

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
    auto found = groups_[a].find(groups[a]);
    if (found == groups_[a].end()) found = groups_[a].try_emplace(std::string(groups[a])).first;
    in(found->second);
  }
}

void Tally::add(CountKind kind, std::span<const std::string_view> groups) {
  if (const auto c = column(kind); c < columns_.size()) each(groups, [c](Counts& counts) { ++counts.by_column[c]; });
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

void Tally::add_value(std::string_view value, std::span<const std::string_view> groups) {
  auto found = value_columns_.find(value);
  if (found == value_columns_.end()) {
    found = value_columns_.try_emplace(std::string(value), columns_.size()).first;
    columns_.push_back({CountKind::value, std::string(value)});
  }
  each(groups, [c = found->second](Counts& counts) { ++counts.by_column[c]; });
}

IndicatorRow Tally::row(const Counts& counts, std::string_view group, const CountRow& shown, const std::vector<bool>& hidden, bool judged) const {
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
      const std::int64_t twice = measured % 2 ? 2 * *middle : *middle + *std::max_element(days.begin(), middle);
      row.tenths = twice * 5;
      row.standing = standing(target, twice, 2);
      break;
    }
    case IndicatorMeasure::mean_days: {
      if (measured == 0) break;
      const auto sum = std::accumulate(counts.days.begin(), counts.days.end(), std::int64_t{0});
      row.tenths = tenths(sum, measured);
      row.standing = standing(target, sum, measured);
      break;
    }
    case IndicatorMeasure::share:
    case IndicatorMeasure::share_after:
    case IndicatorMeasure::share_in_states: {
      if (measured == 0) break;
      const auto part = static_cast<std::int64_t>(counts.part);
      row.tenths = tenths(part * 100, measured);
      row.standing = standing(target, part * 10000, measured);
      break;
    }
    default: row.standing = standing(target, measured, 1);
  }
  return row;
}

IndicatorResult Tally::result(const Vocabulary& vocabulary) const {
  IndicatorResult result;
  std::vector<std::size_t> order(columns_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (indicator_.measure == IndicatorMeasure::breakdown)
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return comes_before(columns_[a].value, columns_[b].value); });
  for (const auto c : order) result.columns.push_back(columns_[c]);
  const auto ordered = [&](const Counts& counts) {
    CountRow row;
    for (const auto c : order) row.push_back(c < counts.by_column.size() ? counts.by_column[c] : 0);
    return row;
  };

  CountTables tables;
  tables.total = ordered(total_);
  std::vector<std::vector<std::pair<std::string_view, const Counts*>>> groups;
  for (const auto& by_name : groups_) {
    auto& list = groups.emplace_back();
    for (const auto& [name, counts] : by_name) list.emplace_back(name, &counts);
    std::ranges::sort(list, [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
    auto& rows = tables.axes.emplace_back();
    for (const auto& group : list) rows.push_back(ordered(*group.second));
  }
  const auto hidden = hidden_counts(tables, indicator_.minimum_group, indicator_.measure == IndicatorMeasure::breakdown);

  // A target of numbers is for each group of the axis the rule names first: a portfolio, not a territoire.
  const bool number = indicator_.measure == IndicatorMeasure::count || indicator_.measure == IndicatorMeasure::in_states;
  result.total = row(total_, {}, tables.total, hidden.total, !number || indicator_.axes.empty());
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    const bool judged = !number || (!indicator_.axes.empty() && indicator_.axes.front() == axes_[a]);
    auto& axis = result.axes.emplace_back();
    axis.axis = axis_word(vocabulary, axes_[a]);
    for (std::size_t g = 0; g < groups[a].size(); ++g)
      axis.rows.push_back(row(*groups[a][g].second, groups[a][g].first, tables.axes[a][g], hidden.axes[a][g],
                              judged && !(number && groups[a][g].first.empty())));
  }
  return result;
}

}  // namespace filrouge
