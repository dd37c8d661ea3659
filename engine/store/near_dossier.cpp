#include "engine/store/near_dossier.hpp"

#include "engine/core/text/close_number.hpp"
#include "engine/store/cursor.hpp"

namespace filrouge {

std::optional<std::string> near_dossier(Base& base, std::string_view dossier) {
  Cursor itself(base,
                "SELECT 1 FROM dossiers WHERE dossier = ?1 UNION ALL SELECT 1 FROM noms WHERE nom = ?1");
  itself.restart(dossier);
  if (itself.on_row()) return std::nullopt;
  Cursor others(base, "SELECT dossier FROM dossiers ORDER BY dossier");
  while (others.step())
    if (close_numbers(dossier, others.text(0))) return std::string(others.text(0));
  return std::nullopt;
}

}  // namespace filrouge
