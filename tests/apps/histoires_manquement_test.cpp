// A manquement to the contrat d'engagement since 1 June 2025. Computed by hand from CASF R262-69-1 (ten days
// from the notification; put off when they end a Saturday, a Sunday or a holiday), the notification of a
// registered letter (CE 24-04-2012 n° 341146: collected within fifteen days, that day; not collected and the
// notice proven, the presentation), fifteen days to decide (CT R5412-7-1, unverified for the RSA: two dates),
// R262-68 and R262-68-1 (30 % at least, one to two months the first time), R262-68-6 (50 % at most for a
// household of several or a majoration) and L262-37.
#include <catch2/catch.hpp>

#include "tests/apps/histoires_support.hpp"

using filrouge::histoires::Story;

namespace {
constexpr auto manquement = "manquement.suite_du_manquement";
constexpr auto her_time = "suite_du_manquement.observations";
}  // namespace

TEST_CASE("H006 : lettre retirée au quatorzième jour, puis 80 % contre un couple", "[histoires]") {
  const Story story("H006");
  // Found on 2 March 2026. Presented on Saturday 7 March, kept until Sunday 22: ten days end between Tuesday
  // 17 March and Wednesday 1 April. On the 18th, past the earliest, nothing may move.
  const auto waiting = story.on("2026-03-18");
  CHECK(waiting.state(manquement, "e11") == "contradictoire");
  CHECK(waiting.line(her_time, "e11") == "2026-03-17/2026-04-01 en_cours");
  CHECK(waiting.count("irregularite") == 0);
  CHECK(waiting.count("proposition") == 0);
  // Collected on the 20th: Monday 30 March.
  const auto last_day = story.on("2026-03-30");
  CHECK(last_day.state(manquement, "e11") == "contradictoire");
  CHECK(last_day.line(her_time, "e11") == "2026-03-30 en_cours");
  const auto day_after = story.on("2026-03-31");
  CHECK(day_after.state(manquement, "e11") == "a_decider");
  CHECK(day_after.line(her_time, "e11") == "2026-03-30 tenue");
  // 30 March + 15 days = 14 April; should the law say two months: 30 May.
  CHECK(day_after.line("a_decider.decider", "e11") == "2026-04-14/2026-05-30 a_venir");
  CHECK(day_after.to_do("Apprécier le motif légitime"));
  CHECK(day_after.count("proposition") == 0);

  // 3 April: 80 % > 50 %; nobody appraised the cause. Reasons and appeals are not said: unknown, not absent.
  const auto decided = story.on("2026-04-03");
  CHECK(decided.state(manquement, "e11") == "allocation_suspendue");
  CHECK(decided.irregular("dépasse 50 %"));
  CHECK(decided.irregular("Motif légitime non apprécié"));
  CHECK(decided.count("irregularite") == 2);
  CHECK(decided.missing_for("non motivée", "motivation"));
  CHECK(decided.missing_for("recours non mentionnés", "voies_recours"));
  CHECK(decided.to_do("Notifier la décision"));
  // Two months from 1 May: last day 30 June.
  CHECK(decided.line("allocation_suspendue.suspension", "e11") == "2026-06-30 a_venir");
  CHECK(story.on("2026-06-30").line("allocation_suspendue.suspension", "e11") == "2026-06-30 en_cours");
  CHECK(story.on("2026-07-01").line("allocation_suspendue.suspension", "e11") == "2026-06-30 tenue");
  CHECK(story.on("2026-07-01").state(manquement, "e11") == "persistance_a_apprecier");
  // Nothing tells the payment was cut: the caisse is not late to resume it; two fluxes gone, 30 August, it is
  // asked.
  CHECK(story.on("2026-08-01").line("reprise_a_verifier.reprendre", "e11") == "- incertaine");
  CHECK(!story.on("2026-08-30").to_do("Demander à la caisse ce qu'elle a retenu"));
  CHECK(story.on("2026-08-31").to_do("Demander à la caisse ce qu'elle a retenu"));
  // An orientation of 2025 opens nothing of the former regime.
  CHECK(decided.state("parcours_social.examen", "e3").empty());
  // The spouse is charged with nothing.
  CHECK(decided.state("contrat_engagement.engagement", "p2") == "accompagne_emploi");
  for (const auto& one : decided.findings())
    if (one.nature == "irregularite") {
      CHECK(one.personne == "p1");
      CHECK(one.gravite == "bloquante");
    }
}

TEST_CASE("H007 : lettre jamais retirée, avis d'instance prouvé", "[histoires]") {
  const Story story("H007");
  // Presented on Saturday 11 April 2026: she may collect it until Sunday 26. Ten days: from Tuesday 21 April
  // to 6 May.
  const auto waiting = story.on("2026-04-26");
  CHECK(waiting.state(manquement, "e6") == "contradictoire");
  CHECK(waiting.line(her_time, "e6") == "2026-04-21/2026-05-06 en_cours");
  // On the 27th the fifteen days are over: notified on 11 April, her time ended on the 21st.
  const auto deemed = story.on("2026-04-27");
  CHECK(deemed.state(manquement, "e6") == "a_decider");
  CHECK(deemed.line(her_time, "e6") == "2026-04-21 tenue");
  CHECK(deemed.line("a_decider.decider", "e6") == "2026-05-06/2026-06-21 a_venir");
  CHECK(story.on("2026-04-28").line(her_time, "e6") == "2026-04-21 tenue");  // the return says the same

  // Decided on 6 May, the fifteenth day, 30 %, appraised, reasoned: regular. One month from 1 June: last day
  // 30 June.
  const auto decided = story.on("2026-05-06");
  CHECK(decided.state(manquement, "e6") == "allocation_suspendue");
  CHECK(decided.line("a_decider.decider", "e6").ends_with(" tenue"));
  CHECK(decided.count("irregularite") == 0);
  CHECK(decided.line("allocation_suspendue.suspension", "e6") == "2026-06-30 a_venir");
  CHECK(story.on("2026-06-30").line("allocation_suspendue.suspension", "e6") == "2026-06-30 en_cours");
  CHECK(story.on("2026-07-01").line("allocation_suspendue.suspension", "e6") == "2026-06-30 tenue");
  CHECK(story.on("2026-07-02").state(manquement, "e6") == "reprise_a_verifier");
  CHECK(story.on("2026-07-08").state(manquement, "e6") == "clos");
  // Collected on 12 May + 2 months = Sunday 12 July, hence Monday 13, franc or not.
  CHECK(story.on("2026-07-13").line("recours_possible", "e12") == "2026-07-13 en_cours");
  CHECK(story.on("2026-07-14").line("recours_possible", "e12") == "2026-07-13 sans_objet");
}

TEST_CASE("H008 : la même lettre, sans preuve de l'avis : aucun délai ne court contre elle", "[histoires]") {
  const Story story("H008");
  CHECK(story.on("2026-04-26").state(manquement, "e6") == "contradictoire");
  for (const auto* day : {"2026-04-27", "2026-04-28", "2026-05-07", "2026-11-21"}) {
    const auto unknown = story.on(day);
    CHECK(unknown.state(manquement, "e6") == "contradictoire");
    CHECK(unknown.line(her_time, "e6") == "- incertaine");
    CHECK(unknown.missing(her_time, "notification", "e6"));
    CHECK(unknown.to_do("Suivre la distribution"));
    CHECK(unknown.line("a_decider.decider").empty());
    CHECK(unknown.count("irregularite") == 0);
    CHECK(unknown.count("proposition") == 0);
  }
}

TEST_CASE("H022 : adresse signalée, pli renvoyé par la poste : rien ne court", "[histoires]") {
  const Story story("H022");
  // Presented on 20 May 2026: ten days end on Saturday 30, hence Monday 1 June; at the latest 4 June + 10 =
  // Sunday 14, Monday 15.
  CHECK(story.on("2026-05-20").line(her_time, "e7") == "2026-06-01/2026-06-15 en_cours");
  // Returned on the 22nd, wrong address, the new one signalled on the 11th: the notification is irregular.
  for (const auto* day : {"2026-05-22", "2026-06-02", "2026-06-15", "2026-11-21"}) {
    const auto irregular = story.on(day);
    CHECK(irregular.state(manquement, "e7") == "contradictoire");
    CHECK(irregular.line(her_time, "e7") == "- incertaine");
    CHECK(irregular.missing(her_time, "notification", "e7"));
    CHECK(irregular.line("a_decider.decider").empty());
    CHECK(irregular.count("proposition") == 0);
  }
}

TEST_CASE("H023 : audition demandée, tenue, puis maintien", "[histoires]") {
  const Story story("H023");
  // Handed over on 7 September 2026 + 10 days = Thursday 17.
  CHECK(story.on("2026-09-17").line(her_time, "e6") == "2026-09-17 en_cours");
  CHECK(story.on("2026-09-17").state(manquement, "e6") == "contradictoire");
  const auto asked = story.on("2026-09-18");
  CHECK(asked.state(manquement, "e6") == "a_decider");
  CHECK(asked.to_do("Entendre la personne"));
  CHECK(asked.count("proposition") == 0);
  // Heard on the 24th + 15 days = 9 October (two months: 24 November).
  const auto heard = story.on("2026-09-24");
  CHECK_FALSE(heard.to_do("Entendre la personne"));
  CHECK(heard.line("a_decider.decider", "e6") == "2026-10-09/2026-11-24 a_venir");
  // A motive was found legitimate on the 28th: nothing may be proposed.
  CHECK(story.on("2026-09-28").count("proposition") == 0);
  const auto kept = story.on("2026-10-05");
  CHECK(kept.state(manquement, "e6") == "classe");
  CHECK(kept.line("a_decider.decider", "e6").ends_with(" tenue"));
  CHECK(kept.count("irregularite") == 0);
  CHECK(kept.line("suspension").empty());
}

TEST_CASE("H024 : un pli attend à la poste le 21 novembre 2026", "[histoires]") {
  const Story story("H024");
  // Presented on Thursday 12 November, kept until Friday 27. Ten days: Sunday 22, hence Monday 23; at the
  // latest Monday 7 December.
  for (const auto* day : {"2026-11-12", "2026-11-21", "2026-11-24", "2026-11-27"}) {
    const auto waiting = story.on(day);
    CHECK(waiting.state(manquement, "e6") == "contradictoire");
    CHECK(waiting.line(her_time, "e6") == "2026-11-23/2026-12-07 en_cours");
    CHECK(waiting.count("proposition") == 0);
    CHECK(waiting.count("irregularite") == 0);
  }
  // Nobody came: on the 28th it was notified on the 12th; 23 November + 15 days = 8 December (two months: 23
  // January).
  const auto deemed = story.on("2026-11-28");
  CHECK(deemed.state(manquement, "e6") == "a_decider");
  CHECK(deemed.line(her_time, "e6") == "2026-11-23 tenue");
  CHECK(deemed.line("a_decider.decider", "e6") == "2026-12-08/2027-01-23 a_venir");
}
