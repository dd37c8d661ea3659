#pragma once

#include <string>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "apps/serveur/affaire/sanction_words.hpp"

namespace filrouge::serveur {

/// The days a measure bears on, as its decision says them.
struct MeasureSpan {
  Date first, last;  ///< both included; unknown: not said
};
MeasureSpan span_of(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision);

/// « suspension », « mesure non dite ».
std::string measure_named(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision);
/// « suspension de 30 %, pendant 2 mois à partir du 1er avril 2026 (dernier jour le 31 mai 2026) », as far as
/// it is said.
std::string measure_told(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision);

}  // namespace filrouge::serveur
