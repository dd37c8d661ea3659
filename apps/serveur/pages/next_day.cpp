#include "apps/serveur/pages/next_day.hpp"

#include "engine/core/calendar/date.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::pages {
namespace {

const serveur::LineShown* next_line(const serveur::AffaireView& view) {
  for (const auto& line : view.to_do)
    if (view.next_day.known() && line.day == view.next_day && line.title == view.next) return &line;
  return nullptr;
}

}  // namespace

std::string next_shown(const serveur::AffaireView& view) {
  if (!view.next_day.known()) return "—";
  const auto* line = next_line(view);
  return line && !line->when.empty() ? line->when : french_date(view.next_day);
}

std::string next_nature(const serveur::AffaireView& view) {
  const auto* line = next_line(view);
  return line && line->nature == internal_target_word ? " (" + line->nature + ")" : std::string();
}

}  // namespace filrouge::pages
