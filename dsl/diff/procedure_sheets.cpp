#include <fmt/format.h>

#include <algorithm>

#include "dsl/diff/sheet_maker.hpp"
#include "dsl/document/delai_words.hpp"
#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

const char* chosen(Choice choice, const char* yes, const char* no, const char* uncertain) {
  return choice == Choice::yes ? yes : choice == Choice::no ? no : uncertain;
}

}  // namespace

Sheet SheetMaker::procedure(std::uint16_t index) {
  procedure_ = index;
  const auto& it = model_.procedures[index];
  auto made = sheet(SheetKind::procedure, "procédure", shown(it.label));
  made.bears = Bears::procedure;
  made.identity = naming_.of(Bears::procedure, index);
  made.own_name = naming_.own(Bears::procedure, index);
  made.named = std::string(model_.text(it.name));
  const auto module = model_.modules[it.module].rule;
  of_rule(made, it.rule, module);
  const auto place = wording_in(model_, index);
  add_label(made, it.label, made.named.substr(made.named.rfind('.') + 1));

  auto opens =
      it.per == InstancePer::event
          ? "à chaque acte " + pattern_phrase(model_, it.trigger, place) +
                (it.of == Scope::dossier ? ", pour le dossier" : ", pour la personne")
          : std::string(it.per == InstancePer::person ? "pour chaque personne" : "pour chaque dossier");
  if (it.predicate != none_id) opens += " quand " + phrase(model_, it.predicate, place);
  auto key = fmt::format("{}:{}:", static_cast<int>(it.per), static_cast<int>(it.of));
  if (it.trigger != none_id) key += former_.pattern(it.trigger, index)->key();
  if (it.predicate != none_id) key += "?" + former_.expression(it.predicate, index)->key();
  add(made, Aspect::opens, std::move(key), std::move(opens));
  made.lines.back().form = former_.expression(it.predicate, index);
  add_expression(made, Aspect::governing, it.governing, place, true);
  for (const auto& seam : it.seams) {
    Line line;
    line.aspect = Aspect::seams;
    line.of = naming_.of_state(index, seam.from);
    line.key = iso_date(seam.on) + ":" + naming_.of_state(index, seam.to);
    line.words = fmt::format("le {}, ce qui est dans « {} » passe à « {} »", french_date(seam.on),
                             shown(it.states[seam.from].label), shown(it.states[seam.to].label));
    made.lines.push_back(std::move(line));
  }
  if (const auto led = model_.rules[it.rule].led_by; led != no_id) {
    add(made, Aspect::led_by, role_key(led), role(led));
    made.lines.back().inherited = led == model_.rules[module].led_by;
  }
  for (const auto d : it.instance_delais) made.parts.push_back(delai(d));
  for (StateId s = 0; s < it.states.size(); ++s) made.parts.push_back(state(s));
  clauses(made.parts, it.from_any, "depuis tout état non final", {});
  seal(made);
  procedure_ = no_id;
  return made;
}

Sheet SheetMaker::state(StateId id) {
  const auto& procedure = model_.procedures[procedure_];
  const auto& it = procedure.states[id];
  auto made = sheet(SheetKind::state, "état", shown(it.label));
  made.bears = Bears::state;
  made.identity = naming_.of_state(procedure_, id);
  made.own_name = naming_.own_state(procedure_, id);
  made.named = std::string(model_.text(it.name));
  made.place = made.told;
  made.bearing.in_sanction = it.sanction;
  of_rule(made, it.rule, procedure.rule);
  add_label(made, it.label, made.named);
  const auto yes_or_no = [](bool yes) { return yes ? "oui" : "non"; };
  add(made, Aspect::initial, yes_or_no(it.initial), yes_or_no(it.initial));
  add(made, Aspect::final_state, yes_or_no(it.final), yes_or_no(it.final));
  add(made, Aspect::sanction, yes_or_no(it.sanction), yes_or_no(it.sanction));
  for (const auto d : it.delais) {
    made.parts.push_back(delai(d));
    made.parts.back().bearing.in_sanction = it.sanction;
  }
  clauses(made.parts, it.clauses, {}, made.bearing);
  seal(made);
  return made;
}

void SheetMaker::heading(Sheet& made, const Delai& it, const Wording& place) {
  const auto course = facts_of(it.kind).course;
  if (it.as_soon_as_possible) {
    add(made, Aspect::soon, "oui", "dès que possible");
    return;  // its length is the internal targets set for it
  }
  add_expression(made, Aspect::length, it.length, place);
  if (it.point != none_id) {
    add_expression(made, Aspect::point, it.point, place, true);
    auto& point = made.lines.back();
    if (it.backwards) point.key = "avant " + point.key;
    point.words = (it.backwards ? "avant " : "après ") + point.words;
  }
  add_expression(made, Aspect::until, it.until, place, true);
  add_expression(made, Aspect::minimum, it.minimum, place);
  add_expression(made, Aspect::maximum, it.maximum, place);
  if (it.judges_length() || course == DelaiCourse::recurring)
    add(made, Aspect::inclusive, it.inclusive ? "incluse" : "exclue", it.inclusive ? "incluse" : "exclue");
  if (course == DelaiCourse::recurring) {
    add_expression(made, Aspect::target_every, it.target_every, place);
    add_expression(made, Aspect::limit_every, it.limit_every, place);
    if (!it.ordinals.empty()) {
      const auto ranks = fmt::format("{} ({})", fmt::join(it.ordinals, ", "),
                                     it.ordinal_unit.months      ? "mois"
                                     : it.ordinal_unit.days == 7 ? "semaines"
                                                                 : "jours");
      add(made, Aspect::ordinals, ranks, ranks);
    }
    add(made, Aspect::rolling, it.rolling ? "glissants" : "civils", it.rolling ? "glissants" : "civils");
    add(made, Aspect::anchored, it.anchored ? "ancres" : "enchaines", it.anchored ? "ancrés" : "enchaînés");
    add_expression(made, Aspect::tolerance, it.tolerance, place);
  } else if (it.length != none_id && it.kind != DelaiKind::measure) {
    const auto* franc = chosen(it.franc, "franc", "non franc", "franc incertain");
    const auto* proroge =
        chosen(it.proroge, "prorogé si samedi, dimanche ou férié", "non prorogé", "prorogation incertaine");
    add(made, Aspect::franc, franc, franc);
    add(made, Aspect::proroge, proroge, proroge);
  }
  if (it.calendar != Calendar::unknown)
    add(made, Aspect::calendar, std::string(calendar_told(it.calendar)),
        std::string(calendar_told(it.calendar)));
}

Sheet SheetMaker::delai(std::uint16_t index) {
  const auto& procedure = model_.procedures[procedure_];
  const auto& it = procedure.delais[index];
  const auto place = wording_in(model_, procedure_);
  auto made = sheet(SheetKind::delai, std::string(facts_of(it.kind).word), shown(it.label));
  made.bears = Bears::delai;
  made.delai = it.kind;
  made.identity = naming_.of_delai(procedure_, index);
  made.own_name = naming_.own_delai(procedure_, index);
  made.named = std::string(model_.text(it.name));
  made.place = made.told;
  const auto owner = it.state == no_id ? procedure.rule : procedure.states[it.state].rule;
  of_rule(made, it.rule, owner);
  made.conventions = model_.modules[model_.rules[it.rule].module].conventions;
  auto& bearing = made.bearing;
  bearing.hers = it.is_hers();
  bearing.opposed = it.against_person;
  bearing.internal = model_.rules[it.rule].internal_target;
  bearing.institution = of_an_institution(it.role, it.delay_of);
  bearing.shields =
      it.kind == DelaiKind::waiting &&
      (it.for_person ||
       (!it.forbids.empty() && std::ranges::all_of(it.forbids, [&](PatternId p) { return weighs(p); })));
  bearing.in_sanction = it.state != no_id && procedure.states[it.state].sanction;

  const auto named_by_it = !it.to_do.empty() && it.to_do.front().label == it.label;
  add(made, Aspect::kind, std::string(facts_of(it.kind).word), std::string(facts_of(it.kind).word));
  if (!named_by_it) add_label(made, it.label, made.named);
  heading(made, it, place);
  const auto whose = it.for_person       ? "au bénéfice de la personne"
                     : it.against_person ? "opposé à la personne"
                                         : "";
  add_text(made, Aspect::whose, whose);
  if (bearing.internal) add(made, Aspect::internal, "oui", "sans effet contre la personne");
  if (it.state != no_id && it.of_instance) add(made, Aspect::of_instance, "oui", "survit à son état");
  add_patterns(made, Aspect::kept_by, it.kept_by, place);
  if (it.kept_on != none_id) {
    auto keeping = place;
    if (!it.kept_by.empty()) keeping.current = model_.patterns[it.kept_by.front()].type;
    add_expression(made, Aspect::kept_on, it.kept_on, keeping, true);
  }
  add_expression(made, Aspect::kept_before, it.kept_before, place, true);
  add_patterns(made, Aspect::forbids, it.forbids, place);
  add_patterns(made, Aspect::lifted_by, it.lifted_by, place);
  add_patterns(made, Aspect::interrupted_by, it.interrupted_by, place);
  for (const auto& pause : it.pauses) {
    Line line;
    line.aspect = Aspect::pauses;
    line.of = pause.state != no_id ? naming_.of_state(procedure_, pause.state)
                                   : former_.expression(pause.condition, procedure_)->key();
    line.key =
        fmt::format("{}:{}:{}:{}", line.of, pause.by_months, pause.cumulated,
                    pause.at_most == none_id ? "" : former_.expression(pause.at_most, procedure_)->key());
    line.form = former_.expression(pause.at_most, procedure_);
    line.words = pause.state != no_id ? "« " + shown(procedure.states[pause.state].label) + " »"
                                      : phrase(model_, pause.condition, place);
    line.words += pause.by_months ? ", par mois" : ", par jours";
    if (pause.at_most != none_id)
      line.words +=
          ", au plus " + phrase(model_, pause.at_most, place) + (pause.cumulated ? " cumulés" : " par pause");
    made.lines.push_back(std::move(line));
  }
  if (it.postponed_to != none_id) {
    Line line;
    line.aspect = Aspect::postponed;
    line.form = former_.expression(it.postponed_to, procedure_);
    line.key = line.form->key();
    line.words = day_phrase(model_, it.postponed_to, place);
    if (it.postponed_if != none_id) {
      line.key += "?" + former_.expression(it.postponed_if, procedure_)->key();
      line.words += " quand " + phrase(model_, it.postponed_if, place);
    }
    made.lines.push_back(std::move(line));
  }
  if (it.postponable_by != none_id) {
    Line line;
    line.aspect = Aspect::postponable;
    line.form = former_.expression(it.postponable_by, procedure_);
    line.key = line.form->key() + "!" + former_.pattern(it.postponable_on, procedure_)->key() + "!" +
               std::to_string(static_cast<int>(it.postponed_in_length));
    line.words = "de " + phrase(model_, it.postponable_by, place) + " au plus par " +
                 pattern_phrase(model_, it.postponable_on, place) +
                 chosen(it.postponed_in_length, ", ajoutés à la durée", ", ajoutés à la fin", "");
    made.lines.push_back(std::move(line));
  }
  if (it.renewals > 0) {
    Line line;
    line.aspect = Aspect::renewals;
    line.key =
        fmt::format("{}:{}", it.renewals,
                    it.renewed_by == none_id ? "tacite" : former_.pattern(it.renewed_by, procedure_)->key());
    line.lo = line.hi = Value::of(Value::Kind::integer, it.renewals);
    line.words =
        fmt::format("{} fois {}", it.renewals,
                    it.renewed_tacitly ? std::string("tacitement")
                                       : "sur décision par " + pattern_phrase(model_, it.renewed_by, place));
    made.lines.push_back(std::move(line));
  }
  const auto& facts = facts_of(it.kind);
  // What it says once missed says how grave that is.
  const bool said_by_the_sequel = std::ranges::any_of(
      it.if_overdue, [](const Action& one) { return one.kind == ActionKind::irregularity; });
  if (!said_by_the_sequel && (facts.owed ? !it.as_soon_as_possible : facts.course == DelaiCourse::reserved)) {
    add(made, Aspect::severity, std::to_string(static_cast<int>(it.severity)),
        std::string(severity_word(it.severity)));
    made.lines.back().lo = Value::of(Value::Kind::integer, static_cast<int>(it.severity));
  }
  if ((facts.owed || it.judges_length()) && it.delay_of != 0)
    add(made, Aspect::delay_of, std::string(model_.text(it.delay_of)),
        institution_shown(model_, model_.text(it.delay_of)));

  const auto actions = [&](const std::string& when, const std::vector<Action>& all) {
    for (const auto& one : all) made.parts.push_back(action(one, it.rule, when, place, bearing));
  };
  actions("", it.to_do);
  for (const auto& one : it.reminders) made.parts.push_back(reminder(one, place));
  actions("si dépassé", it.if_overdue);
  actions("si la date est inconnue", it.if_unknown);
  actions("si l'objectif n'est pas tenu", it.if_target_missed);
  actions("si hors bornes", it.if_out_of_bounds);
  for (auto& part : made.parts)
    if (part.at.line == 0)
      part.at = made.at, part.article = made.article, part.departement = made.departement;
  seal(made);
  return made;
}

Sheet SheetMaker::reminder(const Reminder& it, const Wording& wording) {
  auto made = sheet(SheetKind::reminder, "rappel", it.label);
  Line when;
  when.aspect = Aspect::every;
  when.form = former_.expression(it.length, wording.procedure);
  when.key = fmt::format("{}:{}", static_cast<int>(it.when), when.form ? when.form->key() : "");
  const auto length = it.length == none_id ? std::string() : phrase(model_, it.length, wording);
  when.words = it.when == Reminder::When::each_month ? std::string("chaque mois")
               : it.when == Reminder::When::before   ? length + " avant la fin"
                                                     : every(length);
  made.lines.push_back(std::move(when));
  if (!it.label.empty()) add(made, Aspect::label, it.label, "« " + it.label + " »");
  if (it.role != no_id) add(made, Aspect::role, role_key(it.role), role(it.role));
  seal(made);
  return made;
}

/// « dès a ou b » is a clause for each: what stands on one line is one.
void SheetMaker::clauses(std::vector<Sheet>& parts, const std::vector<Clause>& list, const std::string& place,
                         const Bearing& around) {
  std::map<std::uint16_t, int> guarded;
  for (const auto& one : list)
    if (one.condition != none_id && !one.otherwise) ++guarded[one.group];
  // Where several cases of one act propose what weighs on her, one met less often leaves room to another.
  std::map<std::uint16_t, int> proposing;
  for (const auto& one : list)
    proposing[one.group] += std::ranges::any_of(one.actions, [&](const Action& it) {
      return it.kind == ActionKind::proposal && weighs(it.proposal);
    });
  const Sheet* last = nullptr;
  const Clause* last_clause = nullptr;
  for (const auto& one : list) {
    auto made = clause(one, place, around);
    if ((one.kind == ClauseKind::on_event || one.kind == ClauseKind::at_end) && proposing[one.group] > 1)
      made.bearing.leads_to_adverse = false;
    // Cases of one act are tried in their order.
    if ((one.kind == ClauseKind::on_event || one.kind == ClauseKind::at_end) && guarded[one.group] > 1 &&
        one.condition != none_id)
      made.sequence = made.group;
    if (last && one.is_about_acts() && last_clause->kind == one.kind && last->at == made.at &&
        last_clause->otherwise == one.otherwise &&
        std::ranges::equal(parts.back().parts, made.parts, {}, &Sheet::digest, &Sheet::digest)) {
      auto& whole = parts.back();
      auto* acts = whole.line(Aspect::act);
      const auto* more = made.line(Aspect::act);
      acts->items.insert(more->items.begin(), more->items.end());
      acts->key.clear();
      for (const auto& item : acts->items) acts->key += item + ";";
      acts->words += " ou " + more->words;
      const auto arrow = whole.told.find(" → ");
      whole.told.insert(std::min(arrow, whole.told.size()), " ou " + more->words);
      whole.place = whole.told;
      whole.bearing.adverse = whole.bearing.adverse && made.bearing.adverse;
      for (auto& part : whole.parts) part.bearing.adverse = part.bearing.adverse && made.bearing.adverse;
      whole.group += "+";
      seal(whole);
    } else {
      seal(made);
      parts.push_back(std::move(made));
    }
    last = &parts.back();
    last_clause = &one;
  }
}

Sheet SheetMaker::clause(const Clause& it, const std::string& place, const Bearing& around) {
  const auto& procedure = model_.procedures[procedure_];
  auto wording = wording_in(model_, procedure_);
  if (it.kind == ClauseKind::on_event) wording.current = model_.patterns[it.pattern].type;
  std::string told;
  const auto otherwise = it.otherwise ? std::string("sinon, ") : std::string();
  Sheet made;
  made.kind = SheetKind::clause;
  switch (it.kind) {
    case ClauseKind::on_event:
    case ClauseKind::expected:
      told = (it.kind == ClauseKind::on_event ? otherwise + "dès " : "attendu : ") +
             pattern_phrase(model_, it.pattern, wording);
      made.group = (it.kind == ClauseKind::on_event ? "des:" : "attendu:") +
                   naming_.of(Bears::event, model_.patterns[it.pattern].type);
      break;
    case ClauseKind::at_end:
      told = otherwise + "à la fin de « " + shown(procedure.delais[it.delai].label) + " »";
      made.group = "fin:" + naming_.of_delai(procedure_, it.delai);
      break;
    case ClauseKind::on_condition:
      told = "dès " + joined_by_que(phrase(model_, it.condition, wording));
      made.group = "des que";
      break;
    case ClauseKind::on_entry:
      told = "à l'entrée";
      made.group = "entree";
      break;
    case ClauseKind::while_true:
      told = "tant " + joined_by_que(phrase(model_, it.condition, wording));
      made.group = "tant que";
      break;
  }
  made.group += place;
  if (it.target != no_id) told += " → « " + shown(procedure.states[it.target].label) + " »";
  made.noun = "suite";
  made.told = std::move(told);
  made.stands = place;
  made.place = made.told;
  of_rule(made, it.rule, procedure.rule);
  made.bearing = around;
  made.bearing.adverse = it.kind == ClauseKind::on_event && weighs(it.pattern);
  for (const auto& one : it.actions)
    if (one.kind == ActionKind::proposal && weighs(one.proposal)) made.bearing.leads_to_adverse = true;
  if (it.is_about_acts()) add_pattern(made, Aspect::act, it.pattern, wording);
  if (it.otherwise) add(made, Aspect::otherwise, "oui", "si aucun des cas d'avant");
  if (it.is_about_acts() || it.kind == ClauseKind::at_end) {
    add_expression(made, Aspect::condition, it.condition, wording);
  } else {
    // When it acts, in one: « tant que c » may become « à l'entrée ».
    made.by_condition = true;
    Line when;
    when.aspect = Aspect::condition;
    when.form = former_.expression(it.condition, procedure_);
    when.key = fmt::format("{}:{}", static_cast<int>(it.kind), when.form ? when.form->key() : "");
    when.words = made.told.substr(0, made.told.find(" → "));
    made.lines.push_back(std::move(when));
    if (it.target != no_id)
      made.noun = "suite qui mène à « " + shown(procedure.states[it.target].label) + " »";
    else if (!it.actions.empty())
      made.noun = "suite : " + action(it.actions.front(), it.rule, "", wording, {}).told;
  }
  if (it.target != no_id)
    add(made, Aspect::target, naming_.of_state(procedure_, it.target),
        "« " + shown(procedure.states[it.target].label) + " »");
  for (const auto& one : it.requirements) made.parts.push_back(requirement(one, it, wording));
  for (const auto& one : it.actions) made.parts.push_back(action(one, it.rule, "", wording, made.bearing));
  for (auto& part : made.parts)
    if (part.at.line == 0)
      part.at = made.at, part.article = made.article, part.departement = made.departement;
  return made;
}

Sheet SheetMaker::requirement(const Requirement& it, const Clause& of, const Wording& wording) {
  auto made = sheet(SheetKind::requirement, "exige", it.labelled ? it.label : "");
  if (!it.labelled) made.told = "exige " + phrase(model_, it.condition, wording);
  of_rule(made, it.rule, of.rule);
  made.bearing.adverse = of.kind == ClauseKind::on_event && weighs(of.pattern);
  add_expression(made, Aspect::condition, it.condition, wording);
  if (it.labelled) add(made, Aspect::label, it.label, "« " + it.label + " »");
  add(made, Aspect::severity, std::to_string(static_cast<int>(it.severity)),
      std::string(severity_word(it.severity)));
  made.lines.back().lo = Value::of(Value::Kind::integer, static_cast<int>(it.severity));
  seal(made);
  return made;
}

Sheet SheetMaker::action(const Action& it, RuleId owner, const std::string& when, const Wording& wording,
                         const Bearing& around) {
  const auto* procedure = procedure_ == no_id ? nullptr : &model_.procedures[procedure_];
  auto made = sheet(SheetKind::action, "", {});
  made.action = it.kind;
  made.bearing = around;
  made.bearing.institution = of_an_institution(it.role, it.delay_of);
  of_rule(made, it.rule, owner);
  const auto quoted = [](const std::string& text) {
    return text.empty() ? std::string() : " « " + text + " »";
  };
  const auto label = [&] {
    if (!it.label.empty()) add(made, Aspect::label, it.label, "« " + it.label + " »");
  };
  switch (it.kind) {
    case ActionKind::go_to:
      made.noun = "aller à";
      if (procedure) {
        made.told = "aller à « " + shown(procedure->states[it.target].label) + " »";
        add(made, Aspect::target, naming_.of_state(procedure_, it.target),
            "« " + shown(procedure->states[it.target].label) + " »");
      }
      label();
      break;
    case ActionKind::to_do:
      made.noun = "à faire";
      made.told = made.noun + quoted(it.label);
      label();
      if (it.as_soon_as_possible) add(made, Aspect::soon, "oui", "dès que possible");
      break;
    case ActionKind::irregularity:
      made.noun = "irrégularité";
      made.told = made.noun + quoted(it.label);
      label();
      add(made, Aspect::severity, std::to_string(static_cast<int>(it.severity)),
          std::string(severity_word(it.severity)));
      made.lines.back().lo = Value::of(Value::Kind::integer, static_cast<int>(it.severity));
      if (it.delay_of != 0)
        add(made, Aspect::delay_of, std::string(model_.text(it.delay_of)),
            institution_shown(model_, model_.text(it.delay_of)));
      break;
    case ActionKind::proposal:
      made.noun = "proposition";
      made.told = made.noun + quoted(it.label);
      made.bearing.leads_to_adverse = weighs(it.proposal);
      add_pattern(made, Aspect::proposes, it.proposal, wording);
      label();
      if (!it.bounds.empty()) {
        const auto table = model_.exprs[it.bounds.front()].data & 0xFFFF;
        add(made, Aspect::interval, naming_.of(Bears::table, table),
            "table « " + opened_name(model_.tables[table].label) + " »");
      }
      break;
    case ActionKind::open_question:
      made.noun = "question ouverte";
      made.told = made.noun + quoted(it.label);
      label();
      break;
    case ActionKind::ask_fact: {
      made.noun = "demander";
      Line line;
      line.aspect = Aspect::facts;
      std::vector<std::string> words;
      for (const auto fact : it.facts) {
        line.items.insert(former_.expression(fact, wording.procedure)->key());
        words.push_back(phrase(model_, fact, wording));
      }
      for (const auto& item : line.items) line.key += item + ";";
      line.words = listed(words);
      made.told = "demander " + line.words;
      made.lines.push_back(std::move(line));
      break;
    }
    case ActionKind::transitional:
      made.noun = "droit transitoire";
      made.told = made.noun + quoted(it.label);
      label();
      break;
    case ActionKind::open_linked:
      made.noun = "ouvrir";
      made.told = "ouvrir « " + shown(model_.procedures[it.procedure].label) + " »";
      add(made, Aspect::target, naming_.of(Bears::procedure, it.procedure),
          "« " + shown(model_.procedures[it.procedure].label) + " »");
      break;
    case ActionKind::reset:
      made.noun = "remettre à zéro";
      if (procedure) {
        made.told = "remettre à zéro « " + shown(procedure->delais[it.delai].label) + " »";
        add(made, Aspect::target, naming_.of_delai(procedure_, it.delai),
            "« " + shown(procedure->delais[it.delai].label) + " »");
      }
      break;
    case ActionKind::remind_every:
      made.noun = "rappel";
      made.told = made.noun + quoted(it.label);
      label();
      add_expression(made, Aspect::every, it.every, wording);
      break;
  }
  if (it.role != no_id)
    add(made, Aspect::role, fmt::format("{}:{}:{}", role_key(it.role), role_key(it.second_role), it.jointly),
        roles(it));
  if (!when.empty()) {
    made.told = when + " : " + made.told;
    made.noun = when + " : " + made.noun;
  }
  made.group = fmt::format("geste:{}:{}", when, static_cast<int>(it.kind));
  seal(made);
  return made;
}

}  // namespace filrouge::dsl
