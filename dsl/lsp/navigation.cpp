#include "dsl/lsp/navigation.hpp"

#include <algorithm>
#include <set>

#include "engine/core/text/fold.hpp"

namespace filrouge::lsp {
namespace {

/// More would not be read.
constexpr std::size_t most_symbols = 500;

std::set<std::uint32_t> things_at(const Desk& desk, const Document& document, std::uint32_t offset) {
  std::set<std::uint32_t> things;
  if (desk.latest)
    for (const auto& mention : desk.mentions_at(*desk.latest, document, offset)) things.insert(mention.thing);
  return things;
}

}  // namespace

int symbol_kind(dsl::ThingKind kind) {
  using K = dsl::ThingKind;
  switch (kind) {
    case K::module:
    case K::conventions:
      return 2;  // Module
    case K::event:
      return 24;  // Event
    case K::attribute:
    case K::field:
      return 8;  // Field
    case K::role:
      return 11;  // Interface
    case K::parameter:
      return 14;  // Constant
    case K::definition:
      return 12;  // Function
    case K::table:
      return 18;  // Array
    case K::procedure:
      return 5;  // Class
    case K::state:
      return 22;  // EnumMember
    case K::delai:
      return 6;  // Method
    case K::control:
    case K::guarantee:
      return 17;  // Boolean
    case K::indicator:
      return 16;  // Number
    default:
      return 15;  // String
  }
}

Json definition(Desk& desk, const Document& document, std::uint32_t offset) {
  Json places = Json::array();
  for (const auto thing : things_at(desk, document, offset))
    for (const auto* mention : desk.latest->of(thing))
      if (mention->declares)
        if (auto place = desk.location(*desk.latest, desk.latest->name_of(*mention)); !place.is_null())
          places.push_back(std::move(place));
  return places;
}

Json references(Desk& desk, const Document& document, std::uint32_t offset, bool with_declaration) {
  Json places = Json::array();
  for (const auto thing : things_at(desk, document, offset))
    for (const auto* mention : desk.latest->of(thing))
      if (with_declaration || !mention->declares)
        if (auto place = desk.location(*desk.latest, desk.latest->name_of(*mention)); !place.is_null())
          places.push_back(std::move(place));
  return places;
}

Json highlights(Desk& desk, const Document& document, std::uint32_t offset) {
  Json places = Json::array();
  for (const auto thing : things_at(desk, document, offset))
    for (const auto* mention : desk.latest->of(thing)) {
      if (desk.latest->files[mention->at.file].path != document.path) continue;
      if (auto place = desk.location(*desk.latest, desk.latest->name_of(*mention)); !place.is_null())
        places.push_back({{"range", place["range"]}, {"kind", mention->declares ? 3 : 2}});
    }
  return places;
}

Json workspace_symbols(Desk& desk, std::string_view query) {
  Json symbols = Json::array();
  if (!desk.latest) return symbols;
  const auto wanted = fold(query);
  const auto& analysis = *desk.latest;
  for (const auto& mention : analysis.rules.mentions.all()) {
    if (!mention.declares || symbols.size() >= most_symbols) continue;
    const auto& thing = analysis.thing(mention);
    if (last_part(thing.name).find(wanted) == std::string_view::npos) continue;
    auto place = desk.location(analysis, analysis.name_of(mention));
    if (place.is_null()) continue;
    const auto dot = thing.name.rfind('.');
    symbols.push_back(
        {{"name", analysis.written(analysis.name_of(mention))},
         {"kind", symbol_kind(thing.kind)},
         {"location", std::move(place)},
         {"containerName", dot == std::string::npos ? std::string() : thing.name.substr(0, dot)}});
  }
  return symbols;
}

}  // namespace filrouge::lsp
