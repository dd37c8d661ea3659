#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// A real dossier without what names anybody: acts are e1, e2…, persons p1, p2…, numbers A1, A2…, and every
/// free text « texte 1 », « texte 2 »…, the same for the same text, since rules may ask whether it is there.
/// Texts that the rules compare with stay, as do dates, amounts and words of the vocabulary. Neither
/// matricule, caisse, system of origin nor keyed hash is kept. All days are moved by so many whole weeks.
///
/// `told` says, once each and without a word of the dossier, what was left out or is not what it was.
Record pseudonymised(const Model& model, const Journal& journal, int weeks, std::vector<std::string>& told);

}  // namespace filrouge::dsl
