#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/systems/database_reading.hpp"
#include "engine/systems/telling.hpp"

namespace filrouge::systems {

/// A table that is read.
struct Table {
  std::string_view name;
  bool needed;  ///< without it, this is no database of that system
  /// « nom type » each: `!` after it, the table is not the system's without it; `?`, its absence is of no
  /// account.
  std::string_view columns;
};

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

/// Rows that are not read, counted: a request of one number, and what it is of, in French.
struct NotRead {
  std::string_view request, what;
};

/// A case system that keeps its dossiers in PostgreSQL, and how they are read there.
struct System {
  std::string_view name;     ///< "webrsa": of the sources of acts, and of `--depuis`
  std::string_view shown;    ///< in messages
  std::string_view prefix;   ///< of its dossiers: "WR-"
  std::string_view dates;    ///< columns that any table may have, as in Table
  std::string_view changed;  ///< the one that tells when a row was last changed
  std::span<const Table> tables;
  std::vector<std::pair<std::string_view, std::string_view>> views;  ///< requests that others stand on
  std::vector<Reading> readings;  ///< the first tells of every dossier; then persons, then their acts
  /// The system answers for these kinds of acts: one that it does not hold did not happen.
  std::vector<std::string_view> vouched;
  std::string_view departement = {};  ///< a request that tells it, where it is told once for all
  std::vector<NotRead> not_read = {};
};

System webrsa_system();
System rdv_insertion_system();
System carnet_de_bord_system();

/// "webrsa", "rdv-insertion", "carnet-de-bord".
std::vector<std::string_view> system_names();
/// The system of that name, one of the above.
System system_named(std::string_view name);

}  // namespace filrouge::systems
