#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/reject.hpp"
#include "engine/core/dossier/source_state.hpp"
#include "engine/core/dossier/tranche.hpp"
#include "engine/store/places.hpp"

namespace filrouge {

/// Which dossiers a verb works on, and where they come from.
struct DossierChoice {
  std::string from;  ///< a base, a file (.ndjson, .json), "-" for standard input, the address of a database
  std::string dossier;  ///< this one alone
  std::string territoire, departement;
  Tranche tranche;
  Date known = last_day();  ///< as they were known by that day; those nobody knew of yet are left out
};

struct DossierTally {
  std::uint64_t read = 0;
  std::uint64_t rejects = 0;
  std::uint64_t remarks = 0;
  std::uint64_t not_known_yet = 0;  ///< left out for that
  std::uint64_t elsewhere = 0;      ///< of a file, left out for its place
  Places places;                    ///< when a place was asked for and no dossier is of it: where they are
  std::string near_dossier;         ///< when the one asked for is not there: one written nearly so
};

/// A journal to be filled, by a vocabulary; both outlive the reading.
struct Typing {
  const Vocabulary& vocabulary;
  Journal& journal;
  std::string told_of;  ///< whose rules it is of, said of what they alone do not understand: « --avant »
};

/// Types each dossier chosen by a vocabulary and hands it over, one at a time, in memory that does not grow.
/// Rejects and remarks are told on stderr, and counted. Throws FormatError or StoreError when the source
/// cannot be read at all.
DossierTally each_dossier(const DossierChoice& choice, const Vocabulary& vocabulary, Journal& journal,
                          const std::function<void()>& visit);
/// The same, each dossier read once and typed by each of the vocabularies, one at least.
DossierTally each_dossier(const DossierChoice& choice, std::span<const Typing> typings,
                          const std::function<void()>& visit);

/// How far the sources go of the base they come from; nothing of a file.
std::optional<std::vector<SourceState>> sources_of(const DossierChoice& choice);

/// Why the one dossier asked for was not handed over.
std::string absent(const DossierChoice& choice, const DossierTally& tally);

/// Says on stderr that no dossier is of the place asked for, and which place was meant: an empty list would
/// read as « nothing to do ».
void say_if_no_dossier_is_there(const DossierChoice& choice, const DossierTally& tally);

/// Runs the work of a verb. A source that cannot be read at all is told on stderr, and answers
/// exit_bad_input.
int reading(const std::function<int()>& work);

}  // namespace filrouge
