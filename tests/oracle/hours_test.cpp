#include <catch2/catch.hpp>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"

/// « 48 heures après contact »: from the time of an act to that of its day, measured only when it is said
/// (semantics G6).
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const auto& plateforme() {
  static const auto rules = from_text(essai(R"(événement contact « Contact »
  portée personne
événement rappel « Rappel »
  portée personne
événement relance « Relance »
  portée personne
paramètre fenêtre : durée = 36 heures
procédure appel « Appel »
  une instance par contact
  état reçu initial « Reçu »
    échéance rappeler « Rappeler » : 48 heures après contact
      tenue par rappel
      si dépassée : irrégularité mineure « Rappelée trop tard »
    attente souffler « Souffler » : 24 heures après contact, au bénéfice de la personne
      interdit relance
    faculté corriger « Corriger » : fenêtre après contact
      tenue par rappel
    terme clore : 72 heures après contact, prorogé
      à la fin, aller à clos
  états finaux clos
)"));
  REQUIRE(rules->errors == "");
  return *rules;
}

Asked told(const std::vector<RawEvent>& acts, const char* on) {
  const auto record = dossier(acts);
  CHECK(report(plateforme(), record, day(on), day(on)) == "");
  return Asked{slow(plateforme(), record, day(on), day(on))};
}

RawEvent at(RawEvent act, const char* time) {
  act.fields.push_back({"heure", {RawValue::Kind::text, time}});
  return act;
}

/// « depassee 2026-03-05 14:30 »
std::string until(const Asked& asked, std::string_view nature, std::string_view code_end) {
  const auto* found = asked.find(nature, code_end);
  REQUIRE(found);
  return found->statut + " " + found->date +
         (found->minute < minutes_in_a_day ? " " + iso_time(found->minute) : "");
}

using Missing = std::vector<std::string>;

}  // namespace

TEST_CASE("hours are counted from the time of an act to that of its day (semantics G6)", "[semantics][G6]") {
  const auto contact = at(event("e1", "contact", "2026-03-03"), "14:30");
  CHECK(until(told({contact}, "2026-03-03"), "echeance", "rappeler") == "a_venir 2026-03-05 14:30");
  CHECK(until(told({contact}, "2026-03-03"), "duree", "corriger") == "en_cours 2026-03-05 02:30");
  // What passes by itself passes when the day is over.
  CHECK(until(told({contact}, "2026-03-05"), "echeance", "rappeler") == "a_venir 2026-03-05 14:30");
  const auto late = told({contact}, "2026-03-06");
  CHECK(until(late, "echeance", "rappeler") == "depassee 2026-03-05 14:30");
  CHECK(until(late, "duree", "corriger") == "sans_objet 2026-03-05 02:30");
  CHECK(late.find("irregularite", "rappeler.irregularite_1")->date == "2026-03-06");
  // The day of the year, the month, the hour turn: 28 February 23 h and 48 hours are 2 March 23 h.
  CHECK(until(told({at(event("e1", "contact", "2026-02-28"), "23:00")}, "2026-03-01"), "echeance",
              "rappeler") == "a_venir 2026-03-02 23:00");
  CHECK(until(told({at(event("e1", "contact", "2025-12-31"), "0:00")}, "2026-01-01"), "duree", "corriger") ==
        "en_cours 2026-01-01 12:00");
  // Friday 6 March and 72 hours: Monday; Thursday 5 at 10 h, Sunday 8, prorogued to the whole of Monday.
  CHECK(until(told({at(event("e1", "contact", "2026-03-06"), "10:00")}, "2026-03-06"), "terme", "clore") ==
        "a_venir 2026-03-09 10:00");
  CHECK(until(told({at(event("e1", "contact", "2026-03-05"), "10:00")}, "2026-03-05"), "terme", "clore") ==
        "a_venir 2026-03-09");
  // There is no day after the last one.
  CHECK(until(told({at(event("e1", "contact", "2199-12-30"), "14:30")}, "2199-12-30"), "echeance",
              "rappeler") == "a_venir 2199-12-31 14:30");
}

TEST_CASE("on the day of its end an act is judged by its own time (semantics G6)", "[semantics][G6]") {
  const auto contact = at(event("e1", "contact", "2026-03-03"), "14:30");
  const auto done = [&](RawEvent act) { return told({contact, std::move(act)}, "2026-03-05"); };
  const auto on_the_day = event("e2", "rappel", "2026-03-05");
  CHECK(done(at(on_the_day, "14:30")).find("echeance", "rappeler")->statut == "tenue");
  const auto late = done(at(on_the_day, "14:31"));
  CHECK(late.find("echeance", "rappeler")->statut == "tenue_en_retard");
  CHECK(late.find("irregularite", "rappeler.irregularite_1")->date == "2026-03-05");
  const auto unsaid = done(on_the_day);
  CHECK(unsaid.find("echeance", "rappeler")->statut == "incertaine");
  CHECK(unsaid.find("echeance", "rappeler")->missing == Missing{"heure"});
  CHECK(unsaid.find("irregularite", "rappeler.irregularite_1") == nullptr);
  // The day before, and the day after, the day is enough.
  CHECK(done(event("e2", "rappel", "2026-03-04")).find("echeance", "rappeler")->statut == "tenue");
  CHECK(told({contact, event("e2", "rappel", "2026-03-06")}, "2026-03-06")
            .find("echeance", "rappeler")
            ->statut == "tenue_en_retard");

  const auto relaunched = [&](RawEvent act) { return told({contact, std::move(act)}, "2026-03-06"); };
  const auto that_day = event("e2", "relance", "2026-03-04");
  CHECK(relaunched(at(that_day, "14:30")).find("irregularite", "souffler") != nullptr);
  CHECK(relaunched(at(that_day, "14:31")).find("irregularite", "souffler") == nullptr);
  CHECK(relaunched(at(that_day, "14:31")).find("donnee_manquante", "souffler") == nullptr);
  const auto perhaps = relaunched(that_day);
  CHECK(perhaps.find("irregularite", "souffler") == nullptr);
  REQUIRE(perhaps.find("donnee_manquante", "souffler"));
  CHECK(perhaps.find("donnee_manquante", "souffler")->missing == Missing{"heure"});
}

TEST_CASE("acts of one day come in the order of their times, whatever the list (semantics G6)",
          "[semantics][G6]") {
  const auto began = at(event("e1", "contact", "2026-03-03"), "14:30");
  const auto called = [](const char* time) { return at(event("e2", "rappel", "2026-03-03"), time); };
  CHECK(told({called("16:00"), began}, "2026-03-08").find("echeance", "rappeler")->statut == "tenue");
  CHECK(told({began, called("10:00")}, "2026-03-06").find("echeance", "rappeler")->statut == "depassee");
  // Written in later, it had happened before.
  auto written_later = began;
  written_later.known = day("2026-03-04");
  CHECK(told({written_later, called("16:00")}, "2026-03-08").find("echeance", "rappeler")->statut == "tenue");
  CHECK(told({began, at(event("e2", "relance", "2026-03-03"), "9 h")}, "2026-03-08")
            .find("irregularite", "souffler") == nullptr);
  // Two sources have no order of their own: times give one.
  auto other_source = called("16:00");
  other_source.source.system = "b";
  CHECK(told({other_source, began}, "2026-03-08").find("echeance", "rappeler")->statut == "tenue");
  // One that says none keeps its place.
  const auto three = told({called("16:00"), event("e3", "rappel", "2026-03-03"), began}, "2026-03-08");
  CHECK(three.find("echeance", "rappeler")->statut == "tenue");
}

TEST_CASE("without the time of the act it counts from, nothing in hours is measured (semantics G6)",
          "[semantics][G6]") {
  const auto contact = event("e1", "contact", "2026-03-03");
  const auto months_later = told({contact}, "2026-09-01");
  for (const auto* code : {"rappeler", "corriger", "souffler", "clore"}) {
    const auto* found = months_later.find(std::string_view(code) == "rappeler"   ? "echeance"
                                          : std::string_view(code) == "corriger" ? "duree"
                                          : std::string_view(code) == "souffler" ? "attente"
                                                                                 : "terme",
                                          code);
    INFO(code);
    REQUIRE(found);
    CHECK(found->statut + found->date == "incertaine");
    CHECK(found->missing == Missing{"heure"});
  }
  CHECK(months_later.find("irregularite", "rappeler.irregularite_1") == nullptr);
  CHECK(months_later.state("e1").starts_with("recu"));
  CHECK(told({at(contact, "midi")}, "2026-03-09").find("echeance", "rappeler")->statut == "incertaine");

  // Told later by a correction, it is measured from the day it is known.
  RawEvent correction;
  correction.id = "c1";
  correction.type = "correction";
  correction.on = correction.known = day("2026-03-06");
  correction.target = "e1";
  correction.fields.push_back({"heure", {RawValue::Kind::text, "9 h"}});
  CHECK(told({contact, correction}, "2026-03-05").find("echeance", "rappeler")->statut == "incertaine");
  CHECK(until(told({contact, correction}, "2026-03-06"), "echeance", "rappeler") ==
        "depassee 2026-03-05 09:00");
}

TEST_CASE("people read when it ends, and what only the papers tell (semantics G6)", "[semantics][G6]") {
  const auto said = [](std::vector<RawEvent> acts, const char* on, std::string_view code) {
    for (const auto& one : published(plateforme(), dossier(std::move(acts)), day(on)))
      if (one.code.ends_with(code) && one.nature != "donnee_manquante") return one;
    return Finding{};
  };
  const auto contact = at(event("e1", "contact", "2026-03-03"), "14:30");
  const auto due = said({contact}, "2026-03-04", "rappeler");
  CHECK(due.date == "2026-03-05");
  CHECK(due.heure == "14:30");
  CHECK(shown_day(due) == "5 mars 2026 à 14 h 30");
  CHECK(due.explication == "48 heures après « Contact » du 3 mars 2026 (e1) : due le 5 mars 2026 à 14 h 30.");
  CHECK(said({contact}, "2026-03-06", "rappeler").explication ==
        "48 heures après « Contact » du 3 mars 2026 (e1) : due le 5 mars 2026 à 14 h 30, en retard depuis.");
  CHECK(said({contact}, "2026-03-04", "souffler").explication ==
        "24 heures après « Contact » du 3 mars 2026 (e1) : ce temps appartient à la personne jusqu'au 4 mars "
        "2026 à 14 h 30 ; ne décidez pas avant.");
  CHECK(said({contact, event("e2", "rappel", "2026-03-05")}, "2026-03-05", "rappeler").explication ==
        "48 heures après « Contact » du 3 mars 2026 (e1) : due le 5 mars 2026 à 14 h 30 ; de l'acte qui la "
        "tient ce jour-là, personne n'a dit l'heure : à vérifier sur pièces.");
  CHECK(said({contact}, "2026-03-04", "clore").explication ==
        "72 heures après « Contact » du 3 mars 2026 (e1) : finit le 6 mars 2026 à 14 h 30.");
  const auto unsaid = said({event("e1", "contact", "2026-03-03")}, "2026-03-09", "rappeler");
  CHECK(unsaid.date + unsaid.heure == "");
  CHECK(unsaid.explication ==
        "48 heures après « Contact » du 3 mars 2026 (e1) : personne n'a dit l'heure de cet acte ; à vérifier "
        "sur pièces, rien ne court ici.");
}

TEST_CASE("a time is read as people and systems write it", "[G6]") {
  for (const auto* text : {"14:30", "14h30", "14 h 30", "14:30:00", "2026-03-03 14:30:00", "2026-03-03T14:30",
                           "03/03/2026 14:30"})
    CHECK(parse_time_of_day(text) == 14 * 60 + 30);
  CHECK(parse_time_of_day("9 h") == 9 * 60);
  CHECK(parse_time_of_day("0:00") == 0);
  for (const auto* text :
       {"", "midi", "24:00", "14:60", "14", "14:3", "1430", "14:30+01:00", "-1:00", "14:30:00:00"})
    CHECK(parse_time_of_day(text) == std::nullopt);
  CHECK(french_time(14 * 60 + 5) == "14 h 05");
  CHECK(french_time(0) == "0 h");
}
