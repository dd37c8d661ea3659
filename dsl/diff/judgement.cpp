#include "dsl/diff/judgement.hpp"

#include <algorithm>

namespace filrouge::dsl {
namespace {

using Sense = Judgement::Sense;

Judgement no_effect(std::string why) {
  return {Sense::no_effect, ForPerson::nothing, ForAdministration::nothing, std::move(why)};
}
Judgement to_assess(std::string why) {
  return {Sense::to_assess, ForPerson::nothing, ForAdministration::nothing, std::move(why)};
}
Judgement judged(ForPerson person, ForAdministration administration, std::string why) {
  return {Sense::judged, person, administration, std::move(why)};
}

/// More protection: favourable to her, stricter for the administration; or less.
Judgement protection(bool more, std::string why) {
  return judged(more ? ForPerson::favourable : ForPerson::strict,
                more ? ForAdministration::strict : ForAdministration::flexible, std::move(why));
}
Judgement for_administration(bool stricter, std::string why) {
  return judged(ForPerson::nothing, stricter ? ForAdministration::strict : ForAdministration::flexible,
                std::move(why));
}
Judgement for_person(bool stricter, std::string why) {
  return judged(stricter ? ForPerson::strict : ForPerson::favourable, ForAdministration::nothing,
                std::move(why));
}

/// Of the days a length may last: « 1 mois » is 28 to 31.
struct Days {
  std::int64_t least = 0, greatest = 0;
};
Days days_of(const Duration& length) {
  return {length.months * std::int64_t{28} + length.days, length.months * std::int64_t{31} + length.days};
}

/// 1: the second is longer, -1: shorter, 0: it depends on the day, or they are the same.
int longer(const Value& before, const Value& after) {
  const auto one = before.length(), other = after.length();
  if (one.kind != other.kind) {
    // As many working days are at least as many days.
    const auto rank = [](DayKind kind) {
      return kind == DayKind::calendar ? 0 : kind == DayKind::ouvrable ? 1 : kind == DayKind::ouvre ? 2 : -1;
    };
    if (one.months != 0 || other.months != 0 || rank(one.kind) < 0 || rank(other.kind) < 0) return 0;
    if (rank(other.kind) > rank(one.kind)) return other.days >= one.days ? 1 : 0;
    return other.days <= one.days ? -1 : 0;
  }
  if (one.months == other.months) return other.days > one.days ? 1 : other.days < one.days ? -1 : 0;
  if (one.days == other.days) return other.months > one.months ? 1 : -1;
  const auto a = days_of(one), b = days_of(other);
  return a.greatest < b.least ? 1 : b.greatest < a.least ? -1 : 0;
}

bool owed(const Sheet& sheet) {
  return sheet.delai == DelaiKind::deadline || sheet.delai == DelaiKind::rhythm ||
         sheet.delai == DelaiKind::faculty;
}

/// A délai that lasts longer (`way` 1) or less (-1).
Judgement of_time(const Sheet& sheet, int way, const std::string& what) {
  const auto& it = sheet.bearing;
  if (it.internal) return no_effect("objectif interne : sans effet contre la personne");
  if (way == 0) return to_assess(what + " : plus long ou plus court, cela ne se montre pas");
  const bool more = way > 0;
  if (it.shields)
    return protection(
        more, more ? "la personne est protégée plus longtemps" : "la personne est protégée moins longtemps");
  if (it.hers && sheet.delai != DelaiKind::waiting && sheet.delai != DelaiKind::bound &&
      sheet.delai != DelaiKind::measure)
    return for_person(!more, more ? "c'est le temps de la personne : elle en a plus"
                                  : "c'est le temps de la personne : elle en a moins");
  if (sheet.delai == DelaiKind::measure && it.in_sanction)
    return for_person(more, more ? "la mesure dure plus longtemps" : "la mesure dure moins longtemps");
  if (owed(sheet) && it.institution)
    return for_administration(!more, more ? "l'administration a plus de temps pour agir"
                                          : "l'administration a moins de temps pour agir");
  return to_assess(sheet.delai == DelaiKind::term ? "le sens dépend de ce que la fin de ce terme emporte"
                                                  : "rien ne dit de qui est ce temps");
}

/// -1, 1: fewer or more; 0: neither holds the other.
int more_items(const Line* was, const Line* is) {
  static const std::set<std::string> none;
  const auto &a = was ? was->items : none, &b = is ? is->items : none;
  if (std::ranges::includes(b, a)) return 1;
  if (std::ranges::includes(a, b)) return -1;
  return 0;
}

const FormPtr& form_of(const Line* line) {
  static const FormPtr none;
  return line ? line->form : none;
}

/// Does the délai begin later (1) or earlier (-1)?
int later(const FormPtr& was, const FormPtr& is) {
  if (!was || !is) return 0;
  const auto of_act = [](const FormPtr& form, const char* head) -> std::string {
    return form->head == head && form->parts.size() == 1 ? form->parts.front()->whole_key() : "";
  };
  // A letter is never notified before it is sent.
  const auto sent = of_act(was, "event_day"), notified = of_act(is, "notification");
  if (!sent.empty() && sent == notified) return 1;
  const auto was_notified = of_act(was, "notification"), is_sent = of_act(is, "event_day");
  if (!was_notified.empty() && was_notified == is_sent) return -1;
  const auto one_of = [](const FormPtr& all, const FormPtr& one, const char* head) {
    return all->head == head && std::ranges::any_of(all->parts, [&](const FormPtr& part) {
             return part->whole_key() == one->whole_key();
           });
  };
  if (one_of(is, was, "latest") || one_of(was, is, "earliest")) return 1;
  if (one_of(was, is, "latest") || one_of(is, was, "earliest")) return -1;
  return 0;
}

/// « franc » and « prorogé » can only put the end off.
int of_choice(const Line* was, const Line* is) {
  const auto rank = [](const Line* line) {
    if (!line || line->key.starts_with("non ")) return 0;
    return line->key.find("incertain") != std::string::npos ? 1 : 2;
  };
  return rank(is) > rank(was) ? 1 : rank(is) < rank(was) ? -1 : 0;
}

/// An interval against her that moves up, widens…
Judgement of_interval(const Value& was, const Value& is, const std::string& what) {
  if (was.kind != is.kind || was.days != is.days || !was.known() || !is.known())
    return to_assess(what + " : les bornes ne se comparent pas");
  if (was.kind == Value::Kind::duration) {
    const auto months_or_days = [](const Value& one) {
      return std::array{one.length().months != 0, one.length().days != 0, one.length(true).months != 0,
                        one.length(true).days != 0};
    };
    if (months_or_days(was)[1] != months_or_days(is)[1])
      return to_assess(what + " : des mois et des jours ne se comparent pas");
  }
  auto person = ForPerson::nothing;
  if (is.lo >= was.lo && is.hi >= was.hi) person = ForPerson::strict;
  if (is.lo <= was.lo && is.hi <= was.hi) person = ForPerson::favourable;
  auto administration = ForAdministration::nothing;
  if (is.lo <= was.lo && is.hi >= was.hi) administration = ForAdministration::flexible;
  if (is.lo >= was.lo && is.hi <= was.hi) administration = ForAdministration::strict;
  if (person == ForPerson::nothing && administration == ForAdministration::nothing)
    return to_assess(what + " : une borne monte, l'autre descend");
  return judged(person, administration,
                person == ForPerson::strict       ? "ce que la loi permet contre la personne monte"
                : person == ForPerson::favourable ? "ce que la loi permet contre la personne descend"
                                                  : "le choix de qui décide change");
}

bool is_a_text(Aspect aspect) {
  switch (aspect) {
    case Aspect::label:
    case Aspect::title:
    case Aspect::regime:
    case Aspect::source:
    case Aspect::basis:
    case Aspect::value_source:
    case Aspect::encoded:
    case Aspect::uses:
      return true;
    default:
      return false;
  }
}

bool says_who(Aspect aspect) {
  switch (aspect) {
    case Aspect::role:
    case Aspect::led_by:
    case Aspect::held_by:
    case Aspect::institution:
    case Aspect::delay_of:
    case Aspect::whose:
    case Aspect::internal:
    case Aspect::sanction:
      return true;
    default:
      return false;
  }
}

bool protects(const Sheet& sheet) {
  return (sheet.kind == SheetKind::requirement || sheet.kind == SheetKind::control) && sheet.bearing.adverse;
}

bool of_the_administration(const Sheet& sheet) {
  return sheet.bearing.institution || sheet.bearing.adverse;
}

/// A condition met less often (stronger) or more.
Judgement of_condition(const Sheet& sheet, Moves moves) {
  if (moves == Moves::unknown || moves == Moves::not_at_all)
    return to_assess("de l'ancienne et de la nouvelle condition, aucune ne contient l'autre");
  const bool stronger = moves == Moves::stronger;
  if (protects(sheet) && sheet.kind == SheetKind::requirement)
    return protection(stronger, stronger ? "l'acte qui pèse sur la personne demande davantage"
                                         : "l'acte qui pèse sur la personne demande moins");
  if (protects(sheet))
    return protection(stronger, stronger ? "le contrôle d'un acte qui pèse sur la personne demande davantage"
                                         : "le contrôle d'un acte qui pèse sur la personne demande moins");
  if (sheet.kind == SheetKind::clause && sheet.bearing.leads_to_adverse)
    return for_person(!stronger, stronger ? "un acte qui pèse sur la personne est proposé dans moins de cas"
                                          : "un acte qui pèse sur la personne est proposé dans plus de cas");
  return to_assess(stronger ? "la condition est vraie moins souvent ; ce qu'elle emporte est à lire"
                            : "la condition est vraie plus souvent ; ce qu'elle emporte est à lire");
}

}  // namespace

int rise(const Value& before, const Value& after) {
  if (before.kind != after.kind || !before.known()) return 0;
  if (before.kind == Value::Kind::duration) {
    if (!before.exact() || !after.exact()) return 0;
    return longer(before, after);
  }
  if (before.kind == Value::Kind::symbol || before.kind == Value::Kind::boolean) return 0;
  if (after.lo >= before.lo && after.hi >= before.hi) return before == after ? 0 : 1;
  return after.lo <= before.lo && after.hi <= before.hi ? -1 : 0;
}

const Value* Judge::resolved(const FormPtr& form, const Values& values) const {
  if (!form) return nullptr;
  if (form->definition) return resolved(form->parts.front(), values);
  if (const auto* literal = literal_of(form)) return literal;
  const auto found = values.find(form->head);
  return found == values.end() ? nullptr : &found->second;
}

Judgement Judge::of_line(const Sheet& before, const Sheet& after, Aspect aspect, const Line* was,
                         const Line* is) const {
  if (is_a_text(aspect)) return no_effect("le texte qui se lit change, pas la règle");
  switch (after.kind) {
    case SheetKind::scenario:
      return no_effect("un scénario essaie les règles, il n'en est pas une");
    case SheetKind::topic:
      return no_effect("l'index dit les règles, il n'en est pas une");
    case SheetKind::indicator:
      return no_effect("un indicateur mesure, il ne décide de rien");
    case SheetKind::guarantee:
      return no_effect("une garantie se prouve ; elle ne change aucune règle");
    default:
      break;
  }
  if (aspect == Aspect::status)
    return to_assess("une règle « à vérifier » ne conclut rien seule ; lue, elle conclut");
  const auto what = std::string(aspect_words(aspect));
  // One that moves in kind moves in everything.
  if (after.kind == SheetKind::delai && before.delai != after.delai && aspect != Aspect::kind)
    return to_assess("le délai a changé de genre");
  if (before.bearing != after.bearing && !says_who(aspect))
    return to_assess("de qui est la règle, ou contre qui, change aussi");
  switch (aspect) {
    case Aspect::length:
    case Aspect::limit_every:
    case Aspect::tolerance: {
      const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
      const bool lengths = a && b && a->kind == Value::Kind::duration && b->kind == Value::Kind::duration;
      if (lengths && *a == *b) return no_effect("écrite autrement, la longueur est la même aujourd'hui");
      return of_time(after, lengths ? longer(*a, *b) : 0, what);
    }
    case Aspect::franc:
    case Aspect::proroge:
      return of_time(after, of_choice(was, is), what);
    case Aspect::point:
      if (after.line(Aspect::length) && was && is && was->key.starts_with("avant "))
        return to_assess("compté à rebours d'un autre jour");
      return of_time(after, later(form_of(was), form_of(is)), what);
    case Aspect::pauses: {
      const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
      return of_time(after, !was ? 1 : !is ? -1 : a && b ? longer(*a, *b) : 0, what);
    }
    case Aspect::interrupted_by:
      return of_time(after, more_items(was, is), what);
    case Aspect::renewals: {
      if (!was || !is) return of_time(after, was ? -1 : 1, what);
      const auto a = was->key.substr(was->key.find(':')), b = is->key.substr(is->key.find(':'));
      return of_time(after, a != b ? 0 : is->lo->lo > was->lo->lo ? 1 : -1, what);
    }
    case Aspect::postponable: {
      if (!was || !is) return of_time(after, was ? -1 : 1, what);
      const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
      const bool same_act = was->key.substr(was->key.find('!')) == is->key.substr(is->key.find('!'));
      return of_time(after, a && b && same_act ? longer(*a, *b) : 0, what);
    }
    case Aspect::kept_by: {
      const int more = more_items(was, is);
      if (after.delai == DelaiKind::term) return to_assess("l'acte qui ôte son effet au terme change");
      return of_time(after, more, what);
    }
    case Aspect::forbids: {
      const int more = more_items(was, is);
      if (after.bearing.shields && before.bearing.shields && more != 0)
        return protection(more > 0, more > 0 ? "l'attente protège contre plus d'actes"
                                             : "l'attente protège contre moins d'actes");
      return to_assess("ce que l'attente interdit change");
    }
    case Aspect::minimum:
    case Aspect::maximum: {
      const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
      const int way =
          a && b && a->kind == Value::Kind::duration && b->kind == Value::Kind::duration ? longer(*a, *b) : 0;
      if (after.bearing.internal) return of_time(after, way, what);
      if (way == 0 || !after.bearing.in_sanction || after.delai != DelaiKind::bound)
        return to_assess("rien ne dit contre qui cette borne est écrite");
      const bool wider = (way > 0) == (aspect == Aspect::maximum);
      return judged(way > 0 ? ForPerson::strict : ForPerson::favourable,
                    wider ? ForAdministration::flexible : ForAdministration::strict,
                    way > 0 ? "la sanction peut durer davantage" : "la sanction peut durer moins");
    }
    case Aspect::condition:
      if (was && is && was->key.substr(0, was->key.find(':')) != is->key.substr(0, is->key.find(':')) &&
          after.by_condition)
        return to_assess("la suite n'agit plus au même moment");
      if (after.kind == SheetKind::control && !after.bearing.adverse)
        return to_assess("l'acte contrôlé ne pèse pas, à coup sûr, sur la personne");
      if (after.kind == SheetKind::control && after.line(Aspect::sentence)->words != "exige")
        return to_assess("le jour avant lequel l'acte ne peut intervenir change");
      return of_condition(after, strength(form_of(was), form_of(is)));
    case Aspect::severity:
      if (was && is && was->lo && is->lo && of_the_administration(after)) {
        const bool graver = is->lo->lo > was->lo->lo;
        if (after.kind == SheetKind::delai && after.bearing.hers)
          return to_assess("la gravité d'un délai de la personne");
        return for_administration(graver, graver ? "le manquement de l'administration est dit plus grave"
                                                 : "le manquement de l'administration est dit moins grave");
      }
      return to_assess("rien ne dit de qui est cette irrégularité");
    case Aspect::within:
      if (after.kind == SheetKind::control && after.bearing.adverse) {
        const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
        const int way = a && b ? longer(*a, *b) : !was ? -1 : !is ? 1 : 0;
        if (way != 0)
          return protection(way < 0, way < 0 ? "le contrôle d'un acte qui pèse sur la personne se resserre"
                                             : "le contrôle d'un acte qui pèse sur la personne se desserre");
      }
      return to_assess(what + " : ce que le contrôle laisse change");
    case Aspect::at_least:
      if (after.kind == SheetKind::control && after.bearing.adverse) {
        const auto *a = resolved(form_of(was), before_), *b = resolved(form_of(is), after_);
        const int way = a && b ? longer(*a, *b) : !was ? 1 : !is ? -1 : 0;
        if (way != 0)
          return protection(way > 0, way > 0 ? "l'acte qui pèse sur la personne attend plus longtemps"
                                             : "l'acte qui pèse sur la personne attend moins longtemps");
      }
      return to_assess(what + " : ce que le contrôle demande change");
    case Aspect::appraisals: {
      // « après A ou B »: one more act that is enough asks for less.
      const bool none_before = !was || was->items.empty(), none_after = !is || is->items.empty();
      if (none_before != none_after)
        return protection(none_before, none_before ? "l'acte demande désormais une appréciation"
                                                   : "l'acte ne demande plus d'appréciation");
      const int more = more_items(was, is);
      if (more == 0) return to_assess("l'appréciation demandée d'abord change");
      return protection(more < 0,
                        more < 0 ? "moins d'appréciations suffisent" : "plus d'appréciations suffisent");
    }
    case Aspect::value:
      if (after.bearing.internal) return no_effect("objectif interne : sans effet contre la personne");
      if (after.kind == SheetKind::row && after.bearing.legal_interval && was && is && was->lo && is->lo)
        return of_interval(*was->lo, *is->lo, is->of);
      return to_assess("le sens dépend de ce qui repose dessus");
    case Aspect::role:
    case Aspect::led_by:
    case Aspect::held_by:
    case Aspect::institution:
    case Aspect::delay_of:
      return to_assess("qui agit, ou de qui est le retard, change");
    case Aspect::in_force:
      return to_assess("les jours où la règle vaut changent");
    case Aspect::order:
      return to_assess("le premier cas vrai l'emporte ; un cas inconnu arrête les suivants");
    default:
      return to_assess("ce que ce changement emporte est à lire");
  }
}

Judgement Judge::of_presence(const Sheet& it, bool added) const {
  switch (it.kind) {
    case SheetKind::scenario:
      return no_effect("un scénario essaie les règles, il n'en est pas une");
    case SheetKind::topic:
      return no_effect("l'index dit les règles, il n'en est pas une");
    case SheetKind::indicator:
      return no_effect("un indicateur mesure, il ne décide de rien");
    case SheetKind::guarantee:
      return no_effect("une garantie se prouve ; elle ne change aucune règle");
    case SheetKind::definition:
    case SheetKind::parameter:
    case SheetKind::table:
      return no_effect("sans effet par soi-même : ce qui s'en sert est dit à sa place");
    case SheetKind::requirement:
      if (it.bearing.adverse)
        return protection(added, added ? "un acte qui pèse sur la personne demande davantage"
                                       : "un acte qui pèse sur la personne demande moins");
      return to_assess("l'acte ne pèse pas, à coup sûr, sur la personne");
    case SheetKind::control:
      if (it.bearing.adverse)
        return protection(added, added ? "un acte qui pèse sur la personne est contrôlé"
                                       : "un acte qui pèse sur la personne n'est plus contrôlé ainsi");
      return to_assess("l'acte contrôlé ne pèse pas, à coup sûr, sur la personne");
    case SheetKind::weight:
      return protection(added, added ? "l'acte est reconnu pour ce qu'il pèse"
                                     : "l'acte n'est plus reconnu pour ce qu'il pèse");
    case SheetKind::clause:
      if (it.bearing.leads_to_adverse)
        return for_person(added, added ? "un acte qui pèse sur la personne est proposé"
                                       : "un acte qui pèse sur la personne n'est plus proposé là");
      return to_assess("ce que la suite emporte est à lire");
    case SheetKind::action:
      if (it.action == ActionKind::proposal && it.bearing.leads_to_adverse)
        return for_person(added, added ? "un acte qui pèse sur la personne est proposé"
                                       : "un acte qui pèse sur la personne n'est plus proposé là");
      if (it.action == ActionKind::irregularity && of_the_administration(it))
        return for_administration(added, added ? "un manquement de l'administration est dit"
                                               : "un manquement de l'administration n'est plus dit");
      if (it.action == ActionKind::open_question) return no_effect("une question ouverte ne conclut rien");
      return to_assess("ce que le geste emporte est à lire");
    case SheetKind::delai:
      if (it.bearing.internal) return no_effect("objectif interne : sans effet contre la personne");
      if (it.bearing.shields)
        return protection(
            added, added ? "un temps protège la personne" : "un temps qui protégeait la personne n'est plus");
      if (it.delai == DelaiKind::deadline && it.bearing.hers)
        return for_person(added, added ? "un délai de plus s'impose à la personne"
                                       : "un délai ne s'impose plus à la personne");
      if (it.delai == DelaiKind::deadline && it.bearing.institution)
        return for_administration(added, added ? "l'administration doit agir dans un délai"
                                               : "l'administration n'a plus ce délai pour agir");
      return to_assess("ce que le délai emporte est à lire");
    case SheetKind::value:
      if (it.bearing.internal) return no_effect("objectif interne : sans effet contre la personne");
      return to_assess("la valeur de ces jours-là change");
    default:
      return to_assess("ce que cela emporte est à lire");
  }
}

Judgement Judge::of_following(const Sheet& sheet, Aspect aspect, Follows follows, bool rises) {
  if (follows == Follows::unknown) return to_assess("le lien n'est pas simple");
  const bool up = (follows == Follows::with_it) == rises;
  switch (aspect) {
    case Aspect::length:
    case Aspect::limit_every:
    case Aspect::tolerance:
    case Aspect::pauses:
    case Aspect::postponable:
      return of_time(sheet, up ? 1 : -1, {});
    case Aspect::point:
      return of_time(sheet, up ? 1 : -1, {});
    case Aspect::condition:
      if (sheet.kind == SheetKind::control &&
          sheet.line(Aspect::sentence)->words == "ne peut intervenir avant")
        return sheet.bearing.adverse
                   ? protection(up, up ? "l'acte qui pèse sur la personne attend plus longtemps"
                                       : "l'acte qui pèse sur la personne attend moins longtemps")
                   : to_assess("l'acte contrôlé ne pèse pas, à coup sûr, sur la personne");
      return of_condition(sheet, up ? Moves::weaker : Moves::stronger);
    default:
      return to_assess("le lien n'est pas simple");
  }
}

Judgement taken_together(const std::vector<Judgement>& all) {
  auto person = ForPerson::nothing;
  auto administration = ForAdministration::nothing;
  std::string why;
  bool any = false;
  for (const auto& one : all) {
    if (one.sense == Sense::no_effect) continue;
    if (one.sense == Sense::to_assess)
      return to_assess("tout ce qui repose dessus ne va pas, à coup sûr, dans un seul sens");
    any = true;
    if (why.empty()) why = one.why;
    if ((one.person != ForPerson::nothing && person != ForPerson::nothing && one.person != person) ||
        (one.administration != ForAdministration::nothing && administration != ForAdministration::nothing &&
         one.administration != administration))
      return to_assess("ce qui repose dessus ne va pas dans un seul sens");
    if (one.person != ForPerson::nothing) person = one.person;
    if (one.administration != ForAdministration::nothing) administration = one.administration;
  }
  if (!any) return no_effect("rien de ce qui repose dessus ne change un droit");
  return judged(person, administration, std::move(why));
}

}  // namespace filrouge::dsl
