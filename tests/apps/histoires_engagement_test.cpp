// Orientation and contrat d'engagement since 2025, and those whom the reform found on the way. Computed by
// hand from CASF D262-65-2 (six weeks, that is 42 days, from the reception by the Département), CT D5411-14-1
// (one month from the notification of the orientation), D5411-8-2 (a new orientation interrupts it: a whole
// month starts again), décret 2024-1244 (two years for those already followed), L262-31 (the point at six
// months). None of them is put off: they measure the administration.
#include <catch2/catch.hpp>

#include "tests/apps/histoires_support.hpp"

using filrouge::histoires::Story;

namespace {
constexpr auto engagement = "contrat_engagement.engagement";
}

TEST_CASE("H009 : une nouvelle orientation interrompt le mois du contrat", "[histoires]") {
  const Story story("H009");
  // Received on 4 May 2026 + 42 days = 15 June; oriented on the 1st. Handed over on 3 June + 1 month = 3
  // July.
  const auto first = story.on("2026-06-03");
  CHECK(first.state(engagement, "p1") == "contrat_a_signer");
  CHECK(first.line("a_orienter.orienter") == "2026-06-15 tenue");
  CHECK(first.line("contrat_a_signer.signer") == "2026-07-03 a_venir");
  // Another orientation on 26 June: the old month stops, the new one has no date while its letter is not
  // presented.
  const auto again = story.on("2026-06-26");
  CHECK(again.line("contrat_a_signer.signer").find("2026-07-03 sans_objet") != std::string::npos);
  CHECK(again.missing("contrat_a_signer.signer", "notification"));
  // Presented on 30 June, kept until 15 July: between 30 July and 15 August.
  CHECK(story.on("2026-06-30").line("contrat_a_signer.signer").find("2026-07-30/2026-08-15 a_venir") !=
        std::string::npos);
  // Collected on 1 July + 1 month = Saturday 1 August, not put off.
  CHECK(story.on("2026-07-01").line("contrat_a_signer.signer").find("2026-08-01 a_venir") !=
        std::string::npos);
  // The day after the first month: nobody is late.
  const auto after_first_month = story.on("2026-07-04");
  CHECK(after_first_month.line("contrat_a_signer.signer").find("depassee") == std::string::npos);
  CHECK(after_first_month.count("irregularite") == 0);
  const auto signed_ = story.on("2026-07-30");
  CHECK(signed_.state(engagement, "p1") == "accompagne_emploi");
  CHECK(signed_.line("contrat_a_signer.signer") == "2026-07-03 sans_objet ; 2026-08-01 tenue");
}

TEST_CASE("H018 : un droit ouvert en juin avec effet en mars ne met personne en retard", "[histoires]") {
  const Story story("H018");
  // On 1 May, knowing what was known on 1 May: nothing is due. What is learnt in June changes no date before
  // it.
  for (const auto* known : {"2026-05-01", "2026-06-22"}) {
    const auto may = story.on("2026-05-01", known);
    CHECK(may.count("irregularite") == 0);
    CHECK(may.count("proposition") == 0);
    CHECK(may.line("a_orienter.orienter").find("depassee") == std::string::npos);
    CHECK(may.finding("a_orienter.orienter").date.empty());
  }
  CHECK(story.on("2026-05-01", "2026-05-01").missing("engagement", "soumission_droits_devoirs"));
  CHECK_FALSE(story.on("2026-05-01", "2026-06-22").missing("engagement", "soumission_droits_devoirs"));
  // Received on 22 June + 42 days = 3 August: never from 1 March nor from the opening.
  CHECK(story.on("2026-07-01").line("a_orienter.orienter") == "2026-08-03 a_venir");
  CHECK(story.on("2026-07-20").line("a_orienter.orienter") == "2026-08-03 tenue");
  // The letter waits from 23 July to 7 August: the month ends between 23 August and 7 September.
  CHECK(story.on("2026-07-30").line("contrat_a_signer.signer") == "2026-08-23/2026-09-07 a_venir");
  // Collected on 31 July + 1 month = 31 August. Signed on the 27th, eight hours, for a reason she gave.
  CHECK(story.on("2026-07-31").line("contrat_a_signer.signer") == "2026-08-31 a_venir");
  const auto signed_ = story.on("2026-08-27");
  CHECK(signed_.state(engagement, "p1") == "accompagne_emploi");
  CHECK(signed_.line("contrat_a_signer.signer") == "2026-08-31 tenue");
  CHECK(signed_.count("irregularite") == 0);
}

TEST_CASE("H019 : jamais orientée, le service avait annulé : le retard est celui du Département",
          "[histoires]") {
  const Story story("H019");
  // Received on 2 February 2026 + 42 days = Monday 16 March.
  const auto last_day = story.on("2026-03-16");
  CHECK(last_day.state(engagement, "p1") == "a_orienter");
  CHECK(last_day.line("a_orienter.orienter") == "2026-03-16 proche");
  CHECK(last_day.count("irregularite") == 0);
  const auto day_after = story.on("2026-03-17");
  CHECK(day_after.line("a_orienter.orienter") == "2026-03-16 depassee");
  CHECK(day_after.finding("a_orienter.orienter").retard_de == "departement");
  CHECK(day_after.irregular("six semaines"));
  CHECK(day_after.to_do("France Travail"));
  CHECK(day_after.count("proposition") == 0);
  CHECK(story.on("2026-11-21").count("proposition") == 0);
}

TEST_CASE("H015 : connu du seul flux de la caisse, le reste est inconnu et non absent", "[histoires]") {
  const Story story("H015");
  CHECK(story.on("2026-10-05").findings().empty());  // nothing was recorded yet
  const auto known = story.on("2026-10-31");
  for (const auto* person : {"p1", "p2"}) {
    CHECK(known.state(engagement, person) == "a_orienter");
    CHECK(known.line("a_orienter.orienter", person) == "- incertaine");
    CHECK(known.missing("a_orienter.orienter", "notification_droits_devoirs", person));
  }
  // Whether the spouse has duties is not known: her life is uncertain, and the fact is asked for.
  CHECK(known.finding("engagement.a_orienter", "p2").statut == "incertaine");
  CHECK(known.missing("engagement", "soumission_droits_devoirs", "p2"));
  CHECK_FALSE(known.missing("engagement", "soumission_droits_devoirs", "p1"));
  for (const auto* day : {"2026-10-31", "2026-11-21", "2027-01-02"}) {
    CHECK(story.on(day).count("irregularite") == 0);
    CHECK(story.on(day).count("proposition") == 0);
  }
  // Unpaid in September, October, November and December: four whole civil months end on 31 December
  // (R262-40), and what follows is looked into by someone, since the reason is a missing declaration.
  CHECK(story.on("2026-12-31").line("quatre_mois") == "2026-12-31 en_cours");
  const auto after = story.on("2027-01-01");
  CHECK(after.line("quatre_mois") == "2026-12-31 tenue");
  CHECK(after.to_do("Vérifier le motif de l'interruption avant toute fin de droit"));
}

TEST_CASE("H025 : accompagnée avant 2025, son contrat d'engagement a deux ans pour venir, dit-on",
          "[histoires]") {
  const Story story("H025");
  // Received on 23 May 2023 + 2 months = 23 July; 26 June + 2 months = 26 August: both kept.
  const auto last_of_2024 = story.on("2024-12-31");
  CHECK(last_of_2024.state("cer.contractualisation", "p1") == "cer_en_cours");
  CHECK(last_of_2024.line("a_orienter.orienter", "p1") == "2023-07-23 tenue");
  CHECK(last_of_2024.line("cer_a_signer.signer", "p1") == "2023-08-26 tenue");
  const auto reform = story.on("2025-01-01");
  CHECK(reform.state("cer.contractualisation", "p1") == "repris_au_regime_2025");
  CHECK(reform.state(engagement, "p1") == "contrat_du_stock_a_conclure");
  // Twelve months from 21 February 2024: last day 20 February 2025.
  CHECK(story.on("2025-02-20").line("ancien_contrat") == "2025-02-20 en_cours");
  CHECK(story.on("2025-02-21").line("ancien_contrat") == "2025-02-20 tenue");
  // Prudent date 31 December 2026; the two years were not read in their text, three are the longest that was:
  // no conclusion between.
  const auto last_day = story.on("2026-12-31");
  const auto& due = last_day.finding("contrat_du_stock_a_conclure.conclure");
  CHECK(due.date == "2026-12-31");
  CHECK(due.statut == "proche");
  for (const auto* day : {"2027-01-01", "2027-01-02", "2028-01-01"})
    CHECK(story.on(day).finding("contrat_du_stock_a_conclure.conclure").statut == "incertaine");
  // The day after the last possible date it is late, and the lateness is the organisme's.
  const auto overdue = story.on("2028-01-02");
  const auto& late = overdue.finding("contrat_du_stock_a_conclure.conclure");
  CHECK(late.statut == "depassee");
  CHECK(late.date_opposable == "2028-01-01");
  CHECK(late.retard_de == "organisme_referent");
  for (const auto* day : {"2025-02-21", "2026-11-21", "2027-01-01"}) {
    CHECK(story.on(day).count("irregularite") == 0);
    CHECK(story.on(day).count("proposition") == 0);
  }
}

TEST_CASE("H014 : manquement et suspension au printemps 2025, une personne relit", "[histoires]") {
  const Story story("H014");
  // Received on 22 May 2024 + 2 months = 22 July; 24 June + 2 months = 24 August: both kept.
  CHECK(story.on("2024-08-19").line("a_orienter.orienter") == "2024-07-22 tenue");
  CHECK(story.on("2024-08-19").line("cer_a_signer.signer") == "2024-08-24 tenue");
  // Committed on 10 March 2025: the new L262-37 is in force, its décret is not. No conclusion either way.
  const auto found = story.on("2025-03-12");
  CHECK(found.state("manquement_transitoire", "e4") == "a_relire");
  CHECK(found.count("droit_transitoire") == 1);
  CHECK(story.on("2025-03-17").state("saisine_transitoire", "e7") == "saisine_a_relire");
  // One review, not two: the manquement is followed with its saisine.
  const auto decided = story.on("2025-04-28");
  CHECK(decided.state("manquement_transitoire", "e4") == "suivi_avec_la_saisine");
  CHECK(decided.state("saisine_transitoire", "e7") == "suspension_a_relire");
  CHECK(decided.to_do("Faire relire la sanction par un juriste"));
  // The measure shows: one month from 1 June, last day 30 June. Nothing tells the payment was cut: nobody is
  // late to resume it.
  CHECK(decided.line("suspension_a_relire.suspension", "e7") == "2025-06-30 a_venir");
  CHECK(story.on("2025-06-10").line("suspension_a_relire.suspension", "e7") == "2025-06-30 en_cours");
  CHECK(story.on("2025-07-01").line("suspension_finie_a_relire.reprendre", "e7") == "- incertaine");
  // Décret 2025-478 does not reach back: the same after 1 June, and nothing is proposed nor called irregular.
  for (const auto* day : {"2025-03-12", "2025-04-28", "2025-06-01", "2026-11-21"}) {
    CHECK(story.on(day).count("droit_transitoire") > 0);
    CHECK(story.on(day).count("irregularite") == 0);
    CHECK(story.on(day).proposals_about("transitoire") == 0);
    CHECK(story.on(day).state("manquement.suite_du_manquement", "e4").empty());
  }
}
