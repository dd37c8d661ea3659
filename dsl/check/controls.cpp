#include "dsl/check/controls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/clause_catalogue.hpp"
#include "dsl/check/leads.hpp"
#include "dsl/check/reads.hpp"
#include "engine/core/calendar/civil_period.hpp"

namespace filrouge::dsl {
namespace {

class ControlReader {
 public:
  ControlReader(Checking& checking, Expressions& expressions, Actions& actions, View node,
                std::uint32_t module)
      : c_(checking), expressions_(expressions), actions_(actions), node_(node), module_(module) {}

  void read() {
    for (const auto child : node_) {
      if (child.is(NodeKind::each))
        each(child);
      else if (child.is(NodeKind::never))
        never(child);
      else if (child.is(NodeKind::at_most_per))
        at_most(child);
    }
  }

 private:
  Place place(RuleId rule, EventTypeId current = no_id) const {
    Place place;
    place.module = module_;
    place.rule = rule;
    place.current = current;
    place.domain = Domain::person;
    return place;
  }

  Control begin(View at) {
    Control control;
    const auto name = fmt::format("{}.{}", c_.model.modules[module_].name, node_.text());
    control.name = c_.intern(name);
    const auto label = node_.child(NodeKind::label);
    control.label = label ? label.text() : written_name(c_, node_);
    // The fondement is written on the contrôle, the line shown is that of the sentence.
    control.rule = add_rule(c_, node_, module_, name, c_.modules[module_].rule);
    c_.model.rules[control.rule].led_by = led_by(c_, node_, module_);
    const auto& file = c_.sources[at.range().file];
    c_.model.rules[control.rule].line = file.position(at.range().begin).line;
    return control;
  }

  /// A contrôle judges an act over a whole history: no procédure began, no state was entered.
  bool reads_an_instance(View sentence, const Control& control) {
    for (const auto id : {control.condition, control.since, control.within, control.at_least, control.per}) {
      for (const auto& [op, word] : {std::pair{Op::start_day, "début"}, std::pair{Op::entry_day, "entrée"}}) {
        if (!reads(c_.model, id, [&](const Expr& expr) { return expr.op == op; })) continue;
        c_.report(Code::outside_procedure, sentence, {word})
            .expecting(Phrase("le jour d'un acte, comme « le jour de demande_rsa »"))
            .suggesting(
                Phrase("nommez l'acte dont cela compte, ou écrivez « exige » dans la procédure, sous le "
                       "« dès » de l'acte jugé"));
        return true;
      }
    }
    return false;
  }

  /// « sinon … »; without it, the contrôle's own title is the irregularity, blocking.
  void finish(View sentence, Control control) {
    if (reads_an_instance(sentence, control)) return;
    const ActionPlace at{
        place(control.rule, control.each == none_id ? no_id : c_.model.patterns[control.each].type),
        control.rule, module_};
    if (control.if_broken.empty())
      for (const auto child : node_)
        if (child.is(NodeKind::if_broken)) {
          control.if_broken = actions_.read(child, at);
          check_actions(c_, child, ActionStand::broken);
        }
    if (control.if_broken.empty()) {
      Action action;
      action.kind = ActionKind::irregularity;
      action.label = control.label;
      action.severity = filrouge::Severity::blocking;
      action.rule = control.rule;
      control.if_broken.push_back(std::move(action));
    }
    c_.model.controls.push_back(std::move(control));
  }

  /// Under a « sinon » that speaks for the whole contrôle, a reader cannot tell which of the two is said of
  /// an « exige » that has words of its own.
  void says_once(View own) {
    const auto otherwise = node_.child(NodeKind::if_broken);
    if (!otherwise) return;
    c_.report(Code::irregularity_twice, own, {excerpt(c_, own)})
        .expecting(Phrase("une seule : celle de « sinon », ou celle de l'exigence",
                          "one of them: that of « sinon », or that of the requirement"))
        .suggesting(
            Phrase("effacez ces mots : l'irrégularité est alors celle de « sinon » ; ou donnez à cette "
                   "exigence un contrôle à elle, sans « sinon »",
                   "delete these words: the irregularity is then that of « sinon »; or give this "
                   "requirement a contrôle of its own, without « sinon »"))
        .also(otherwise.range(), Phrase("l'autre est ici", "the other is here"));
  }

  void each(View node) {
    const auto pattern_node = node.child(NodeKind::pattern);
    const auto each = expressions_.pattern(pattern_node, place(none_id));
    if (!each) return;
    const auto type = c_.model.patterns[*each].type;
    for (const auto sentence : node) {
      if (sentence.is(NodeKind::pattern) || sentence.is(NodeKind::error)) continue;
      auto control = begin(sentence);
      control.each = *each;
      const auto at = place(control.rule, type);
      if (sentence.is(NodeKind::requirement)) {
        control.sentence = Sentence::required;
        control.condition = expressions_.condition(sentence.first(), at);
        if (control.condition == none_id) continue;
        const auto label = sentence.child(NodeKind::label), severity = sentence.child(NodeKind::severity);
        if (label || severity) {
          says_once(label ? label : severity);
          Action action;
          action.kind = ActionKind::irregularity;
          action.label = label ? label.text() : control.label;
          action.severity = Actions::severity(sentence, filrouge::Severity::blocking);
          action.rule = control.rule;
          control.if_broken.push_back(std::move(action));
        }
        finish(sentence, std::move(control));
        continue;
      }
      if (sentence.is(NodeKind::not_before)) {
        control.sentence = Sentence::not_before;
        control.condition = expressions_.date(sentence.first(), at);
        if (control.condition != none_id) finish(sentence, std::move(control));
        continue;
      }
      control.sentence = sentence.is(NodeKind::must_be_preceded) ? Sentence::preceded : Sentence::followed;
      if (!other(sentence, at, control)) continue;
      finish(sentence, std::move(control));
    }
  }

  /// « de B [depuis …] [dans …] [au moins … avant] ».
  bool other(View sentence, const Place& at, Control& control) {
    for (const auto child : sentence) {
      switch (child.kind()) {
        case NodeKind::pattern:
        case NodeKind::query:
        case NodeKind::name: {
          const auto pattern_node = child.is(NodeKind::query) ? child.child(NodeKind::pattern) : child;
          const auto pattern = expressions_.pattern(pattern_node, at);
          if (!pattern) return false;
          control.other = *pattern;
          if (const auto since = child.child(NodeKind::since))
            control.since = expressions_.limit(since.first(), at);
          break;
        }
        case NodeKind::since:
          control.since = expressions_.limit(child.first(), at);
          break;
        case NodeKind::within:
          control.within = expressions_.duration(child.first(), at).id;
          break;
        case NodeKind::at_least:
          control.at_least = expressions_.duration(child.first(), at).id;
          break;
        default:
          break;
      }
    }
    return control.other != none_id;
  }

  void never(View node) {
    auto control = begin(node);
    control.sentence = Sentence::never_during;
    const auto pattern = expressions_.pattern(node.child(NodeKind::pattern), place(control.rule));
    if (!pattern) return;
    control.each = *pattern;
    const auto name = node.child(NodeKind::name);
    const auto dot = name.text().rfind('.');
    const auto state = dot == std::string::npos ? name.text() : name.text().substr(dot + 1);
    std::vector<std::pair<std::uint16_t, StateId>> found;
    if (dot != std::string::npos) {
      for (const auto* version :
           c_.names.resolve(NameKind::procedure, name.text().substr(0, dot), module_, name))
        if (const auto id = c_.procedures[version->index].state(state, c_.departement(module_)); id != no_id)
          found.emplace_back(static_cast<std::uint16_t>(version->index), id);
        else
          c_.report(Code::unknown_name, name, {"l'état", state});
      if (found.empty()) return;
    } else {
      for (std::uint16_t p = 0; p < c_.procedures.size(); ++p)
        if (c_.procedures[p].part.module == module_)
          if (const auto id = c_.procedures[p].state(state, c_.departement(module_)); id != no_id)
            found.emplace_back(p, id);
    }
    if (found.empty()) {
      c_.report(Code::unknown_name, name, {"l'état", state})
          .expecting(Phrase("un état de ce module, ou « procédure.état »"));
      return;
    }
    control.procedure = found.front().first;
    control.state = found.front().second;
    for (const auto& [procedure, id] : found) c_.means_state(name, c_.procedures[procedure], state);
    finish(node, std::move(control));
  }

  void at_most(View node) {
    auto control = begin(node);
    control.sentence = Sentence::at_most;
    const auto at = place(control.rule);
    const auto pattern_node = node.child(NodeKind::pattern);
    const auto pattern = expressions_.pattern(pattern_node, at);
    if (!pattern) return;
    control.each = *pattern;
    control.limit = static_cast<std::uint32_t>(node.number());
    for (const auto child : node)
      if (child.is(NodeKind::same_field)) {
        if (!same_field(child, control)) return;
      } else if (!(child == pattern_node)) {
        control.per = expressions_.duration(child, at).id;
      }
    control.civil = node.text().starts_with("civil");
    if (node.text().empty())
      c_.report(Code::open_choice, node, {node_.text(), "une période glissante ou du calendrier"})
          .expecting(Phrase("« glissants » ou « civils »"));
    if (control.per == none_id) return;
    if (control.civil) civil(node, control.per);
    finish(node, std::move(control));
  }

  /// « de la même nature »: a field that the acts counted may say otherwise.
  bool same_field(View node, Control& control) {
    const auto& pattern = c_.model.patterns[control.each];
    const auto id = expressions_.field_of(node, pattern.type);
    if (!id) return false;
    control.same = *id;
    control.same_feminine = node.number() == 1;
    for (const auto& constraint : pattern.constraints)
      if (constraint.field == *id && constraint.values.size() == 1) {
        c_.report(Code::idle_clause, node, {fmt::format("« {} »", excerpt(c_, node)), "ici"})
            .expecting(Phrase("un champ que le contrôle laisse libre : ici, tous les actes comptés en ont "
                              "déjà la même valeur"))
            .suggesting(Phrase("effacez ces mots, ou la valeur que l'acte doit avoir"));
        return false;
      }
    return true;
  }

  /// The calendar has weeks, months, quarters, years: each length it may be must be one of them.
  void civil(View node, ExprId per) {
    const auto& expr = c_.model.exprs[per];
    const auto is_one = [](const Value& value) {
      return value.kind == Value::Kind::duration && value.exact() &&
             civil_period(first_day(), value.length());
    };
    const auto& values = c_.model.parameters;
    const bool known = expr.op == Op::literal
                           ? is_one(c_.model.values[expr.data])
                           : expr.op == Op::parameter &&
                                 std::ranges::all_of(values[expr.data].values, [&](const DatedValue& dated) {
                                   return is_one(dated.value);
                                 });
    if (known) return;
    for (const auto child : node)
      if (!child.is(NodeKind::pattern) && !child.is(NodeKind::same_field))
        c_.report(Code::no_civil_period, child, {excerpt(c_, child)})
            .expecting(
                Phrase("« 1 semaine », « 1 mois », « 2 », « 3 », « 4 » ou « 6 mois », « 1 an » : une période "
                       "civile commence un lundi, un 1er du mois ou un 1er janvier"))
            .suggesting(Phrase("si elle compte depuis chaque acte, écrivez « glissants »"));
  }

  Checking& c_;
  Expressions& expressions_;
  Actions& actions_;
  View node_;
  std::uint32_t module_;
};

}  // namespace

void read_control(Checking& checking, Expressions& expressions, Actions& actions, View node,
                  std::uint32_t module) {
  ControlReader(checking, expressions, actions, node, module).read();
}

void read_controls(Checking& checking, Expressions& expressions, Actions& actions) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations)
      if (node.is(NodeKind::control)) read_control(checking, expressions, actions, node, m);
}

}  // namespace filrouge::dsl
