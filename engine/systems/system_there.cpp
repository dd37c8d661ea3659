#include "engine/systems/system_there.hpp"

#include <algorithm>
#include <optional>

#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge::systems {

System system_there(const DatabaseOptions& options) {
  DatabaseReading reading(options);
  const auto catalog = reading.catalog();
  std::optional<System> nearest;
  std::ptrdiff_t least_lacking = 0;
  for (const auto name : system_names()) {
    auto system = system_named(name);
    const auto is_lacking = [&](const Table& table) {
      return table.needed && catalog.find(table.name) == catalog.end();
    };
    const auto lacking = std::ranges::count_if(system.tables, is_lacking);
    const auto needed = std::ranges::count_if(system.tables, &Table::needed);
    if (lacking == needed || (nearest && lacking >= least_lacking)) continue;
    nearest = std::move(system);
    least_lacking = lacking;
  }
  if (nearest) return std::move(*nearest);
  throw FormatError("« " + options.url.shown + " », schéma « " + options.schema +
                    " » : aucune table n'y est de l'un des logiciels que filrouge lit en place (" +
                    listed(system_names()) + ") ; un autre schéma se dit au bout de l'adresse : #schema");
}

}  // namespace filrouge::systems
