#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/model.hpp"
#include "engine/simulation/case_choice.hpp"
#include "engine/simulation/simulation_result.hpp"

namespace filrouge {

/// What a simulation was, ready to be written.
struct SimulationReport {
  std::string asked, known;               ///< ISO days
  std::string made_at;                    ///< ISO day and time; empty: not written
  std::string before_paths, after_paths;  ///< as they were asked for
  const Model& before;
  const Model& after;
  std::string departement, territoire;  ///< the dossiers were chosen by it; empty: they were not
  std::uint64_t rejects = 0;
  std::vector<std::string> head;  ///< how far the sources of a base go (told())
  SimulationResult result = {};
  std::vector<SimulationCase> cases = {};
};

/// How many dossiers a page or a text names under one figure; JSON and CSV have them all.
inline constexpr std::size_t text_names = 5, page_names_shown = 200;

/// What the words of two rule sets are for people, those of the second first.
class SimulationWords {
 public:
  SimulationWords(const Model& before, const Model& after);

  /// « CER : contractualisation », « à venir → en retard », « + 5 jours ».
  std::string group(SimulationAxis axis, const SimulationGroup& group) const;
  std::string role(std::string_view name) const;

 private:
  std::string_view label(std::string_view name) const;
  std::string state(std::string_view procedure, std::string_view name) const;

  const Model& before_;
  const Model& after_;
  std::map<std::string, std::string, std::less<>> labels_, states_;
};

/// « Par procédure », and the heading of its first column.
struct SimulationAxisWords {
  std::string_view heading, column;
};
SimulationAxisWords words_of(SimulationAxis axis);

/// « Simulation au 2 avril 2026, … », how many dossiers were compared, what is not told: the lines above the
/// tables, the same for a terminal and for a page.
std::vector<std::string> simulation_head(const SimulationReport& report);
/// « rien ne change », or how many dossiers are touched.
std::string simulation_sum(const SimulationReport& report);
/// How the cases are chosen.
std::string cases_sentence(const SimulationReport& report);

std::string simulation_text(const SimulationReport& report);
std::string simulation_html(const SimulationReport& report);
/// The tables alone, a figure a line: what `--publier` gives a spreadsheet.
std::string simulation_csv(const SimulationReport& report);

/// docs/schemas/simulation.schema.json: its beginning up to the list of changes, one a finding, separated by
/// commas; then what closes it.
std::string simulation_json_opening(const SimulationReport& report);
void simulation_json_closing(const SimulationReport& report, std::ostream& out);

}  // namespace filrouge
