#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/explain/story.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {

/// One dossier as a page holds it: what its pages will say is written once, by whoever answers it.
struct HtmlDossier {
  struct Line {
    std::uint64_t end;   ///< in `text`, where it begins at the end of the one before
    std::int64_t order;  ///< order_in_list
  };
  std::string territoire;
  std::string text;            ///< each of the lines, then the story of a dossier that has findings
  std::vector<Line> lines;     ///< in the run's order
  std::uint64_t findings = 0;  ///< all those asked for, listed or not
  bool given_up = false;       ///< it could not be evaluated
  std::array<std::uint32_t, settled_begins> listed{};  ///< [rank] what a page lists: a group of lines once

  void clear();
  /// `json`: the finding as the contract writes it.
  void add_line(std::string_view json, int rank, Date date);
  /// After its lines. `id` is the dossier's.
  void add_story(std::string_view id, const std::vector<TimelineItem>& timeline);

  std::uint64_t things() const;
  /// Of its most urgent line.
  std::int64_t most_urgent() const;
  std::string_view story() const {
    return std::string_view(text).substr(lines.empty() ? 0 : lines.back().end);
  }
  /// `visit(json, order)` of each line.
  template <class Visit>
  void each_line(Visit&& visit) const {
    std::uint64_t begin = 0;
    for (const auto& line : lines) {
      visit(std::string_view(text).substr(begin, line.end - begin), line.order);
      begin = line.end;
    }
  }

  /// What a page needs, at the end of one text, and back: `territoire` and `given_up` are not of it.
  void pack(std::string& bytes) const;
  void unpack(std::string_view bytes);
};

}  // namespace filrouge
