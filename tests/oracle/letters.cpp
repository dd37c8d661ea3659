#include <algorithm>
#include <map>
#include <set>

#include "tests/oracle/of_the_post.hpp"
#include "tests/oracle/world.hpp"

/// §1.5: the notification of a letter, with every fact of the day asked.
namespace filrouge::oracle {

namespace {

bool word_is(const Journal& journal, const Value& value, std::string_view word) {
  return value.kind == Value::Kind::symbol && journal.text(static_cast<Symbol>(value.lo)) == word;
}

}  // namespace

/// An act is notified by the letter that carried it: the first that refers to it, else the first after it
/// whose subject it is; those that failed come last.
const Event* World::letter_of(const Event& act) const {
  const auto step = letter_step(act);
  if (step == LetterStep::handed) return &act;
  if (step == LetterStep::sent) {
    Facts unused;
    const auto* counts = &act;
    while (counts && noticed(*counts, unused).kind == Notification::Kind::irregular)
      counts = sent_again(*counts);
    return counts ? counts : &act;
  }
  const auto subject = model_.vocabulary.find_field("objet");
  const std::string wanted = type_name(act.type) == "orientation" ? "orientation" : "decision";
  std::vector<const Event*> naming, about, failed;
  for (const auto& letter : events_) {
    if (letter.type == no_id || letter.on < act.on || letter.ambiguous || letter.person_unknown ||
        !may_be_of_one(letter, act))
      continue;
    const bool sent = letter_step(letter) == LetterStep::sent;
    if (!sent && letter_step(letter) != LetterStep::handed) continue;
    const bool refers = std::ranges::any_of(letter.references, [&](const JournalReference& reference) {
      return reference.target == act.id && may_be_meant(reference, letter, act);
    });
    const bool one_number =
        letter.reference != 0 && letter.reference == act.reference && one_source(letter, act);
    const bool of_another = !letter.references.empty() && !one_number;
    const bool its_subject =
        sent && subject && !of_another && word_is(journal_, field(letter, *subject), wanted);
    if (!refers && !its_subject) continue;
    Facts unused;
    if (noticed(letter, unused).kind == Notification::Kind::irregular)
      failed.push_back(&letter);
    else
      (refers ? naming : about).push_back(&letter);
  }
  for (const auto* list : {&naming, &about, &failed})
    if (!list->empty()) return list->front();
  return nullptr;
}

/// The next of the same subject to the same person, that names with it one act, or neither any.
const Event* World::sent_again(const Event& letter) const {
  const auto subject = model_.vocabulary.find_field("objet");
  if (letter_step(letter) != LetterStep::sent || !subject) return nullptr;
  const auto objet = field(letter, *subject);
  if (!objet.exact()) return nullptr;
  for (const auto& other : events_) {
    if (rank_of(other) <= rank_of(letter) || other.type != letter.type || other.person != letter.person ||
        field(other, *subject) != objet)
      continue;
    if (common_key(letter, other) || (letter.references.empty() && other.references.empty())) return &other;
  }
  return nullptr;
}

bool World::common_key(const Event& a, const Event& b) const {
  const auto& labels = model_.vocabulary.labels;
  const auto one_kind = [&](LabelId one, LabelId other) {
    if (one == no_id || other == no_id || labels[one].any || labels[other].any) return true;
    return std::ranges::any_of(labels[one].types, [&](EventTypeId type) {
      return std::ranges::count(labels[other].types, type) > 0;
    });
  };
  return one_source(a, b) && std::ranges::any_of(a.references, [&](const JournalReference& one) {
           return std::ranges::any_of(b.references, [&](const JournalReference& other) {
             return one.target == other.target && one_kind(one.label, other.label);
           });
         });
}

/// The letters an act of the post may be of; one alone: surely.
const std::set<const Event*>& World::told_of(const Event& act) const {
  if (post_.empty()) read_the_post();
  static const std::set<const Event*> none;
  const auto found = post_.find(&act);
  return found == post_.end() ? none : found->second;
}

void World::read_the_post() const {
  const auto mode_id = model_.vocabulary.find_field("mode");
  const auto is_letter = [&](const Event& event) { return letter_step(event) == LetterStep::sent; };
  const auto nobody = [&](const Event& event) { return event.ambiguous || event.person_unknown; };
  const auto could = [&](const Event& letter, LetterStep how) {
    const auto mode = mode_id ? field(letter, *mode_id) : Value{};
    if (mode.kind != Value::Kind::symbol || word_is(journal_, mode, "lrar")) return true;
    if (how == LetterStep::handed) return word_is(journal_, mode, "remise");
    return how == LetterStep::returned && word_is(journal_, mode, "simple");
  };
  post_[nullptr] = {};  // read
  for (const auto& act : events_) {
    const auto how = letter_step(act);
    if (!is_of_the_post(how)) continue;
    std::set<const Event*> its;
    for (const auto& reference : act.references) {
      std::map<int, const Event*> last_of;
      const Event* by_id = nullptr;
      for (const auto& letter : events_) {
        if (!is_letter(letter) || !may_be_meant(reference, act, letter)) continue;
        if (letter.id == reference.target) by_id = &letter;
        if (letter.reference == reference.target && rank_of(letter) < rank_of(act) &&
            may_be_of_one(letter, act))
          last_of[letter.person] = &letter;
      }
      if (by_id)
        its.insert(by_id);
      else
        for (const auto& [whose, letter] : last_of) its.insert(letter);
    }
    const bool names_something = std::ranges::any_of(act.references, [&](const JournalReference& reference) {
      return std::ranges::any_of(events_, [&](const Event& other) {
        return &other != &act && (other.id == reference.target || other.reference == reference.target) &&
               may_be_meant(reference, act, other);
      });
    });
    if (its.empty() && !nobody(act))
      for (const auto& letter : events_) {
        if (names_something && !common_key(letter, act)) continue;
        if (!is_letter(letter) || nobody(letter) || rank_of(letter) > rank_of(act) ||
            !may_be_of_one(letter, act) || !could(letter, how))
          continue;
        // Delivered already, by what is surely of it.
        const bool delivered = std::ranges::any_of(post_, [&](const auto& earlier) {
          return earlier.first && rank_of(*earlier.first) < rank_of(act) && earlier.second.size() == 1 &&
                 earlier.second.contains(&letter) &&
                 (letter_step(*earlier.first) != LetterStep::presented || how == LetterStep::presented);
        });
        if (!delivered) its.insert(&letter);
      }
    if (!its.empty()) post_[&act] = its;
  }
}

Result World::notification(const Event& event) const {
  Result unknown{Value::missing(symbol("notification")), {"notification"}, false};
  const auto* letter = letter_of(event);
  if (!letter) return unknown;
  const auto notified = noticed(*letter, unknown.facts);
  if (notified.kind != Notification::Kind::known && notified.kind != Notification::Kind::waiting)
    return unknown;
  auto latest = notified.latest;
  const auto* again = notified.reason == NotificationReason::wrong_address ? sent_again(*letter) : nullptr;
  if (again) {
    const auto second = noticed(*again, unknown.facts);
    if (second.kind != Notification::Kind::known && second.kind != Notification::Kind::waiting)
      return unknown;
    latest = std::max(latest, second.latest);
  }
  return {Value::of(notified.earliest, latest), {}, false, unknown.facts};
}

/// When a letter was notified, and the acts that rests on.
Notification World::noticed(const Event& letter, Facts& rests_on) const {
  rests_on.insert(rank_of(letter));
  if (letter_step(letter) == LetterStep::handed)
    return {Notification::Kind::known, letter.on, letter.on, NotificationReason::handed};
  const auto named = [&](const Event& of, std::string_view id) {
    const auto found = model_.vocabulary.find_field(id);
    return found ? field(of, *found) : Value{};
  };
  const auto day_of = [&](std::string_view id) {
    const auto value = named(letter, id);
    return value.kind == Value::Kind::date ? value.earliest() : Date{};
  };
  LetterFacts facts;
  facts.sent = letter.on;
  const auto mode = named(letter, "mode");
  if (word_is(journal_, mode, "lrar")) facts.mode = LetterFacts::Mode::lrar;
  if (word_is(journal_, mode, "simple")) facts.mode = LetterFacts::Mode::simple;
  if (word_is(journal_, mode, "electronique")) facts.mode = LetterFacts::Mode::electronique;
  if (word_is(journal_, mode, "remise")) facts.mode = LetterFacts::Mode::remise;
  facts.available = day_of("mis_a_disposition_le");
  facts.consulted = day_of("consulte_le");
  if (const auto consent = named(letter, "consentement_electronique"); consent.kind == Value::Kind::boolean)
    facts.consent = consent.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  if (const auto id = model_.vocabulary.find_attribute("protection"); id != no_id && letter.person >= 0) {
    const auto protection = attribute(id, letter.person, letter.on);
    facts.protected_person =
        word_is(journal_, protection, "mineur") || word_is(journal_, protection, "majeur_protege");
  }

  for (const auto& fact : events_) {
    const auto step = letter_step(fact);
    if (step == LetterStep::address_change) {
      const bool hers = !fact.ambiguous && !fact.person_unknown && may_be_of_one(fact, letter);
      const auto told = named(fact, "signale");
      // The address the letter went to is that of the last change.
      if (hers && fact.on <= letter.on)
        facts.address_change_signalled = told.kind == Value::Kind::boolean && told.lo != 0;
      continue;
    }
    if (!is_of_the_post(step)) continue;
    const auto its = told_of(fact);
    if (!its.contains(&letter)) continue;
    // Of the acts that may be of another letter too, the first is told.
    if (its.size() > 1 && facts.perhaps_more) continue;
    rests_on.insert(rank_of(fact));
    if (its.size() > 1) {
      facts.perhaps_more = true;
      continue;
    }
    const auto first = [&](Date& day) {
      if (!day.known()) day = fact.on;
    };
    if (step == LetterStep::presented) first(facts.presented);
    if (step == LetterStep::collected) first(facts.collected);
    if (step == LetterStep::handed) first(facts.handed);
    if (step == LetterStep::returned) {
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
  return notify(facts, asked_);
}

}  // namespace filrouge::oracle
