#include "engine/core/dossier/later_state.hpp"

namespace filrouge {
namespace {

constexpr std::string_view corrected = "-corrige-", cancelled = "-annule-";

}  // namespace

std::string later_state_name(std::string_view act, bool cancels, std::string_view moment) {
  std::string name(act);
  name += cancels ? cancelled : corrected;
  name += moment;
  return name;
}

std::string_view moment_of_state(const RawEvent& state) {
  std::string_view name = state.id;
  if (state.target.empty() || !name.starts_with(state.target)) return {};
  name.remove_prefix(state.target.size());
  const auto mark = state.cancels ? cancelled : corrected;
  return name.starts_with(mark) ? name.substr(mark.size()) : std::string_view();
}

}  // namespace filrouge
