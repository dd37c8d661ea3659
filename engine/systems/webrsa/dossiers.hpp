#pragma once

#include <memory>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/formats/dossier_source.hpp"
#include "engine/systems/database_reading.hpp"

namespace filrouge::webrsa {

/// What is known of WebRSA already, so that only what changed is read again.
struct KnownDossiers {
  std::string changed_until;       ///< moment, as WebRSA writes them; empty: everything is read
  std::vector<std::string> names;  ///< of the dossiers read before, as Dossiers names them
};

/// How much of a dossier was just told.
enum class Extent : std::uint8_t {
  whole,  ///< all that WebRSA holds of it
  state,  ///< only what is in tables that do not tell when their rows change
};

/// The dossiers of a WebRSA 4 database, read in place, one at a time, in memory that does not grow; all as
/// they stood at one moment. Names, addresses and NIR stay there: persons and dossiers are called by the
/// numbers WebRSA gives them (WR-4512, WR-p9034), which neither a new request nor a new matricule changes.
class Dossiers final : public DossierSource {
 public:
  /// Holds the database against what is read of it. Throws FormatError.
  Dossiers(DatabaseOptions options, std::string departement);
  ~Dossiers() override;

  /// To be called once, before the first next().
  void start(const KnownDossiers& known);

  ReadStatus next(Record& record, Reject& reject) override;
  /// A database has no lines.
  std::uint64_t line() const override { return 0; }
  std::vector<std::string> warnings() const override;

  /// Of the dossier just told.
  Extent extent() const { return extent_; }
  /// The tables whose rows are all among what was just told.
  const std::set<std::string, std::less<>>& tables() const;
  /// "table/id" of the rows of journals just told: an act of one of them that is told no more is withdrawn.
  const std::unordered_set<std::string>& rows() const;
  /// Until when what was read is told, for the next reading; before start(), of the database itself.
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

}  // namespace filrouge::webrsa
