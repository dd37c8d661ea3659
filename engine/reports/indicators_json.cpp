#include <nlohmann/json.hpp>

#include "engine/core/indicators/disclosure.hpp"
#include "engine/reports/indicator_report.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// The measure as data names it.
std::string_view measure_name(IndicatorMeasure measure) {
  switch (measure) {
    case IndicatorMeasure::median_days:
      return "mediane_jours";
    case IndicatorMeasure::mean_days:
      return "moyenne_jours";
    case IndicatorMeasure::count:
      return "nombre";
    case IndicatorMeasure::share:
      return "part";
    case IndicatorMeasure::share_after:
      return "part_apres";
    case IndicatorMeasure::breakdown:
      return "repartition";
    case IndicatorMeasure::sum:
      return "somme";
    case IndicatorMeasure::in_states:
      return "nombre_etat";
    case IndicatorMeasure::share_in_states:
      return "part_etat";
  }
  return {};
}

std::string_view count_name(CountKind kind) {
  switch (kind) {
    case CountKind::measured:
      return "effectif";
    case CountKind::waiting:
      return "en_attente";
    case CountKind::running:
      return "delai_en_cours";
    case CountKind::left:
      return "sortis_avant";
    case CountKind::unknown:
      return "inconnus";
    case CountKind::without_start:
      return "sans_depart";
    case CountKind::value:
      return "valeur";
  }
  return {};
}

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::below:
      return "au_dessous";
    case Standing::within:
      return "dans";
    case Standing::above:
      return "au_dessus";
    default:
      return {};
  }
}

Json row_json(const IndicatorResult& result, const IndicatorRow& row, const Indicator& indicator) {
  Json json;
  json["resultat"] = row.hundredths ? Json(static_cast<double>(*row.hundredths) / 100) : Json(nullptr);
  if (is_delay(indicator)) json["au_moins"] = row.at_least;
  auto masked = Json::array();
  auto values = Json::array();
  for (std::size_t c = 0; c < result.columns.size(); ++c) {
    const auto& column = result.columns[c];
    const auto count = row.counts[c].hidden ? Json(nullptr) : Json(row.counts[c].count);
    if (column.kind == CountKind::value) {
      values.push_back(
          {{"valeur", text_or_null(column.value)}, {"nombre", count}, {"masque", row.counts[c].hidden}});
      continue;
    }
    json[count_name(column.kind)] = count;
    if (row.counts[c].hidden) masked.push_back(count_name(column.kind));
  }
  if (indicator.measure == IndicatorMeasure::breakdown) json["valeurs"] = std::move(values);
  json["cible"] = text_or_null(standing_name(row.standing));
  json["masques"] = std::move(masked);
  return json;
}

Json indicator_json(const Program& program, const IndicatorResult& result) {
  const auto& indicator = program.model.indicators[result.indicator];
  const auto& rule = program.rule(indicator.rule);
  Json json;
  json["nom"] = program.model.text(indicator.name);
  json["libelle"] = indicator.label;
  json["mesure"] = measure_name(indicator.measure);
  json["unite"] = measure_unit(indicator);
  json["phrase"] = measure_sentence(program, indicator);
  json["groupe_minimal"] = indicator.minimum_group;
  const bool hundredths = measure_unit(indicator) == "%" || measure_unit(indicator) == "€";
  const auto limit = [&](bool has, std::int64_t value) {
    return !has ? Json(nullptr) : hundredths ? Json(static_cast<double>(value) / 100) : Json(value);
  };
  if (indicator.target.has_least || indicator.target.has_greatest)
    json["cible"] = {{"au_moins", limit(indicator.target.has_least, indicator.target.least)},
                     {"au_plus", limit(indicator.target.has_greatest, indicator.target.greatest)}};
  else
    json["cible"] = nullptr;
  json["reperes"] = indicator.benchmarks;
  auto basis = Json::array();
  for (const auto& reference : rule.basis)
    basis.push_back({{"ref", reference.text}, {"statut", reference.verified ? "verifie" : "a_verifier"}});
  json["fondement"] = std::move(basis);
  json["regle"] = {{"fichier", text_or_null(rule.file)}, {"ligne", rule.line}};
  json["dossiers_non_couverts"] =
      too_few(result.not_vouched, indicator.minimum_group) ? Json(nullptr) : Json(result.not_vouched);
  json["ensemble"] = row_json(result, result.total, indicator);
  auto axes = Json::array();
  for (const auto& axis : result.axes) {
    auto groups = Json::array();
    for (const auto& row : axis.rows) {
      Json group{{"groupe", text_or_null(row.group)}};
      group.update(row_json(result, row, indicator));
      groups.push_back(std::move(group));
    }
    axes.push_back({{"axe", axis.axis}, {"groupes", std::move(groups)}});
  }
  json["axes"] = std::move(axes);
  return json;
}

}  // namespace

std::string indicators_json(const Program& program, const IndicatorReport& report) {
  Json json;
  json["schema"] = 1;
  json["au"] = report.run.asked;
  json["connu_au"] = report.run.known;
  json["du"] = text_or_null(report.since);
  json["departement"] = text_or_null(report.departement);
  json["regles"] = report.run.rules_digest;
  if (!report.run.made_at.empty()) json["fait_le"] = report.run.made_at;
  json["compte"] = {{"dossiers", report.run.dossiers}, {"rejets", report.run.rejects}};
  auto indicators = Json::array();
  for (const auto& result : report.results) indicators.push_back(indicator_json(program, result));
  json["indicateurs"] = std::move(indicators);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace filrouge
