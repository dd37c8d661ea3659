// Orientation and CER under the rules of 2012 to 2024. Each date is computed by hand from CASF R262-65-2 (two
// months to orient, from the reception by the Département), L262-35 (one month to sign), L262-36 (two months)
// and from the way months are counted (art. 641 CPC): the starting day does not count, from quantième to
// quantième.
#include <catch2/catch.hpp>

#include "tests/apps/histoires_support.hpp"

using filrouge::histoires::Story;

namespace {
constexpr auto contract = "cer.contractualisation";
}

TEST_CASE("H001 : le CER n'est jamais signé, et personne n'est accusé par la seule horloge", "[histoires]") {
  const Story story("H001");
  // Received on 10 January 2024 + 2 months = 10 March: the orientation of 2 February is in time.
  // 2 February + 2 months = Tuesday 2 April 2024; late from the 3rd.
  const auto last_day = story.on("2024-04-02");
  CHECK(last_day.state(contract, "p1") == "cer_a_signer");
  CHECK(last_day.line("a_orienter.orienter") == "2024-03-10 tenue");
  CHECK(last_day.line("cer_a_signer.signer") == "2024-04-02 proche");
  CHECK_FALSE(last_day.to_do("Apprécier la cause du retard"));

  const auto day_after = story.on("2024-04-03");
  CHECK(day_after.line("cer_a_signer.signer") == "2024-04-02 depassee");
  CHECK(day_after.finding("cer_a_signer.signer").retard_de == "departement");
  CHECK(day_after.to_do("Apprécier la cause du retard"));
  CHECK(day_after.count("proposition") == 0);
  CHECK(day_after.count("irregularite") == 0);
  // An excused rendez-vous and a missed one are no motive: nothing is proposed while nobody appraised the
  // cause.
  CHECK(story.on("2024-12-31").count("proposition") == 0);
}

TEST_CASE("H002 : orientation tardive du fait du Département, CER à temps, fin de droit", "[histoires]") {
  const Story story("H002");
  // Received on 6 March 2023 + 2 months = Saturday 6 May, not put off: it is the administration's own délai.
  CHECK(story.on("2023-05-06").line("a_orienter.orienter") == "2023-05-06 proche");
  const auto late = story.on("2023-05-07");
  CHECK(late.state(contract, "p1") == "a_orienter");
  CHECK(late.line("a_orienter.orienter") == "2023-05-06 depassee");
  CHECK(late.finding("a_orienter.orienter").retard_de == "departement");
  CHECK(late.irregular("Orientation hors du délai"));
  CHECK(late.count("proposition") == 0);

  // Oriented on 15 June; + 2 months = 15 August (a holiday, not put off).
  const auto oriented = story.on("2023-06-15");
  CHECK(oriented.line("a_orienter.orienter") == "2023-05-06 tenue_en_retard");
  CHECK(oriented.line("cer_a_signer.signer") == "2023-08-15 a_venir");
  // Signed on 10 August for six months: the first day counts, the last is the eve of 10 February 2024.
  const auto signed_ = story.on("2023-08-10");
  CHECK(signed_.state(contract, "p1") == "cer_en_cours");
  CHECK(signed_.line("cer_a_signer.signer") == "2023-08-15 tenue");
  CHECK(signed_.line("cer_en_cours.contrat") == "2024-02-09 en_cours");

  CHECK(story.on("2023-12-17").state(contract, "p1") == "cer_en_cours");
  CHECK(story.on("2023-12-18").state(contract, "p1") == "sans_objet");
  // The right ended: neither overdue nor missing, then or now.
  for (const auto* day : {"2024-02-10", "2026-11-21"}) {
    const auto after = story.on(day);
    CHECK(after.line("cer_en_cours.renouveler") == "2023-12-09 sans_objet");
    CHECK(after.count("donnee_manquante") == 0);
    CHECK(after.count("proposition") == 0);
  }
}

TEST_CASE("H003 : vers un autre organisme que Pôle emploi, un mois et non deux", "[histoires]") {
  const Story story("H003");
  // Received on 5 September 2022 + 2 months = 5 November: kept on 3 October. 3 October + 1 month = 3
  // November.
  const auto last_day = story.on("2022-11-03");
  CHECK(last_day.state(contract, "p1") == "cer_professionnel_a_signer");
  CHECK(last_day.line("a_orienter.orienter") == "2022-11-05 tenue");
  CHECK(last_day.line("signer_professionnel") == "2022-11-03 proche");
  const auto day_after = story.on("2022-11-04");
  CHECK(day_after.line("signer_professionnel") == "2022-11-03 depassee");
  CHECK(day_after.count("proposition") == 0);
  // Signed on 8 November, five days late; six months: last day 7 May 2023.
  const auto signed_ = story.on("2022-11-08");
  CHECK(signed_.line("signer_professionnel") == "2022-11-03 tenue_en_retard");
  CHECK(signed_.line("cer_en_cours.contrat") == "2023-05-07 en_cours");
  CHECK(story.on("2023-03-20").state(contract, "p1") == "sans_objet");
  CHECK(story.on("2023-05-08").count("donnee_manquante") == 0);
}

TEST_CASE("H012 : un couple, et un CER dont on ne sait de qui il est", "[histoires]") {
  const Story story("H012");
  // Received on 21 March 2023 + 2 months = 21 May: both in time. 24 April + 2 months = 24 June; 2 May + 2
  // months = 2 July.
  const auto before = story.on("2023-06-18");
  CHECK(before.line("a_orienter.orienter", "p1") == "2023-05-21 tenue");
  CHECK(before.line("a_orienter.orienter", "p2") == "2023-05-21 tenue");
  CHECK(before.count("evenement_ambigu") == 0);

  const auto ambiguous = story.on("2023-06-19");
  CHECK(ambiguous.count("evenement_ambigu") >= 1);
  CHECK(ambiguous.state(contract, "p1") == "cer_a_signer");
  CHECK(ambiguous.state(contract, "p2") == "cer_a_signer");
  CHECK(ambiguous.line("cer_a_signer.signer", "p1") == "2023-06-24 proche");
  CHECK(ambiguous.line("cer_a_signer.signer", "p2") == "2023-07-02 proche");
  CHECK(story.on("2023-09-01").count("proposition") == 0);
}

TEST_CASE("H021 : deux convocations sans personne, orientation sociale par défaut", "[histoires]") {
  const Story story("H021");
  // Received on 11 February 2019 + 2 months = 11 April: the default orientation takes place « à cette date »
  // (R262-65-3), and may not be proposed before.
  const auto eve = story.on("2019-04-10");
  CHECK(eve.state(contract, "p1") == "a_orienter");
  CHECK(eve.line("a_orienter.orienter") == "2019-04-11 proche");
  CHECK(eve.count("proposition") == 0);
  const auto oriented = story.on("2019-04-11");
  CHECK(oriented.state(contract, "p1") == "cer_a_signer");
  CHECK(oriented.line("a_orienter.orienter") == "2019-04-11 tenue");
  CHECK(oriented.count("irregularite") == 0);
  // 11 April + 2 months = 11 June; signed on the 12th, a day late. Six months from 12 June: last day 11
  // December.
  CHECK(story.on("2019-06-11").line("cer_a_signer.signer") == "2019-06-11 proche");
  const auto signed_ = story.on("2019-06-12");
  CHECK(signed_.line("cer_a_signer.signer") == "2019-06-11 tenue_en_retard");
  CHECK(signed_.line("cer_en_cours.contrat") == "2019-12-11 en_cours");
  CHECK(story.on("2019-09-23").state(contract, "p1") == "sans_objet");
  CHECK(story.on("2019-10-01").count("donnee_manquante") == 0);
  CHECK(story.on("2026-11-21").count("donnee_manquante") == 0);
}
