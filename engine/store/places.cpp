#include "engine/store/places.hpp"

#include "engine/core/dossier/departement.hpp"
#include "engine/store/cursor.hpp"

namespace filrouge {
namespace {

std::set<std::string> said(Base& base, const std::string& column) {
  std::set<std::string> all;
  Cursor rows(base, "SELECT " + column + " FROM dossiers WHERE " + column + " <> '' UNION SELECT " + column +
                        " FROM entetes WHERE " + column + " <> '' LIMIT " + std::to_string(Places::most));
  while (rows.step()) all.emplace(rows.text(0));
  return all;
}

}  // namespace

Places places_of(Base& base) {
  Places places;
  places.territoires = said(base, "territoire");
  for (const auto& written : said(base, "departement"))
    places.departements.insert(departement_or_as_written(written));
  return places;
}

}  // namespace filrouge
