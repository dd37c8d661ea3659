#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/source/code_page.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* root = "REGLES";

/// A path of a file as a URI may hold it.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    if (plain.find(c) != plain.npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((uri += '%') += digits[byte >> 4]) += digits[byte & 15];
  }
  return uri;
}

/// Its line, and its column in UTF-16 code units, both from 1.
Json place(const SourceFile& file, std::uint32_t offset, const char* line, const char* column) {
  const auto number = file.position(offset).line;
  const std::string_view text = file.text();
  auto at = std::size_t{file.line_start(number)};
  if (at == 0 && text.starts_with(byte_order_mark)) at = byte_order_mark.size();
  std::size_t units = 1;
  while (at < std::min<std::size_t>(offset, text.size())) {
    const auto character = utf8_at(text, at);
    units += character.code > 0xFFFF ? 2 : 1;
    at += std::max<std::size_t>(1, character.length);
  }
  return {{line, number}, {column, units}};
}

Json region(const SourceFile& file, SourceRange range) {
  auto region = place(file, range.begin, "startLine", "startColumn");
  region.update(place(file, std::max(range.begin, range.end), "endLine", "endColumn"));
  return region;
}

Json artifact(const SourceFile& file) {
  return {{"uri", uri_of(file.path())}, {"uriBaseId", root}};
}

Json location(const SourceSet& sources, SourceRange range) {
  const auto& file = sources[range.file];
  return {{"physicalLocation", {{"artifactLocation", artifact(file)}, {"region", region(file, range)}}}};
}

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

Json rules(Language language) {
  const bool english = language == Language::english;
  auto all = Json::array();
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto& info = code_info(static_cast<Code>(i));
    const auto said = english ? info.english : info.french;
    Json rule{{"id", info.number}, {"name", info.name}};
    rule["shortDescription"] = {{"text", said}};
    if (const auto* page = code_page(info.number)) {
      if (!english) rule["shortDescription"] = {{"text", page->title}};
      rule["fullDescription"] = {{"text", page->explanation}};
      rule["help"] = {{"text", page->markdown}, {"markdown", page->markdown}};
    }
    rule["messageStrings"] = {{"default", {{"text", said}}}};
    rule["defaultConfiguration"] = {{"level", level_of(info.severity)}};
    all.push_back(std::move(rule));
  }
  return all;
}

/// One a mend: an editor offers each, and applies one.
Json fixes(const SourceSet& sources, const Diagnostic& diagnostic, Language language) {
  auto all = Json::array();
  for (const auto& mend : mends_of(sources, diagnostic)) {
    const auto& file = sources[mend.range.file];
    Json replacement{{"deletedRegion", region(file, mend.range)}, {"insertedContent", {{"text", mend.text}}}};
    Json change{{"artifactLocation", artifact(file)},
                {"replacements", Json::array({std::move(replacement)})}};
    const auto& said = diagnostic.suggestion.in(language);
    Json fix{{"artifactChanges", Json::array({std::move(change)})}};
    if (!said.empty()) fix["description"] = {{"text", said}};
    all.push_back(std::move(fix));
  }
  return all;
}

}  // namespace

std::string render_sarif(const SourceSet& sources, const Diagnostics& diagnostics, Language language) {
  const bool english = language == Language::english;
  auto results = Json::array();
  for (const auto& one : diagnostics.sorted()) {
    auto text = one.message(language);
    if (!one.expected.empty())
      text += (english ? " — expected: " : " — attendu : ") + one.expected.in(language);
    if (!one.suggestion.empty()) text += " — " + one.suggestion.in(language);
    Json result{{"ruleId", code_info(one.code).number},
                {"ruleIndex", static_cast<std::size_t>(one.code)},
                {"level", level_of(one.severity)},
                {"message", {{"text", text}}},
                {"locations", Json::array({location(sources, one.range)})}};
    if (!one.labels.empty()) {
      auto related = Json::array();
      for (const auto& label : one.labels) {
        auto other = location(sources, label.range);
        other["message"] = {{"text", label.text.in(language)}};
        related.push_back(std::move(other));
      }
      result["relatedLocations"] = std::move(related);
    }
    if (auto all = fixes(sources, one, language); !all.empty()) result["fixes"] = std::move(all);
    results.push_back(std::move(result));
  }
  Json run{{"tool",
            {{"driver",
              {{"name", "filrouge"}, {"language", english ? "en" : "fr"}, {"rules", rules(language)}}}}}};
  run["originalUriBaseIds"] = {{root,
                                {{"description",
                                  {{"text", english ? "The folder of rules given to the command"
                                                    : "Le dossier de règles donné à la commande"}}}}}};
  run["columnKind"] = "utf16CodeUnits";
  run["results"] = std::move(results);
  if (diagnostics.dropped() != 0) run["properties"] = {{"nonMontrees", diagnostics.dropped()}};
  return Json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", Json::array({std::move(run)})}}
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace filrouge::dsl
