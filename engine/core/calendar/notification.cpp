#include "engine/core/calendar/notification.hpp"

namespace filrouge {
namespace {

using Reason = NotificationReason;

Notification known(Date day, Reason reason) {
  return {Notification::Kind::known, day, day, reason};
}
Notification unknown(Reason reason) {
  return {Notification::Kind::unknown, {}, {}, reason};
}
Notification irregular(Reason reason) {
  return {Notification::Kind::irregular, {}, {}, reason};
}

Notification waiting(Date first, Date last, Reason reason) {
  return {Notification::Kind::waiting, first, last, reason};
}

/// What had happened by that day. An availability to come is kept: taken for unsaid, it would be the
/// sending's.
LetterFacts until(LetterFacts letter, Date today) {
  for (auto* day : {&letter.sent, &letter.presented, &letter.collected, &letter.returned, &letter.handed,
                    &letter.consulted}) {
    if (*day <= today) continue;
    if (day == &letter.returned) letter.reason = LetterFacts::ReturnReason::none;
    *day = {};
  }
  return letter;
}

Notification electronic(const LetterFacts& letter, Date today) {
  const auto available = letter.available.known() ? letter.available : letter.sent;
  const bool agreed = letter.consent == LetterFacts::Proof::yes;
  const auto last = available.known() ? available + post_office_days : Date{};
  if (letter.consulted.known() && (!agreed || !available.known() || letter.consulted <= last))
    return known(letter.consulted, Reason::consulted);
  if (!agreed) return unknown(Reason::no_consent);
  if (!available.known()) return unknown(Reason::not_sent);
  if (today < available) return unknown(Reason::not_available);
  if (today > last) return known(available, Reason::not_consulted);
  return waiting(available, last, Reason::not_yet_consulted);
}

}  // namespace

Notification notify(const LetterFacts& facts, Date today) {
  const auto letter = until(facts, today);
  if (letter.protected_person) return unknown(Reason::representative);
  if (letter.handed.known()) return known(letter.handed, Reason::handed);
  if (letter.perhaps_more) return unknown(Reason::several_letters);
  if (letter.mode == LetterFacts::Mode::electronique) return electronic(letter, today);
  const bool wrong_address = letter.reason == LetterFacts::ReturnReason::npai;
  const bool old_address = wrong_address && letter.address_change_signalled;
  if (letter.mode == LetterFacts::Mode::simple)
    return old_address ? irregular(Reason::address_was_signalled) : unknown(Reason::simple_letter);

  const auto kept_until = letter.presented.known() ? letter.presented + post_office_days : Date{};
  if (letter.collected.known() && (!letter.presented.known() || letter.collected <= kept_until))
    return known(letter.collected, Reason::collected);
  if (old_address) return irregular(Reason::address_was_signalled);
  if (wrong_address)
    return letter.presented.known() ? known(letter.presented, Reason::wrong_address)
                                    : unknown(Reason::no_presentation);
  if (!letter.presented.known()) {
    if (!letter.sent.known()) return unknown(Reason::not_sent);
    switch (letter.mode) {
      case LetterFacts::Mode::lrar:
        return unknown(Reason::no_presentation);
      case LetterFacts::Mode::remise:
        return unknown(Reason::not_handed);
      default:
        return unknown(Reason::no_mode);
    }
  }
  if (letter.reason == LetterFacts::ReturnReason::refuse) return known(letter.presented, Reason::refused);
  if (letter.returned.known() && letter.returned < kept_until) return unknown(Reason::returned_early);
  if (letter.returned.known() || letter.collected.known() || today > kept_until) {
    if (letter.avis_instance != LetterFacts::Proof::yes) return unknown(Reason::no_proof_of_notice);
    return known(letter.presented,
                 letter.collected.known() ? Reason::collected_late : Reason::presented_not_collected);
  }
  return waiting(letter.presented, kept_until, Reason::at_the_post_office);
}

const char* reason_text(NotificationReason reason) {
  switch (reason) {
    case Reason::handed:
      return "remis en main propre ce jour-là";
    case Reason::collected:
      return "retiré dans les quinze jours de l'avis : notifié le jour du retrait";
    case Reason::collected_late:
      return "retiré plus de quinze jours après l'avis, avis d'instance prouvé : notifié le jour de la "
             "première présentation";
    case Reason::presented_not_collected:
      return "non retiré, avis d'instance prouvé : notifié le jour de la première présentation";
    case Reason::refused:
      return "pli refusé : notifié le jour de la présentation";
    case Reason::wrong_address:
      return "adresse inconnue sans changement signalé : notifié le jour de la présentation";
    case Reason::consulted:
      return "consulté en ligne ce jour-là";
    case Reason::not_consulted:
      return "non consulté en quinze jours : réputé notifié le jour de la mise à disposition";
    case Reason::at_the_post_office:
      return "le pli attend encore : la notification peut tomber n'importe quel jour jusqu'à la fin de la "
             "garde";
    case Reason::not_yet_consulted:
      return "mis à disposition, pas encore consulté : la notification peut tomber n'importe quel jour "
             "jusqu'au quinzième";
    case Reason::not_sent:
      return "aucun envoi connu";
    case Reason::not_available:
      return "envoi électronique pas encore mis à disposition";
    case Reason::simple_letter:
      return "lettre simple : aucune date certaine de réception";
    case Reason::no_proof_of_notice:
      return "pas de retrait dans les quinze jours, et aucune preuve de l'avis de passage";
    case Reason::returned_early:
      return "revenu avant la fin des quinze jours de garde : la personne pouvait encore le retirer";
    case Reason::no_presentation:
      return "présentation inconnue";
    case Reason::not_handed:
      return "à remettre en main propre : remise inconnue";
    case Reason::no_consent:
      return "envoi électronique sans accord connu de la personne";
    case Reason::no_mode:
      return "mode d'envoi inconnu";
    case Reason::several_letters:
      return "un acte de la poste, qui ne dit pas de quelle lettre il est, peut être de celle-ci ou d'une "
             "autre";
    case Reason::representative:
      return "personne protégée : la notification se fait à son représentant";
    case Reason::address_was_signalled:
      return "envoyé à une ancienne adresse alors que le changement était signalé : notification irrégulière";
  }
  return "";
}

}  // namespace filrouge
