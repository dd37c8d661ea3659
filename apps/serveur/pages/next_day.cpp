#include "apps/serveur/pages/next_day.hpp"

#include "apps/serveur/cadre/components.hpp"
#include "engine/core/calendar/date.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/wording.hpp"

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

cadre::Html next_standing(const serveur::AffaireView& view, Date day) {
  const auto* line = next_line(view);
  if (!line) return {};
  if (line->late_days > 0)
    return cadre::label(
        cadre::Urgency::late,
        "en retard de " + counted(static_cast<std::uint64_t>(line->late_days), "jour", "jours"));
  if (view.next_day < day && !line->statut.empty()) return cadre::label(cadre::Urgency::doubt, line->statut);
  return {};
}

std::string next_nature(const serveur::AffaireView& view) {
  const auto* line = next_line(view);
  return line && line->nature == internal_target_word ? " (" + line->nature + ")" : std::string();
}

}  // namespace filrouge::pages
