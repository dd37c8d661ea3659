#include "engine/reports/grouped.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace filrouge {

std::vector<GroupedLines> grouped(const std::vector<Finding>& lines) {
  std::vector<GroupedLines> groups;
  std::unordered_map<std::string_view, std::size_t> by_group;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [known, is_new] = by_group.try_emplace(lines[i].groupe, groups.size());
    if (is_new) groups.emplace_back();
    groups[known->second].push_back(i);
  }
  for (auto& group : groups)
    std::ranges::stable_sort(group, {}, [&](std::size_t i) { return lines[i].rang_groupe; });
  return groups;
}

}  // namespace filrouge
