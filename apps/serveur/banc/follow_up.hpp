#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// What somebody does about a line of the list. It changes nothing of what is due: what is put off is late on
/// the day it is late, and the cadre sees it.
struct FollowUp {
  enum class Gesture { taken, put_off, passed_on, given_back };
  Gesture gesture = Gesture::taken;
  std::string account;  ///< who did it
  std::string at;       ///< ISO day and time
  std::string to;       ///< passed on: the account it goes to
  Date until;           ///< put off: the day it comes back
  std::string reason;

  /// Is it out of the list of that account on that day? A line put off comes back on its day.
  bool hides(Date day) const { return gesture == Gesture::put_off && until.known() && until > day; }
};

/// « charge », « reporte », « passe », « rendu »: as it is kept.
std::string_view word_of(FollowUp::Gesture gesture);
std::optional<FollowUp::Gesture> gesture_named(std::string_view word);

/// The last one of each line of a dossier, by id of the line.
std::map<std::string, FollowUp> follow_ups_of(VisibleBase& base, const std::string& dossier);

/// All that was done about a line, the first first.
std::vector<FollowUp> follow_up_history(VisibleBase& base, const std::string& dossier,
                                        const std::string& finding);

/// Writes one, in the base of that path; the caller has checked that the line is there and may be seen.
/// Throws StoreError.
void record_follow_up(const std::string& path, const std::string& dossier, const std::string& finding,
                      const FollowUp& follow_up);

/// A line that is still said, and the last that was done about it.
struct Followed {
  std::string dossier, personne, finding, libelle, affaire;
  Date day;  ///< of the line
  bool late = false;
  std::uint32_t rank = 0;  ///< among the lines of its dossier, as SaidLines has them
  FollowUp follow_up;
};
/// What is put off to a later day of the dossiers seen, the first to come back first; for the cadre.
std::vector<Followed> put_off(VisibleBase& base, Date day, std::size_t most);
/// What that account took in charge or was passed on, the last first.
std::vector<Followed> in_charge_of(VisibleBase& base, const std::string& account, std::size_t most);

}  // namespace filrouge::banc
