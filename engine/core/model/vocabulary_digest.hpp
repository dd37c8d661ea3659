#pragma once

#include <cstdint>
#include <string_view>

#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// Names all that the typing of a dossier takes from a vocabulary, its symbols included: dossiers typed by
/// two vocabularies of one digest hold the same numbers, and these mean the same. `besides`: what else they
/// depend on.
std::uint64_t vocabulary_digest(const Vocabulary& vocabulary, std::string_view besides);

}  // namespace filrouge
