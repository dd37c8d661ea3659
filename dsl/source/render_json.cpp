#include <nlohmann/json.hpp>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {
namespace {

using Json = nlohmann::ordered_json;

Json place(const SourceSet& sources, SourceRange range) {
  const auto& file = sources[range.file];
  const auto begin = file.position(range.begin);
  const auto end = file.position(std::max(range.begin, range.end));
  return {{"fichier", file.path()},
          {"ligne", begin.line},
          {"colonne", begin.column},
          {"fin", {{"ligne", end.line}, {"colonne", end.column}}}};
}

Json sarif_location(const SourceSet& sources, SourceRange range) {
  const auto& file = sources[range.file];
  const auto begin = file.position(range.begin);
  const auto end = file.position(std::max(range.begin, range.end));
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", file.path()}}},
            {"region",
             {{"startLine", begin.line},
              {"startColumn", begin.column},
              {"endLine", end.line},
              {"endColumn", end.column}}}}}};
}

const char* sarif_level(Severity severity) {
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

const char* french_severity(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "erreur";
    case Severity::warning:
      return "avertissement";
    case Severity::note:
      break;
  }
  return "note";
}

std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_json(const SourceSet& sources, const Diagnostics& diagnostics, Language language) {
  auto all = Json::array();
  for (const auto& one : diagnostics.sorted()) {
    Json entry{{"code", code_info(one.code).number}, {"gravite", french_severity(one.severity)}};
    entry.update(place(sources, one.range));
    entry["message"] = one.message(language);
    entry["attendu"] = one.expected.empty() ? Json() : Json(one.expected.in(language));
    entry["conseil"] = one.suggestion.empty() ? Json() : Json(one.suggestion.in(language));
    auto see = Json::array();
    for (const auto& label : one.labels) {
      auto other = place(sources, label.range);
      other["texte"] = label.text.in(language);
      see.push_back(std::move(other));
    }
    entry["voir"] = std::move(see);
    all.push_back(std::move(entry));
  }
  return written(all);
}

std::string render_sarif(const SourceSet& sources, const Diagnostics& diagnostics, Language language) {
  auto rules = Json::array();
  for (std::size_t i = 0; i < code_count(); ++i) {
    const auto& info = code_info(static_cast<Code>(i));
    rules.push_back(
        {{"id", info.number},
         {"name", info.name},
         {"shortDescription", {{"text", language == Language::english ? info.english : info.french}}},
         {"defaultConfiguration", {{"level", sarif_level(info.severity)}}}});
  }
  auto results = Json::array();
  for (const auto& one : diagnostics.sorted()) {
    auto text = one.message(language);
    if (!one.expected.empty())
      text += (language == Language::english ? " — expected: " : " — attendu : ") + one.expected.in(language);
    if (!one.suggestion.empty()) text += " — " + one.suggestion.in(language);
    Json result{{"ruleId", code_info(one.code).number},
                {"ruleIndex", static_cast<std::size_t>(one.code)},
                {"level", sarif_level(one.severity)},
                {"message", {{"text", text}}},
                {"locations", Json::array({sarif_location(sources, one.range)})}};
    if (!one.labels.empty()) {
      auto related = Json::array();
      for (const auto& label : one.labels) {
        auto location = sarif_location(sources, label.range);
        location["message"] = {{"text", label.text.in(language)}};
        related.push_back(std::move(location));
      }
      result["relatedLocations"] = std::move(related);
    }
    results.push_back(std::move(result));
  }
  return written({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                  {"version", "2.1.0"},
                  {"runs", Json::array({{{"tool", {{"driver", {{"name", "filrouge"}, {"rules", rules}}}}},
                                         {"columnKind", "unicodeCodePoints"},
                                         {"results", results}}})}});
}

}  // namespace filrouge::dsl
