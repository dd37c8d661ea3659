#include "engine/store/freshness.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/store/cursor.hpp"

namespace filrouge {
namespace {

struct Flux {
  Date made, reference;
};

/// A file may tell of several caisses: « CAF 641, MSA 640 ».
template <typename Each>
void each_caisse(std::string_view list, Each each) {
  constexpr std::string_view joint = ", ";
  while (!list.empty()) {
    const auto end = std::min(list.find(joint), list.size());
    each(std::string(list.substr(0, end)));
    list.remove_prefix(std::min(end + joint.size(), list.size()));
  }
}

std::string up_to(Date known) {
  return std::to_string(known.days);
}

/// Of each caisse and nature, the last made, and the last day told of.
std::map<std::pair<std::string, std::string>, std::pair<Flux, Date>> fluxes(Base& base, Date known) {
  std::map<std::pair<std::string, std::string>, std::pair<Flux, Date>> last;
  Cursor row(base,
             "SELECT nature, caisse, cree_le, reference FROM imports WHERE nature IS NOT NULL AND "
             "caisse IS NOT NULL AND cree_le <= " +
                 up_to(known));
  while (row.step())
    each_caisse(row.text(1), [&](const std::string& caisse) {
      auto& [flux, until] = last[{caisse, std::string(row.text(0))}];
      if (std::tuple(row.date(2), row.date(3)) > std::tuple(flux.made, flux.reference))
        flux = {row.date(2), row.date(3)};
      until = std::max(until, row.date(3));
    });
  return last;
}

/// Whose last flux of any nature was made before the last monthly one of their caisse.
void add_gone(Base& base, Date known, std::map<std::string, std::pair<Date, std::vector<LastSeen>>>& months) {
  Cursor row(
      base,
      "SELECT d.dossier, coalesce(e.organisme, d.organisme) || ' ' || coalesce(e.caisse, d.caisse), "
      "v.vu, v.fait FROM (SELECT dossier, max(reference) AS vu, max(cree_le) AS fait FROM vus WHERE "
      "cree_le <= " +
          up_to(known) +
          " GROUP BY dossier) v JOIN dossiers d USING(dossier) LEFT JOIN "
          "(SELECT dossier, organisme, caisse, max(rang) FROM entetes WHERE caisse IS NOT NULL GROUP BY "
          "dossier) e USING(dossier) ORDER BY d.dossier");
  while (row.step()) {
    const auto month = months.find(std::string(row.text(1)));
    if (month == months.end() || row.date(3) >= month->second.first) continue;
    month->second.second.push_back({std::string(row.text(0)), row.date(2)});
  }
}

void add_fluxes(Base& base, Date known, std::vector<SourceState>& sources) {
  const auto last = fluxes(base, known);
  std::map<std::string, std::pair<Date, std::vector<LastSeen>>> months;
  for (const auto& [key, flux] : last)
    if (key.second == "M") months[key.first].first = flux.first.made;
  if (!months.empty()) add_gone(base, known, months);
  for (const auto& [key, flux] : last) {
    const bool monthly = key.second == "M";
    auto& source = sources.emplace_back();
    source.name = std::string(monthly ? "flux mensuel" : "flux quotidien") + " de la " + key.first;
    source.until = flux.second;
    source.made = flux.first.made;
    if (monthly) source.gone = std::move(months[key.first].second);
  }
}

}  // namespace

std::vector<SourceState> freshness(Base& base, Date known) {
  std::vector<SourceState> sources;
  const bool told = base.tells_identity();
  if (told) add_fluxes(base, known, sources);
  // The day of the import stands for a file that tells no day of its own. An act that a person entered
  // vouches for nothing.
  Cursor row(base, std::string("SELECT ") +
                       (told ? "coalesce(systeme, format), max(coalesce(jusqu_au, " : "format, max((") +
                       "CAST(julianday(substr(importe_le, 1, 10)) - 2440587.5 AS INTEGER))) FROM imports " +
                       (told ? "WHERE nature IS NULL AND remplace_par IS NULL AND " : "WHERE ") +
                       "format <> 'banc' " + "GROUP BY 1 ORDER BY 1");
  while (row.step()) {
    auto& source = sources.emplace_back();
    source.name = "fichiers " + std::string(row.text(0));
    source.until = row.date(1);
  }
  return sources;
}

}  // namespace filrouge
