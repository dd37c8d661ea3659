#pragma once

#include <string>
#include <string_view>

#include "engine/core/model/vocabulary.hpp"

namespace filrouge::dsl {

/// « de la personne », « du dossier »: whose an act or an attribute is.
std::string_view of_whom(Scope scope);
/// « nombre entier », « un mot d'une liste »: what a field or an attribute holds.
std::string type_words(ValueType type);

}  // namespace filrouge::dsl
