#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

/// What may be done until a day, and nobody owes: open, used or over, never late.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Rules& rules() {
  static const auto read = from_text(essai(R"(rôle agent « Agent » institution departement
événement demande « Demande »
  portée personne
événement visite « Visite »
  portée personne
  nature : un parmi (premiere, seconde) facultatif
événement recours « Recours »
  portée personne
  poste_le : date facultatif
événement reprise « Reprise »
  portée personne
  poste_le : date facultatif
procédure suivi « Suivi »
  une instance par demande
  état ouvert initial « Ouvert »
    faculté contester « Contester » : 1 mois après demande, franc incertain, opposé à la personne
      tenue par recours, à la date de (poste_le à défaut le jour de recours)
      rappel 10 jours avant « Dire qu'elle le peut » par agent
      à la fin, aller à passé
    faculté reprendre « Reprendre » : 1 mois après demande, franc incertain
      de l'instance
      tenue par reprise, à la date de (poste_le à défaut le jour de reprise)
      à faire « Reprendre » par agent
    faculté relire : 30 jours après le plus tardif de (demande, visite, nature: seconde)
      tenue par reprise
      si la date est inconnue : demander nature de visite
    faculté revoir : 30 jours après le premier de (demande, visite, nature: seconde), au bénéfice de la personne
      tenue par reprise
    faculté répondre : jusqu'au 31 janvier 2024
      tenue par reprise
  état passé « Passé »
    dès que reprendre tenue, aller à repris
  états finaux repris
)",
                                           "agent"));
  return *read;
}

Record record(std::vector<RawEvent> more) {
  std::vector<RawEvent> all = {event("e1", "demande", "2024-01-10")};
  all.insert(all.end(), more.begin(), more.end());
  return dossier(all);
}

Asked ask(const Record& record, const char* asked) {
  auto then = oracle::ask(rules(), record, day(asked));
  // Whatever comes of it, nobody is reproached with anything.
  for (const auto& one : then.findings) {
    CHECK(one.nature != "irregularite");
    CHECK_FALSE(one.statut.starts_with("depassee"));
    CHECK(one.statut != "tenue_en_retard");
    if (one.faculty) CHECK(one.delay_of == "");
  }
  return then;
}
Asked on(std::vector<RawEvent> more, const char* asked) {
  return ask(record(std::move(more)), asked);
}

constexpr auto contester = "ouvert.contester", reprendre = "ouvert.reprendre";

}  // namespace

TEST_CASE("a faculty is open until its last day, then over: a duree that is never late (semantics G6)",
          "[semantics][G6]") {
  REQUIRE(rules().errors == "");
  // 10 January + 1 month = 10 February; franc, the 11th. The reminder: ten days before the first, 31 January.
  for (const auto* asked : {"2024-01-10", "2024-02-10", "2024-02-11"}) {
    const auto then = on({}, asked);
    CHECK(then.delai("duree", contester) == "en_cours 2024-02-10/2024-02-11");
    CHECK(then.find("duree", contester)->faculty);
    CHECK(then.find("duree", contester)->severity == "info");
    CHECK(then.state("e1") == "ouvert 2024-01-10");
  }
  CHECK(on({}, "2024-01-30").labels("action") == Labels{});
  CHECK(on({}, "2024-01-31").labels("action") == Labels{"Dire qu'elle le peut"});
  CHECK(on({}, "2024-02-11").labels("action") == Labels{});
  const auto over = on({}, "2024-02-12");
  CHECK(over.delai("duree", contester) == "sans_objet 2024-02-10/2024-02-11");
  CHECK(over.state("e1") == "passe 2024-02-11");
  CHECK(over.labels("action") == Labels{});
  CHECK(over.labels("irregularite") == Labels{});
}

TEST_CASE("used in time it is « tenue »; hers is used in time unless it is surely too late (semantics G6)",
          "[semantics][G6]") {
  CHECK(on({event("e2", "recours", "2024-02-10")}, "2024-03-01").delai("duree", contester) ==
        "tenue 2024-02-10/2024-02-11");
  CHECK(on({event("e2", "recours", "2024-02-11")}, "2024-03-01").delai("duree", contester) ==
        "tenue 2024-02-10/2024-02-11");
  // What is not hers is in doubt between the two days.
  CHECK(on({}, "2024-02-10").delai("duree", reprendre) == "en_cours 2024-02-10/2024-02-11");
  CHECK(on({}, "2024-02-11").delai("duree", reprendre) == "incertaine 2024-02-10/2024-02-11");
  CHECK(on({event("e2", "reprise", "2024-02-11")}, "2024-03-01").delai("duree", reprendre) ==
        "incertaine 2024-02-10/2024-02-11");
}

TEST_CASE("what comes once it is over does not use it, unless it counts from a day before (semantics G6)",
          "[semantics][G6]") {
  const auto late = on({event("e2", "reprise", "2024-02-20")}, "2024-03-01");
  CHECK(late.delai("duree", reprendre) == "sans_objet 2024-02-10/2024-02-11");
  CHECK(late.state("e1") == "passe 2024-02-11");
  const auto posted = on({event("e2", "reprise", "2024-02-20", {{"poste_le", "2024-02-09"}})}, "2024-03-01");
  CHECK(posted.delai("duree", reprendre) == "tenue 2024-02-10/2024-02-11");
  CHECK(posted.state("e1") == "repris 2024-02-20");
}

TEST_CASE("where the act may have come nothing is closed (semantics G6)", "[semantics][G6]") {
  auto told = record({});
  told.coverage.push_back({"registre", {"recours"}, day("2023-01-01"), day("2024-02-01")});
  const auto then = ask(told, "2024-03-01");
  CHECK(then.delai("duree", contester) == "incertaine 2024-02-10/2024-02-11");
  CHECK(then.state("e1") == "ouvert 2024-01-10");
  told.coverage[0].to = day("2024-02-11");
  CHECK(ask(told, "2024-03-01").state("e1") == "passe 2024-02-11");
}

TEST_CASE("of a day known on one side, a faculty concludes on that side (semantics F8, G6)",
          "[semantics][F8][G6]") {
  // The visit says not whether it is the second: « le plus tardif » is not before the request, 10 January +
  // 30 days = 9 February, « le premier » not after it.
  const auto before = on({event("e2", "visite", "2024-01-05")}, "2024-02-09");
  CHECK(before.delai("duree", "ouvert.relire") == "en_cours 2024-02-09");
  CHECK(before.delai("duree", "ouvert.revoir") == "en_cours 2024-02-09");
  const auto visited = on({event("e2", "visite", "2024-01-12")}, "2024-02-09");
  CHECK(visited.delai("duree", "ouvert.relire") == "en_cours 2024-02-09");
  CHECK(visited.find("duree", "ouvert.relire")->missing == Labels{"nature"});
  const auto after = on({event("e2", "visite", "2024-01-12")}, "2024-02-10");
  CHECK(after.delai("duree", "ouvert.relire") == "incertaine 2024-02-09");
}

TEST_CASE("a faculty « jusqu'au » a day ends with it (semantics G6)", "[semantics][G6]") {
  CHECK(on({}, "2024-01-31").delai("duree", "ouvert.repondre") == "en_cours 2024-01-31");
  CHECK(on({}, "2024-02-01").delai("duree", "ouvert.repondre") == "sans_objet 2024-01-31");
  CHECK(on({event("e2", "reprise", "2024-01-31")}, "2024-02-05").delai("duree", "ouvert.repondre") ==
        "tenue 2024-01-31");
}

TEST_CASE("a faculty is told as what may be done, until when, and on one side of it (semantics G6)",
          "[semantics][G6]") {
  const auto finding_of = [](std::vector<RawEvent> more, const char* asked, std::string_view code) {
    for (const auto& one : published(rules(), record(std::move(more)), day(asked)))
      if (one.nature == "duree" && one.code.ends_with(code)) return one;
    return Finding{};
  };
  const auto open = finding_of({}, "2024-01-20", contester);
  CHECK(open.faculte);
  CHECK(open.retard_de == "");
  CHECK(open.explication ==
        "1 mois après « Demande » du 10 janvier 2024 (e1) : la personne peut le faire jusqu'au 10 février "
        "2024, "
        "peut-être jusqu'au 11 février 2024.");
  CHECK(open.prochain_changement == "2024-01-31");
  CHECK(finding_of({}, "2024-01-20", reprendre).explication ==
        "1 mois après « Demande » du 10 janvier 2024 (e1) : Agent peut le faire jusqu'au 10 février 2024, "
        "peut-être jusqu'au 11 février 2024.");
  CHECK(finding_of({event("e2", "recours", "2024-02-01")}, "2024-02-20", contester).explication ==
        "1 mois après « Demande » du 10 janvier 2024 (e1) : la personne pouvait le faire jusqu'au 10 février "
        "2024, peut-être jusqu'au 11 février 2024 ; l'acte est venu à temps.");
  CHECK(finding_of({}, "2024-02-20", contester).explication ==
        "1 mois après « Demande » du 10 janvier 2024 (e1) : la personne pouvait le faire jusqu'au 10 février "
        "2024, peut-être jusqu'au 11 février 2024 ; ce temps est passé.");
  const auto half = finding_of({event("e2", "visite", "2024-01-12")}, "2024-01-20", "ouvert.relire");
  CHECK(half.borne == "pas_avant");
  CHECK(half.explication.find("cela peut être fait jusqu'au 9 février 2024 au moins ; il manque : nature.") !=
        std::string::npos);
}
