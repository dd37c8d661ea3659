#include <fmt/format.h>

#include "engine/core/text/utf8.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/reports/indicator_report.hpp"

namespace filrouge {
namespace {

constexpr CountKind kinds[] = {CountKind::measured, CountKind::waiting, CountKind::running,
                               CountKind::left,     CountKind::unknown, CountKind::without_start};

std::string count_cell(const IndicatorCount& count) {
  return count.hidden ? "masqué" : fmt::format("{}", count.count);
}

class Lines {
 public:
  Lines(const Program& program, const IndicatorReport& report, const IndicatorResult& result)
      : indicator_(program.model.indicators[result.indicator]), result_(result) {
    begin_ = csv_cell(program.model.text(indicator_.name)) + ";" + csv_cell(indicator_.label) + ";" +
             csv_cell(measure_sentence(program, indicator_)) + ";";
    end_ = ";" + report.run.asked + ";" + report.run.known + ";" + report.since + ";";
  }

  std::string text() const {
    auto text = lines("ensemble", result_.total);
    for (const auto& axis : result_.axes)
      for (const auto& row : axis.rows) text += lines(axis.axis, row);
    return text;
  }

 private:
  std::string lines(std::string_view axis, const IndicatorRow& row) const {
    const auto place = begin_ + csv_cell(axis) + ";" +
                       csv_cell(axis == "ensemble"  ? ""
                                : row.group.empty() ? "inconnu"
                                                    : row.group) +
                       ";";
    if (indicator_.measure == IndicatorMeasure::breakdown) {
      std::string text;
      for (std::size_t c = 0; c < result_.columns.size(); ++c) {
        const auto& value = result_.columns[c].value;
        text += place + csv_cell(value.empty() ? "inconnu" : value) + ";;nombre;" +
                count_cell(row.counts[c]) + ";;;;;;;" + end(row);
      }
      return text;
    }
    auto text = place + ";" + (row.hundredths ? hundredths_shown(*row.hundredths) : "") + ";" +
                std::string(measure_unit(indicator_)) + ";";
    for (const auto kind : kinds) {
      for (std::size_t c = 0; c < result_.columns.size(); ++c)
        if (result_.columns[c].kind == kind) text += count_cell(row.counts[c]);
      text += ";";
    }
    return text + csv_cell(target_words(indicator_)) + ";" + csv_cell(standing_words(row.standing)) +
           end(row);
  }

  std::string end(const IndicatorRow& row) const {
    return end_ + (!is_delay(indicator_) || !row.hundredths ? "" : row.at_least ? "oui" : "non") + "\r\n";
  }

  const Indicator& indicator_;
  const IndicatorResult& result_;
  std::string begin_, end_;
};

}  // namespace

std::string indicators_csv(const Program& program, const IndicatorReport& report) {
  std::string text =
      std::string(byte_order_mark) +
      "indicateur;libelle;mesure;axe;groupe;valeur;resultat;unite;effectif;en_attente;delai_en_cours;sortis_"
      "avant;inconnus;sans_depart;"
      "cible;position;au;connu_au;du;au_moins\r\n";
  for (const auto& result : report.results) text += Lines(program, report, result).text();
  return text;
}

}  // namespace filrouge
