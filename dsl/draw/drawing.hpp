#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/machine/program.hpp"

/// A procédure as a drawing that a non-programmer reads: what is in it here, without a word of any format;
/// dot.hpp, mermaid.hpp and svg.hpp write it.
namespace filrouge::dsl {

/// For whom a procédure is drawn.
struct DrawingOf {
  std::string
      departement;     ///< what holds for its dossiers; empty: for all départements, each local one named
  bool legend = true;  ///< a page of drawings says it once
};

/// What stands in a box, under its title.
enum class LineKind : std::uint8_t {
  delai,           ///< what must, or may, be done before an end, what lasts, what comes back
  protected_time,  ///< a time that is the person's: nothing adverse before its end
  pause,           ///< a clock that stands still
  proposal,        ///< an act that a person decides
  other            ///< it begins again, it opens another procédure
};
struct BoxLine {
  LineKind kind = LineKind::other;
  std::string head;   ///< « Échéance »
  std::string text;   ///< « Signer le CER, 2 mois après l'orientation — CASF L262-36 »
  std::string local;  ///< the département whose text adds it; empty: the procédure's own
};

enum class BoxKind : std::uint8_t { opening, state, from_any };
struct Box {
  BoxKind kind = BoxKind::state;
  std::string title;
  std::string state;  ///< the name of the state as the rules fold it; empty: it is none
  bool initial = false, final = false, sanction = false;
  std::string local;
  std::vector<BoxLine> lines;
};

/// An act or a condition leads there; or the end of a time, which needs nobody.
enum class Stroke : std::uint8_t { act, time };
struct Reason {
  std::string text;   ///< « Fin de « Avis réputé rendu » : 1 mois après la saisine — CASF R262-71 »
  std::string whole;  ///< the same, where what was long is cut in `text`
};
/// Between two boxes, one arrow a stroke and a text (that of the procédure, or of a département).
struct Arrow {
  std::size_t from = 0, to = 0;  ///< in Drawing::boxes
  Stroke stroke = Stroke::act;
  std::string local;
  std::vector<Reason> reasons;  ///< one a transition
};

struct Drawing {
  std::string name;                ///< « rsa.saisine.saisine »
  std::string title;               ///< « Suivi d'une saisine de l'équipe pluridisciplinaire »
  std::vector<std::string> about;  ///< its module, its régime, the days it holds, who conducts it
  std::vector<Box> boxes;          ///< what opens it, its states, what holds from every state
  std::vector<Arrow> arrows;
  std::string untold;  ///< « 14 gestes à faire, 3 irrégularités »: what the drawing leaves to the règlement
  bool cut = false;  ///< some condition is not told to its end
  bool legend = true;
};

/// What holds of a procédure for those dossiers, drawn: each state once, each transition once, each délai
/// once.
Drawing drawing(const Program& program, std::uint16_t procedure, const DrawingOf& of);

/// The whole in sentences, for who cannot see it.
std::string told(const Drawing& drawing);

}  // namespace filrouge::dsl
