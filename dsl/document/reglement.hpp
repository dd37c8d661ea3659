#pragma once

#include <string>
#include <vector>

#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// What of the rules a règlement tells.
struct ReglementOf {
  std::string module;       ///< this one and those under it (« rsa.cer »); empty: all
  std::string departement;  ///< what holds for its dossiers; empty: for all départements
  bool linked = false;      ///< names lead to what declares them (marks of markdown.hpp)
};

/// A place of the page.
struct ReglementPlace {
  std::string anchor;  ///< empty without links
  std::string title;
};
/// A module, as a table of contents tells it.
struct ReglementHeading {
  std::string part;   ///< « Textes nationaux », « Départements »
  std::string group;  ///< within it: « Département 64 »; empty: none
  ReglementPlace place;
  std::vector<ReglementPlace> procedures;
};

struct Reglement {
  std::string page;  ///< Markdown
  std::vector<ReglementHeading> modules;
  std::vector<ReglementPlace> annexes;    ///< what follows the modules
  std::vector<std::uint16_t> procedures;  ///< those told, in their order
};

/// The rules as a règlement a person reads, in Markdown: each module with its sources, each procédure état by
/// état with every clause of its délais and what leads out of them, contrôles, tables, paramètres; every
/// fondement with its status. All the délais in a table, and what remains to be verified, at the end. No
/// module shown: there is none of that name, or none holds for that département.
Reglement reglement(const Program& program, const ReglementOf& of);

}  // namespace filrouge::dsl
