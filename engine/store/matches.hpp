#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/store/base.hpp"

namespace filrouge {

/// One decision on who is who, of the rules (`author` "filrouge") or of a person.
struct Match {
  std::uint64_t id = 0;
  std::string made_on;  ///< ISO day and time
  std::string author;
  std::string decision;  ///< "joint", "separe", "doute", "corrige"
  std::string dossier, person;
  std::string system, name;  ///< what the source calls the dossier, or the person
  std::string other;         ///< the other dossier, or the other person of the dossier
  std::string reason;
  std::uint64_t settled_by = 0;  ///< the decision that took its place; 0: it stands
};

struct WhichMatches {
  std::string dossier;       ///< empty: all
  bool doubts_only = false;  ///< and which nobody settled
  std::uint64_t number = 0;  ///< that one alone; 0: all
  bool by_people = false;    ///< those that a person decided, and that stand
};

/// In the order they were made. Throws StoreError.
std::vector<Match> matches(Base& base, const WhichMatches& which);

/// Who settles, and when.
struct Settler {
  std::string author;
  std::string now;  ///< ISO day and time
};

struct Settlement {
  std::uint64_t decision = 0;    ///< its number
  std::uint64_t rows = 0;        ///< how many changed hands
  std::uint64_t read_again = 0;  ///< files that may tell more of whom was separated, once imported anew
  std::string dossier, other;    ///< what was joined to what, or separated from what
};

/// Joins what the decision of that number doubts or separates: two dossiers become the one that was there
/// first, two persons of a dossier one. Separates what it joined, corrected or doubts. Each is a decision of
/// its own, which the other undoes; each is one transaction. Throws StoreError when there is no such
/// decision, when it was settled already, or when what it speaks of is gone.
Settlement join(Base& base, std::uint64_t decision, const Settler& settler);
Settlement separate(Base& base, std::uint64_t decision, const Settler& settler);

}  // namespace filrouge
