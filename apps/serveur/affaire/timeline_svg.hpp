#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "engine/core/explain/story.hpp"

namespace filrouge::serveur {

/// One row of the timeline told as a table, for who does not see the drawing: everything is there.
struct TimelineRow {
  std::string kind;  ///< « acte », « état », « échéance », « temps de la personne », « mesure », « faculté »
  Date from, to;  ///< to: of what lasts; unknown: not known, or a single day
  Date known;     ///< of an act known later than its day; else unknown
  std::string label;
  std::string statut;  ///< in words; empty: none
  std::string id;      ///< of an act
};

struct Timeline {
  /// The drawing, an <svg> element: acts above the line of time, délais under it, the time of the person as a
  /// band, the day asked as a vertical line. Colours are `currentColor` and classes (frise, frise-acte,
  /// frise-delai, frise-attente, frise-mesure, frise-faculte, frise-retard, frise-jour, frise-connu,
  /// frise-axe): it holds no style and no script. At most 2 400 wide: it scrolls within its container. Empty
  /// stretches are shortened, and said so on the line. Labels stand in lanes that do not touch; past ten
  /// lanes an act joins the label before it (« (+3) »), and the rows tell them all.
  std::string svg;
  int width = 0, height = 0;  ///< in the units of its viewBox, that are pixels
  std::vector<TimelineRow> rows;
};

/// `id` makes the ids of the drawing its own on the page (letters, digits, hyphens).
Timeline timeline_of(const DossierRead& dossier, const Thread& thread, std::string_view id);

}  // namespace filrouge::serveur
