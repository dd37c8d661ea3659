#include <algorithm>
#include <utility>

#include "engine/core/calendar/notification.hpp"
#include "engine/core/machine/interpreter.hpp"

/// The life of a letter, from the acts of the post: read with hindsight, so once a dossier.
namespace filrouge {

/// The first that names it and did not fail; else the first whose subject it is, that names nothing else and
/// did not fail; else the first of those that failed.
std::uint32_t Interpreter::letter_of(std::uint32_t event) {
  const auto& act = seen_.event(event);
  const auto& letters = program_.letters;
  if (act.type == letters.handed) return event;
  if (act.type == letters.sent) {
    auto counts = event;
    while (notice_of(counts).reason == NotificationReason::address_was_signalled) {
      const auto again = sent_again(counts);
      if (again == none_id) return event;
      counts = again;
    }
    return counts;
  }
  const auto wanted = letters.carried_as[act.type];
  auto by_subject = none_id, failed = none_id;
  for (const auto rank : post_) {
    const auto& letter = seen_.event(rank);
    if (letter.type != letters.sent && letter.type != letters.handed) continue;
    if (letter.on < act.on || !seen_.concerns(rank, act.person) || of_nobody(rank)) continue;
    bool refers = false, refers_somewhere = false;
    seen_.for_each_reference(rank, [&](const JournalReference& reference) {
      refers_somewhere = true;
      refers = refers || (reference.target == act.id && seen_.may_name(rank, reference, event));
    });
    if (!refers) {
      const auto subject = post_field(rank, letters.subject);
      const bool refers_elsewhere =
          refers_somewhere &&
          (!letter.reference || letter.reference != act.reference || !seen_.same_source(rank, event));
      if (by_subject != none_id || letter.type != letters.sent || refers_elsewhere ||
          subject.kind != Value::Kind::symbol || static_cast<Symbol>(subject.lo) != wanted)
        continue;
    }
    if (notice_of(rank).reason == NotificationReason::address_was_signalled)
      failed = failed == none_id ? rank : failed;
    else if (refers)
      return rank;
    else
      by_subject = rank;
  }
  return by_subject != none_id ? by_subject : failed;
}

bool Interpreter::share_a_key(std::uint32_t one, std::uint32_t other) const {
  if (!seen_.same_source(one, other)) return false;
  bool shared = false;
  seen_.for_each_reference(one, [&](const JournalReference& reference) {
    seen_.for_each_reference(other, [&](const JournalReference& its) {
      shared = shared || (reference.target == its.target &&
                          program_.model.vocabulary.may_name_one_act(reference.label, its.label));
    });
  });
  return shared;
}

/// The next letter to that person of the same subject, about the same act: that names one in common with it,
/// or neither any.
std::uint32_t Interpreter::sent_again(std::uint32_t letter) {
  const auto& words = program_.letters;
  const auto& first = seen_.event(letter);
  const auto subject = post_field(letter, words.subject);
  if (first.type != words.sent || !subject.exact()) return none_id;
  const auto names = [&](std::uint32_t rank) {
    bool any = false;
    seen_.for_each_reference(rank, [&](const JournalReference&) { any = true; });
    return any;
  };
  const auto place_of = [this](std::uint32_t rank) { return seen_.position(rank); };
  for (auto next = std::ranges::upper_bound(post_, seen_.position(letter), {}, place_of); next != post_.end();
       ++next) {
    budget_.spend();
    if (seen_.event(*next).type != words.sent || seen_.event(*next).person != first.person ||
        post_field(*next, words.subject) != subject)
      continue;
    if (share_a_key(letter, *next) || (!names(letter) && !names(*next))) return *next;
  }
  return none_id;
}

const Interpreter::Notice& Interpreter::notice_of(std::uint32_t letter) {
  if (!notices_[letter].read) notices_[letter] = read_notice(letter);
  return notices_[letter];
}

/// The letters and what the post did of them, in order. A letter doubted once is no more so for being doubted
/// again: `every_doubt` is for who tells each of those acts.
void Interpreter::list_the_post(bool every_doubt) {
  post_listed_ = true;
  every_doubt_ = every_doubt;
  post_.clear();
  notices_.assign(seen_.journal().events.size(), {});
  letters_.assign(seen_.journal().events.size(), {});
  doubted_.assign(seen_.journal().events.size(), false);
  const auto& words = program_.letters;
  for (const auto type : {words.sent, words.handed, words.presented, words.collected, words.returned})
    if (type != no_id) {
      const auto of_type = seen_.of_type(type);
      post_.insert(post_.end(), of_type.begin(), of_type.end());
    }
  std::ranges::sort(post_, {}, [&](std::uint32_t rank) { return seen_.position(rank); });
  told_.clear();
  to_deliver_.clear();
  told_early_.clear();
  of_several_.clear();
  of_none_.clear();
  for (const auto rank : post_) {
    if (seen_.event(rank).type != words.sent)
      tell_of_letters(rank);
    else if (!of_nobody(rank))
      to_deliver_.push_back(to_deliver(rank));
    budget_.spend(to_deliver_.size() + told_early_.size());
    // What was dated before it may have delivered it already.
    for (const auto& [letter, type] : told_early_)
      if (letter == rank) deliver_by(rank, type);
  }
  std::ranges::stable_sort(told_, {}, &Told::letter);
}

/// Could that letter, by the way it was sent, be told of so?
bool Interpreter::ToDeliver::may_be(EventTypeId type, const LetterWords& words) const {
  return any || (by_hand && type == words.handed) || (simple && type == words.returned);
}

LetterFacts::Mode Interpreter::mode_of(std::uint32_t letter) const {
  const auto& words = program_.letters;
  const auto mode = post_field(letter, words.mode);
  const auto is = [&](Symbol word) {
    return mode.kind == Value::Kind::symbol && word && static_cast<Symbol>(mode.lo) == word;
  };
  return is(words.lrar)         ? LetterFacts::Mode::lrar
         : is(words.simple)     ? LetterFacts::Mode::simple
         : is(words.by_hand)    ? LetterFacts::Mode::remise
         : is(words.electronic) ? LetterFacts::Mode::electronique
                                : LetterFacts::Mode::unknown;
}

Interpreter::ToDeliver Interpreter::to_deliver(std::uint32_t letter) const {
  const auto mode = mode_of(letter);
  const bool said = post_field(letter, program_.letters.mode).kind == Value::Kind::symbol;
  return {.rank = letter,
          .any = !said || mode == LetterFacts::Mode::lrar,
          .by_hand = mode == LetterFacts::Mode::remise,
          .simple = mode == LetterFacts::Mode::simple};
}

/// An act of the post is of the letter it names, whoever signed for it: by its id, or the last sent by then
/// under the number it names. Naming none, it is of the only letter of its person that is still to be
/// delivered and could be so, and that names an act with it when it names one; of several, perhaps of each.
void Interpreter::tell_of_letters(std::uint32_t act) {
  const auto& words = program_.letters;
  const auto& told = seen_.event(act);
  meant_.clear();
  bool names = false;  // an act, be it no letter: a number that nothing else bears is its own
  const auto before = [&](std::uint32_t rank) { return seen_.position(rank) < seen_.position(act); };
  seen_.for_each_reference(act, [&](const JournalReference& reference) {
    const auto named = meant_.size();
    for (const auto& [key, rank] : seen_.bearing(reference.target)) {
      if (!seen_.may_name(act, reference, rank)) continue;
      names = names || rank != act;
      const auto& letter = seen_.event(rank);
      if (letter.type != words.sent) continue;
      if (letter.id == reference.target) {
        meant_.resize(named);
        meant_.push_back(rank);
        break;
      }
      if (!before(rank) || !seen_.concerns(rank, told.person)) continue;
      // Spouses may share a number.
      const auto same =
          std::find_if(meant_.begin() + static_cast<std::ptrdiff_t>(named), meant_.end(),
                       [&](std::uint32_t other) { return seen_.event(other).person == letter.person; });
      if (same == meant_.end())
        meant_.push_back(rank);
      else
        *same = rank;
    }
  });
  const auto could = [&](const ToDeliver& letter) {
    return letter.may_be(told.type, words) && !(letter.presented && told.type == words.presented) &&
           seen_.concerns(letter.rank, told.person) && (!names || share_a_key(letter.rank, act));
  };
  if (meant_.empty() && !of_nobody(act)) {
    for (const auto& letter : to_deliver_)
      if (could(letter)) meant_.push_back(letter.rank);
    if (meant_.empty()) of_none_.push_back(act);
  }
  std::ranges::sort(meant_);
  meant_.erase(std::ranges::unique(meant_).begin(), meant_.end());
  const bool perhaps = meant_.size() > 1;
  if (perhaps) of_several_.push_back(act);
  for (const auto letter : meant_) {
    if (perhaps) {
      if (!doubted_[letter] || every_doubt_) told_.push_back({letter, act, true});
      doubted_[letter] = true;
      continue;
    }
    told_.push_back({letter, act, false});
    if (before(letter))
      deliver_by(letter, told.type);
    else
      told_early_.emplace_back(letter, told.type);
  }
}

Doubt Interpreter::doubt_of_the_letter(std::uint32_t act) {
  const auto type = seen_.event(act).type;
  const auto& words = program_.letters;
  if (type != words.presented && type != words.collected && type != words.returned && type != words.handed)
    return Doubt::none;
  if (!post_listed_) list_the_post();
  const auto among = [&](const std::vector<std::uint32_t>& acts) {
    return std::ranges::binary_search(acts, seen_.position(act), {},
                                      [&](std::uint32_t other) { return seen_.position(other); });
  };
  if (among(of_several_)) return Doubt::letter;
  // Handed over, an act may be its own letter.
  return type != words.handed && among(of_none_) ? Doubt::no_letter : Doubt::none;
}

void Interpreter::deliver_by(std::uint32_t letter, EventTypeId type) {
  const auto one = std::ranges::find(to_deliver_, letter, &ToDeliver::rank);
  if (one == to_deliver_.end()) return;
  if (type == program_.letters.presented)
    one->presented = true;
  else
    to_deliver_.erase(one);
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
  const auto notice = notice_of(rank);
  for (std::uint32_t i = 0; i < notice.fact_count; ++i) note_fact(notice_facts_[notice.first_fact + i]);
  reason_ = notice.reason;
  next_.consider(notice.turn);
  letters_turn_.consider(notice.turn);
  if (!notice.value.known()) return missing(static_cast<Symbol>(notice.value.lo));
  auto value = notice.value;
  // Back from an address not known to be wrong, then sent again: that day, or the day of the second.
  if (const auto again = notice.reason == NotificationReason::wrong_address ? sent_again(rank) : none_id;
      again != none_id) {
    const auto second = notice_of(again);
    for (std::uint32_t i = 0; i < second.fact_count; ++i) note_fact(notice_facts_[second.first_fact + i]);
    next_.consider(second.turn);
    letters_turn_.consider(second.turn);
    if (!second.value.known()) return missing(static_cast<Symbol>(second.value.lo));
    value = Value::of(value.earliest(), std::max(value.latest(), second.value.latest()));
  }
  // While it waits at the post office, the day after the last possible one settles it.
  if (!value.exact()) {
    next_.consider(value.latest() + 1);
    letters_turn_.consider(value.latest() + 1);
  }
  return value;
}

Interpreter::Notified Interpreter::notified(std::uint32_t event) {
  begin_collecting();
  const auto value = notification(event);
  return {letters_[event].rank, value, *reason_};
}

Interpreter::Notice Interpreter::read_notice(std::uint32_t rank) {
  const auto& words = program_.letters;
  Notice notice;
  notice.read = true;
  notice.first_fact = static_cast<std::uint32_t>(notice_facts_.size());
  const auto rests_on = [&](std::uint32_t fact) {
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
  facts.mode = mode_of(rank);
  const auto is = [](const Value& value, Symbol word) {
    return value.kind == Value::Kind::symbol && word && static_cast<Symbol>(value.lo) == word;
  };
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
  if (words.address_change != no_id)
    for (const auto change : seen_.of_type(words.address_change)) {
      budget_.spend();
      if (seen_.event(change).on > letter.on) break;
      const auto whose = seen_.event(change).person;
      if ((whose >= 0 && letter.person >= 0 && whose != letter.person) || of_nobody(change)) continue;
      const auto signalled = post_field(change, words.signalled);
      facts.address_change_signalled = signalled.kind == Value::Kind::boolean && signalled.lo == 1;
    }
  bool perhaps_more = false;
  for (const auto& [of, other, perhaps] : std::ranges::equal_range(told_, rank, {}, &Told::letter)) {
    const auto& fact = seen_.event(other);
    if (perhaps && std::exchange(perhaps_more, true)) continue;
    rests_on(other);
    if (perhaps) continue;
    const auto keep = [&](Date& slot) {
      if (!slot.known()) slot = fact.on;
    };
    if (fact.type == words.presented) keep(facts.presented);
    if (fact.type == words.collected) keep(facts.collected);
    if (fact.type == words.handed) keep(facts.handed);
    if (fact.type == words.returned) {
      keep(facts.returned);
      const auto reason = post_field(other, words.reason);
      // Said once, it is said: another return that gives no reason takes nothing back.
      if (is(reason, words.npai))
        facts.reason = LetterFacts::ReturnReason::npai;
      else if (is(reason, words.refused))
        facts.reason = LetterFacts::ReturnReason::refuse;
      else if (is(reason, words.unclaimed))
        facts.reason = LetterFacts::ReturnReason::non_reclame;
    }
    // Proven once, it is proven: another act that does not prove it takes nothing back.
    if (const auto proof = post_field(other, words.proof); proof.kind == Value::Kind::boolean)
      if (facts.avis_instance != LetterFacts::Proof::yes)
        facts.avis_instance = proof.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  }
  facts.perhaps_more = perhaps_more;
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
