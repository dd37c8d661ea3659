#include "engine/reports/findings_ics.hpp"

#include <libical/ical.h>

#include <catch2/catch.hpp>
#include <memory>

using namespace filrouge;
using Catch::Matchers::Contains;

namespace {

Finding line(const char* id, const char* nature, const char* statut, const char* date) {
  Finding finding;
  finding.id = finding.groupe = id;
  finding.dossier = "64-1";
  finding.personne = "p1";
  finding.nature = nature;
  finding.statut = statut;
  finding.libelle = "Signer le CER";
  finding.date = date;
  return finding;
}

RunEnvelope envelope() {
  RunEnvelope run;
  run.asked = run.known = "2024-04-10";
  run.made_at = "2024-04-10T06:30:00Z";
  run.rules_digest = "sha256:00";
  return run;
}

std::string calendar_of(const std::vector<Finding>& lines) {
  const Model model;
  FindingsIcs calendar(model, envelope(), {"Référent unique"});
  auto text = calendar.opening();
  text += calendar.entries("Adour BAB", lines);
  return text + calendar.closing();
}

/// The calendar as another program reads it.
class Read {
 public:
  explicit Read(const std::string& text) : calendar_(icalparser_parse_string(text.c_str())) {
    REQUIRE(calendar_);
    CHECK(icalcomponent_isa(calendar_.get()) == ICAL_VCALENDAR_COMPONENT);
    CHECK(icalcomponent_count_errors(calendar_.get()) == 0);
    for (auto* event = icalcomponent_get_first_component(calendar_.get(), ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar_.get(), ICAL_VEVENT_COMPONENT))
      events.push_back(event);
  }

 private:
  struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
  };
  std::unique_ptr<icalcomponent, Free> calendar_;

 public:
  std::vector<icalcomponent*> events;
};

std::string uids(const std::vector<Finding>& lines) {
  const Read read(calendar_of(lines));
  std::string all;
  for (auto* event : read.events) all += std::string(icalcomponent_get_uid(event)) + " ";
  return all;
}

}  // namespace

TEST_CASE("une échéance est un événement de la journée, que relit un autre programme", "[agenda]") {
  auto due = line("a1", "echeance", "proche", "2024-04-30");
  due.libelle = "Signer le CER, ou dire pourquoi ; été\\automne";
  due.role = "referent_unique";
  due.explication = "Deux mois après l'orientation.\nUne ligne, puis l'autre ; fin.";
  due.fondement = {{"CASF L262-36", true}, {"CASF L262-37", false}};
  const Read read(calendar_of({due}));
  REQUIRE(read.events.size() == 1);
  auto* event = read.events.front();
  CHECK(std::string(icalcomponent_get_uid(event)) == "a1@filrouge");
  CHECK(std::string(icalcomponent_get_summary(event)) ==
        "Signer le CER, ou dire pourquoi ; été\\automne — dossier 64-1");
  CHECK(std::string(icalcomponent_get_description(event)) ==
        "Signer le CER, ou dire pourquoi ; été\\automne — due le 30 avril 2024  [échéance, proche]\n"
        "Deux mois après l'orientation.\nUne ligne, puis l'autre ; fin.\n"
        "qui : Referent unique\nfondement : CASF L262-36, CASF L262-37 (à vérifier)\n"
        "dossier 64-1/p1, Adour BAB\nDit le 10 avril 2024, d'après ce qui était connu le 10 avril 2024.");
  const auto begins = icalcomponent_get_dtstart(event), ends = icalcomponent_get_dtend(event);
  CHECK(icaltime_is_date(begins));
  CHECK(std::string(icaltime_as_ical_string(begins)) == "20240430");
  CHECK(std::string(icaltime_as_ical_string(ends)) == "20240501");
  CHECK(std::string(icaltime_as_ical_string(icalcomponent_get_dtstamp(event))) == "20240410T063000Z");
  auto* category = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
  REQUIRE(category);
  CHECK(std::string(icalproperty_get_categories(category)) == "Referent unique");
}

TEST_CASE("les lignes de l'agenda finissent par CRLF, pliées à soixante-quinze octets sans couper un accent",
          "[agenda]") {
  auto due = line("a1", "echeance", "proche", "2024-04-30");
  for (int i = 0; i < 60; ++i) due.explication += "étééé";
  const auto text = calendar_of({due});
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    const auto one = text.substr(at, end - at);
    CHECK(one.find('\n') == std::string::npos);
    // A byte that goes on a character begins no line.
    CHECK((static_cast<unsigned char>(one[one.starts_with(' ') ? 1 : 0]) & 0xC0u) != 0x80u);
    at = end + 2;
  }
  CHECK_THAT(icalcomponent_get_description(Read(text).events.front()), Contains(due.explication));
}

TEST_CASE("l'agenda tient ce qui est attendu ou en retard, et rien d'autre", "[agenda]") {
  CHECK(
      uids({line("late", "echeance", "depassee", "2024-04-02"),
            line("today", "echeance", "proche", "2024-04-10"),
            line("time", "attente", "en_cours", "2024-05-02"),
            line("again", "rythme", "a_venir", "2024-06-02"), line("act", "action", "en_cours", "2024-04-11"),
            line("kept", "echeance", "tenue", "2024-05-02"),
            line("none", "echeance", "sans_objet", "2024-05-02"),
            line("kept_late", "echeance", "tenue_en_retard", "2024-05-02"),
            line("past", "action", "en_cours", "2024-04-09"), line("unknown", "echeance", "a_venir", ""),
            line("fault", "irregularite", "", "2024-05-02"), line("state", "etat", "", "2024-05-02")}) ==
      "late@filrouge today@filrouge time@filrouge again@filrouge act@filrouge ");
}

TEST_CASE("ce que plusieurs lignes disent est une entrée, qui les dit toutes", "[agenda]") {
  auto due = line("a", "echeance", "depassee", "2024-04-02");
  auto more = line("b", "action", "en_cours", "2024-04-12");
  more.groupe = "a";
  more.rang_groupe = 1;
  more.libelle = "Relancer";
  const Read read(calendar_of({more, due}));
  REQUIRE(read.events.size() == 1);
  CHECK(std::string(icalcomponent_get_summary(read.events[0])) == "Signer le CER (en retard) — dossier 64-1");
  CHECK_THAT(icalcomponent_get_description(read.events[0]),
             Contains("\n+ Relancer — 12 avril 2024  [à faire, en cours]\n"));
}

TEST_CASE("une date qui n'est qu'une borne, un dernier jour ou une heure se lit dans le titre", "[agenda]") {
  auto bound = line("a", "echeance", "a_venir", "2024-05-02");
  bound.borne = "pas_avant";
  auto may = line("b", "duree", "en_cours", "2024-05-02");
  may.faculte = true;
  auto hours = line("c", "echeance", "proche", "2024-05-02");
  hours.heure = "14:30";
  const Read read(calendar_of({bound, may, hours}));
  REQUIRE(read.events.size() == 3);
  CHECK_THAT(icalcomponent_get_summary(read.events[0]), Contains("(pas avant le 2 mai 2024)"));
  CHECK_THAT(icalcomponent_get_summary(read.events[1]), Contains("(dernier jour)"));
  CHECK_THAT(icalcomponent_get_summary(read.events[2]), Contains("(avant 14:30)"));
}
