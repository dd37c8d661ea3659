#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "engine/core/model/vocabulary.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {

/// What `importer --essai` counts of a file.
struct UnderstoodCounts {
  std::uint64_t dossiers = 0, rejects = 0;
};

/// Reads a file to its end and writes its first dossiers as the base would keep them, in words; then what is
/// left out and why, each once with how often. Rejects are listed as they are met. Writes nothing else.
/// Throws FormatError.
UnderstoodCounts show_understood(std::ostream& out, DossierSource& source, const Vocabulary& vocabulary,
                                 const std::string& file);

}  // namespace filrouge
