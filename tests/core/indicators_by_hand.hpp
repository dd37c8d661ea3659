#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A second reading of docs/engine-semantics.md §7, slow and apart: it shares no line with
/// engine/core/indicators. Days are numbers. One person, one act a day, no references.
namespace filrouge::by_hand {

enum class Said : std::uint8_t { yes, no, nothing };

struct Act {
  int day = 0;
  char kind = 's';        ///< start, answer, leaving
  Said said = Said::yes;  ///< of an answer: is it one; of a leaving: is it final
};

struct Life {
  std::vector<Act> acts;                 ///< in the order of their days, those of the day asked or before
  int covered_from = 0, covered_to = 0;  ///< the source vouches for these days alone
};

struct Line {
  std::map<std::string, int> counts;
  std::optional<std::int64_t> hundredths;
  bool at_least = false;
};

/// A share of the starts answered within `least` to `greatest` days, nobody knows which.
Line share(const std::vector<Life>& lives, int least, int greatest, int asked);
/// Of all starts, those answered on the day asked.
Line share_to_date(const std::vector<Life>& lives, int asked);
Line median(const std::vector<Life>& lives, int asked);
Line mean(const std::vector<Life>& lives, int asked);

}  // namespace filrouge::by_hand
