#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace filrouge {

/// What a count counts.
enum class CountKind : std::uint8_t {
  measured,       ///< those the figure is made of (a delay: and the others, for the days they surely waited)
  waiting,        ///< still waiting on the day asked
  running,        ///< the limit is not over yet
  left,           ///< left before the act came
  unknown,        ///< a fact is missing, or the source does not vouch for it
  without_start,  ///< the act came, its start was never recorded
  value           ///< of a répartition: those whose field has that value
};

struct IndicatorColumn {
  CountKind kind = CountKind::measured;
  std::string value;  ///< of CountKind::value; empty: the field is not filled in
};

struct IndicatorCount {
  std::uint64_t count = 0;
  bool hidden = false;  ///< too few, or it would let another be found: never shown
};

/// Where a figure stands beside its target: told, never held against anyone.
enum class Standing : std::uint8_t { none, below, within, above };

struct IndicatorRow {
  std::string group;                   ///< of the axis; empty: nobody knows (or the whole)
  std::vector<IndicatorCount> counts;  ///< one a column
  /// The figure, in hundredths: of a day, of a percent (both to a tenth; a percent without its count, to the
  /// unit), of a number, of a euro. Nothing when it is hidden, when nobody is measured, and for a number of
  /// units (it is the count).
  std::optional<std::int64_t> hundredths;
  bool at_least = false;  ///< a delay: too many still wait to say more
  Standing standing = Standing::none;
};

struct IndicatorAxisResult {
  std::string axis;  ///< its word: territoire, mois…
  std::vector<IndicatorRow> rows;
};

/// What one indicator says of a caseload.
struct IndicatorResult {
  std::uint32_t indicator = 0;  ///< in Model::indicators
  std::vector<IndicatorColumn> columns;
  IndicatorRow total;
  std::vector<IndicatorAxisResult> axes;
  std::uint64_t not_vouched =
      0;  ///< dossiers whose source does not vouch for the starting events over the whole time
};

}  // namespace filrouge
