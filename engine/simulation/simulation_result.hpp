#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/simulation/change_kind.hpp"

namespace filrouge {

/// What a simulation is put side by side by.
enum class SimulationAxis : std::uint8_t {
  nature,
  procedure,  ///< a contrôle stands under its own name
  territoire,
  role,    ///< who acts once the rules have changed; of what goes, who acted
  days,    ///< by how many days a date moves
  statut,  ///< from one to another, as the three that follow
  severity,
  role_move,
  state
};
inline constexpr std::size_t simulation_axes = 9;

constexpr std::string_view axis_word(SimulationAxis axis) {
  constexpr std::array<std::string_view, simulation_axes> words{"nature",  "procedure",          "territoire",
                                                                "role",    "decalage",           "statut",
                                                                "gravite", "changement_de_role", "etat"};
  return words[static_cast<std::size_t>(axis)];
}

/// How many findings, of which dossiers.
struct SimulationFigure {
  std::uint64_t findings = 0;
  std::vector<std::uint32_t> dossiers;  ///< in SimulationResult::dossiers, in the order read, each once
  bool hidden = false;  ///< too few, or it would let another be found: never shown, and both are 0
  std::uint64_t dossier_count = 0;  ///< how many: the list is empty when dossiers are not to be named
};

struct SimulationGroup {
  /// A range of days without a beginning (its negative), or without an end.
  static constexpr std::int32_t no_end = std::numeric_limits<std::int32_t>::max();

  std::string name;                             ///< of the axis; of what moves, what it was; empty: not said
  std::string to;                               ///< of what moves, what it becomes
  std::string procedure;                        ///< of a state
  std::optional<std::int32_t> least, greatest;  ///< of `days`; neither: one of the dates is not known
};

struct SimulationRow {
  SimulationGroup group;
  std::uint64_t before = 0, after = 0;  ///< findings in all; of nature, procédure, territoire and role
  SimulationFigure touched;             ///< that change in any way; the next action apart
  std::array<SimulationFigure, change_kinds> kinds;

  const SimulationFigure& of(ChangeKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  SimulationFigure& of(ChangeKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
};

/// What a simulation says of a caseload.
struct SimulationResult {
  std::uint64_t compared = 0;         ///< dossiers, `given_up` apart
  bool compared_hidden = false;       ///< so few do not change that their number is not told
  std::vector<std::string> given_up;  ///< too costly on one side; without names when not to be named
  std::uint64_t given_up_count = 0;
  std::vector<std::string> dossiers;  ///< those where anything changes, in the order read
  SimulationRow total;
  std::array<std::vector<SimulationRow>, simulation_axes> axes;
  bool anonymous = false;  ///< to be published: numbers of dossiers alone, small ones hidden, nobody named
  std::uint64_t minimum_group = 0;  ///< when anonymous

  const std::vector<SimulationRow>& axis(SimulationAxis axis) const {
    return axes[static_cast<std::size_t>(axis)];
  }
  bool anything_changes() const {
    return total.touched.dossier_count > 0 || total.touched.hidden ||
           total.of(ChangeKind::next_action).dossier_count > 0 || total.of(ChangeKind::next_action).hidden;
  }
};

}  // namespace filrouge
