#include "engine/simulation/dossier_simulation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/simulation/played.hpp"

// What two rule sets say of one dossier, worked out by hand.
using namespace filrouge;
using namespace filrouge::simulated;

namespace {
using Lines = std::vector<std::string>;
}  // namespace

TEST_CASE("the same rules change nothing", "[simulation]") {
  Played played(first_rules);
  CHECK(played.changes(answered) == Lines{});
  CHECK(played.next() == "la même");
  CHECK_FALSE(played.counted().anything_changes());
}

TEST_CASE("a longer délai moves its date, not its finding; what was late is no more", "[simulation]") {
  // Due on 12 March, late on the 16th; five days more: 17 March, which is near or to come.
  Played played(replaced(first_rules, "10 jours après", "15 jours après"));
  const auto changes = played.changes(visited);
  REQUIRE_FALSE(changes.empty());
  // What is not late weighs nothing.
  CHECK(changes.front() == "date statut gravite voir echeance 5 depassee>a_venir");
  for (const auto& change : changes) CHECK(change.find("apparait") == std::string::npos);
  CHECK(played.next() == "Faire le bilan 2026-03-12 > Faire le bilan 2026-03-17");
  // Answered on the 14th, after the first date and before the second.
  const auto kept = played.changes(answered);
  REQUIRE_FALSE(kept.empty());
  CHECK(kept.front() == "date statut gravite voir echeance 5 tenue_en_retard>tenue");
  CHECK(played.next() == "la même");
  const auto counted = played.counted();
  REQUIRE(counted.axis(SimulationAxis::days).size() == 1);
  CHECK(counted.axis(SimulationAxis::days)[0].group.least == 5);
  CHECK(counted.total.of(ChangeKind::date).findings == 2);
}

TEST_CASE("what is taken away goes, what is added appears, and the next action follows", "[simulation]") {
  const std::string voir =
      "    échéance voir : 10 jours après visite\n      tenue par bilan\n      à faire « Faire le "
      "bilan » par référente\n";
  Played without(replaced(first_rules, voir, ""));
  for (const auto& change : without.changes(visited)) CHECK(change.starts_with("disparait "));
  CHECK(without.next() == "Faire le bilan 2026-03-12 > Écrire 2026-04-11");
  Played with(first_rules, replaced(first_rules, voir, ""));
  for (const auto& change : with.changes(visited)) CHECK(change.starts_with("apparait "));
  CHECK(with.next() == "Écrire 2026-04-11 > Faire le bilan 2026-03-12");
  const auto counted = with.counted();
  CHECK(counted.total.before + counted.total.of(ChangeKind::appears).findings == counted.total.after);
}

TEST_CASE("a procédure that goes to another state is told so; renamed, it goes and another appears",
          "[simulation]") {
  Played finished(replaced(replaced(first_rules, "aller à fini", "aller à clos"), "état fini final « Fini »",
                           "état clos final « Clos »"));
  const auto changes = finished.changes(answered);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0] == "etat clos etat fini>clos");
  Played renamed(replaced(first_rules, "procédure suivi", "procédure accompagnement"));
  const auto all = renamed.changes(visited);
  CHECK(std::ranges::count_if(all, [](const auto& one) { return one.starts_with("disparait "); }) * 2 ==
        static_cast<std::ptrdiff_t>(all.size()));
  CHECK(renamed.next().find(" > ") != std::string::npos);
}

TEST_CASE("another role, another label and their groups are counted where they stand", "[simulation]") {
  Played played(replaced(first_rules, "« Écrire » par cheffe", "« Écrire à la personne » par référente"));
  const auto changes = played.changes(visited, "D1", "Adour");
  played.changes(visited, "D2", "Adour");
  played.changes(visited, "D3", "béarn");
  REQUIRE_FALSE(changes.empty());
  CHECK(changes.front().starts_with("role libelle ecrire "));
  const auto counted = played.counted();
  REQUIRE(counted.axis(SimulationAxis::role_move).size() == 1);
  CHECK(counted.axis(SimulationAxis::role_move)[0].group.name == "cheffe");
  CHECK(counted.axis(SimulationAxis::role_move)[0].group.to == "referente");
  const auto& places = counted.axis(SimulationAxis::territoire);
  REQUIRE(places.size() == 2);
  CHECK(places[0].group.name == "Adour");
  CHECK(places[0].touched.dossier_count == 2);
  CHECK(places[1].touched.dossier_count == 1);
  // What changes of role is counted with whom it goes to.
  CHECK(counted.axis(SimulationAxis::role)[0].group.name == "referente");
  // Everything that changes is under one nature, one procédure: the sums are those of the whole.
  for (const auto axis : {SimulationAxis::nature, SimulationAxis::procedure}) {
    std::uint64_t touched = 0, all_before = 0, all_after = 0;
    for (const auto& row : counted.axis(axis))
      touched += row.touched.findings, all_before += row.before, all_after += row.after;
    CHECK(touched == counted.total.touched.findings);
    CHECK(all_before == counted.total.before);
    CHECK(all_after == counted.total.after);
  }
}

TEST_CASE("rules that move in their file, or take another's number, say what they said", "[simulation]") {
  Played played("\n-- une ligne de plus\n" + first_rules);
  CHECK(played.changes(answered) == Lines{});
  Played numbered(
      replaced(first_rules, "    dès bilan, aller à fini\n",
               "    tant que non (il existe bilan, de cette affaire), à faire « Relancer » par cheffe\n"
               "    tant que (il existe visite, de cette affaire), à faire « Compter » par cheffe\n"
               "    dès bilan, aller à fini\n"),
      replaced(first_rules, "    dès bilan, aller à fini\n",
               "    tant que (il existe visite, de cette affaire), à faire « Compter » par cheffe\n"
               "    dès bilan, aller à fini\n"));
  const auto changes = numbered.changes(visited);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].starts_with("apparait "));
}

TEST_CASE("a word one vocabulary alone knows: each side reads its own", "[simulation]") {
  Played played(
      replaced(first_rules, "événement bilan « Bilan »\n  portée personne\n",
               "événement bilan « Bilan »\n  portée personne\n  événement_de_plus : date facultatif\n"));
  CHECK(played.changes(answered) == Lines{});
}

TEST_CASE("published, small numbers are hidden and nobody is named; nothing can be found again",
          "[simulation]") {
  Played played(replaced(first_rules, "10 jours après", "15 jours après"));
  int number = 0;
  const auto tell = [&](int count, const std::string& territoire) {
    for (int i = 0; i < count; ++i) played.changes(visited, "D" + std::to_string(++number), territoire);
  };
  tell(12, "Adour");
  tell(9, "Béarn");
  tell(3, "Soule");
  played.counted();
  const auto told = played.tally.published(5);
  CHECK(told.dossiers.empty());
  CHECK(told.total.touched.dossier_count == 24);
  CHECK(told.total.touched.findings == 0);
  CHECK(told.total.touched.dossiers.empty());
  const auto& places = told.axis(SimulationAxis::territoire);
  REQUIRE(places.size() == 3);
  // In the order of names. Soule is too small; Béarn, hidden with it, lets no subtraction find it.
  CHECK_FALSE(places[0].touched.hidden);
  CHECK(places[1].touched.hidden);
  CHECK(places[2].touched.hidden);
  for (const auto& axis : told.axes)
    for (const auto& row : axis) {
      CHECK(row.before + row.after + row.touched.findings == 0);
      if (row.touched.hidden) CHECK(row.touched.dossier_count == 0);
    }
  // All of those compared change but one: how many were compared would tell it.
  played.changes(R"({"id":"e9","type":"visite","le":"2026-02-01","personne":"inconnue"})", "DX");
  CHECK(played.tally.published(5).compared_hidden);
}
