#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/allowance.hpp"

/// What an act would change, told before it is saved: the dossier is evaluated with it and without it.
namespace filrouge::acte {

enum class Change : std::uint8_t {
  irregular,       ///< said against the act, or because of it
  lacks,           ///< a fact that the rules need there, and that nobody has said
  not_understood,  ///< of the act: the rules do not read it, or cannot place it
  nothing,         ///< nothing changes, and why
  opens,           ///< an affaire
  closes,          ///< an affaire
  moves,           ///< a state, a date
  begins,          ///< something to do, something due, a time left to the person
  ends             ///< kept, over, no longer to do
};
/// "irregularite", "manque", "non_compris", "rien", "ouvre", "ferme", "change", "nouveau", "fini": for pages
/// and JSON.
std::string_view word_of(Change change);

struct ConsequenceLine {
  Change change = Change::moves;
  std::string severity;    ///< "bloquante", "majeure", "mineure", "info"
  std::string sentence;    ///< French, whole
  std::string detail;      ///< the arithmetic of a date, the acts it rests on; may be empty
  std::string fondement;   ///< « CASF L262-37, R262-69-1 »; an unread text is marked « (à vérifier) »
  std::string date;        ///< ISO; may be empty
  std::string finding;     ///< id of the finding, after, or before when it is gone
  std::string affaire;     ///< number of its affaire; empty: of none
  bool premature = false;  ///< an irregularity that ends with time: `date` is the first day without it
  bool against_person = false;  ///< a proposal that weighs on the person: to be shown apart, never as a step
};

/// What is to be done after, in the affaires that the act touches.
struct NextStep {
  std::string sentence;
  std::string role;  ///< who; may be empty
  std::string date;  ///< ISO; may be empty
  bool late = false;
};

struct Consequence {
  std::vector<ConsequenceLine> lines;  ///< never empty; irregularities first, the gravest first
  std::vector<NextStep> next;
  bool has_blocking =
      false;  ///< an irregularity « bloquante »: to be confirmed, and it is recorded all the same
};

/// `act` has its id; the dossier is `base`, without it. Both are evaluated on the day `asked`, as known then.
/// Throws Cancelled.
Consequence consequence(const Program& program, const Record& base, const RawEvent& act, Date asked,
                        const Allowance& allowance = {});

}  // namespace filrouge::acte
