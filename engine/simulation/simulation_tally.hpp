#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "engine/core/indicators/folded_names.hpp"
#include "engine/simulation/dossier_simulation.hpp"
#include "engine/simulation/simulation_result.hpp"

namespace filrouge {

/// What the tally keeps of one dossier.
struct SimulatedDossier {
  struct Change {
    ChangeKinds kinds;
    std::optional<std::int32_t> days;
    bool dated = false;                                 ///< as in FindingChange
    const Finding *before = nullptr, *after = nullptr;  ///< forms; none: it is not on that side
  };
  std::string dossier, territoire;
  bool given_up = false;
  std::uint64_t before = 0, after = 0;  ///< findings in all
  std::vector<Change> changes;
  bool next_action_changes = false;
  const Finding *next_before = nullptr, *next_after = nullptr;

  void fill(const DossierSimulation& simulation, const Journal& journal);
};

/// Counts over a caseload, dossier after dossier. Holds numbers, and four bytes a dossier where it counts: it
/// grows with what changes, not with what is read.
class SimulationTally {
 public:
  void add(const SimulatedDossier& dossier);
  /// What every dossier compared had on one side, once all were added (DossierSimulation::form_counts).
  void add_all(Side side, std::span<const DossierSimulation::FormCount> counts);

  /// Rows by the number of dossiers they touch, then by name.
  SimulationResult result() const;
  /// The same to be published: numbers of dossiers alone, and what concerns fewer than `minimum` hidden as
  /// indicators hide it, with what would let it be found again; in the order of names, which tells nothing.
  SimulationResult published(std::uint64_t minimum) const;

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::int64_t>;  ///< name, to, procédure, days
  using RowsByKey = std::map<Key, SimulationRow>;

  RowsByKey& rows(SimulationAxis axis) { return rows_[static_cast<std::size_t>(axis)]; }
  SimulationRow& row(SimulationAxis axis, std::string_view name, std::string_view to = {},
                     std::string_view procedure = {}, std::int64_t days = 0);
  void count(const SimulatedDossier::Change& change, std::size_t territoire, std::uint32_t dossier);
  void count_next(const SimulatedDossier& dossier, std::size_t territoire, std::uint32_t number);

  SimulationResult counted_;  ///< but the axes
  std::array<RowsByKey, simulation_axes> rows_;
  FoldedNames territoires_;
  std::vector<SimulationRow> of_territoires_;  ///< [number of the name]
};

}  // namespace filrouge
