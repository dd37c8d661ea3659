#include <algorithm>

#include "engine/core/calendar/notification.hpp"
#include "engine/core/machine/interpreter.hpp"

/// The life of a letter, from the acts of the post: read with hindsight, so once a dossier.
namespace filrouge {

std::uint32_t Interpreter::letter_of(std::uint32_t event) const {
  const auto& act = seen_.event(event);
  const auto& letters = program_.letters;
  if (act.type == letters.sent || act.type == letters.handed) return event;
  const auto wanted = letters.carried_as[act.type];
  std::uint32_t by_subject = none_id;
  for (const auto rank : post_) {
    const auto& letter = seen_.event(rank);
    if (letter.type != letters.sent && letter.type != letters.handed) continue;
    if (letter.on < act.on || !seen_.concerns(rank, act.person) || of_nobody(rank)) continue;
    bool refers = false, refers_somewhere = false;
    seen_.for_each_reference(rank, [&](const JournalReference& reference) {
      refers_somewhere = true;
      refers = refers || reference.target == act.id;
    });
    if (refers) return rank;
    if (by_subject == none_id && letter.type == letters.sent) {
      const auto subject = post_field(rank, letters.subject);
      const bool refers_elsewhere =
          refers_somewhere && (!letter.reference || letter.reference != act.reference);
      if (subject.kind == Value::Kind::symbol && static_cast<Symbol>(subject.lo) == wanted &&
          !refers_elsewhere)
        by_subject = rank;
    }
  }
  return by_subject;
}

/// Every act that may tell something of a letter, in order.
void Interpreter::list_the_post() {
  post_listed_ = true;
  post_.clear();
  notices_.assign(seen_.journal().events.size(), {});
  letters_.assign(seen_.journal().events.size(), {});
  const auto& words = program_.letters;
  for (const auto type :
       {words.sent, words.handed, words.presented, words.collected, words.returned, words.address_change})
    if (type != no_id) {
      const auto of_type = seen_.of_type(type);
      post_.insert(post_.end(), of_type.begin(), of_type.end());
    }
  std::ranges::sort(post_, {}, [&](std::uint32_t rank) { return seen_.position(rank); });
  named_.clear();
  for (std::uint32_t place = 0; place < post_.size(); ++place) {
    seen_.for_each_reference(post_[place], [&](const JournalReference& reference) {
      named_.emplace_back(reference.target, place);
    });
  }
  std::ranges::sort(named_);
}

/// The acts of the post that may tell something of a letter: those that name it or its number, those that
/// bear that number, those that follow it up to the next one of the same person, every change of address
/// before it. In order.
void Interpreter::list_what_may_tell_of(std::uint32_t rank) {
  const auto& words = program_.letters;
  const auto& letter = seen_.event(rank);
  const auto place_of = [this](std::uint32_t act) { return seen_.position(act); };
  const auto place_in_post = [&](std::uint32_t act) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(post_, seen_.position(act), {}, place_of) -
                                      post_.begin());
  };
  about_.clear();
  for (const auto key : {letter.id, letter.reference}) {
    if (!key) continue;
    for (const auto& [target, place] :
         std::ranges::equal_range(named_, key, {}, &std::pair<Symbol, std::uint32_t>::first))
      about_.push_back(place);
    for (const auto& [bearer, act] : seen_.bearing(key))
      if (seen_.event(act).type == words.sent) about_.push_back(place_in_post(act));
  }
  if (words.address_change != no_id)
    for (const auto change : seen_.of_type(words.address_change)) {
      if (seen_.event(change).on > letter.on) break;
      about_.push_back(place_in_post(change));
    }
  for (auto place = place_in_post(rank); place < post_.size(); ++place) {
    about_.push_back(place);
    const auto& act = seen_.event(post_[place]);
    const bool of_other = act.person != letter.person && act.person >= 0 && letter.person >= 0;
    if (post_[place] != rank && act.type == words.sent && !of_other && !of_nobody(post_[place])) break;
  }
  std::ranges::sort(about_);
  about_.erase(std::ranges::unique(about_).begin(), about_.end());
}

Value Interpreter::notification(std::uint32_t event) {
  if (!post_listed_) list_the_post();
  auto& letter = letters_[event];
  if (!letter.looked_for) letter = {true, letter_of(event)};
  const auto rank = letter.rank;
  if (rank == none_id) {
    reason_ = NotificationReason::not_sent;
    return missing(program_.notification);
  }
  if (!notices_[rank].read) notices_[rank] = read_notice(rank);
  const auto& notice = notices_[rank];
  for (std::uint32_t i = 0; i < notice.fact_count; ++i) note_fact(notice_facts_[notice.first_fact + i]);
  reason_ = notice.reason;
  next_.consider(notice.turn);
  letters_turn_.consider(notice.turn);
  if (!notice.value.known()) return missing(static_cast<Symbol>(notice.value.lo));
  // While it waits at the post office, the day after the last possible one settles it.
  if (!notice.value.exact()) {
    next_.consider(notice.value.latest() + 1);
    letters_turn_.consider(notice.value.latest() + 1);
  }
  return notice.value;
}

Interpreter::Notice Interpreter::read_notice(std::uint32_t rank) {
  const auto& words = program_.letters;
  Notice notice;
  notice.read = true;
  notice.first_fact = static_cast<std::uint32_t>(notice_facts_.size());
  const auto rests_on = [&](std::uint32_t fact) {
    if (std::find(notice_facts_.begin() + notice.first_fact, notice_facts_.end(), fact) !=
        notice_facts_.end())
      return;
    notice_facts_.push_back(fact);
    ++notice.fact_count;
  };
  const auto& letter = seen_.event(rank);
  rests_on(rank);
  notice.reason = NotificationReason::handed;
  if (letter.type == words.handed) {
    notice.value = Value::of(letter.on);
    return notice;
  }
  LetterFacts facts;
  facts.sent = letter.on;
  const auto mode = post_field(rank, words.mode);
  const auto is = [](const Value& value, Symbol word) {
    return value.kind == Value::Kind::symbol && word && static_cast<Symbol>(value.lo) == word;
  };
  facts.mode = is(mode, words.lrar)         ? LetterFacts::Mode::lrar
               : is(mode, words.simple)     ? LetterFacts::Mode::simple
               : is(mode, words.by_hand)    ? LetterFacts::Mode::remise
               : is(mode, words.electronic) ? LetterFacts::Mode::electronique
                                            : LetterFacts::Mode::unknown;
  if (facts.mode == LetterFacts::Mode::remise) facts.handed = letter.on;
  const auto day_field = [&](FieldId id) {
    const auto value = post_field(rank, id);
    return value.kind == Value::Kind::date ? value.earliest() : Date{};
  };
  facts.available = day_field(words.available);
  facts.consulted = day_field(words.consulted);
  NextDay turns(seen_.asked());
  turns.consider(facts.available);
  turns.consider(facts.consulted);
  notice.turn = turns.day();
  if (const auto consent = post_field(rank, words.consent); consent.kind == Value::Kind::boolean)
    facts.consent = consent.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  if (words.protection != no_id && letter.person >= 0) {
    NextDay unused;
    const auto protection = seen_.attribute(words.protection, letter.person, letter.on, unused);
    facts.protected_person = is(protection, words.minor) || is(protection, words.protected_adult);
  }
  // Facts of the post refer to the letter, or follow it as the last one that bears the number they name, or
  // as the last letter of that person.
  std::uint32_t last_letter = none_id, last_of_number = none_id;
  list_what_may_tell_of(rank);
  for (const auto place : about_) {
    const auto other = post_[place];
    const auto& fact = seen_.event(other);
    // What names the letter is about it, whoever signed for it; the rest follows the person's last letter.
    const bool of_other = fact.person != letter.person && fact.person >= 0 && letter.person >= 0;
    bool refers = false, refers_elsewhere = false, names_the_number = false;
    seen_.for_each_reference(other, [&](const JournalReference& reference) {
      if (reference.target == letter.id)
        refers = true;
      else if (letter.reference && reference.target == letter.reference)
        names_the_number = true;
      else
        refers_elsewhere = true;
    });
    const bool cites = refers || refers_elsewhere || names_the_number;
    if ((of_other || of_nobody(other)) && !cites) continue;
    if (fact.type == words.sent && !of_other) {
      if (!of_nobody(other)) last_letter = other;
      if (letter.reference && fact.reference == letter.reference) last_of_number = other;
    }
    if (fact.type == words.address_change && fact.on <= letter.on) {
      const auto told = post_field(other, words.signalled);
      facts.address_change_signalled = told.kind == Value::Kind::boolean && told.lo == 1;
    }
    if (fact.type != words.presented && fact.type != words.collected && fact.type != words.returned &&
        fact.type != words.handed)
      continue;
    // The number means the last letter that bore it.
    if (names_the_number && last_of_number == rank)
      refers = true;
    else if (names_the_number)
      refers_elsewhere = true;
    if (!refers && (refers_elsewhere || last_letter != rank)) continue;
    rests_on(other);
    const auto keep = [&](Date& slot) {
      if (!slot.known()) slot = fact.on;
    };
    if (fact.type == words.presented) keep(facts.presented);
    if (fact.type == words.collected) keep(facts.collected);
    if (fact.type == words.handed) keep(facts.handed);
    if (fact.type == words.returned) {
      keep(facts.returned);
      const auto reason = post_field(other, words.reason);
      facts.reason = is(reason, words.npai)        ? LetterFacts::ReturnReason::npai
                     : is(reason, words.refused)   ? LetterFacts::ReturnReason::refuse
                     : is(reason, words.unclaimed) ? LetterFacts::ReturnReason::non_reclame
                                                   : LetterFacts::ReturnReason::none;
    }
    // Proven once, it is proven: another act that does not prove it takes nothing back.
    if (const auto proof = post_field(other, words.proof); proof.kind == Value::Kind::boolean)
      if (facts.avis_instance != LetterFacts::Proof::yes)
        facts.avis_instance = proof.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  }
  const auto result = notify(facts, seen_.asked());
  notice.reason = result.reason;
  switch (result.kind) {
    case Notification::Kind::known:
      notice.value = Value::of(result.earliest);
      break;
    case Notification::Kind::waiting:
      notice.value = Value::of(result.earliest, result.latest);
      break;
    default:
      notice.value = Value::missing(program_.notification);
      break;
  }
  return notice;
}

}  // namespace filrouge
