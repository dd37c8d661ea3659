#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/systems/database_reading.hpp"
#include "engine/systems/webrsa/telling.hpp"

namespace filrouge::webrsa {

/// A request, and what becomes of each of its rows.
struct Reading {
  std::string_view table;  ///< whose rows they are
  /// Its columns `dossier`, `cle`, and `modifie` where every table tells when its rows change (tables.hpp).
  std::string request;
  std::string_view order;                  ///< of the rows of a dossier
  std::vector<std::string_view> changing;  ///< the tables whose rows may change what it tells
  void (*tell)(const DatabaseRows& row, Telling& telling);
  /// Kinds of acts that are unknown, rather than absent, where its table is missing.
  std::vector<std::string_view> types;
};

// Right and requests, one file each; then what is decided of each person.
std::vector<Reading> right_readings();
std::vector<Reading> orientation_readings();
std::vector<Reading> contract_readings();
std::vector<Reading> france_travail_readings();
std::vector<Reading> meeting_readings();
std::vector<Reading> commission_readings();
std::vector<Reading> cov_readings();

}  // namespace filrouge::webrsa
