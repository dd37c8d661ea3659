#include <map>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"

/// One length of one text, written by hand at several places.
namespace filrouge::dsl {
namespace {

constexpr std::size_t too_many = 3;

struct Key {
  std::string length, basis;
  auto operator<=>(const Key&) const = default;
};
using Places = std::map<Key, std::vector<View>>;

std::string as_written(const SourceSet& sources, SourceRange range) {
  return sources[range.file].text().substr(range.begin, range.end - range.begin);
}

/// « objectif interne »: the length is a choice of the service, which no text changes.
bool is_a_choice(View delai) {
  for (const auto child : delai)
    if (child.is(NodeKind::internal_target) ||
        (child.is(NodeKind::modifier) && child.number() == static_cast<int>(ModifierKind::internal_target)))
      return true;
  return false;
}

/// Under each fondement, the lengths that délais count by.
void gather(View node, std::string basis, const SourceSet& sources, Places& places) {
  if (delai_kind(node.kind()) && is_a_choice(node)) return;
  if (const auto own = node.child(NodeKind::basis)) basis = own.text();
  if (node.is(NodeKind::length)) {
    const auto value = node.first();
    if (value && value.is(NodeKind::duration_literal) && !basis.empty())
      places[{as_written(sources, value.range()), basis}].push_back(value);
    return;
  }
  for (const auto child : node) gather(child, basis, sources, places);
}

}  // namespace

void remark_lengths(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  for (const auto& module : texts.modules) {
    Places places;
    const auto basis = module.heading.child(NodeKind::basis);
    for (const auto node : module.declarations)
      if (node.is(NodeKind::procedure) || node.is(NodeKind::extend_procedure))
        gather(node, basis ? basis.text() : std::string(), rules.sources, places);
    for (const auto& [key, where] : places) {
      if (where.size() < too_many) continue;
      auto& told = diagnostics
                       .report(Code::length_repeated, where.front().range(),
                               {key.length, std::to_string(where.size()), key.basis})
                       .suggesting({"écrivez-la une fois : « paramètre délai_… : durée = " + key.length +
                                        " », et son nom à la place de chacune",
                                    "write it once: « paramètre délai_… : durée = " + key.length +
                                        " », and its name in the place of each"});
      for (std::size_t i = 1; i < where.size(); ++i) told.also(where[i].range(), {"et ici", "and here"});
    }
  }
}

}  // namespace filrouge::dsl
