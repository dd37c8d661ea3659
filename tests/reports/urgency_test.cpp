#include "engine/reports/urgency.hpp"

#include <catch2/catch.hpp>

using namespace filrouge;

namespace {

CompactFinding of(Nature nature, Statut statut, Severity severity) {
  CompactFinding finding;
  finding.nature = nature;
  finding.statut = statut;
  finding.severity = severity;
  return finding;
}

std::vector<int> ranked(const std::vector<CompactFinding>& findings, const std::vector<Instance>& instances) {
  const Model model;
  const Program program(model);
  Evaluation evaluation;
  evaluation.findings = findings;
  evaluation.instances = instances;
  std::vector<int> ranks;
  rank(program, evaluation, ranks);
  return ranks;
}

}  // namespace

TEST_CASE("ce qui bloque vient d'abord, et rien de ce qui est clos ne passe devant ce qui court",
          "[listes]") {
  Instance over;
  over.closed = Date{20000};
  auto closed = of(Nature::irregularite, Statut::none, Severity::blocking);
  closed.instance = 0;
  const auto ranks = ranked({of(Nature::irregularite, Statut::none, Severity::blocking),
                             of(Nature::echeance, Statut::depassee, Severity::major),
                             of(Nature::irregularite, Statut::none, Severity::major),
                             of(Nature::echeance, Statut::a_venir, Severity::info), closed},
                            {over});
  CHECK(ranks[0] < ranks[1]);
  CHECK(ranks[1] < ranks[2]);
  CHECK(ranks[2] < attention_ends);
  CHECK(ranks[4] >= attention_ends);
  CHECK(ranks[4] < ranks[3]);
}

TEST_CASE("des occurrences manquées d'un rythme, la dernière seule est en retard", "[listes]") {
  auto missed = of(Nature::rythme, Statut::depassee, Severity::major);
  missed.rule = 0;
  auto other = missed;
  other.rule = 1;
  const auto ranks = ranked({missed, other, missed}, {});
  CHECK(ranks[0] > settled_begins);
  CHECK(ranks[1] == ranks[2]);
  CHECK(ranks[2] < attention_ends);
}

TEST_CASE("le plus proche d'abord de ce qui vient, le plus récent d'abord de ce qui est irrégulier",
          "[listes]") {
  const Date sooner{20000}, later{20001};
  const int in_time[] = {1, 3, 4, 8}, latest_first[] = {0, 2, 7};
  for (const int rank : in_time) CHECK(order_in_list(rank, sooner) < order_in_list(rank, later));
  for (const int rank : latest_first) CHECK(order_in_list(rank, later) < order_in_list(rank, sooner));
  CHECK(order_in_list(1, later) < order_in_list(2, sooner));
}
