#include "engine/reports/page_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

constexpr std::size_t longest_name = 60;

/// Names that Windows keeps for its devices, whatever the end of the file.
bool is_device(std::string_view name) {
  constexpr std::array<std::string_view, 4> devices = {"con", "prn", "aux", "nul"};
  return std::ranges::find(devices, name) != devices.end() ||
         (name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")));
}

std::string letters_of(const std::string& territoire) {
  if (territoire.empty()) return "territoire-non-renseigne";
  std::string name;
  for (const char c : fold(territoire)) {
    if (name.size() == longest_name) break;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (name.ends_with('-')) name.pop_back();
  if (name.empty()) return "territoire";
  return is_device(name) ? "territoire-" + name : name;
}

}  // namespace

std::vector<std::string> page_names(std::span<const std::string> territoires) {
  // Whatever the order in which dossiers came.
  std::vector<std::size_t> order(territoires.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(territoires[i]); });
  std::vector<std::string> names(territoires.size());
  std::unordered_map<std::string, int> taken;
  for (const auto i : order) {
    const auto letters = letters_of(territoires[i]);
    auto& times = taken[letters];
    for (names[i] = letters; times > 0;) {
      names[i] = fmt::format("{}-{}", letters, ++times);
      if (taken.try_emplace(names[i], 1).second) break;
    }
    times = std::max(times, 1);
  }
  return names;
}

std::string page_file(const std::string& name, std::size_t number) {
  return number == 1 ? name + ".html" : fmt::format("{}.{}.html", name, number);
}

std::string in_link(std::string_view path) {
  std::string link;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain)
      link += c;
    else
      link += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return link;
}

}  // namespace filrouge
