#include <algorithm>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"

/// « utilise » of a module of which nothing is named.
namespace filrouge::dsl {
namespace {

const ModuleText* module_named(const Texts& texts, std::string_view name) {
  const auto found = std::ranges::find_if(
      texts.modules, [&](const ModuleText& module) { return module.heading.text() == name; });
  return found == texts.modules.end() ? nullptr : &*found;
}

/// Stories and indexes name rules by what they say, not by their names alone.
bool tells_only(const ModuleText& module) {
  return std::ranges::all_of(
      module.declarations, [](View node) { return node.is(NodeKind::scenario) || node.is(NodeKind::topic); });
}

/// « , rsa.rôles », or « rsa.rôles, » when it is the first; the whole line when it is alone.
SourceRange with_its_comma(const SourceSet& sources, View uses, View name) {
  auto range = name.range();
  View before;
  for (const auto one : uses) {
    if (one == name) break;
    before = one;
  }
  if (before) {
    range.begin = before.range().end;
  } else if (const auto after = name.next()) {
    range.end = after.range().begin;
  } else {
    const auto& file = sources[range.file];
    const auto line = file.position(uses.range().begin).line;
    range.begin = file.line_start(line);
    range.end =
        line < file.line_count() ? file.line_start(line + 1) : static_cast<std::uint32_t>(file.text().size());
  }
  return range;
}

}  // namespace

void remark_imports(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  for (const auto& module : texts.modules) {
    if (tells_only(module)) continue;
    for (const auto uses : module.heading) {
      if (!uses.is(NodeKind::uses)) continue;
      for (const auto name : uses) {
        const auto* used = module_named(texts, name.text());
        // Words are common to all: « utilise » only says where they are found.
        if (!used || is_vocabulary(*used)) continue;
        const bool named = std::ranges::any_of(
            used->declared, [&](const std::string& one) { return module.words.contains(one); });
        if (named) continue;
        const auto& text = rules.sources[name.range().file].text();
        diagnostics
            .report(Code::useless_import, name.range(),
                    {"« " + text.substr(name.range().begin, name.range().end - name.range().begin) + " »"})
            .suggesting({"ôtez-le de la ligne « utilise »", "take it off the line « utilise »"})
            .mended_by(with_its_comma(rules.sources, uses, name), "");
      }
    }
  }
}

}  // namespace filrouge::dsl
