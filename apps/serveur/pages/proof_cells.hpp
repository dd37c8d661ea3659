#pragma once

#include <string>

#include "apps/serveur/affaire/proof_strip.hpp"
#include "apps/serveur/cadre/html.hpp"

namespace filrouge::pages {

/// The ten steps of an affaire as a row of signs, then in words what lacks and what is to be proven.
cadre::Html proof_cell(const serveur::ProofStrip& strip);
/// The ten steps as a table: each with its proof, its day, the sentence that says it, its acts, its articles.
cadre::Html proof_table(const serveur::ProofRound& round, const std::string& caption);
/// What lacks and what is to be proven, in words: « manque : entendu ; à prouver : présentée »; empty:
/// nothing.
std::string proof_wanting(const serveur::ProofStrip& strip);

}  // namespace filrouge::pages
