#include "dsl/document/vocabulary_words.hpp"

namespace filrouge::dsl {

std::string_view of_whom(Scope scope) {
  return scope == Scope::dossier   ? "du dossier"
         : scope == Scope::person  ? "de la personne"
         : scope == Scope::sitting ? "d'une séance"
                                   : "du dossier ou d'une personne";
}

std::string type_words(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "oui ou non";
    case ValueType::integer:
      return "nombre entier";
    case ValueType::date:
      return "date";
    case ValueType::month:
      return "mois";
    case ValueType::money:
      return "montant";
    case ValueType::rate:
      return "taux";
    case ValueType::duration:
      return "durée";
    case ValueType::enumeration:
      return "un mot d'une liste";
    case ValueType::reference:
      return "référence";
    default:
      return "texte";
  }
}

}  // namespace filrouge::dsl
