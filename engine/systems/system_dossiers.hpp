#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/formats/dossier_source.hpp"
#include "engine/systems/database_reading.hpp"
#include "engine/systems/system.hpp"

namespace filrouge::systems {

/// What is known of a system already, so that only what changed is read again.
struct KnownDossiers {
  std::string changed_until;       ///< moment, as the system writes them; empty: everything is read
  std::vector<std::string> names;  ///< of the dossiers read before, as SystemDossiers names them
};

/// How much of a dossier was just told.
enum class Extent : std::uint8_t {
  whole,  ///< all that the system holds of it
  state,  ///< only what is in tables that do not tell when their rows change
};

/// The dossiers of a system read in its own database, one at a time, in memory that does not grow; all as
/// they stood at one moment. Names, addresses and NIR stay there: a dossier is called by the number the
/// system gives it, which neither a new request nor a new matricule changes.
class SystemDossiers final : public DossierSource {
 public:
  /// Holds the database against what is read of it. `departement`: when the database does not tell it; one
  /// that is none is refused. Throws FormatError.
  SystemDossiers(System system, DatabaseOptions options, std::string departement);
  ~SystemDossiers() override;

  /// To be called once, before the first next().
  void start(const KnownDossiers& known);

  ReadStatus next(Record& record, Reject& reject) override;
  /// A database has no lines.
  std::uint64_t line() const override { return 0; }
  std::vector<std::string> warnings() const override;

  const System& system() const;
  /// Of the dossier just told.
  Extent extent() const { return extent_; }
  /// The tables whose rows are all among what was just told.
  const std::set<std::string, std::less<>>& tables() const;
  /// "table/id" of the rows of journals just told: an act of one of them that is told no more is withdrawn.
  const std::unordered_set<std::string>& rows() const;
  /// The last change that the database holds, for the next reading.
  const std::string& changed_until() const { return changed_until_; }
  /// The day of the reading, at the server's.
  Date today() const { return today_; }
  /// How many dossiers were told whole.
  std::uint64_t whole() const { return whole_; }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  Extent extent_ = Extent::whole;
  std::string changed_until_;
  Date today_;
  std::uint64_t whole_ = 0;
};

}  // namespace filrouge::systems
