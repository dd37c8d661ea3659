#include "engine/core/explain/words.hpp"

#include <cstddef>
#include <utility>

namespace filrouge {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr Words natures[] = {{"etat", "état"},
                             {"echeance", "échéance"},
                             {"attente", "temps de la personne"},
                             {"terme", "terme"},
                             {"duree", "durée"},
                             {"rythme", "rythme"},
                             {"action", "à faire"},
                             {"irregularite", "irrégularité"},
                             {"proposition", "proposition"},
                             {"donnee_manquante", "donnée manquante"},
                             {"evenement_inattendu", "événement inattendu"},
                             {"evenement_ambigu", "événement ambigu"},
                             {"droit_transitoire", "droit transitoire"}};
constexpr Words statuts[] = {{"a_venir", "à venir"},
                             {"proche", "proche"},
                             {"depassee", "en retard"},
                             {"tenue", "tenue"},
                             {"tenue_en_retard", "tenue en retard"},
                             {"sans_objet", "sans objet"},
                             {"en_cours", "en cours"},
                             {"incertaine", "incertaine"}};

template <std::size_t N>
std::string_view for_people(const Words (&words)[N], std::string_view name) {
  for (const auto& [code, french] : words)
    if (code == name) return french;
  return name;
}

}  // namespace

std::string_view nature_for_people(std::string_view nature) {
  return for_people(natures, nature);
}
std::string_view statut_for_people(std::string_view statut) {
  return for_people(statuts, statut);
}

}  // namespace filrouge
