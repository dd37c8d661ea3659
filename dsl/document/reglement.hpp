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

/// A heading of the page.
struct ReglementHeading {
  std::string part;    ///< « Textes nationaux », « Département 64 »
  std::string anchor;  ///< empty without links
  std::string title;
};

struct Reglement {
  std::string page;  ///< Markdown
  std::vector<ReglementHeading> modules;
};

/// The rules as a règlement a person reads, in Markdown: each module with its sources, each procédure état by
/// état with every clause of its délais and what leads out of them, contrôles, tables, paramètres; every
/// fondement with its status. What remains to be verified is listed at the end. No module shown: there is
/// none of that name, or none holds for that département.
Reglement reglement(const Program& program, const ReglementOf& of);

}  // namespace filrouge::dsl
