#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/indicators/indicator_result.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/reports/findings_json.hpp"

namespace filrouge {

/// What a run of indicators gave, ready to be written.
struct IndicatorReport {
  RunEnvelope run;
  std::string since;        ///< ISO day; empty: no start is too old
  std::string departement;  ///< the dossiers were chosen by it; empty: they were not
  std::vector<IndicatorResult> results;
};

/// « médiane des jours entre « Notification des droits et devoirs » et « Orientation » ».
std::string measure_sentence(const Program& program, const Indicator& indicator);
/// The measure as data names it: mediane_jours, part_apres…
std::string_view measure_name(IndicatorMeasure measure);
/// jours, %, € or nombre.
std::string_view measure_unit(const Indicator& indicator);
/// « au plus 30 jours », « entre 40 et 50 »; empty without a target.
std::string target_words(const Indicator& indicator);
/// A figure that is a delay may be « au moins »; others are never.
bool is_delay(const Indicator& indicator);
/// « dans la cible », « au-dessus », « au-dessous »; empty when nothing is compared.
std::string_view standing_words(Standing standing);
/// « Territoire », « organisme payeur »: an axis, for people.
std::string axis_shown(const Program& program, std::string_view axis);
/// « janvier 2026 », « inconnu »: a group, for people.
std::string group_shown(std::string_view axis, std::string_view group);
/// « 34 », « 12,5 »: for people, the decimals only when there are some.
std::string hundredths_shown(std::int64_t hundredths);

/// The pages: for people, for programs (docs/schemas/indicateurs.schema.json), for a spreadsheet. The same
/// report, the same bytes.
std::string indicators_text(const Program& program, const IndicatorReport& report);
std::string indicators_json(const Program& program, const IndicatorReport& report);
std::string indicators_csv(const Program& program, const IndicatorReport& report);

}  // namespace filrouge
