// What follows a measure: lifting it, its persistence, suppression, the faculty of striking off, the appeals.
// Computed by hand from CASF L262-37 (a suspension ends with compliance; suppression only after the équipe
// pluridisciplinaire), R262-68 (one to four months when it persists), R262-40 3°, R262-88 (appeal), CRPA
// L231-4 and L112-1, CJA R421-1.
#include <catch2/catch.hpp>

#include "tests/apps/histoires_support.hpp"

using filrouge::histoires::Story;

namespace {
constexpr auto manquement = "manquement.suite_du_manquement";
constexpr auto her_time = "suite_du_manquement.observations";
}  // namespace

TEST_CASE("H010 : recours sans réponse, puis tribunal", "[histoires]") {
  const Story story("H010");
  // Handed over on 5 December 2025 + 10 days = Monday 15; + 15 days = 30 December (two months: 15 February, a
  // Sunday not put off).
  CHECK(story.on("2025-12-15").line(her_time, "e6") == "2025-12-15 en_cours");
  const auto over = story.on("2025-12-16");
  CHECK(over.line(her_time, "e6") == "2025-12-15 tenue");
  CHECK(over.line("a_decider.decider", "e6") == "2025-12-30/2026-02-15 a_venir");
  CHECK(story.on("2025-12-29").line("a_decider.decider", "e6").ends_with(" tenue"));
  CHECK(story.on("2025-12-29").count("irregularite") == 0);
  // One month from 1 February: last day 28 February.
  CHECK(story.on("2025-12-29").line("allocation_suspendue.suspension", "e6") == "2026-02-28 a_venir");

  // Collected on 8 January 2026 + 2 months = Sunday 8 March, hence Monday 9; franc: Monday 9 too. One date.
  CHECK(story.on("2026-03-09").line("recours_possible", "e11") == "2026-03-09 en_cours");
  // Posted on 7 March, received on the 10th: in time (CRPA L112-1). With what was known on the 9th nothing
  // was filed yet.
  const auto filed = story.on("2026-03-10");
  CHECK(filed.state("possibilite_de_contester", "e11") == "contestee");
  CHECK(filed.line("recours_possible", "e11") == "2026-03-09 tenue");
  CHECK(filed.state("recours.rapo", "e16") == "depose");
  CHECK(filed.to_do("Accuser réception"));
  CHECK_FALSE(story.on("2026-03-12").to_do("Accuser réception"));
  // Silence: received on 10 March + 2 months, the refusal is born on Sunday 10 May, not put off.
  CHECK(filed.line("rapo.depose.silence", "e16") == "2026-05-10 a_venir");
  CHECK(story.on("2026-05-10").state("recours.rapo", "e16") == "depose");
  const auto refused = story.on("2026-05-11");
  CHECK(refused.state("recours.rapo", "e16") == "rejet_implicite");
  CHECK(refused.line("rapo.depose.silence", "e16") == "2026-05-10 tenue");
  // Tribunal, two months, franc: 10 July + 1 = Saturday 11, hence Monday 13 July.
  CHECK(refused.line("rejet_implicite.saisir_le_tribunal", "e16") == "2026-07-13 a_venir");
  CHECK(story.on("2026-07-12").state("recours.rapo", "e16") == "rejet_implicite");
  const auto judge = story.on("2026-07-13");
  CHECK(judge.state("recours.rapo", "e16") == "devant_le_tribunal");
  CHECK(story.on("2026-07-14").state("recours.rapo", "e16") == "devant_le_tribunal");
}

TEST_CASE("H016 : conformité reconnue, versement jamais repris", "[histoires]") {
  const Story story("H016");
  // Handed over on 17 April 2026 + 10 days = Monday 27; + 15 days = 12 May, decided on the 11th. A first
  // letter of hers, on the 24th, does not close the rest of her days.
  CHECK(story.on("2026-04-27").line(her_time, "e6") == "2026-04-27 en_cours");
  CHECK(story.on("2026-04-27").state(manquement, "e6") == "contradictoire");
  CHECK(story.on("2026-04-28").line("a_decider.decider", "e6") == "2026-05-12/2026-06-27 a_venir");
  const auto decided = story.on("2026-05-11");
  CHECK(decided.line("a_decider.decider", "e6").ends_with(" tenue"));
  CHECK(decided.count("irregularite") == 0);
  CHECK(decided.line("allocation_suspendue.suspension", "e6") == "2026-06-30 a_venir");
  // Compliance on 10 June is to be appraised; recognised on the 12th, the measure has to be lifted: it is not
  // by itself.
  CHECK(story.on("2026-06-10").state(manquement, "e6") == "allocation_suspendue");
  CHECK(story.on("2026-06-10").to_do("Apprécier la conformité"));
  const auto complied = story.on("2026-06-12");
  CHECK(complied.state(manquement, "e6") == "a_lever");
  CHECK(complied.to_do("Mettre fin à la suspension"));
  CHECK(complied.count("proposition") == 0);
  // Not lifted in writing, the caisse has but the last day decided, 30 June: the flux should show it within
  // two months (a choice of management), 30 August; late for the caisse from the 31st.
  CHECK(story.on("2026-08-30").line("a_lever.reprendre", "e6") == "2026-08-30 a_venir");
  const auto unpaid = story.on("2026-08-31");
  CHECK(unpaid.line("a_lever.reprendre", "e6") == "2026-08-30 depassee");
  CHECK(unpaid.finding("a_lever.reprendre", "e6").retard_de == "caf");
  CHECK(story.on("2026-11-21").state(manquement, "e6") == "a_lever");
  // Handed over on 15 May + 2 months = Wednesday 15 July; franc: the 16th.
  CHECK(story.on("2026-07-15").line("recours_possible", "e12") == "2026-07-15/2026-07-16 en_cours");
  CHECK(story.on("2026-07-16").line("recours_possible", "e12") == "2026-07-15/2026-07-16 en_cours");
  CHECK(story.on("2026-07-17").line("recours_possible", "e12") == "2026-07-15/2026-07-16 sans_objet");
}

TEST_CASE("H017 : suspension, persistance, suppression ; la radiation reste une faculté", "[histoires]") {
  const Story story("H017");
  // Orientation handed over on 17 July 2025 + 1 month = Sunday 17 August, not put off.
  CHECK(story.on("2025-08-17").line("contrat_a_signer.signer", "p1") == "2025-08-17 proche");
  CHECK(story.on("2025-08-14").to_do("Apprécier le motif du refus"));
  // Handed over on 5 September + 10 days = Monday 15; + 15 days = 30 September (two months: 15 November).
  CHECK(story.on("2025-09-15").line(her_time, "e6") == "2025-09-15 en_cours");
  const auto over = story.on("2025-09-16");
  CHECK(over.state(manquement, "e6") == "a_decider");
  CHECK(over.line("a_decider.decider", "e6") == "2025-09-30/2025-11-15 a_venir");
  CHECK(over.count("proposition") == 0);
  // Appraised on the 22nd. One person; whether she has the majoration is not said: the protective cap, and
  // the fact is asked.
  const auto appraised = story.on("2025-09-22");
  const auto* suspension = appraised.proposal("Suspendre l'allocation");
  REQUIRE(suspension);
  CHECK(suspension->intervalle.taux == std::vector<std::string>{"30 %", "50 %"});
  CHECK(suspension->intervalle.duree == std::vector<std::string>{"1 mois", "2 mois"});
  CHECK(suspension->decideur == "president");
  CHECK(appraised.missing_for("Suspendre l'allocation", "majoration"));
  // 80 % is above 50 % only if she has it: neither regular nor irregular.
  const auto decided = story.on("2025-09-25");
  CHECK(decided.state(manquement, "e6") == "allocation_suspendue");
  CHECK(decided.count("irregularite") == 0);
  CHECK(decided.missing_for("Le taux dépasse 50 %", "majoration"));
  // Two months from 1 November: last day 31 December.
  CHECK(story.on("2025-12-31").line("allocation_suspendue.suspension", "e6") == "2025-12-31 en_cours");
  const auto term = story.on("2026-01-01");
  CHECK(term.line("allocation_suspendue.suspension", "e6") == "2025-12-31 tenue");
  CHECK(term.state(manquement, "e6") == "persistance_a_apprecier");
  CHECK(term.count("proposition") == 0);

  // Persistence found on 5 January 2026: another letter, and the équipe before any suppression.
  const auto persists = story.on("2026-01-05");
  CHECK(persists.state(manquement, "e6") == "persistance_constatee");
  CHECK(persists.to_do("Saisir l'équipe pluridisciplinaire"));
  CHECK(persists.count("proposition") == 0);
  // Handed over on 9 January + 10 days = Monday 19. Saisine of 12 January + 1 month = 12 February; avis on 2
  // February.
  CHECK(story.on("2026-01-19").line("observations_sur_la_suite", "e6") == "2026-01-19 en_cours");
  CHECK(story.on("2026-01-20").line("observations_sur_la_suite", "e6") == "2026-01-19 tenue");
  CHECK(story.on("2026-01-20").line("avis_attendu.avis_repute", "e18") == "2026-02-12 a_venir");
  CHECK(story.on("2026-02-01").proposal("Supprimer l'allocation") == nullptr);
  const auto advised = story.on("2026-02-02");
  CHECK(advised.line("avis_attendu.avis_repute", "e18") == "2026-02-12 sans_objet");
  const auto* suppression = advised.proposal("Supprimer l'allocation");
  REQUIRE(suppression);
  CHECK(suppression->intervalle.taux == std::vector<std::string>{"30 %", "50 %"});
  CHECK(suppression->intervalle.duree == std::vector<std::string>{"1 mois", "4 mois"});
  CHECK(suppression->decideur == "president");
  // « Suspension ou suppression » (R262-68): the lighter measure needs no équipe, and is proposed as well.
  CHECK(story.on("2026-01-20").proposal("Suspendre de nouveau"));
  CHECK(advised.proposal("Suspendre de nouveau"));

  // Suppressed on 3 February, four months from 1 March: last day 30 June.
  const auto cut = story.on("2026-02-03");
  CHECK(cut.state(manquement, "e6") == "allocation_supprimee");
  CHECK(cut.count("irregularite") == 0);
  CHECK(cut.line("allocation_supprimee.suppression", "e6") == "2026-06-30 a_venir");
  CHECK(story.on("2026-06-30").line("allocation_supprimee.suppression", "e6") == "2026-06-30 en_cours");
  // On 20 February it is learnt that she has no majoration. At the term nothing follows by itself; once no
  // compliance is found, striking off is a faculty of the président.
  const auto end = story.on("2026-07-01");
  CHECK(end.state(manquement, "e6") == "suite_de_la_suppression");
  CHECK(end.count("proposition") == 0);
  CHECK(end.to_do("Apprécier la conformité au terme de la suppression"));
  const auto after = story.on("2026-07-03");
  const auto* striking_off = after.proposal("Faculté");
  REQUIRE(striking_off);
  CHECK(striking_off->decideur == "president");
  CHECK(story.on("2026-11-21").state(manquement, "e6") == "suite_de_la_suppression");
}
