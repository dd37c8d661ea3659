#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/indicators/disclosure.hpp"
#include "engine/core/indicators/indicator_result.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge {

/// Counts of one indicator while a caseload goes by. Holds numbers only, one name a group: it does not grow with the dossiers,
/// but by four bytes a delay measured (a median needs them all).
class Tally {
 public:
  Tally(const Indicator& indicator, std::vector<Axis> axes);

  const std::vector<Axis>& axes() const { return axes_; }

  /// One unit, in the total and in its group of each axis (`groups`, in the order of `axes`).
  void add(CountKind kind, std::span<const std::string_view> groups);
  void add_days(std::int32_t days, std::span<const std::string_view> groups);
  /// Measured, and counted in the share or not.
  void add_part(bool part, std::span<const std::string_view> groups);
  void add_value(std::string_view value, std::span<const std::string_view> groups);

  /// Groups in the order of their names, the unknown one last; what may not be shown is hidden.
  IndicatorResult result(const Vocabulary& vocabulary) const;

 private:
  struct Counts {
    std::vector<std::uint64_t> by_column;
    std::uint64_t part = 0;
    std::vector<std::int32_t> days;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class Value>
  using ByName = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  template <class Change>
  void each(std::span<const std::string_view> groups, Change&& change);
  std::size_t column(CountKind kind) const;
  IndicatorRow row(const Counts& counts, std::string_view group, const CountRow& shown, const std::vector<bool>& hidden, bool judged) const;

  const Indicator& indicator_;
  std::vector<Axis> axes_;
  std::vector<IndicatorColumn> columns_;
  ByName<std::size_t> value_columns_;
  Counts total_;
  std::vector<ByName<Counts>> groups_;
};

}  // namespace filrouge
