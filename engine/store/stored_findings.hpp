#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// What is kept of a line said of a dossier, besides its words: what lists are made of.
struct StoredFinding {
  std::string id;
  std::string personne, affaire;
  std::string nature, statut, gravite;  ///< in the words of the contract
  std::string role, decideur, libelle;
  Date day;                 ///< of what is due or was done; unknown: none
  int urgency = 0;          ///< rank in the work list, 0 first (reports/urgency.hpp)
  std::int64_t order = 0;   ///< in a whole list, least first
  bool heads = false;       ///< of those that say one thing, the one to show
  bool leads = false;       ///< of what calls for attention in its affaire, the most urgent
  bool leads_role = false;  ///< the same, of what its role has to do
  bool late = false, to_complete = false, awaited = false;  ///< what it counts as, when it heads

  friend bool operator==(const StoredFinding&, const StoredFinding&) = default;
};

/// An affaire as the register has it.
struct StoredAffaire {
  std::string personne, key;
  Date opened;
  std::string act;   ///< in words
  std::string type;  ///< of that act, as the vocabulary names it
  bool open = false;
  std::string states;  ///< in words
  Date since;
  Date next;            ///< first day awaited; unknown: none
  std::string awaited;  ///< what is then, or has to be done without a day
  std::uint32_t irregularities = 0, blocking = 0;
  std::string missing;             ///< in words, separated by « ; »
  std::vector<std::string> roles;  ///< who conducts it, by the names of the rules, in order

  friend bool operator==(const StoredAffaire&, const StoredAffaire&) = default;
};

/// All that was said of a dossier on a day.
struct StoredAnswer {
  std::string dossier, territoire, departement;
  bool known = true;      ///< somebody knew of it that day: else nothing is said
  bool given_up = false;  ///< too costly to evaluate
  std::string wanting;    ///< major facts that are wanting, one a line
  Date next_change;       ///< until then, the same is said; unknown: for ever
  std::string lines;      ///< the findings as the contract writes them, one a line, in its order
  std::vector<StoredFinding> findings;  ///< in the same order
  std::vector<StoredAffaire> affaires;
};

/// What differs from what was said before, of one dossier. The pointers are into the answer put.
struct FindingChanges {
  struct Moved {
    const StoredFinding* now;
    std::string before;  ///< its statut
  };
  std::vector<const StoredFinding*> appeared;
  std::vector<Moved> moved;          ///< another statut
  std::vector<StoredFinding> ended;  ///< said no more; those of them that called for attention
  std::uint64_t ended_count = 0;     ///< all of them
};

/// Writes what is said of dossiers in a base, within the transaction of whoever calls: what is said still
/// keeps the day it was first said. Throws SQLite::Exception.
class FindingsWriter {
 public:
  explicit FindingsWriter(Base& base);
  ~FindingsWriter();

  /// What is said of that dossier from that day on, in place of what was said of it.
  void put(const StoredAnswer& answer, Date day, FindingChanges& changes);
  /// Brings the counts of the lists up to what was put. Once, at the end.
  void finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The lines of a dossier as they were put, compressed and back. Throws StoreError when they are damaged.
std::string compressed_lines(std::string_view lines);
void append_lines(std::string_view compressed, std::string& lines);
/// What the base keeps of the last night cannot be read: how to make it again.
StoreError damaged_lines();

}  // namespace filrouge
