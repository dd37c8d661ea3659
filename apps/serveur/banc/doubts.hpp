#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/store/matches.hpp"

namespace filrouge::banc {

/// Decisions on who is who of which the account sees both sides; their reasons name no dossier it does not
/// see. Throws StoreError.
std::vector<Match> doubts_to_settle(VisibleBase& base);
/// What people decided and that stands, the last first.
std::vector<Match> settled_by_people(VisibleBase& base, std::size_t most);
/// Nothing when there is none of that number, or the account does not see both sides.
std::optional<Match> match_numbered(VisibleBase& base, std::uint64_t number);

/// One of the two that a doubt is about, as the base tells it.
struct Side {
  Record record;
  std::string person;                                      ///< id; empty: the whole dossier
  std::vector<std::pair<std::string, std::string>> names;  ///< what each program calls the dossier

  /// Nothing of the dossier, or no such person.
  const RawPerson* told_person() const;
  /// Of the dossier, or of the person.
  std::vector<const RawEvent*> acts() const;
};

/// Both sides of a doubt or of a separation; a side that left the base is not there.
struct Sides {
  std::optional<Side> one, other;
};
Sides sides_of(VisibleBase& base, const Match& match);

/// Joins, or separates, and says again what is said of the dossiers it changes, by these rules and for that
/// day; what keeps it from saying again is left to the night. Throws StoreError, and nothing is then changed.
Settlement settle(const std::string& path, const Program& program, Date day, std::uint64_t number, bool joins,
                  const Settler& settler);

}  // namespace filrouge::banc
