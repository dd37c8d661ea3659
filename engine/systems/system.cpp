#include "engine/systems/system.hpp"

namespace filrouge::systems {

std::vector<std::string_view> system_names() {
  return {"webrsa", "rdv-insertion", "carnet-de-bord"};
}

System system_named(std::string_view name) {
  if (name == "rdv-insertion") return rdv_insertion_system();
  if (name == "carnet-de-bord") return carnet_de_bord_system();
  return webrsa_system();
}

}  // namespace filrouge::systems
