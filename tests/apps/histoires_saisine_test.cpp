// The saisine of the équipe pluridisciplinaire, 2012 to 2024. Computed by hand from CASF R262-69 (one month
// to answer, from the notification of the letter; put off when it ends a Saturday, a Sunday or a holiday,
// since it is the person's time), R262-71 (the avis is held to be given one month after the saisine; not put
// off), R262-68 (80 % at most and one to three months the first time), R262-88 (two months to appeal; whether
// franc is unsettled) and L262-37.
#include <catch2/catch.hpp>

#include "tests/apps/histoires_support.hpp"

using filrouge::histoires::Story;

namespace {
constexpr auto contract = "cer.contractualisation";
constexpr auto saisine = "saisine.saisine";
const std::vector<std::string> at_most_80 = {"0 %", "80 %"}, one_to_three_months = {"1 mois", "3 mois"};
}  // namespace

TEST_CASE("H004 : l'équipe ne se prononce pas ; l'avis est réputé rendu, la suspension régulière",
          "[histoires]") {
  const Story story("H004");
  // Oriented on 12 December 2022 + 2 months = 12 February 2023.
  CHECK(story.on("2023-02-12").line("cer_a_signer.signer") == "2023-02-12 proche");
  CHECK(story.on("2023-02-13").line("cer_a_signer.signer") == "2023-02-12 depassee");

  // The letter waits at the post office from 10 to 25 March: one month ends between 10 April, which is Easter
  // Monday, hence Tuesday 11, and Tuesday 25 April.
  CHECK(story.on("2023-03-12").line("saisine.observations", "e5") == "2023-04-11/2023-04-25 en_cours");
  // Collected on 14 March: Friday 14 April.
  CHECK(story.on("2023-03-14").line("saisine.observations", "e5") == "2023-04-14 en_cours");

  // Saisine of 8 March + 1 month = Saturday 8 April: at midnight the avis is held to be given.
  const auto waiting = story.on("2023-04-08");
  CHECK(waiting.state(saisine, "e5") == "saisie");
  CHECK(waiting.line("avis_repute_rendu", "e5") == "2023-03-29 en_cours ; 2023-04-08 a_venir");
  const auto deemed = story.on("2023-04-09");
  CHECK(deemed.state(saisine, "e5") == "a_decider");
  CHECK(deemed.line("avis_repute_rendu", "e5") == "2023-04-08 tenue");

  // Nothing is proposed before the person's time is over.
  CHECK(story.on("2023-04-14").proposals_about(saisine) == 0);
  const auto open = story.on("2023-04-15");
  CHECK(open.line("saisine.observations", "e5") == "2023-04-14 tenue");
  const auto* proposal = open.proposal("Réduire ou suspendre");
  REQUIRE(proposal);
  CHECK(proposal->intervalle.taux == at_most_80);
  CHECK(proposal->intervalle.duree == one_to_three_months);
  CHECK(proposal->decideur == "president");

  // Decided on 17 April: after both. Two months from 1 May: last day 30 June.
  const auto decided = story.on("2023-04-17");
  CHECK(decided.state(saisine, "e5") == "allocation_suspendue");
  CHECK(decided.count("irregularite") == 0);
  CHECK(decided.count("proposition") == decided.proposals_about(contract));
  CHECK(decided.line("allocation_suspendue.suspension", "e5") == "2023-06-30 a_venir");
  CHECK(story.on("2023-05-01").line("allocation_suspendue.suspension", "e5") == "2023-06-30 en_cours");

  // CER on 22 May: payment resumes from the contract, by a decision (L262-37, last paragraph).
  const auto signed_ = story.on("2023-05-22");
  CHECK(signed_.state(saisine, "e5") == "allocation_suspendue");
  CHECK(signed_.to_do("Lever la suspension"));
  CHECK(signed_.line("cer_a_signer.signer") == "2023-02-12 tenue_en_retard");
  // Six months from 22 May: last day 21 November.
  CHECK(signed_.line("cer_en_cours.contrat") == "2023-11-21 en_cours");
  CHECK(story.on("2023-05-25").state(saisine, "e5") == "reprise_a_verifier");
  CHECK(story.on("2023-06-08").state(saisine, "e5") == "levee");

  // Notified on 20 April: appeal until Tuesday 20 June, or Wednesday 21 if the délai is franc: she may until
  // the later one, and is never late.
  CHECK(story.on("2023-06-20").line("recours_possible", "e10") == "2023-06-20/2023-06-21 en_cours");
  CHECK(story.on("2023-06-21").line("recours_possible", "e10") == "2023-06-20/2023-06-21 en_cours");
  CHECK(story.on("2023-06-22").line("recours_possible", "e10") == "2023-06-20/2023-06-21 sans_objet");
  CHECK(story.on("2023-10-16").state(contract, "p1") == "sans_objet");
}

TEST_CASE("H005 : suspendue sans avoir été invitée à présenter ses observations", "[histoires]") {
  const Story story("H005");
  // Received on 20 June 2023 + 2 months = 20 August; 24 July + 2 months = 24 September: both kept.
  const auto before = story.on("2024-03-24");
  CHECK(before.line("a_orienter.orienter") == "2023-08-20 tenue");
  CHECK(before.line("cer_a_signer.signer") == "2023-09-24 tenue");
  // The avis given on 20 March allows a decision; the letter was never sent, and is still asked for.
  CHECK(before.to_do("Adresser le courrier d'information préalable"));
  CHECK_FALSE(before.to_do("Décider"));
  CHECK(before.state(saisine, "e4") == "a_decider");
  CHECK(before.count("irregularite") == 0);
  CHECK(before.proposals_about(saisine) == 0);
  // While the saisine was new, on 10 March, the letter was asked for; its avis was due on 4 April (4 March +
  // 1 month).
  const auto early = story.on("2024-03-10");
  CHECK(early.to_do("Adresser le courrier d'information préalable"));
  CHECK(early.line("avis_repute_rendu", "e4") == "2024-04-04 a_venir");

  // 25 March: the act has happened, and what it lacks goes with it (R262-69, L262-37).
  const auto decided = story.on("2024-03-25");
  CHECK(decided.state(saisine, "e4") == "allocation_suspendue");
  CHECK(decided.irregular("sans courrier d'information préalable"));
  CHECK(decided.irregular("motif légitime"));
  CHECK(decided.count("irregularite") == 2);
  for (const auto& one : decided.findings())
    if (one.nature == "irregularite") CHECK(one.gravite == "bloquante");

  // One month from 1 April: last day 30 April; payment resumes on 1 May.
  CHECK(decided.line("allocation_suspendue.suspension", "e4") == "2024-04-30 a_venir");
  CHECK(story.on("2024-04-30").line("allocation_suspendue.suspension", "e4") == "2024-04-30 en_cours");
  const auto over = story.on("2024-05-01");
  CHECK(over.state(saisine, "e4") == "suite_a_donner");
  CHECK(over.line("allocation_suspendue.suspension", "e4") == "2024-04-30 tenue");
  CHECK(over.irregular("sans courrier d'information préalable"));
  CHECK(story.on("2024-05-07").state(saisine, "e4") == "levee");
  // Nothing says that the decision was ever notified: no délai of appeal runs.
  CHECK(story.on("2024-04-30").to_do("Notifier la décision"));
  CHECK(story.on("2024-09-01").line("recours_possible").empty());
}

TEST_CASE("H011 : une mutation connue plus tard rend la saisine sans objet, sans changer ce qu'on en disait",
          "[histoires]") {
  const Story story("H011");
  // Saisine of 9 September 2024 + 1 month = 9 October. Handed over on 10 September + 1 month = Thursday 10
  // October.
  const auto then = story.on("2024-10-01", "2024-10-01");
  CHECK(then.state(saisine, "e5") == "saisie");
  CHECK(then.line("avis_repute_rendu", "e5") == "2024-09-29 en_cours ; 2024-10-09 a_venir");
  CHECK(then.line("saisine.observations", "e5") == "2024-10-10 en_cours");

  // Known on 4 October, of 23 September.
  const auto now = story.on("2024-10-01", "2024-10-04");
  CHECK(now.state(saisine, "e5") == "sans_objet");
  CHECK(now.line("avis_repute_rendu", "e5") == "2024-10-09 sans_objet");
  CHECK(now.line("saisine.observations", "e5") == "2024-10-10 sans_objet");
  CHECK(now.state(contract, "p1") == "sans_objet");
  CHECK(story.on("2024-09-22", "2024-10-04").state(saisine, "e5") == "saisie");
  // Asked later with what was known on the 3rd: the same life goes on, the avis held to be given on the 9th.
  const auto unaware = story.on("2024-10-10", "2024-10-03");
  CHECK(unaware.state(saisine, "e5") == "a_decider");
  CHECK(unaware.proposals_about(saisine) == 0);
  CHECK(story.on("2025-01-02").state("contrat_engagement.engagement", "p1") == "sans_objet");
}

TEST_CASE("H013 : orientation corrigée, durée corrigée, décision retirée", "[histoires]") {
  const Story story("H013");
  // Recorded as social: 5 February 2024 + 2 months = 5 April. Corrected on 20 March to professional: + 1
  // month = 5 March.
  const auto first = story.on("2024-03-19", "2024-03-19");
  CHECK(first.state(contract, "p1") == "cer_a_signer");
  CHECK(first.line("cer_a_signer.signer") == "2024-04-05 a_venir");
  const auto corrected = story.on("2024-03-20");
  CHECK(corrected.state(contract, "p1") == "cer_professionnel_a_signer");
  CHECK(corrected.line("signer_professionnel") == "2024-03-05 depassee");
  CHECK(corrected.line("cer_a_signer.signer").empty());
  // What was known on 19 March still answers 5 April, whenever it is asked.
  CHECK(story.on("2024-04-05", "2024-03-19").line("cer_a_signer.signer") == "2024-04-05 proche");
  CHECK(story.on("2024-04-06", "2024-03-19").line("cer_a_signer.signer") == "2024-04-05 depassee");

  // Handed over on 26 April + 1 month = Sunday 26 May, hence Monday 27. Saisine of 29 April: avis due on 29
  // May.
  const auto her_time = story.on("2024-05-27");
  CHECK(her_time.line("saisine.observations", "e7") == "2024-05-27 en_cours");
  CHECK(her_time.line("avis_repute_rendu", "e7") == "2024-05-19 en_cours ; 2024-05-29 a_venir");
  CHECK(her_time.proposals_about(saisine) == 0);
  const auto heard = story.on("2024-05-28");
  CHECK(heard.state(saisine, "e7") == "a_decider");
  CHECK(heard.line("saisine.observations", "e7") == "2024-05-27 tenue");
  const auto* proposal = heard.proposal("Réduire ou suspendre");
  REQUIRE(proposal);
  CHECK(proposal->intervalle.taux == at_most_80);
  CHECK(proposal->intervalle.duree == one_to_three_months);

  // 17 June: five months, above three; from 1 July to 30 November. Corrected on the 19th: two months, to 31
  // August.
  const auto too_long = story.on("2024-06-17");
  CHECK(too_long.irregular("Durée hors de l'intervalle légal"));
  CHECK(too_long.count("irregularite") == 1);
  CHECK(too_long.line("allocation_suspendue.suspension") == "2024-11-30 a_venir");
  const auto mended = story.on("2024-06-19");
  CHECK(mended.count("irregularite") == 0);
  CHECK(mended.line("allocation_suspendue.suspension") == "2024-08-31 a_venir");

  // Withdrawn on 8 July: it never counted, not even on the day it was taken.
  for (const auto* day : {"2024-06-17", "2024-07-01", "2024-07-08"}) {
    const auto withdrawn = story.on(day, "2024-07-08");
    CHECK(withdrawn.state(saisine, "e7") == "a_decider");
    CHECK(withdrawn.line("allocation_suspendue.suspension").empty());
    CHECK(withdrawn.count("irregularite") == 0);
  }
  // CER on 11 July, four months late; six months: last day 10 January 2025.
  const auto signed_ = story.on("2024-07-11");
  CHECK(signed_.line("signer_professionnel") == "2024-03-05 tenue_en_retard");
  CHECK(signed_.line("cer_en_cours.contrat") == "2025-01-10 en_cours");
  // Her compliance is to be appraised, and nothing is proposed meanwhile; the regime of 2012 proposes nothing
  // any more in 2025.
  CHECK(signed_.to_do("Apprécier la conformité"));
  CHECK(signed_.proposals_about(saisine) == 0);
  for (const auto* day : {"2025-01-01", "2025-06-01", "2026-11-21"}) {
    CHECK(story.on(day).state(saisine, "e7") == "a_relire_en_2025");
    CHECK(story.on(day).count("droit_transitoire") == 1);
    CHECK(story.on(day).count("proposition") == 0);
  }
}

TEST_CASE("H020 : trois saisines ; un avis qui ne dit pas laquelle n'en arrête aucune", "[histoires]") {
  const Story story("H020");
  constexpr auto about_orientation = "saisine_orientation.avis_sur_l_orientation";
  // S-2022-118 and S-2022-130 are about the orientation (L262-31, L262-39): an avis and a decision, neither
  // the contradictoire of L262-37 nor a measure. 7 November 2022 + 1 month = 7 December; its avis came on 29
  // November.
  const auto first = story.on("2022-11-29");
  CHECK(first.state(saisine, "e4") == "autre_objet");
  CHECK(first.state(about_orientation, "e4") == "orientation_a_decider");
  CHECK(first.finding("avis_sur_l_orientation.orientation_a_decider", "e4").date == "2022-11-29");
  CHECK(first.state(saisine, "e5") == "saisie");
  CHECK(first.count("evenement_ambigu") == 0);
  // Decided on 2 December: closed.
  CHECK(story.on("2022-12-02").state(about_orientation, "e4") == "decidee");
  // S-2022-121, 14 November + 1 month = 14 December; S-2022-130, 5 December + 1 month = 5 January 2023.
  const auto ambiguous = story.on("2022-12-08");
  CHECK(ambiguous.count("evenement_ambigu") >= 1);
  CHECK(ambiguous.to_do("Dire de quelle saisine vient cet avis"));
  CHECK(ambiguous.state(saisine, "e5") == "saisie");
  CHECK(ambiguous.state(about_orientation, "e8") == "avis_attendu");
  CHECK(ambiguous.line("avis_repute_rendu", "e5") == "2022-12-04 en_cours ; 2022-12-14 a_venir");
  CHECK(ambiguous.line("avis_attendu.avis_repute_rendu", "e8") == "2023-01-05 a_venir");

  CHECK(story.on("2022-12-14").state(saisine, "e5") == "saisie");
  CHECK(story.on("2022-12-15").state(saisine, "e5") == "a_decider");
  CHECK(story.on("2023-01-05").state(about_orientation, "e8") == "avis_attendu");
  CHECK(story.on("2023-01-06").state(about_orientation, "e8") == "orientation_a_decider");
  CHECK(story.on("2023-03-01").count("proposition") == 0);
}
