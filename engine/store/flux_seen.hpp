#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/core/dossier/flux_identity.hpp"
#include "engine/store/observation.hpp"

namespace filrouge {

/// Which flux saw whom (table `vus`, and what `imports` says of fluxes), and what the one being imported
/// brings that the month before did not have. Within the transaction of whoever calls. Throws
/// SQLite::Exception.
class FluxSeen {
 public:
  explicit FluxSeen(SQLite::Database& database);

  /// The import of that number reads that flux; nothing is counted yet.
  void begin(std::uint64_t import, const FluxIdentity& flux);
  /// The fluxes that saw a dossier.
  std::vector<Sighting> past(const std::string& dossier);
  /// Takes out of the base, and of `held`, the rows that an observation replaces; false when there are none.
  bool take_out(Record& held, const Observation& observation);
  /// Keeps that the flux saw the dossier, which the base holds now, and counts what it brings.
  void saw(const std::string& dossier, const std::string& caisse, const std::vector<Sighting>& past,
           const Observation& observation);
  /// The flux is read: keeps what `imports` says of it, and tells in French what changed since the month
  /// before, by caisse, with how many: new, back, gone, withdrawn, corrected. `rejects`: its foyers that
  /// could not be read, which may be among those that seem gone.
  std::vector<std::string> end(const FluxIdentity& flux, std::uint64_t rejects);

 private:
  struct Tally {
    std::uint64_t seen = 0, fresh = 0, back = 0, reopened = 0, corrected = 0, requests = 0;
    std::map<std::string, std::uint64_t> untold;  ///< by type of act
    Date month_before;  ///< when the last monthly flux of the caisse was made; unknown: none
  };

  Tally& tally_of(const std::string& caisse);
  void tell_gone(const std::string& caisse, const Tally& tally, std::uint64_t rejects,
                 std::vector<std::string>& lines);

  SQLite::Database& database_;
  std::uint64_t import_ = 0;
  FluxIdentity flux_;
  std::map<std::string, Tally> caisses_;
  SQLite::Statement past_, saw_, observed_, drop_state_, drop_event_, month_before_, month_after_, gone_,
      describe_;
};

/// « CAF 641 », or the organisme alone when its number is not told.
std::string caisse_name(const std::string& organisme, const std::string& number);

}  // namespace filrouge
