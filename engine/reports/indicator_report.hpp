#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/explain/indicator_words.hpp"
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

/// « dans la cible », « au-dessus », « au-dessous »; empty when nothing is compared.
std::string_view standing_words(Standing standing);

/// The pages: for people, for programs (docs/schemas/indicateurs.schema.json), for a spreadsheet. The same
/// report, the same bytes.
std::string indicators_text(const Program& program, const IndicatorReport& report);
std::string indicators_json(const Program& program, const IndicatorReport& report);
std::string indicators_csv(const Program& program, const IndicatorReport& report);

}  // namespace filrouge
