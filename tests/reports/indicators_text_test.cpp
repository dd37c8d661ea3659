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
