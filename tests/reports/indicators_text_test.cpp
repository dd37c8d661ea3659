#include <catch2/catch.hpp>

#include "engine/reports/indicator_report.hpp"
#include "tests/indicateurs/cohorts.hpp"

using namespace filrouge;

namespace {

IndicatorReport reported(std::initializer_list<std::string_view> names) {
  IndicatorReport report;
  report.run.asked = report.run.known = "2026-03-20";
  report.run.dossiers = 300;
  report.results = measured(names, five_a_day(), cohort_day("2026-03-20"));
  return report;
}

}  // namespace

TEST_CASE("[F11] a page says which limits run, which delays are not reached, and what is not there, once",
          "[indicateurs][F11]") {
  const auto& program = *cohort_rules().program;
  const auto text =
      indicators_text(program, reported({"vus_en_quarante_cinq_jours", "attente", "vus", "rien"}));
  for (const auto* line : {
           "    janvier 2026             40 %   masqué                0          0\n",
           "    février 2026             40 %   masqué              130          0\n",
           "    mars 2026      délai en cours        0              100          0\n",
           "    janvier 2026     au moins 49,5        24                  36          0\n",
           "  Sans délai fixé : qui attend encore compte parmi ceux que rien n'a suivis",
           "\nRien à compter dans ces dossiers pour « Ce qui n'est pas là ».\n",
       }) {
    INFO(line);
    CHECK(text.find(line) != std::string::npos);
  }
  CHECK(text.find("── Ce qui n'est pas là ──") == std::string::npos);
  const auto csv = indicators_csv(program, reported({"attente"}));
  CHECK(csv.find(";du;au_moins\r\n") != std::string::npos);
  CHECK(csv.find(";mois;2026-01;;49,5;jours;24;36;;0;0;0;;;2026-03-20;2026-03-20;;oui\r\n") !=
        std::string::npos);
}

namespace {

/// One indicator of cohortes.fil, with counts written by hand.
IndicatorReport written(std::string_view name, IndicatorRow total, std::vector<IndicatorRow> rows) {
  auto report = reported({name});
  auto& result = report.results.front();
  result.total = std::move(total);
  result.axes.front().rows = std::move(rows);
  return report;
}

IndicatorRow row(std::string group, std::vector<IndicatorCount> counts) {
  return {.group = std::move(group), .counts = std::move(counts), .hundredths = {}};
}

}  // namespace

TEST_CASE("groups of a few are one line that names none of them, and no format writes what is hidden",
          "[indicateurs]") {
  const auto& program = *cohort_rules().program;
  const std::vector<IndicatorCount> few(3, {4, true});
  const auto report = written(
      "vus", row("", {{48, false}, {0, false}, {0, false}}),
      {row("2026-01", few), row("2026-02", {{40, false}, {0, false}, {0, false}}), row("2026-03", few)});
  const auto text = indicators_text(program, report);
  CHECK(text.find("février 2026") != std::string::npos);
  CHECK(text.find("janvier 2026") == std::string::npos);
  CHECK(text.find("  2 autres : masqués\n") != std::string::npos);
  const auto csv = indicators_csv(program, report);
  CHECK(csv.find("mois;2026-01;;;%;masqué;;;masqué;masqué;;") != std::string::npos);
}

TEST_CASE("an indicator of a few in all says so, and nothing else", "[indicateurs]") {
  auto report = written("vus", row("", {{4, true}, {0, true}, {0, true}}), {});
  report.results.front().not_vouched = 3;
  const auto text = indicators_text(*cohort_rules().program, report);
  CHECK(text.find("  Moins de 5 en tout : rien n'est montré.\n") != std::string::npos);
  CHECK(text.find("Ensemble") == std::string::npos);
  CHECK(text.find("  Moins de 5 dossiers : la source ne couvre pas") != std::string::npos);
  report.results.front().not_vouched = 12;
  CHECK(indicators_text(*cohort_rules().program, report).find("  12 dossiers : la source") !=
        std::string::npos);
}

TEST_CASE("beside a masked number of a répartition, no share is told: they would give it back",
          "[indicateurs]") {
  auto report = reported({"issues"});
  auto& result = report.results.front();
  result.columns = {{CountKind::value, "oui"}, {CountKind::value, "non"}, {CountKind::value, ""}};
  result.total = row("", {{40, false}, {3, true}, {2, true}});
  const auto& program = *cohort_rules().program;
  const auto text = indicators_text(program, report);
  CHECK(text.find("40") != std::string::npos);
  CHECK(text.find("masqué") != std::string::npos);
  CHECK(text.find('%') == std::string::npos);
  result.total = row("", {{30, false}, {10, false}, {0, false}});
  CHECK(indicators_text(program, report).find("75 %") != std::string::npos);
}
