#include "dsl/check/open_choices.hpp"

#include <fmt/format.h>

#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

constexpr const char* franc_choices = "« franc », « non franc » ou « franc incertain »";
constexpr const char* proroge_choices = "« prorogé », « non prorogé » ou « prorogation incertaine »";

void open(Checking& checking, View node, std::string_view name, std::string what, std::string choices) {
  checking.report(Code::open_choice, node, {std::string(name), std::move(what)})
      .expecting(Phrase(std::move(choices)));
}

}  // namespace

Choices read_choices(Checking& checking, View node, std::string_view name) {
  Choices choices;
  const auto choose = [&](auto& slot, auto value, View at, const char* words) {
    if (slot && *slot != value) checking.report(Code::choice_made_twice, at, {std::string(name), words});
    slot = value;
  };
  for (const auto child : node) {
    if (!child.is(NodeKind::modifier)) continue;
    switch (static_cast<ModifierKind>(child.number())) {
      case ModifierKind::franc:
        choose(choices.franc, Choice::yes, child, "franc et non franc");
        break;
      case ModifierKind::not_franc:
        choose(choices.franc, Choice::no, child, "franc et non franc");
        break;
      case ModifierKind::franc_uncertain:
        choose(choices.franc, Choice::uncertain, child, "franc et franc incertain");
        break;
      case ModifierKind::prorogued:
        choose(choices.proroge, Choice::yes, child, "prorogé et non prorogé");
        break;
      case ModifierKind::not_prorogued:
        choose(choices.proroge, Choice::no, child, "prorogé et non prorogé");
        break;
      case ModifierKind::prorogation_uncertain:
        choose(choices.proroge, Choice::uncertain, child, "prorogé et prorogation incertaine");
        break;
      case ModifierKind::inclusive:
        choose(choices.inclusive, true, child, "borne incluse et borne exclue");
        break;
      case ModifierKind::exclusive:
        choose(choices.inclusive, false, child, "borne incluse et borne exclue");
        break;
      case ModifierKind::rolling:
        choose(choices.rolling, true, child, "glissants et civils");
        break;
      case ModifierKind::civil:
        choose(choices.rolling, false, child, "glissants et civils");
        break;
      case ModifierKind::anchored:
        choose(choices.anchored, true, child, "ancrés et enchaînés");
        break;
      case ModifierKind::chained:
        choose(choices.anchored, false, child, "ancrés et enchaînés");
        break;
      case ModifierKind::by_days:
        choose(choices.by_months, false, child, "par jours et par mois");
        break;
      case ModifierKind::by_months:
        choose(choices.by_months, true, child, "par jours et par mois");
        break;
      case ModifierKind::per_pause:
        choose(choices.cumulated, false, child, "par pause et cumulés");
        break;
      case ModifierKind::cumulated:
        choose(choices.cumulated, true, child, "par pause et cumulés");
        break;
      case ModifierKind::tacit:
        choose(choices.tacit, true, child, "tacitement et sur décision");
        break;
      case ModifierKind::decided:
        choose(choices.tacit, false, child, "tacitement et sur décision");
        break;
      case ModifierKind::for_person:
        choices.for_person = true;
        break;
      case ModifierKind::against_person:
        choices.against_person = true;
        break;
      case ModifierKind::of_instance:
        choices.of_instance = true;
        break;
      case ModifierKind::internal_target:
        choices.internal_target = true;
        break;
      case ModifierKind::tolerance:
        choices.tolerance = child.first();
        break;
      case ModifierKind::at_most:
        choices.at_most = child.first();
        break;
      case ModifierKind::calendar: {
        const auto written = child.first() ? child.first().text() : child.text();
        if (const auto calendar = parse_calendar(written))
          choices.calendar = *calendar;
        else
          checking.report(Code::unknown_name, child, {"le calendrier", written})
              .expecting(Phrase(listed(calendar_names(), " ou ")));
        break;
      }
      case ModifierKind::vendredi_saint:
        break;
    }
  }
  return choices;
}

std::string name_of_conventions(View use) {
  return use.first() ? use.first().text() : use.text();
}

CountingConventions conventions_of(const Checking& checking, std::uint32_t module) {
  CountingConventions conventions;
  const auto& draft = checking.modules[module];
  std::vector<const Declared*> found;
  if (draft.conventions_use)
    found = checking.names.find(NameKind::conventions, name_of_conventions(draft.conventions_use), module);
  if (found.empty()) {
    for (const auto extended : draft.extends)
      if (extended != module && checking.modules[extended].conventions_use)
        return conventions_of(checking, extended);
    return conventions;
  }
  for (const auto line : checking.conventions[found.front()->index].node) {
    if (!line.is(NodeKind::convention_line)) continue;
    auto& into = line.text() == "personne" ? conventions.person : conventions.administration;
    if (line.text() != "personne" && line.text() != "administration") continue;
    for (const auto modifier : line) {
      if (!modifier.is(NodeKind::modifier)) continue;
      switch (static_cast<ModifierKind>(modifier.number())) {
        case ModifierKind::franc:
          into.franc = Choice::yes;
          break;
        case ModifierKind::not_franc:
          into.franc = Choice::no;
          break;
        case ModifierKind::franc_uncertain:
          into.franc = Choice::uncertain;
          break;
        case ModifierKind::prorogued:
          into.proroge = Choice::yes;
          break;
        case ModifierKind::not_prorogued:
          into.proroge = Choice::no;
          break;
        case ModifierKind::prorogation_uncertain:
          into.proroge = Choice::uncertain;
          break;
        default:
          break;
      }
    }
  }
  return conventions;
}

void settle_counting(Checking& checking, View node, const Choices& choices,
                     const CountingConventions& conventions, Delai& delai) {
  const auto name = written_name(checking, node);
  delai.calendar = choices.calendar;
  if (delai.backwards) {
    delai.franc = choices.franc.value_or(Choice::no);
    delai.proroge = Choice::no;
    return;
  }
  const bool of_person = delai.for_person || delai.against_person;
  const auto& line = of_person ? conventions.person : conventions.administration;
  const auto franc = delai.in_hours ? Choice::no : choices.franc ? choices.franc : line.franc;
  const auto proroge = choices.proroge ? choices.proroge : line.proroge;
  if (!franc || !proroge) {
    std::string what, which;
    if (!franc) what = "franc ou non", which = franc_choices;
    if (!proroge) {
      what += what.empty() ? "prorogé ou non" : ", prorogé ou non";
      which += (which.empty() ? "" : " ; ") + std::string(proroge_choices);
    }
    checking.report(Code::open_choice, node, {name, what})
        .expecting(Phrase(which))
        .suggesting(Phrase(fmt::format(
            "écrivez-le sur le délai, ou une fois pour tous ceux de {} : « conventions … » en tête du module",
            of_person ? "la personne" : "l'administration")));
  }
  delai.franc = franc.value_or(Choice::uncertain);
  delai.proroge = proroge.value_or(Choice::uncertain);
  if (const auto report = node.child(NodeKind::postponable);
      report && delai.postponed_in_length == Choice::uncertain && proroge && *proroge != Choice::no)
    checking.report(Code::open_report, report, {name})
        .expecting(
            Phrase("« ajoutés à la durée » (la fin se proroge une fois, à la fin) ou « ajoutés à la fin » "
                   "(déjà prorogée)"));
}

void settle_rhythm(Checking& checking, View node, const Choices& choices, Delai& delai) {
  const auto name = written_name(checking, node);
  if (delai.ordinals.empty()) {
    if (!choices.rolling)
      open(checking, node, name, "d'où se compte chaque fois",
           "« glissants » : comptés depuis la dernière fois, non par semaine ou mois du calendrier");
    if (!choices.inclusive)
      open(checking, node, name, "le dernier jour compris ou non", "« borne incluse » ou « borne exclue »");
  } else if (!choices.anchored) {
    open(checking, node, name, "d'où se compte chaque échéance",
         "« ancrés » (toutes depuis le départ : 31 janvier, 28 février, 31 mars) ou « enchaînés » (chacune "
         "depuis la précédente)");
  }
  delai.rolling = choices.rolling.value_or(true);
  delai.anchored = choices.anchored.value_or(true);
  delai.inclusive = choices.inclusive.value_or(true);
}

void settle_pause(Checking& checking, View node, std::string_view name, const Choices& choices,
                  Pause& pause) {
  if (!choices.by_months)
    open(checking, node, name, "de combien la pause repousse la fin", "« par jours » ou « par mois »");
  if (choices.at_most && !choices.cumulated)
    open(checking, node, name, "le maximum est celui de chaque pause ou de toutes ensemble",
         "« par pause » ou « cumulés »");
  pause.by_months = choices.by_months.value_or(false);
  pause.cumulated = choices.cumulated.value_or(false);
}

}  // namespace filrouge::dsl
