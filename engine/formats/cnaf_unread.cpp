#include "engine/formats/cnaf_unread.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

// In the tree itself: a list of what is read beside the code that reads would not follow it.
constexpr const char* read = "filrouge-lu";
constexpr const char* told = "filrouge-dit";
constexpr std::size_t most_kept = 200;  ///< elements all different do not fill the memory
constexpr std::size_t most_named = 12;

bool is_schema_word(std::string_view name) {
  constexpr std::size_t longest = 40;
  return !name.empty() && name.size() <= longest && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

bool is_element(const pugi::xml_node& node) {
  return node.type() == pugi::node_element;
}

void add(std::map<std::string, std::uint64_t>& counts, const std::string& path) {
  if (counts.size() < most_kept || counts.contains(path)) ++counts[path];
}

std::vector<std::string> named(const std::map<std::string, std::uint64_t>& counts, bool with_count) {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [path, count] : counts) order.emplace_back(count, path);
  std::ranges::stable_sort(order, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> names;
  for (const auto& [count, path] : order) {
    if (names.size() == most_named) break;
    names.push_back(with_count ? path + " (" + std::to_string(count) + ")" : path);
  }
  if (order.size() > names.size()) names.push_back(std::to_string(order.size() - names.size()) + " de plus");
  return names;
}

}  // namespace

void CnafUnread::mark_read(pugi::xml_node element) {
  if (element && !element.attribute(read)) element.append_attribute(read);
}

void CnafUnread::mark_told(pugi::xml_node element) {
  if (element && !element.attribute(told)) element.append_attribute(told);
}

void CnafUnread::count(const pugi::xml_node& foyer) {
  look(foyer, {});
}

/// Was anything read in it? What was not is counted: an element nobody looked into as a whole.
bool CnafUnread::look(const pugi::xml_node& element, const std::string& path) {
  if (element.attribute(told)) return true;
  bool has_elements = false, any_read = element.attribute(read), any_left = false;
  std::vector<std::string> left;
  for (const auto& child : element.children()) {
    if (!is_element(child)) continue;
    has_elements = true;
    const std::string_view name = child.name();
    const auto below =
        (path.empty() ? "" : path + "/") + (is_schema_word(name) ? std::string(name) : "(nom non cité)");
    const bool inner = std::ranges::any_of(child.children(), is_element);
    if (look(child, below))
      any_read = true;
    else if (inner)
      left.push_back(below);
    else
      any_left = true;
  }
  if (!has_elements) return any_read || element.text().empty();
  if (!any_read && !path.empty()) return false;
  for (const auto& each : left) add(whole_, each);
  if (any_left && !path.empty()) add(partly_, path);
  return true;
}

std::string CnafUnread::line() const {
  std::string text;
  if (!whole_.empty()) text += "ne sont pas lus : " + listed(named(whole_, true));
  if (!partly_.empty())
    text += (text.empty() ? "ne sont lus qu'en partie : " : " ; ne le sont qu'en partie : ") +
            listed(named(partly_, false));
  return text;
}

}  // namespace filrouge
