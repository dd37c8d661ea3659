#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

/// The story of an affaire tells its own steps, and those of no other.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Rules& shipped() {
  REQUIRE(shipped_rules().errors == "");
  return shipped_rules();
}

/// The lines of the steps of the procédure that this act opened.
std::string steps_of(const Record& record, const char* asked, const std::string& title) {
  Replay replay(*shipped().program);
  Journal journal;
  bind(record, shipped().model().vocabulary, journal);
  Evaluation evaluation;
  replay.run(journal, day(asked), day(asked), evaluation);
  replay.note_steps(evaluation);
  const auto page = tell(*shipped().program, journal, evaluation);
  const auto from = page.find("Étapes contradictoires", page.find(title));
  return page.substr(from, page.find("\n\n", from) - from);
}

}  // namespace

TEST_CASE("the letters of another breach are no steps of this one (semantics F2)", "[F2]") {
  const auto record = dossier({
      numbered(event("e1", "manquement_constate", "2026-01-12", {{"nature", "non_respect"}}), "M-A"),
      citing(event("e2", "courrier_envoye", "2026-01-14",
                   {{"objet", "information_prealable"}, {"mode", "lrar"}}),
             "M-A", "manquement"),
      citing(event("e3", "courrier_presente", "2026-01-16"), "e2", "courrier"),
      numbered(event("e4", "manquement_constate", "2026-02-02", {{"nature", "non_respect"}}), "M-B"),
      citing(event("e5", "courrier_envoye", "2026-02-04",
                   {{"objet", "information_prealable"}, {"mode", "lrar"}}),
             "M-B", "manquement"),
      citing(event("e6", "courrier_retire", "2026-02-10"), "e5", "courrier"),
  });
  const auto first = steps_of(record, "2026-03-02", "Suite donnée à un manquement — e1 ==");
  CHECK(first.find("information préalable envoyée : 14 janvier 2026 (e2)\n") != std::string::npos);
  CHECK(first.find("pli présenté : 16 janvier 2026 (e3)\n") != std::string::npos);
  CHECK(first.find("pli retiré : absent du journal\n") != std::string::npos);
  const auto second = steps_of(record, "2026-03-02", "Suite donnée à un manquement — e4 ==");
  CHECK(second.find("information préalable envoyée : 4 février 2026 (e5)\n") != std::string::npos);
  CHECK(second.find("pli retiré : 10 février 2026 (e6)\n") != std::string::npos);
}

TEST_CASE("an act of the post that may be of two letters is absent of neither affaire (semantics F5)",
          "[F5]") {
  const auto breach = [](const char* id, const char* on, const char* number) {
    return numbered(event(id, "manquement_constate", on, {{"nature", "non_respect"}}), number);
  };
  const auto informed = [](const char* id, const char* on, const char* about) {
    return citing(event(id, "courrier_envoye", on, {{"objet", "information_prealable"}, {"mode", "lrar"}}),
                  about, "manquement");
  };
  // Both letters were presented, and both collected: nobody wrote which was.
  const auto record =
      dossier({breach("e1", "2026-01-12", "M-A"), informed("e2", "2026-01-14", "M-A"),
               breach("e3", "2026-01-20", "M-B"), informed("e4", "2026-01-21", "M-B"),
               event("e5", "courrier_presente", "2026-01-23"), event("e6", "courrier_retire", "2026-01-30"),
               event("e7", "courrier_retire", "2026-02-02")});
  for (const auto* affaire : {"e1", "e3"}) {
    const auto steps =
        steps_of(record, "2026-03-02", std::string("Suite donnée à un manquement — ") + affaire + " ==");
    CHECK(steps.find("pli présenté : 23 janvier 2026 (e5, peut-être d'une autre affaire)\n") !=
          std::string::npos);
    CHECK(steps.find("pli retiré : 30 janvier 2026 (e6, peut-être d'une autre affaire), 2 février 2026 (e7, "
                     "peut-être d'une autre affaire)\n") != std::string::npos);
  }
}

TEST_CASE("a dossier whose steps cost what was left of its budget is said too costly, and alone", "[steps]") {
  const auto record = dossier({event("e1", "manquement_constate", "2026-01-12", {{"nature", "non_respect"}}),
                               event("e2", "courrier_envoye", "2026-01-14", {{"mode", "lrar"}}),
                               event("e3", "courrier_retire", "2026-01-23")});
  Journal journal;
  bind(record, shipped().model().vocabulary, journal);
  const auto asked = day("2026-03-02");
  Evaluation evaluation;
  Replay replay(*shipped().program);
  replay.run(journal, asked, asked, evaluation);
  replay.allow({.steps = evaluation.cost.steps + 1});
  replay.run(journal, asked, asked, evaluation);
  REQUIRE(evaluation.findings.size() > 1);
  replay.note_steps(evaluation);
  REQUIRE(evaluation.findings.size() == 1);
  CHECK(evaluation.findings[0].too_costly);
}

TEST_CASE("a letter sent before the saisine, of no affaire, is not absent (semantics F4)", "[F4]") {
  const auto record = dossier({
      event("e1", "courrier_envoye", "2023-03-01", {{"objet", "information_prealable"}, {"mode", "lrar"}}),
      numbered(event("e2", "saisine_ep", "2023-03-06", {{"theme", "non_respect"}}), "S-1"),
  });
  const auto steps =
      steps_of(record, "2023-04-03", "Suivi d'une saisine de l'équipe pluridisciplinaire — e2 ==");
  CHECK(steps.find("information préalable envoyée : avant l'ouverture, le 1er mars 2023 (e1)\n") !=
        std::string::npos);
}

TEST_CASE("an ambiguous act tells what is not known of it, and what to write (semantics F2)", "[F2]") {
  const auto told = [](const Record& record) {
    for (const auto& finding : published(shipped(), record, day("2026-03-02")))
      if (finding.nature == "evenement_ambigu") return finding.explication;
    return std::string();
  };
  const auto breach = [](const char* id, const char* on, const char* number) {
    return numbered(event(id, "manquement_constate", on, {{"nature", "non_respect"}}), number);
  };
  CHECK(told(dossier({breach("e1", "2026-01-12", "M-A"), breach("e2", "2026-01-26", "M-B"),
                      event("e3", "demande_audition", "2026-02-05")})) ==
        "« Demande d'audition » du 5 février 2026 (e3) peut être de plusieurs affaires : « Manquement "
        "constaté » du 12 "
        "janvier 2026 (e1), « Manquement constaté » du 26 janvier 2026 (e2). Il reste inconnu dans chacune, "
        "et n'y fait "
        "rien avancer. Écrivez à laquelle il se rapporte.");
  CHECK(told(dossier({breach("e1", "2026-01-12", "M-A"), breach("e2", "2026-01-12", "M-A")})) ==
        "« Manquement constaté » du 12 janvier 2026 (e2) répète « Manquement constaté » du 12 janvier 2026 "
        "(e1), déjà "
        "écrit : il ne compte qu'une fois. Retirez-le, ou écrivez ce qui le distingue.");
}
