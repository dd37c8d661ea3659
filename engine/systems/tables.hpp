#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/systems/database_reading.hpp"
#include "engine/systems/system.hpp"

namespace filrouge::systems {

/// The tables of WebRSA that are read, and of each the columns that are: no name, no first name, no address
/// is among them. Held against what the database has.
class Tables {
 public:
  /// Throws FormatError: a table or a column without which this is no database of that system, or one that
  /// the account may not read. The system must live as long.
  Tables(DatabaseReading& reading, const System& system);

  /// A request where `{table}` stands for a table: it becomes what is read of it, and nothing else of it can
  /// be. A table or a column the database lacks is there, and empty. `{view}`: the same of a view of the
  /// system; `{modifie a b}`: when the rows that the request calls a and b were last changed.
  std::string request(std::string_view text) const;
  bool has(std::string_view table) const { return !missing_.contains(table); }
  /// Does each of its rows tell when it was last changed?
  bool dated(std::string_view table) const { return dated_.contains(table); }
  /// What the database lacks and does without, in French.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  std::string_view changed_;
  std::map<std::string, std::string, std::less<>> selections_;
  std::set<std::string, std::less<>> missing_, dated_;
  std::vector<std::string> warnings_;
};

}  // namespace filrouge::systems
