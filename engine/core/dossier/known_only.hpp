#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/dossier/coherence.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// What was left out of dossiers because no rule knows it.
struct LeftOut {
  std::map<std::string, std::uint64_t> said;  ///< in French, with how often
  std::uint64_t count = 0;                    ///< attributes, fields and names of labels
};

/// Takes out of a dossier what a vocabulary does not know, since nobody would read it and it may be anything:
/// attributes, and fields of an event or of a correction. An event of a type nobody knows stays, for it
/// happened and the lists say so, without its fields. A label of the references that is not one plain word
/// stays without its name: what it cites counts; so does a person whose role is not. `held` is what the base
/// has of the dossier already: a correction may be of an act of it. Gives the events taken out whole: their
/// type is neither known nor one plain word.
std::vector<Incoherence> keep_known(Record& record, const Record& held, const Vocabulary& vocabulary,
                                    LeftOut& left_out);

}  // namespace filrouge
