#include <nlohmann/json.hpp>
#include <ostream>

#include "engine/reports/json_text.hpp"
#include "engine/reports/simulation_report.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json figure_json(const SimulationResult& result, const SimulationFigure& figure) {
  Json json;
  if (result.anonymous) {
    json["dossiers"] = figure.hidden ? Json(nullptr) : Json(figure.dossier_count);
    json["masque"] = figure.hidden;
    return json;
  }
  json["constats"] = figure.findings;
  json["dossiers"] = figure.dossier_count;
  auto names = Json::array();
  for (const auto dossier : figure.dossiers) names.push_back(result.dossiers[dossier]);
  json["liste"] = std::move(names);
  return json;
}

/// What is 0 is not written, but in the whole.
Json row_json(const SimulationResult& result, const SimulationRow& row, bool whole) {
  Json json;
  if (!result.anonymous) {
    json["constats_avant"] = row.before;
    json["constats_apres"] = row.after;
  }
  json["touches"] = figure_json(result, row.touched);
  Json kinds = Json::object();
  for (std::size_t k = 0; k < change_kinds; ++k) {
    const auto& figure = row.kinds[k];
    if (whole || figure.dossier_count > 0 || figure.hidden)
      kinds[words_of(static_cast<ChangeKind>(k)).word] = figure_json(result, figure);
  }
  json["changements"] = std::move(kinds);
  return json;
}

Json group_json(const SimulationWords& words, SimulationAxis axis, const SimulationGroup& group) {
  const auto bound = [](const std::optional<std::int32_t>& days) {
    return !days || *days == SimulationGroup::no_end || *days == -SimulationGroup::no_end ? Json(nullptr)
                                                                                          : Json(*days);
  };
  Json json;
  json["libelle"] = words.group(axis, group);
  switch (axis) {
    case SimulationAxis::days:
      json["jours_min"] = bound(group.least);
      json["jours_max"] = bound(group.greatest);
      break;
    case SimulationAxis::state:
      json["procedure"] = text_or_null(group.procedure);
      [[fallthrough]];
    case SimulationAxis::statut:
    case SimulationAxis::severity:
    case SimulationAxis::role_move:
      json["avant"] = text_or_null(group.name);
      json["apres"] = text_or_null(group.to);
      break;
    default:
      json["nom"] = text_or_null(group.name);
  }
  return json;
}

Json told_json(const SimulationCase::Told& told) {
  if (told.title.empty()) return nullptr;
  return {{"titre", told.title}, {"explication", told.explanation}};
}

Json case_json(const SimulationCase& one) {
  Json json;
  json["dossier"] = one.dossier;
  json["territoire"] = text_or_null(one.territoire);
  json["prochaine_action"] =
      one.next_changes ? Json{{"avant", told_json(one.next_before)}, {"apres", told_json(one.next_after)}}
                       : Json(nullptr);
  auto lines = Json::array();
  for (const auto& line : one.lines) {
    auto kinds = Json::array();
    for (std::size_t k = 0; k < change_kinds; ++k)
      if (line.kinds.has(static_cast<ChangeKind>(k)))
        kinds.push_back(words_of(static_cast<ChangeKind>(k)).word);
    lines.push_back({{"changements", std::move(kinds)},
                     {"avant", told_json(line.before)},
                     {"apres", told_json(line.after)}});
  }
  json["constats"] = std::move(lines);
  json["constats_non_dits"] = one.lines_left_out;
  json["inchanges"] = one.unchanged;
  return json;
}

std::string members(const Json& json) {
  const auto text = dumped(json);
  return text.substr(1, text.size() - 2);
}

}  // namespace

std::string simulation_json_opening(const SimulationReport& report) {
  Json json;
  json["schema"] = 1;
  json["au"] = report.asked;
  json["connu_au"] = report.known;
  if (!report.made_at.empty()) json["fait_le"] = report.made_at;
  json["avant"] = {{"chemins", report.before_paths}, {"regles", report.before.digest}};
  json["apres"] = {{"chemins", report.after_paths}, {"regles", report.after.digest}};
  json["departement"] = text_or_null(report.departement);
  json["territoire"] = text_or_null(report.territoire);
  return "{" + members(json) + ",\n\"changements\":[";
}

void simulation_json_closing(const SimulationReport& report, std::ostream& out) {
  const SimulationWords words(report.before, report.after);
  const auto& result = report.result;
  Json json;
  Json count;
  count["compares"] = result.compared_hidden ? Json(nullptr) : Json(result.compared);
  count["trop_couteux"] = result.given_up_count;
  count["rejets"] = report.rejects;
  json["compte"] = std::move(count);
  json["groupe_minimal"] = result.anonymous ? Json(result.minimum_group) : Json(nullptr);
  json["trop_couteux"] = result.given_up;
  json["ensemble"] = row_json(result, result.total, true);
  out << "\n],\n" << members(json) << ",\n\"axes\":{";
  // Row after row: all the lists of dossiers together may be long.
  for (std::size_t a = 0; a < simulation_axes; ++a) {
    const auto axis = static_cast<SimulationAxis>(a);
    out << (a == 0 ? "\"" : ",\"") << axis_word(axis) << "\":[";
    for (std::size_t r = 0; r < result.axes[a].size(); ++r) {
      const auto& row = result.axes[a][r];
      auto one = group_json(words, axis, row.group);
      one.update(row_json(result, row, false));
      out << (r == 0 ? "\n" : ",\n") << dumped(one);
    }
    out << "]";
  }
  auto cases = Json::array();
  for (const auto& one : report.cases) cases.push_back(case_json(one));
  out << "},\n\"cas\":" << dumped(cases) << "}\n";
}

}  // namespace filrouge
