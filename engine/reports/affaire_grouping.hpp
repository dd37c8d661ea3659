#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// Which acts opened the same affaire: an act that opens something is of the affaire it cites, or moved, so
/// that a decision on a saisine is no other affaire. Valid as long as what it was made of.
class AffaireGrouping {
 public:
  AffaireGrouping(const Program& program, const Journal& journal, const Evaluation& evaluation);

  /// Of an act that opened a procédure (its journal rank), the one that opened the first of those it is of.
  std::uint32_t root(std::uint32_t act) const;
  /// The number of the affaire that an act opened: its reference, else its id.
  std::string_view number(std::uint32_t act) const { return journal_.text(key(act)); }

 private:
  Symbol key(std::uint32_t act) const {
    const auto& event = journal_.events[act];
    return event.reference ? event.reference : event.id;
  }
  std::uint32_t cited(std::uint32_t act) const;

  const Journal& journal_;
  std::map<Symbol, std::uint32_t> opened_;
  std::map<std::uint32_t, std::uint32_t> moved_;  ///< by act: what opened the affaire it moved
};

/// Opened only to be closed at once, another procédure following the act: it followed nothing.
bool followed_nothing(const Program& program, const Instance& instance);

}  // namespace filrouge
