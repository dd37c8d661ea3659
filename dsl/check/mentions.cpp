#include "dsl/check/mentions.hpp"

#include <algorithm>

namespace filrouge::dsl {

void Mentions::add(View node, ThingKind kind, std::string_view name, std::uint8_t beyond, bool declares) {
  const auto at = node.name_range();
  if (at.begin == at.end) return;
  const auto [met, fresh] =
      numbers_.try_emplace({kind, std::string(name)}, static_cast<std::uint32_t>(things_.size()));
  if (fresh) things_.push_back({kind, std::string(name)});
  all_.push_back({at, met->second, beyond, declares});
}

void Mentions::mean_rule(View node, std::string_view name) {
  if (!kept) return;
  const auto of = [&](ThingKind kind, std::string_view wanted) {
    if (!numbers_.contains({kind, std::string(wanted)})) return false;
    add(node, kind, wanted, 0, false);
    return true;
  };
  for (auto kind = 0; kind <= static_cast<int>(ThingKind::field); ++kind)
    if (of(static_cast<ThingKind>(kind), name)) return;
  // A délai of a state is of its procédure: « procédure.état.délai ».
  const auto last = name.rfind('.');
  const auto before = last == std::string_view::npos ? last : name.rfind('.', last - 1);
  if (before == std::string_view::npos) return;
  of(ThingKind::delai, std::string(name.substr(0, before)) + std::string(name.substr(last)));
}

void Mentions::settle() {
  std::ranges::sort(all_);
  all_.erase(std::ranges::unique(all_).begin(), all_.end());
}

}  // namespace filrouge::dsl
