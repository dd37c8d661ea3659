#include "tests/oracle/world.hpp"

/// §1.5: the notification of a letter, with every fact of the day asked.
namespace filrouge::oracle {

namespace {

bool word_is(const Journal& journal, const Value& value, std::string_view word) {
  return value.kind == Value::Kind::symbol && journal.text(static_cast<Symbol>(value.lo)) == word;
}

}  // namespace

/// An act is notified by the letter that carried it: one that refers to it, else the first after it whose
/// subject it is.
const Event* World::letter_of(const Event& act) const {
  const auto type = type_name(act.type);
  if (type == "courrier_envoye" || type == "courrier_remis") return &act;
  const auto subject = model_.vocabulary.find_field("objet");
  const std::string wanted = type == "orientation" ? "orientation" : "decision";
  const auto after_act = [&](const Event& letter) {
    return letter.type != no_id && letter.on >= act.on && !letter.ambiguous && !letter.person_unknown &&
           (letter.person == act.person || letter.person < 0 || act.person < 0);
  };
  for (const auto& letter : events_) {
    if (!after_act(letter) ||
        (type_name(letter.type) != "courrier_envoye" && type_name(letter.type) != "courrier_remis"))
      continue;
    for (const auto& reference : letter.references)
      if (reference.target == act.id) return &letter;
  }
  for (const auto& letter : events_) {
    if (!after_act(letter) || type_name(letter.type) != "courrier_envoye" || !subject) continue;
    if (!word_is(journal_, field(letter, *subject), wanted)) continue;
    const bool of_another =
        !letter.references.empty() && (letter.reference == 0 || letter.reference != act.reference);
    if (!of_another) return &letter;
  }
  return nullptr;
}

Result World::notification(const Event& event) const {
  Result unknown{Value::missing(symbol("notification")), {"notification"}, false};
  const auto* letter = letter_of(event);
  if (!letter) return unknown;
  unknown.facts.insert(rank_of(*letter));
  if (type_name(letter->type) == "courrier_remis")
    return {Value::of(letter->on), {}, false, {rank_of(*letter)}};

  const auto named = [&](const Event& of, std::string_view id) {
    const auto found = model_.vocabulary.find_field(id);
    return found ? field(of, *found) : Value{};
  };
  const auto day_of = [&](std::string_view id) {
    const auto value = named(*letter, id);
    return value.kind == Value::Kind::date ? value.earliest() : Date{};
  };
  LetterFacts facts;
  facts.sent = letter->on;
  const auto mode = named(*letter, "mode");
  if (word_is(journal_, mode, "lrar")) facts.mode = LetterFacts::Mode::lrar;
  if (word_is(journal_, mode, "simple")) facts.mode = LetterFacts::Mode::simple;
  if (word_is(journal_, mode, "electronique")) facts.mode = LetterFacts::Mode::electronique;
  if (word_is(journal_, mode, "remise")) facts.mode = LetterFacts::Mode::remise, facts.handed = letter->on;
  facts.available = day_of("mis_a_disposition_le");
  facts.consulted = day_of("consulte_le");
  if (const auto consent = named(*letter, "consentement_electronique"); consent.kind == Value::Kind::boolean)
    facts.consent = consent.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  if (const auto id = model_.vocabulary.find_attribute("protection"); id != no_id && letter->person >= 0) {
    const auto protection = attribute(id, letter->person, letter->on);
    facts.protected_person =
        word_is(journal_, protection, "mineur") || word_is(journal_, protection, "majeur_protege");
  }

  const auto of_this_letter = [&](const Event& fact) {
    if (!fact.references.empty()) {
      // Sent again under one number, what bears that number is of the last one sent by then.
      const auto last_numbered = [&] {
        const Event* last = nullptr;
        for (const auto& other : events_) {
          if (&other == &fact) break;
          if (other.type != no_id && type_name(other.type) == "courrier_envoye" &&
              other.reference == letter->reference &&
              (other.person == letter->person || other.person < 0 || letter->person < 0))
            last = &other;
        }
        return last;
      };
      for (const auto& reference : fact.references)
        if (reference.target == letter->id ||
            (letter->reference && reference.target == letter->reference && last_numbered() == letter))
          return true;
      return false;
    }
    if (fact.ambiguous || fact.person_unknown || fact.person != letter->person) return false;
    const Event* last = nullptr;
    for (const auto& other : events_) {
      if (&other == &fact) break;
      if (other.type != no_id && type_name(other.type) == "courrier_envoye" && other.person == fact.person &&
          !other.ambiguous)
        last = &other;
    }
    return last == letter;
  };
  for (const auto& fact : events_) {
    if (fact.type == no_id) continue;
    const auto type = type_name(fact.type);
    if (type == "changement_adresse") {
      const bool hers =
          !fact.ambiguous && !fact.person_unknown && (fact.person < 0 || fact.person == letter->person);
      const auto told = named(fact, "signale");
      if (hers && fact.on <= letter->on && told.kind == Value::Kind::boolean && told.lo)
        facts.address_change_signalled = true;
      continue;
    }
    if (type != "courrier_presente" && type != "courrier_retire" && type != "courrier_retourne" &&
        type != "courrier_remis")
      continue;
    if (!of_this_letter(fact)) continue;
    unknown.facts.insert(rank_of(fact));
    const auto first = [&](Date& day) {
      if (!day.known()) day = fact.on;
    };
    if (type == "courrier_presente") first(facts.presented);
    if (type == "courrier_retire") first(facts.collected);
    if (type == "courrier_remis") first(facts.handed);
    if (type == "courrier_retourne") {
      first(facts.returned);
      const auto reason = named(fact, "motif");
      if (word_is(journal_, reason, "npai")) facts.reason = LetterFacts::ReturnReason::npai;
      if (word_is(journal_, reason, "non_reclame")) facts.reason = LetterFacts::ReturnReason::non_reclame;
      if (word_is(journal_, reason, "refuse")) facts.reason = LetterFacts::ReturnReason::refuse;
    }
    if (const auto proof = named(fact, "avis_instance_prouve"); proof.kind == Value::Kind::boolean)
      facts.avis_instance = proof.lo                                         ? LetterFacts::Proof::yes
                            : facts.avis_instance == LetterFacts::Proof::yes ? facts.avis_instance
                                                                             : LetterFacts::Proof::no;
  }
  const auto notified = notify(facts, asked_);
  if (notified.kind != Notification::Kind::known && notified.kind != Notification::Kind::waiting)
    return unknown;
  return {Value::of(notified.earliest, notified.latest), {}, false, unknown.facts};
}

}  // namespace filrouge::oracle
