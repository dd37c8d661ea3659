#pragma once

#include <string>
#include <vector>

#include "dsl/diff/compare.hpp"
#include "dsl/document/reglement.hpp"

namespace filrouge::dsl {

/// The two rule sets put side by side, as whoever asks names them.
struct Sides {
  std::string before, after;        ///< « HEAD~1:rules », « rules »
  std::string before_is, after_is;  ///< « révision 3fa2c1d du 2 mars 2026 »; empty: what is on the disk
  std::string before_digest, after_digest;
};

/// How many changes go in each sense. One that goes in two counts in both.
struct SenseCount {
  std::size_t added = 0, removed = 0, renamed = 0, changed = 0;
  std::size_t favourable_person = 0, strict_person = 0, strict_administration = 0,
              flexible_administration = 0, no_effect = 0, to_assess = 0;
  std::size_t all() const { return added + removed + renamed + changed; }
};
SenseCount count_of(const Difference& it);
SenseCount count_of(const ChangedSection& it);

/// « plus favorable pour la personne ; plus strict pour l'administration ».
std::string sense_words(const Judgement& it);

/// Read aloud, procédure by procédure.
std::string difference_text(const Difference& it, const Sides& sides, const DifferenceOf& of);

/// The same as a page, in Markdown with the marks of markdown.hpp; the headings of its contents.
struct DifferencePage {
  std::string page;
  std::vector<ReglementHeading> sections;
};
DifferencePage difference_page(const Difference& it, const Sides& sides, const DifferenceOf& of);

/// The same for programs (docs/schemas/comparaison.schema.json).
std::string difference_json(const Difference& it, const Sides& sides, const DifferenceOf& of);

}  // namespace filrouge::dsl
