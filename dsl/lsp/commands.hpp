#pragma once

#include <string>

#include "dsl/lsp/desk.hpp"

namespace filrouge::lsp {

/// What playing a scénario gave.
struct Played {
  Json report;                          ///< {titre, reussi, texte, echecs: [{ligne, texte}]}
  std::vector<dsl::Diagnostic> failed;  ///< its lines that do not hold, at their places
  std::string said;                     ///< in one line
};

/// « filrouge.jouerScenario »: the scénario of that name in that file, in the real engine. Throws Refused.
Played play_scenario(const Analysis& analysis, const std::filesystem::path& path, const std::string& name);

/// « filrouge.dessiner »: {procedure, titre, svg} of the procédure that file writes, or completes. Throws
/// Refused.
Json draw(const Analysis& analysis, const std::filesystem::path& path, const std::string& name);

}  // namespace filrouge::lsp
