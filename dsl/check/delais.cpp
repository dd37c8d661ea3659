#include "dsl/check/delais.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/anchor.hpp"
#include "dsl/check/clause_catalogue.hpp"
#include "dsl/check/delai_dates.hpp"

namespace filrouge::dsl {
void Delais::patterns(View node, const Place& place, std::vector<PatternId>& into) {
  for (const auto child : node) {
    if (!child.is(NodeKind::pattern) && !child.is(NodeKind::name)) continue;
    if (const auto pattern = expressions_.pattern(child, place)) into.push_back(*pattern);
  }
}

void Delais::lengths(View node, const Place& place, Delai& delai) {
  if (const auto length = node.child(NodeKind::length)) {
    const bool hours_fit = may_count_hours(delai.kind);
    const auto read = [&] { return expressions_.duration(length.first(), place); };
    const auto typed = hours_fit ? expressions_.with_hours(read) : read();
    delai.length = typed.id;
    delai.in_hours = typed.units == unit_hours;
    if (hours_fit && typed && !delai.in_hours && expressions_.hours_met())
      c_.report(Code::hours_misplaced, length, {"elles ne se comptent pas avec des jours ou des mois"})
          .suggesting(Phrase("écrivez toute la longueur en heures, ou toute en jours"));
  }
  if (const auto point = node.child(NodeKind::point)) {
    delai.point = expressions_.date(point.first(), place);
    delai.backwards = point.number() == 1;
  }
  if (const auto until = node.child(NodeKind::at_date)) delai.until = expressions_.date(until.first(), place);
  if (const auto least = node.child(NodeKind::minimum))
    delai.minimum = expressions_.duration(least.first(), place).id;
  if (const auto most = node.child(NodeKind::maximum))
    delai.maximum = expressions_.duration(most.first(), place).id;
}

/// The time of an act is all that hours can be counted from.
void Delais::hours_of_an_act(View node, const Delai& delai, const std::string& name) {
  const auto point = node.child(NodeKind::point);
  if (!point || delai.point == none_id) return;
  const auto counted = [&](const char* mend) {
    c_.report(Code::hours_from_no_act, point, {name})
        .expecting(Phrase("« 48 heures après contact » : un acte, dont le dossier peut dire l'heure"))
        .suggesting(Phrase(mend));
  };
  if (delai.backwards)
    counted("comptez en jours ce qui se compte à rebours");
  else if (c_.model.exprs[delai.point].op != Op::event_day)
    counted("nommez l'acte, ou comptez en jours : « 2 jours »");
}

void Delais::rhythm(View node, const Place& place, Delai& delai) {
  if (const auto target = node.child(NodeKind::target_every))
    delai.target_every = expressions_.duration(target.first(), place).id;
  if (const auto limit = node.child(NodeKind::limit_every))
    delai.limit_every = expressions_.duration(limit.first(), place).id;
  if (const auto ordinals = node.child(NodeKind::at_ordinals)) {
    for (const auto number : ordinals) delai.ordinals.push_back(static_cast<std::int32_t>(number.number()));
    delai.ordinal_unit = ordinals.text().starts_with("mois")      ? Duration{1, 0, DayKind::calendar}
                         : ordinals.text().starts_with("semaine") ? Duration{0, 7, DayKind::calendar}
                                                                  : Duration{0, 1, DayKind::calendar};
  }
  if (delai.point == none_id) delai.point = expressions_.pool().expr(Op::entry_day, ValueType::date);
}

void Delais::pause(View node, const Place& place, Delai& delai) {
  Pause made;
  const auto what = node.first();
  if (what && (what.is(NodeKind::name) || what.is(NodeKind::in_state)) && place.procedure &&
      place.procedure->state(what.text(), c_.departement(place.module)) != no_id) {
    made.state = place.procedure->state(what.text(), c_.departement(place.module));
    c_.means_state(what, *place.procedure, what.text());
  } else if (what && !what.is(NodeKind::modifier))
    made.condition = expressions_.condition(what, place);
  const auto name = c_.text(delai.name);
  const auto choices = read_choices(c_, node, name);
  settle_pause(c_, node, name, choices, made);
  if (choices.at_most) made.at_most = expressions_.duration(choices.at_most, place).id;
  delai.pauses.push_back(made);
}

void Delais::reminder(View node, const ActionPlace& at, Delai& delai) {
  Reminder made;
  made.when = node.text() == "avant"         ? Reminder::When::before
              : node.text() == "chaque_mois" ? Reminder::When::each_month
                                             : Reminder::When::every;
  RoleId second = no_id;
  for (const auto child : node) {
    if (child.is(NodeKind::label))
      made.label = child.text();
    else if (child.is(NodeKind::by_role))
      actions_.role(child, at.module, made.role, second);
    else
      made.length = expressions_.duration(child, at.place).id;
  }
  made.anchor = anchor_of(node, "rappel", 0, {});
  delai.reminders.push_back(std::move(made));
}

void Delais::acts(View node, const ActionPlace& at, Delai& delai) {
  const auto& place = at.place;
  for (const auto child : node) {
    switch (child.kind()) {
      case NodeKind::kept_by: {
        const auto before = delai.kept_by.size();
        patterns(child, place, delai.kept_by);
        if (const auto on = child.child(NodeKind::on_day)) {
          // « à la date de poste_le »: read on the act that keeps it.
          auto keeping = place;
          if (delai.kept_by.size() > before) keeping.current = c_.model.patterns[delai.kept_by[before]].type;
          delai.kept_on = expressions_.date(on.first(), keeping);
        }
        if (const auto before = child.child(NodeKind::kept_before))
          delai.kept_before = expressions_.date(before.first(), place);
        break;
      }
      case NodeKind::interrupted_by:
        patterns(child, place, delai.interrupted_by);
        break;
      case NodeKind::forbids:
        patterns(child, place, delai.forbids);
        break;
      case NodeKind::lifted_by:
        patterns(child, place, delai.lifted_by);
        break;
      case NodeKind::suspended_while:
        pause(child, place, delai);
        break;
      case NodeKind::postponed_to:
        delai.postponed_to = expressions_.date(child.first(), place);
        if (const auto guard = child.child(NodeKind::guard))
          delai.postponed_if = expressions_.condition(guard.first(), place);
        break;
      case NodeKind::postponable: {
        delai.postponable_by = expressions_.duration(child.first(), place).id;
        if (const auto pattern = child.child(NodeKind::pattern))
          if (const auto found = expressions_.pattern(pattern, place)) delai.postponable_on = *found;
        if (!child.text().empty())
          delai.postponed_in_length = child.text() == "duree" ? Choice::yes : Choice::no;
        break;
      }
      case NodeKind::renewable: {
        delai.renewals = static_cast<std::uint16_t>(std::clamp<std::int64_t>(child.number(), 0, 1000));
        delai.renewed_tacitly = child.text().starts_with("tacite");
        std::vector<PatternId> acts;
        patterns(child, place, acts);
        if (!acts.empty()) delai.renewed_by = acts.front();
        const auto name = c_.text(delai.name);
        if (child.text().empty())
          c_.report(Code::open_choice, child, {name, "comment il se renouvelle"})
              .expecting(Phrase("« sur décision par … » ou « tacitement »"));
        else if (!delai.renewed_tacitly && acts.empty())
          c_.report(Code::missing_part, child,
                    {name, "l'acte qui le renouvelle : « sur décision par renouvellement »"});
        break;
      }
      case NodeKind::reminder:
        reminder(child, at, delai);
        break;
      case NodeKind::if_overdue:
        std::ranges::move(actions_.read(child, at), std::back_inserter(delai.if_overdue));
        break;
      case NodeKind::if_target_missed:
        std::ranges::move(actions_.read(child, at), std::back_inserter(delai.if_target_missed));
        break;
      case NodeKind::if_out_of_bounds:
        std::ranges::move(actions_.read(child, at), std::back_inserter(delai.if_out_of_bounds));
        break;
      case NodeKind::if_unknown:
        std::ranges::move(actions_.read(child, at), std::back_inserter(delai.if_unknown));
        break;
      default:
        break;
    }
  }
  std::vector<Alike> reminders;
  for (auto& reminder : delai.reminders) reminders.push_back({&reminder.anchor, reminder.label});
  tell_apart(std::move(reminders));
}

/// One line of « tenue par » has no day of its own: what it says after the comma is of all that keeps the
/// délai.
void Delais::said_of_every_keeper(View node, const std::string& name) {
  for (const auto part : {NodeKind::on_day, NodeKind::kept_before}) {
    View first;
    std::size_t lines = 0, saying = 0;
    bool alike = true;
    for (const auto child : node) {
      if (!child.is(NodeKind::kept_by)) continue;
      ++lines;
      const auto said = child.child(part);
      if (!said) continue;
      ++saying;
      alike = alike && (!first || excerpt(c_, said) == excerpt(c_, first));
      if (!first) first = said;
    }
    if (saying == 0 || (saying == lines && alike)) continue;
    c_.report(Code::said_of_every_keeper, first, {name})
        .suggesting(
            Phrase("écrivez une seule ligne, « tenue par A ou B, … », dont la date se lit quel que soit "
                   "l'acte ; ou deux délais"));
  }
}

Delai Delais::read(const DraftDelai& draft, Place place, RuleId owner, const std::string& code) {
  const auto node = draft.part.node;
  Delai delai;
  delai.kind = *delai_kind(node.kind());
  delai.name = c_.intern(draft.name);
  delai.state = draft.state;
  delai.rule = add_rule(c_, node, draft.part.module, fmt::format("{}.{}", code, draft.name), owner);
  place.module = draft.part.module;
  place.rule = delai.rule;
  place.state = draft.state;
  const ActionPlace at{place, delai.rule, draft.part.module};

  const auto name = written_name(c_, node);
  const auto choices = read_choices(c_, node, name);
  delai.as_soon_as_possible = node.number() == 1;
  delai.for_person = choices.for_person;
  delai.against_person = choices.against_person;
  delai.of_instance = choices.of_instance || draft.state == no_id;
  lengths(node, place, delai);
  if (choices.tolerance) delai.tolerance = expressions_.duration(choices.tolerance, place).id;
  const bool recurs = facts_of(delai.kind).heading == DelaiHeading::recurrence;
  if (recurs) rhythm(node, place, delai);
  acts(node, at, delai);
  said_of_every_keeper(node, name);

  // « à faire » directly under the délai; « à faire » of « si dépassée » was read above.
  for (const auto child : node) {
    if (!child.is(NodeKind::to_do)) continue;
    Action action;
    action.rule = add_part_rule(c_, child, at, "action");
    if (const auto label = child.child(NodeKind::label)) action.label = label.text();
    actions_.roles(child.child(NodeKind::by_role), at.module, action);
    action.as_soon_as_possible = child.number() == 1;
    delai.to_do.push_back(std::move(action));
  }

  delai.calendar = choices.calendar;
  if (delai.length != none_id && !facts_of(delai.kind).first_day_counts)
    settle_counting(c_, node, choices, conventions_of(c_, draft.part.module), delai);
  if (recurs)
    settle_rhythm(c_, node, choices, delai);
  else
    delai.inclusive = choices.inclusive.value_or(true);
  complete(node, delai);
  check_delai_clauses(c_, node, name,
                      delai.backwards  ? CountedHow::backwards
                      : delai.in_hours ? CountedHow::in_hours
                                       : CountedHow::onwards);
  if (delai.in_hours) hours_of_an_act(node, delai, name);
  const auto index = static_cast<std::uint16_t>(&draft - place.procedure->delais.data());
  check_delai_dates(c_, node, name, delai, index);
  return delai;
}

/// Label, role, severity and whose delay it is; then what is missing for the délai to mean something.
void Delais::complete(View node, Delai& delai) {
  const auto name = written_name(c_, node);
  if (const auto label = node.child(NodeKind::label))
    delai.label = label.text();
  else if (!delai.to_do.empty())
    delai.label = delai.to_do.front().label;
  if (delai.label.empty()) delai.label = name;
  if (!delai.to_do.empty()) delai.role = delai.to_do.front().role;

  if (const auto late = node.child(NodeKind::delay_of)) delai.delay_of = c_.intern(late.text());
  bool said = false;
  for (const auto& action : delai.if_overdue) {
    if (action.kind != ActionKind::irregularity) continue;
    if (!delai.delay_of) delai.delay_of = action.delay_of;
    delai.severity = said ? std::max(delai.severity, action.severity) : action.severity;
    said = true;
  }
  // An act done too soon takes from the person a time that is hers.
  const auto course = facts_of(delai.kind).course;
  if (course == DelaiCourse::reserved) delai.severity = filrouge::Severity::blocking;
  if (node.has(NodeKind::severity)) delai.severity = Actions::severity(node, delai.severity);
  if (!delai.delay_of && delai.role != no_id && !delai.is_faculty())
    delai.delay_of = c_.model.roles[delai.role].institution;

  if (delai.as_soon_as_possible && delai.to_do.empty())
    c_.report(Code::nothing_to_do, node, {name})
        .suggesting(
            Phrase("ajoutez une ligne comme « à faire « Entendre la personne » par référent_unique »"));
  const bool nothing_keeps = delai.kept_by.empty() && !node.has(NodeKind::kept_by);
  if (course == DelaiCourse::awaited && nothing_keeps && !delai.as_soon_as_possible && !delai.is_faculty())
    c_.report(Code::nothing_keeps, node, {name})
        .suggesting(Phrase("ajoutez une ligne comme « tenue par cer_signé »"));
  if (course == DelaiCourse::reserved && delai.forbids.empty() && !node.has(NodeKind::forbids))
    c_.report(Code::nothing_forbidden, node, {name})
        .suggesting(
            meant_as_deadline(node)
                ? Phrase(fmt::format(
                      "écrivez « échéance {} : … » : on y attend un acte ; une attente est un temps "
                      "laissé à la personne, pendant lequel d'autres actes sont interdits",
                      written_name(c_, node)))
                : Phrase("nommez l'acte que personne ne peut faire avant la fin : « interdit decision_cd, "
                         "mesure: suspension »"));
  const auto lacks = [&](const char* what) { c_.report(Code::missing_part, node, {name, what}); };
  switch (facts_of(delai.kind).heading) {
    case DelaiHeading::length:
    case DelaiHeading::length_or_soon:
      if (delai.as_soon_as_possible) break;
      if (!node.has(NodeKind::length) && !node.has(NodeKind::at_date))
        lacks("une durée, comme « 2 mois après orientation »");
      else if (node.has(NodeKind::length) && !node.has(NodeKind::point))
        lacks("son point de départ, comme « après orientation »");
      break;
    case DelaiHeading::length_or_date:
      if (!node.has(NodeKind::at_date) && !(node.has(NodeKind::length) && node.has(NodeKind::point)))
        lacks("une durée et son point de départ, ou une date");
      break;
    case DelaiHeading::length_or_until:
      if (!node.has(NodeKind::at_date) && !(node.has(NodeKind::length) && node.has(NodeKind::point)))
        lacks("une durée et son point de départ, ou « jusqu'au » et une date");
      break;
    case DelaiHeading::bounds:
      if (!node.has(NodeKind::minimum) && !node.has(NodeKind::maximum))
        lacks("une borne : « au moins … », « au plus … » ou « entre … et … »");
      break;
    case DelaiHeading::span:
      if (!node.has(NodeKind::length) && !node.has(NodeKind::at_date))
        lacks("sa longueur (« pendant … ») ou son dernier jour (« jusqu'au … »)");
      break;
    case DelaiHeading::recurrence:
      if (!node.has(NodeKind::limit_every) && !node.has(NodeKind::at_ordinals))
        lacks("sa fréquence : « au plus tard tous les 15 jours » ou « aux 1er, 2e et 3e mois »");
      break;
  }
  if (delai.is_faculty() && nothing_keeps) lacks("l'acte qui en use : « tenue par rapo_depose »");
  if (course == DelaiCourse::recurring && nothing_keeps) lacks("l'acte qui le tient : « tenu par contact »");
}

}  // namespace filrouge::dsl
