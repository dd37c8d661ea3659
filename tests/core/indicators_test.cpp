#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/indicators/disclosure.hpp"
#include "engine/core/indicators/indicator_run.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/session/loaded_rules.hpp"

using namespace filrouge;

// The caseload of tests/indicateurs: seventeen dossiers written by hand, measured by hand in mesures.fil.

namespace {

const LoadedRules& rules() {
  static const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  static const std::filesystem::path paths[] = {
      root / "rules/national/vocabulaire.fil", root / "rules/national/roles.fil",
      root / "rules/national/delais.fil", root / "tests/indicateurs/mesures.fil"};
  static const LoadedRules read(paths, dsl::Extent::to_run);
  REQUIRE(read.errors == "");
  return read;
}

Date day(const char* iso) {
  return *parse_iso_date(iso);
}

/// What one indicator says, seen from a day.
class Measured {
 public:
  Measured(std::string_view name, const char* asked, const char* known, const char* since = nullptr,
           std::optional<std::vector<std::string>> axes = {}) {
    const auto& model = rules().checked.model;
    IndicatorQuestion question{day(asked), day(known), since ? day(since) : Date{}, {}, std::move(axes)};
    for (std::uint32_t i = 0; i < model.indicators.size(); ++i)
      if (model.text(model.indicators[i].name) == "essai.indicateurs." + std::string(name))
        question.indicators.push_back(i);
    REQUIRE(question.indicators.size() == 1);
    IndicatorRun run(*rules().program, question);
    DossierStream stream(
        (std::filesystem::path(FILROUGE_SOURCE_DIR) / "tests/indicateurs/dossiers.ndjson").string());
    Record record;
    Reject reject;
    Journal journal;
    while (stream.next(record, reject) == ReadStatus::record) {
      bind(record, model.vocabulary, journal);
      run.add(journal);
    }
    result_ = run.results().front();
  }

  const IndicatorRow& total() const { return result_.total; }
  const IndicatorRow& group(std::string_view name, std::size_t axis = 0) const {
    for (const auto& row : result_.axes.at(axis).rows)
      if (row.group == name) return row;
    throw std::out_of_range("no such group");
  }
  /// The counts of a row, in the order of their columns.
  static std::vector<std::uint64_t> counts(const IndicatorRow& row) {
    std::vector<std::uint64_t> all;
    for (const auto& one : row.counts) all.push_back(one.count);
    return all;
  }
  std::map<std::string, std::uint64_t> values() const {
    std::map<std::string, std::uint64_t> all;
    for (std::size_t c = 0; c < result_.columns.size(); ++c)
      all[result_.columns[c].value] = result_.total.counts[c].count;
    return all;
  }
  const IndicatorResult& result() const { return result_; }

 private:
  IndicatorResult result_;
};

using Counts = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a delay says who still waits, who left, and who is unknown", "[indicateurs]") {
  const Measured measured("attente", "2026-06-30", "2026-06-30");
  CHECK(measured.total().hundredths == 3100);
  CHECK_FALSE(measured.total().at_least);
  CHECK(Measured::counts(measured.total()) ==
        Counts{6, 2, 1, 3, 1});  // measured, waiting, left, unknown, without start
  CHECK(measured.total().standing == Standing::above);
  CHECK(measured.group("NORD").hundredths == 2500);
  CHECK(measured.group("NORD").standing == Standing::within);
  CHECK(measured.group("Sud").hundredths == 5000);
  CHECK(Measured::counts(measured.group("2026-03", 1)) == Counts{0, 0, 1, 1, 0});
  CHECK(measured.result().not_vouched == 1);
}

TEST_CASE("the day asked and the day known both matter", "[indicateurs]") {
  CHECK(Measured("attente_moyenne", "2026-06-30", "2026-06-30").total().hundredths == 4220);
  CHECK(Measured("attente_moyenne", "2026-06-30", "2026-06-30").total().at_least);
  CHECK(Measured("attente_moyenne", "2026-06-30", "2026-06-19").total().hundredths == 4380);
  // On 10 February: 10, 20, 30, 31; D04, D10, D12 and both of D11 wait; D05, D06, D07 are not notified yet.
  const Measured winter("attente", "2026-02-10", "2026-02-10");
  CHECK(winter.total().hundredths == 3050);
  CHECK(Measured::counts(winter.total()) == Counts{4, 5, 0, 0, 0});
  // Of those who start from February on, nobody is oriented yet: waited so far, 9 (then left), 10 and 10
  // (then perhaps oriented), 15 (then the source stops), 20 and 149.
  const Measured late("attente", "2026-06-30", "2026-06-30", "2026-02-01");
  CHECK(late.total().hundredths == 1250);
  CHECK(late.total().at_least);
  // « au plus 30 jours » : 12,5 at least is not within it yet; 81 at least is above it for good.
  CHECK(late.total().standing == Standing::none);
  const Measured june("attente", "2026-08-30", "2026-08-30", "2026-06-01");
  CHECK(june.total().hundredths == 8100);
  CHECK(june.total().standing == Standing::above);
  CHECK(Measured::counts(late.total()) == Counts{0, 2, 1, 3, 1});
}

TEST_CASE("a share within a limit leaves apart what runs, left or is unknown", "[indicateurs]") {
  const Measured measured("en_trente_jours", "2026-06-30", "2026-06-30");
  CHECK(measured.total().hundredths == 4290);
  CHECK(Measured::counts(measured.total()) == Counts{7, 1, 1, 3});
  CHECK(measured.total().standing == Standing::below);
  // D05, notified on 10 June: the last day is 10 July.
  CHECK(Measured::counts(Measured("en_trente_jours", "2026-07-10", "2026-07-10").total()) ==
        Counts{7, 1, 1, 3});
  CHECK(Measured::counts(Measured("en_trente_jours", "2026-07-11", "2026-07-11").total()) ==
        Counts{8, 0, 1, 3});
  const Measured unsettled("en_delai_incertain", "2026-06-30", "2026-06-30");
  CHECK(unsettled.total().hundredths == 6000);
  CHECK(Measured::counts(unsettled.total()) == Counts{5, 1, 1, 5});
}

TEST_CASE("an act answers the one it refers to; a doubt stays a doubt; a new start may begin the count anew",
          "[indicateurs]") {
  const auto figure = [](const char* name) { return Measured(name, "2026-06-30", "2026-06-30"); };
  CHECK(figure("delai_d_avis").total().hundredths == 4600);
  CHECK(Measured::counts(figure("delai_d_avis").total()) == Counts{3, 0, 0, 2, 3});
  CHECK(figure("delai_de_recours").total().hundredths == 1000);
  CHECK(Measured::counts(figure("delai_de_recours").total()) == Counts{1, 0, 0, 1, 0});
  CHECK(figure("reorientations_en_un_mois").total().hundredths == 6670);
  CHECK(Measured::counts(figure("reorientations_en_un_mois").total()) == Counts{3, 0, 1, 0});
}

TEST_CASE("shares of acts, répartitions, states and portfolios", "[indicateurs]") {
  const auto figure = [](const char* name) { return Measured(name, "2026-06-30", "2026-06-30"); };
  CHECK(figure("sociales").total().hundredths == 6250);
  CHECK(Measured::counts(figure("absences").total()) == Counts{2, 1});
  CHECK(figure("absences").total().hundredths == 5000);
  CHECK(figure("avis").values() ==
        std::map<std::string, std::uint64_t>{{"", 5}, {"defavorable", 1}, {"favorable", 2}});
  CHECK(figure("indus").total().hundredths == 30050);
  CHECK(Measured::counts(figure("indus").total()) == Counts{2, 1});
  CHECK(figure("indus").total().standing == Standing::above);
  CHECK(Measured::counts(figure("sous_contrat").total()) == Counts{2, 1});
  CHECK(figure("part_sous_contrat").total().hundredths == 4000);
  CHECK(Measured::counts(figure("part_sous_contrat").total()) == Counts{5, 1});
  const auto portfolio = figure("portefeuille");
  CHECK(Measured::counts(portfolio.group("R1")) == Counts{2, 0});
  CHECK(portfolio.group("R1").standing == Standing::within);
  CHECK(portfolio.group("R2").standing == Standing::below);
  CHECK(Measured::counts(portfolio.group("")) == Counts{3, 0});
  CHECK(portfolio.group("").standing == Standing::none);
  CHECK(portfolio.total().standing == Standing::none);
}

TEST_CASE("axes can be asked for; a group nobody knows is said unknown", "[indicateurs]") {
  const Measured measured("attente", "2026-06-30", "2026-06-30", nullptr,
                          std::vector<std::string>{"referent", "recu_le", "organisme"});
  REQUIRE(measured.result().axes.size() == 2);  // a date makes no groups
  CHECK(measured.group("R1").hundredths == 1000);
  CHECK(measured.group("R2").hundredths == 4000);
  CHECK(measured.group("").counts.front().count == 4);
  CHECK(measured.group("CAF", 1).hundredths == 3100);
}

TEST_CASE("fewer than the minimum is not shown, and no subtraction finds it", "[indicateurs]") {
  const Measured measured("attente_protegee", "2026-06-30", "2026-06-30");
  CHECK_FALSE(measured.total().counts[0].hidden);
  CHECK(measured.total().counts[1].hidden);
  for (const auto* group : {"NORD", "Sud"}) {
    CHECK(measured.group(group).counts[0].hidden);
    CHECK(measured.group(group).hundredths == std::nullopt);
  }
  const auto hidden_rows = [](const Counts& column, std::uint64_t minimum) {
    CountTables tables;
    std::uint64_t sum = 0;
    tables.axes.emplace_back();
    for (const auto count : column) tables.axes[0].push_back({count, 100}), sum += count;
    tables.total = {sum, 100 * column.size()};
    const auto hidden = hidden_counts(tables, minimum, Rows::apart);
    std::string said;
    for (const auto& row : hidden.axes[0]) said += row[0] ? 'x' : '.';
    return said + (hidden.total[0] ? " x" : " .");
  };
  CHECK(hidden_rows({12, 3, 40, 7}, 5) == ".x.x .");  // one alone: the next smallest goes with it
  CHECK(hidden_rows({12, 3, 40, 4}, 5) == ".x.x .");  // two that reach five together
  CHECK(hidden_rows({12, 1, 40, 2}, 5) == "xx.x .");  // three in all would still be too few
  CHECK(hidden_rows({0, 3, 0, 0}, 5) == ".x.. x");    // the total says the same
  CHECK(hidden_rows({0, 5, 12, 6}, 5) == ".... .");
  CHECK(hidden_rows({1, 2, 1, 1}, 1) == ".... .");

  // A répartition: the cells of a row add up too, and a total hidden for one axis is hidden for all.
  CountTables tables;
  tables.total = {3, 10, 40};
  tables.axes = {{{3, 5, 20}, {0, 5, 20}}, {{1, 6, 30}, {2, 4, 10}}};
  const auto hidden = hidden_counts(tables, 5, Rows::add_up);
  CHECK(hidden.total == std::vector<bool>{true, true, false});
  for (std::size_t a = 0; a < 2; ++a) {
    for (std::size_t c = 0; c < 3; ++c) {
      std::size_t count = hidden.total[c];
      for (const auto& row : hidden.axes[a]) count += row[c];
      CHECK(count != 1);
    }
    for (std::size_t r = 0; r < 2; ++r) CHECK(std::ranges::count(hidden.axes[a][r], true) != 1);
  }
}
