#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>
#include <string_view>

#include "engine/core/calendar/delai.hpp"
#include "tests/oracle/generated.hpp"

/// The dossiers of the demonstration are invented; none may tell what cannot be.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Date extraction = *civil_date(2026, 11, 29);

int age_on(Date birth, Date day) {
  const auto born = civil_day(birth), now = civil_day(day);
  const bool had = now.month != born.month ? now.month > born.month : now.day >= born.day;
  return now.year - born.year - (had ? 0 : 1);
}

/// Done by people at work, or carried by the post: never on a Sunday.
bool on_a_working_day(const RawEvent& event) {
  return event.type.starts_with("courrier_") || event.type.ends_with("_signe") ||
         is_one_of(event.type, {"orientation", "rendez_vous", "saisine_ep", "passage_ep", "avis_ep",
                                "report_ep", "decision_cd", "decision_reorientation", "audition",
                                "appreciation", "levee_sanction", "radiation_liste", "diagnostic", "bilan",
                                "manquement_constate", "convocation", "rapo_depose", "rapo_decision"});
}

/// What one dossier tells that cannot be.
class Faults {
 public:
  explicit Faults(const Record& record) : record_(record) {
    for (const auto& event : record.events)
      if (event.type == "ouverture_droit") entry_ = *parse_iso_date(said(event, "effet"));
    for (const auto& attribute : record.attributes)
      if (attribute.name == "etat_droit" && (!entry_.known() || attribute.from < entry_))
        entry_ = attribute.from;
    persons();
    for (const auto& event : record.events) {
      days(event);
      presence(event);
      letter(event);
      citations(event);
      if (event.type == "orientation" && said(event, "organisme") == "mission_locale")
        says(age_on(birth_of(event.person), event.on) > 25, event, "mission locale après 25 ans");
      if (event.type == "reduction_appliquee")
        says(event.to.known() && event.to < event.from, event, "réduction finie avant de commencer");
      if (event.type == "decision_cd")
        says(event.from.known() && event.from <= event.on, event, "mesure d'avant sa décision");
    }
    keys();
  }

  std::set<std::string> found;

 private:
  void says(bool wrong, const RawEvent& event, const char* what) {
    if (wrong) found.insert(record_.dossier + " " + event.id + " : " + what);
  }
  void says(bool wrong, const RawPerson& person, const char* what) {
    if (wrong) found.insert(record_.dossier + " " + person.id + " : " + what);
  }
  Date birth_of(std::string_view person) const {
    // An act that names nobody is of somebody: the youngest is the kindest reading.
    Date birth;
    for (const auto& one : record_.persons)
      if (one.role != "enfant" && (person.empty() ? !birth.known() || one.birth > birth : one.id == person))
        birth = one.birth;
    return birth;
  }
  const RawEvent* named(std::string_view id) const {
    const auto event = std::ranges::find(record_.events, id, &RawEvent::id);
    return event == record_.events.end() ? nullptr : &*event;
  }

  void persons() {
    int adults = 0, eldest = 0;
    bool child = false, sized = false;
    for (const auto& person : record_.persons) {
      if (person.role != "enfant") {
        ++adults;
        eldest = std::max(eldest, age_on(person.birth, entry_));
        says(age_on(person.birth, entry_) < 18, person, "mineur au premier jour du droit");
        says(age_on(person.birth, entry_) > 62, person, "à la retraite au premier jour du droit");
        says(!record_.events.empty() && age_on(person.birth, record_.events.back().on) > 67, person,
             "encore suivi après 67 ans");
        continue;
      }
      child = child || person.birth <= entry_;
      says(age_on(person.birth, entry_) >= 25, person, "enfant de plus de 25 ans");
      for (const auto& other : record_.persons)
        says(other.role == "demandeur" && age_on(other.birth, person.birth) < 16, person,
             "parent avant seize ans");
    }
    for (const auto& attribute : record_.attributes)
      if (attribute.name == "taille_foyer") {
        sized = true;
        child = child || (attribute.from <= entry_ && std::stoi(attribute.value.text) > adults);
        says(std::stoi(attribute.value.text) < adults, record_.persons.front(),
             "foyer plus petit que ses adultes");
      }
    says(eldest < 25 && sized && !child, record_.persons.front(), "RSA avant 25 ans, sans enfant");
  }

  void days(const RawEvent& event) {
    says(event.on > extraction || event.known > extraction || event.known < event.on, event,
         "su avant d'être, ou après l'extraction");
    says(event.on < entry_, event, "avant le droit");
    says(on_a_working_day(event) && weekday(event.on) == 0, event, "un dimanche");
    says(event.planned.known() && weekday(event.planned) == 0, event, "prévu un dimanche");
    for (const auto& other : record_.events) {
      const bool over = other.type == "deces" ||
                        (other.type == "mutation" && said(other, "sens") == "depart") ||
                        other.type == "radiation_liste";
      says(over && event.on > other.on, event, "après le décès, le départ ou la radiation");
    }
  }

  void presence(const RawEvent& event) {
    if (!event.type.ends_with("_signe")) return;
    for (const auto& other : record_.events)
      says(other.type == "rendez_vous" && other.on == event.on && other.person == event.person &&
               is_one_of(said(other, "statut"), {"absent", "excuse"}),
           event, "signé par qui n'était pas là");
  }

  void letter(const RawEvent& event) {
    for (const auto& reference : event.references) {
      if (reference.name != "courrier") continue;
      const auto* sent = named(reference.value.text);
      if (!sent) continue;
      says(event.on < sent->on, event, "parvenu avant d'être envoyé");
      says(event.type == "courrier_remis" && said(*sent, "mode") == "remise" && event.on != sent->on, event,
           "remis en main propre un autre jour");
      says(event.type == "courrier_retire" && days_between(sent->on, event.on) > 30, event,
           "gardé plus d'un mois");
    }
  }

  /// A number of an affaire may stand on a letter sent the day before the saisine is recorded; a key of a
  /// table names a row.
  void citations(const RawEvent& event) {
    for (const auto& reference : event.references) {
      const std::string_view key = reference.value.text;
      const bool number = key.size() > 2 && key[1] == '-';
      says(!number && std::ranges::none_of(
                          record_.events,
                          [&](const RawEvent& other) { return other.id == key || other.reference == key; }),
           event, "cite un acte qui n'est pas au dossier");
    }
    says(!event.target.empty() && !named(event.target), event, "corrige un acte qui n'est pas au dossier");
  }

  void keys() {
    std::set<std::string> ids, rows;
    for (const auto& event : record_.events) {
      says(!ids.insert(event.id).second, event, "identifiant pris");
      const auto& source = event.source;
      if (!source.system.empty() && source.system != "cnaf")
        says(!rows.insert(event.type + source.system + source.object + source.key).second, event,
             "clé prise");
    }
  }

  const Record& record_;
  Date entry_;
};

std::vector<Record> demonstration(unsigned count) {
  return generated_dossiers(2026, asked_count(count), "--au " + iso_date(extraction));
}

}  // namespace

TEST_CASE("no dossier of the generator tells what cannot be", "[vraisemblance]") {
  for (const auto& record : demonstration(4000))
    for (const auto& fault : Faults(record).found) FAIL_CHECK(fault);
}

TEST_CASE("a dossier that tells what cannot be is seen", "[vraisemblance]") {
  const auto dossiers = demonstration(400);
  // The first dossier that the fault can be done to; it told nothing impossible before, and does then.
  const auto seen = [&](const char* what, const std::function<bool(Record&)>& harm) {
    for (auto record : dossiers) {
      if (!harm(record)) continue;
      INFO(what);
      CHECK(std::ranges::any_of(Faults(record).found,
                                [&](const std::string& fault) { return fault.ends_with(what); }));
      return;
    }
    FAIL_CHECK("aucun dossier où l'essayer : " << what);
  };
  const auto with = [](const char* type, const std::function<void(Record&, RawEvent&)>& change) {
    return [=](Record& record) {
      const auto event = std::ranges::find(record.events, type, &RawEvent::type);
      if (event == record.events.end() || event->person.empty()) return false;
      change(record, *event);
      return true;
    };
  };
  seen("un dimanche", with("passage_ep", [](Record&, RawEvent& event) {
         while (weekday(event.on) != 0) event.on = event.on + 1;
       }));
  seen("mission locale après 25 ans", with("orientation", [](Record& record, RawEvent& event) {
         for (auto& field : event.fields)
           if (field.name == "organisme") field.value.text = "mission_locale";
         for (auto& person : record.persons) person.birth = *civil_date(1970, 1, 1);
       }));
  seen("après le décès, le départ ou la radiation", with("cer_signe", [](Record& record, RawEvent& event) {
         auto death = event;
         death.id = "deces";
         death.type = "deces";
         death.on = event.on - 1;
         record.events.push_back(death);
       }));
  seen("signé par qui n'était pas là", with("cer_signe", [](Record& record, RawEvent& event) {
         auto meeting = event;
         meeting.id = "rdv";
         meeting.type = "rendez_vous";
         meeting.fields = {{"statut", {RawValue::Kind::text, "absent"}}};
         record.events.push_back(meeting);
       }));
  seen("avant le droit",
       with("orientation", [](Record&, RawEvent& event) { event.on = *civil_date(2010, 1, 4); }));
  seen("cite un acte qui n'est pas au dossier", with("cer_valide", [](Record&, RawEvent& event) {
         event.references = {{"contrat", {RawValue::Kind::text, "cer_signe-1"}}};
       }));
  seen("mineur au premier jour du droit", [](Record& record) {
    record.persons.front().birth = *civil_date(2015, 1, 1);
    return true;
  });
  seen("RSA avant 25 ans, sans enfant", [](Record& record) {
    const auto size = std::ranges::find(record.attributes, "taille_foyer", &RawAttribute::name);
    if (record.persons.size() != 1 || size == record.attributes.end() || size->value.text != "1")
      return false;
    record.persons.front().birth = size->from - 20 * 365;
    return true;
  });
}

TEST_CASE("the generator tells what case systems tell", "[vraisemblance]") {
  std::map<std::string, int> told;
  for (const auto& record : demonstration(4000)) {
    std::set<std::string> here;
    for (const auto& event : record.events) {
      if (!event.source.system.empty()) here.insert(event.source.system);
      if (event.reference.starts_with("S-")) here.insert("numéro");
      if (event.type == "orientation" && said(event, "organisme") == "mission_locale")
        here.insert("mission locale");
      if (event.type == "reduction_appliquee") here.insert("réduction");
      if (event.type == "courrier_retourne" && said(event, "motif") == "refuse") here.insert("refus");
      for (const auto& reference : event.references)
        if (reference.value.text.starts_with("saisine_ep-"))
          here.insert("clé de table");
        else if (reference.name == "saisine" && !reference.value.text.starts_with("S-"))
          here.insert("clé du parent");
      if (event.type == "courrier_envoye")
        for (const auto& other : record.events)
          if (&other != &event && other.type == "courrier_envoye" && !event.references.empty() &&
              other.references == event.references && said(other, "objet") == said(event, "objet"))
            here.insert(days_between(event.on, other.on) > 1 ? "renvoyée" : "saisie deux fois");
    }
    for (const auto& person : record.persons) here.insert(person.role);
    for (const auto& what : here) ++told[what];
  }
  for (const auto* what :
       {"webrsa", "rdv-insertion", "cnaf", "numéro", "mission locale", "réduction", "refus", "clé de table",
        "clé du parent", "renvoyée", "saisie deux fois", "enfant", "conjoint"}) {
    INFO(what);
    CHECK(told[what] > 0);
  }
}
