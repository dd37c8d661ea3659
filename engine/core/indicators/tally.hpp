#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/core/indicators/disclosure.hpp"
#include "engine/core/indicators/folded_names.hpp"
#include "engine/core/indicators/indicator_result.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge {

/// Counts of one indicator while a caseload goes by. Holds numbers only, one name a group: it does not grow
/// with the dossiers, but by four bytes a delay (a median needs them all).
class Tally {
 public:
  Tally(const Indicator& indicator, std::vector<Axis> axes);

  const std::vector<Axis>& axes() const { return axes_; }

  /// One unit, in the total and in its group of each axis (`groups`, in the order of `axes`).
  void add(CountKind kind, std::span<const std::string_view> groups);
  /// A wait that lasted that many days; of any kind but `measured`, that many at least.
  void add_days(CountKind kind, std::int32_t days, std::span<const std::string_view> groups);
  /// Measured, and counted in the share or not.
  void add_part(bool part, std::span<const std::string_view> groups);
  void add_amount(std::int64_t amount, std::span<const std::string_view> groups);
  void add_value(std::string_view value, std::span<const std::string_view> groups);

  /// Groups in the order of their names, the unknown one last; what may not be shown is hidden.
  IndicatorResult result(const Vocabulary& vocabulary) const;

 private:
  struct Counts {
    std::vector<std::uint64_t> by_column;
    std::uint64_t part = 0;
    std::int64_t amount = 0;
    std::vector<std::int32_t> days, days_at_least;
  };
  /// One axis: its groups, by the number of their name.
  struct Partition {
    FoldedNames names;
    std::vector<Counts> groups;
  };

  template <class Change>
  void each(std::span<const std::string_view> groups, Change&& change);
  std::size_t column(CountKind kind) const;
  bool is_share() const;
  CountRow to_protect(const Counts& counts, const std::vector<std::size_t>& order) const;
  IndicatorRow row(const Counts& counts, std::string_view group, const std::vector<std::size_t>& order,
                   std::vector<bool> hidden, bool judged) const;
  void figure(const Counts& counts, const Target& target, IndicatorRow& row) const;

  const Indicator& indicator_;
  std::vector<Axis> axes_;
  std::vector<IndicatorColumn> columns_;
  FoldedNames values_;  ///< of a répartition: the columns
  Counts total_;
  std::vector<Partition> partitions_;
};

}  // namespace filrouge
