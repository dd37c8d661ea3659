#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/systems/system.hpp"

namespace filrouge::systems::webrsa {

std::span<const Table> tables();
/// The persons of the chain of insertion: id, dossier_id, dtnai, nir.
std::string_view followed();

// What is read, by domain.
std::vector<Reading> right_readings();
std::vector<Reading> orientation_readings();
std::vector<Reading> contract_readings();
std::vector<Reading> france_travail_readings();
std::vector<Reading> meeting_readings();
std::vector<Reading> commission_readings();
std::vector<Reading> cov_readings();

/// The act of a row, as others cite it.
inline std::string act_of(RowName row, std::string_view suffix = {}) {
  return event_id("webrsa", row, suffix);
}

/// A person is called by the number WebRSA gives her.
inline std::string person_of(std::string_view id) {
  return "WR-p" + std::string(id);
}

}  // namespace filrouge::systems::webrsa
