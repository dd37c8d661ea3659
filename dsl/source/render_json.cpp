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

}  // namespace filrouge::dsl
