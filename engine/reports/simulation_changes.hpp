#pragma once

#include <string>
#include <string_view>

#include "engine/simulation/case_choice.hpp"
#include "engine/simulation/dossier_simulation.hpp"

namespace filrouge {

/// One line a finding that changes, and one for the next action of a dossier when it does, before and after
/// side by side: of CSV and of JSON. One a thread.
class SimulationChanges {
 public:
  static std::string csv_heading();

  /// At the end of `out`.
  void append_csv(DossierSimulation& simulation, const Journal& journal, std::string& out);
  /// Each on a line, after a comma.
  void append_json(DossierSimulation& simulation, const Journal& journal, std::string& out);
  /// The dossier side by side, what changes in it alone; no more than some forty lines, which is said.
  void tell(DossierSimulation& simulation, const Journal& journal, SimulationCase& told);

 private:
  struct Row {
    ChangeKinds kinds;
    std::optional<std::int32_t> days;
    bool before = false, after = false;  ///< is it there?
  };
  /// Each changed finding, then the next action, in words in `before_` and `after_`.
  template <class Visit>
  void each(DossierSimulation& simulation, Visit&& visit);
  void publish(DossierSimulation& simulation, std::uint32_t before, std::uint32_t after, Row& row);

  Finding before_, after_;
};

/// « apparaît », « date, rôle ».
std::string kinds_shown(ChangeKinds kinds);

}  // namespace filrouge
