#include "dsl/lsp/diagnostics.hpp"

#include <algorithm>

#include "dsl/check/view.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::lsp {
namespace {

int severity_number(dsl::Severity severity) {
  return severity == dsl::Severity::error ? 1 : severity == dsl::Severity::warning ? 2 : 3;
}

std::string message_of(const dsl::Diagnostic& told) {
  auto text = told.message();
  if (!told.expected.empty()) text += "\nAttendu : " + told.expected.french;
  if (!told.suggestion.empty()) text += "\n" + told.suggestion.french;
  return visible(text);
}

Json diagnostic(Desk& desk, const Analysis* analysis, std::string_view text, const Places& places,
                const dsl::Diagnostic& told) {
  Json one{{"range", places.range(text, told.range.begin, told.range.end, desk.encoding)},
           {"severity", severity_number(told.severity)},
           {"code", dsl::code_info(told.code).number},
           {"source", "filrouge"},
           {"message", message_of(told)}};
  Json related = Json::array();
  for (const auto& label : told.labels) {
    if (analysis == nullptr || label.range.file >= analysis->files.size()) continue;
    if (auto place = desk.location(*analysis, label.range); !place.is_null())
      related.push_back({{"location", std::move(place)}, {"message", label.text.french}});
  }
  if (!related.empty()) one["relatedInformation"] = std::move(related);
  return one;
}

}  // namespace

Json told_as_json(Desk& desk, const Analysis* analysis, std::string_view text, const Places& places,
                  const std::vector<dsl::Diagnostic>& told) {
  Json list = Json::array();
  for (const auto& one : told) list.push_back(diagnostic(desk, analysis, text, places, one));
  return list;
}

std::vector<dsl::Diagnostic> told_of(Desk& desk, Document& document) {
  std::vector<dsl::Diagnostic> told;
  const auto file = desk.latest ? desk.latest->number(document.path) : Analysis::none;
  if (file != Analysis::none && desk.latest->files[file].text->file().text() == document.text) {
    for (const auto& one : desk.latest->rules.diagnostics.sorted())
      if (one.range.file == file) told.push_back(one);
    return told;
  }
  told = document.parsed().diagnostics.sorted();
  // While a clause is being written, what was said of the others still holds: it is told until it is checked.
  if (file == Analysis::none) return told;
  const Shift shift(desk.latest->files[file].text->file().text(), document.text);
  for (auto one : desk.latest->rules.diagnostics.sorted()) {
    const bool of_reading = dsl::code_info(one.code).number < "F3";
    if (one.range.file != file || of_reading || !shift.forth(one.range.begin, one.range.end)) continue;
    if (one.mended.end != 0 && !shift.forth(one.mended.begin, one.mended.end)) one.suggestion.words.clear();
    told.push_back(std::move(one));
  }
  return told;
}

std::vector<Fix> fixes_of(const dsl::Diagnostic& told, std::string_view text) {
  std::vector<Fix> fixes;
  if (told.suggestion.words.empty() || told.range.end > text.size()) return fixes;
  auto begin = told.mended.end != 0 ? told.mended.begin : told.range.begin;
  auto end = told.mended.end != 0 ? told.mended.end : told.range.end;
  // The clause is shown, one word of it is wrong: that which the message repeats.
  const auto is_argument = [&](std::string_view word) {
    return std::ranges::any_of(told.arguments,
                               [&](const std::string& argument) { return fold(argument) == fold(word); });
  };
  if (told.mended.end == 0 && !is_argument(text.substr(begin, end - begin))) {
    bool found = false;
    for (auto at = begin; at < end && !found;) {
      const auto [first, last] = word_at(text, at);
      if (last > first && first >= begin && last <= end && is_argument(text.substr(first, last - first))) {
        begin = first, end = last;
        found = true;
      }
      at = std::max(last, at) + 1;
    }
    if (!found) return fixes;
  }
  for (const auto& word : told.suggestion.words)
    fixes.push_back({"Écrire « " + word + " »", begin, end, word});
  return fixes;
}

std::optional<Fix> use_of_module(const dsl::Diagnostic& told, Document& document) {
  if (told.code != dsl::Code::module_not_used || told.arguments.size() < 3) return std::nullopt;
  const auto& owner = told.arguments[2];
  const auto& tree = document.parsed().tree;
  if (tree.nodes.empty()) return std::nullopt;
  dsl::View module;
  for (const auto declaration : dsl::View(tree, 0)) {
    if (declaration.range().begin > told.range.begin) break;
    if (declaration.is(dsl::NodeKind::module)) module = declaration;
  }
  if (!module) return std::nullopt;
  const auto title = "Ajouter « utilise " + owner + " » en tête du module";
  dsl::View last;
  for (const auto clause : module) {
    last = clause;
    if (clause.is(dsl::NodeKind::uses))
      return Fix{title, clause.range().end, clause.range().end, ", " + owner};
  }
  const auto after = last ? last.range().end : module.range().end;
  return Fix{title, after, after, "\n  utilise " + owner};
}

Json code_actions(Desk& desk, Document& document, std::uint32_t begin, std::uint32_t end) {
  Json actions = Json::array();
  for (const auto& told : document.told) {
    if (told.range.begin > end || told.range.end < begin) continue;
    auto fixes = fixes_of(told, document.text);
    if (auto use = use_of_module(told, document)) fixes.push_back(std::move(*use));
    const auto shown = diagnostic(desk, desk.latest.get(), document.text, document.places, told);
    for (const auto& fix : fixes) {
      Json edits =
          Json::array({{{"range", desk.range(document, fix.begin, fix.end)}, {"newText", fix.text}}});
      actions.push_back({{"title", fix.title},
                         {"kind", "quickfix"},
                         {"diagnostics", Json::array({shown})},
                         {"isPreferred", fixes.size() == 1},
                         {"edit", {{"changes", {{document.uri, std::move(edits)}}}}}});
    }
  }
  return actions;
}

}  // namespace filrouge::lsp
