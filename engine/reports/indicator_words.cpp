#include <fmt/format.h>

#include "engine/core/calendar/date.hpp"
#include "engine/reports/indicator_report.hpp"

namespace filrouge {

std::string_view measure_name(IndicatorMeasure measure) {
  switch (measure) {
    case IndicatorMeasure::median_days:
      return "mediane_jours";
    case IndicatorMeasure::mean_days:
      return "moyenne_jours";
    case IndicatorMeasure::count:
      return "nombre";
    case IndicatorMeasure::share:
      return "part";
    case IndicatorMeasure::share_after:
      return "part_apres";
    case IndicatorMeasure::breakdown:
      return "repartition";
    case IndicatorMeasure::sum:
      return "somme";
    case IndicatorMeasure::in_states:
      return "nombre_etat";
    case IndicatorMeasure::share_in_states:
      return "part_etat";
  }
  return {};
}

std::string_view standing_words(Standing standing) {
  switch (standing) {
    case Standing::below:
      return "au-dessous";
    case Standing::within:
      return "dans la cible";
    case Standing::above:
      return "au-dessus";
    default:
      return {};
  }
}

std::string group_shown(std::string_view axis, std::string_view group) {
  if (group.empty()) return "inconnu";
  if (axis == "mois" && group.size() == 7)
    return fmt::format("{} {}", month_name(static_cast<unsigned>((group[5] - '0') * 10 + group[6] - '0')),
                       group.substr(0, 4));
  return std::string(group);
}

}  // namespace filrouge
