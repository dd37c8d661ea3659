#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// Which lines of the morning are wanted.
enum class Wanted : std::uint8_t {
  everything,  ///< all that calls for attention, an affaire once, by its most urgent line
  fresh,       ///< said for the first time by the last night
  late,
  this_week,  ///< due within seven days
  to_complete
};

struct QueueQuestion {
  Wanted wanted = Wanted::everything;
  std::string role;        ///< of the rules: what it has to do; empty: everybody
  std::string territoire;  ///< one of those seen; empty: all of them
  Date day;                ///< of the last night
  std::string after;       ///< where the page before ended (Queue::next); empty: the first page
  std::size_t most = 25;
};

/// A line of a list, by which its words are found (paroles) and its affaire.
struct QueueLine {
  std::string dossier, personne, affaire, id, territoire;
  std::string role;
  std::int64_t order = 0;
  Date said, day;          ///< since when filrouge says it; its own day
  std::uint32_t rank = 0;  ///< in what is said of its dossier
};

struct Queue {
  std::vector<QueueLine> lines;
  std::string next;  ///< empty: it was the last page
};

/// The most urgent first. As many rows are read as there are lines and territoires. Throws StoreError.
Queue work_queue(VisibleBase& base, const QueueQuestion& question);

/// The lines of that person's affaire that call for attention, the most urgent first; of no affaire, those of
/// the person that are of none.
std::vector<QueueLine> lines_of_affaire(VisibleBase& base, const std::string& dossier,
                                        const std::string& personne, const std::string& affaire);

/// How many there are of each, put off or not, all roles or one.
struct QueueCounts {
  std::uint64_t fresh = 0, late = 0, this_week = 0, to_complete = 0;
};
QueueCounts queue_counts(VisibleBase& base, const std::string& role, const std::string& territoire, Date day);

}  // namespace filrouge::banc
