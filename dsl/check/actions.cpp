#include "dsl/check/actions.hpp"

#include <fmt/format.h>

namespace filrouge::dsl {
namespace {

std::string_view word_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::to_do:
      return "action";
    case NodeKind::irregularity:
      return "irregularite";
    case NodeKind::proposal:
      return "proposition";
    case NodeKind::open_question:
      return "question";
    case NodeKind::ask_fact:
      return "demande";
    case NodeKind::transitional:
      return "droit_transitoire";
    case NodeKind::open_linked:
      return "ouvre";
    case NodeKind::reset:
      return "remise_a_zero";
    case NodeKind::reminder:
      return "rappel";
    case NodeKind::go_to:
      return "suite";
    default:
      return {};
  }
}

}  // namespace

RuleId add_part_rule(Checking& checking, View node, const ActionPlace& at, std::string_view word,
                     View logic) {
  const auto base = fmt::format("{}.{}", checking.model.rules[at.owner].code, word);
  const auto number = ++checking.codes[base];
  return add_rule(checking, node, at.module, fmt::format("{}_{}", base, number), at.owner, word, logic);
}

filrouge::Severity Actions::severity(View node, filrouge::Severity unsaid) {
  const auto written = node.is(NodeKind::severity) ? node : node.child(NodeKind::severity);
  if (!written) return unsaid;
  if (written.text().starts_with("bloquant")) return filrouge::Severity::blocking;
  if (written.text().starts_with("majeur")) return filrouge::Severity::major;
  return written.text().starts_with("mineur") ? filrouge::Severity::minor : filrouge::Severity::info;
}

StateId Actions::state(View at, const std::string& name, const Place& place) {
  if (!place.procedure) return no_id;
  const auto found = place.procedure->state(name, c_.departement(place.module));
  if (found != no_id) return c_.means_state(at, *place.procedure, name), found;
  std::vector<std::string_view> names;
  for (const auto& one : place.procedure->states) names.push_back(one.name);
  c_.report(Code::unknown_name, at, {"l'état", name})
      .expecting(Phrase(fmt::format("un état de « {} »", place.procedure->name)))
      .suggesting(suggest(name, names));
  return no_id;
}

void Actions::role(View by_role, std::uint32_t module, RoleId& first, RoleId& second) {
  if (!by_role) return;
  const auto found = c_.names.resolve(NameKind::role, by_role.text(), module, by_role);
  if (!found.empty()) first = static_cast<RoleId>(found.front()->index);
  if (const auto other = by_role.first()) {
    const auto also = c_.names.resolve(NameKind::role, other.text(), module, other);
    if (!also.empty()) second = static_cast<RoleId>(also.front()->index);
  }
}

void Actions::roles(View by_role, std::uint32_t module, Action& action) {
  role(by_role, module, action.role, action.second_role);
  action.jointly = by_role && by_role.number() == 1;
}

std::vector<Action> Actions::read(View parent, const ActionPlace& at, StateId* target, bool at_end) {
  std::vector<Action> list;
  for (const auto child : parent) {
    if (word_of(child.kind()).empty()) continue;
    if (at_end && (child.is(NodeKind::to_do) || child.is(NodeKind::reminder))) continue;
    if (child.is(NodeKind::go_to) && target) {
      *target = state(child, child.text(), at.place);
      continue;
    }
    Action action;
    action.label = label_of(child);
    auto inside = at;
    action.rule = add_part_rule(c_, child, at, word_of(child.kind()));
    inside.place.rule = action.rule;
    if (read_one(child, inside, action)) list.push_back(std::move(action));
  }
  return list;
}

bool Actions::read_one(View node, const ActionPlace& at, Action& action) {
  roles(node.child(NodeKind::by_role), at.module, action);
  switch (node.kind()) {
    case NodeKind::go_to:
      action.kind = ActionKind::go_to;
      action.target = state(node, node.text(), at.place);
      return action.target != no_id;
    case NodeKind::to_do:
      action.kind = ActionKind::to_do;
      action.as_soon_as_possible = node.number() == 1;
      return true;
    case NodeKind::irregularity:
      action.kind = ActionKind::irregularity;
      action.severity = severity(node, filrouge::Severity::major);
      if (const auto late = node.child(NodeKind::delay_of)) action.delay_of = c_.intern(late.text());
      return true;
    case NodeKind::proposal: {
      action.kind = ActionKind::proposal;
      const auto pattern = expressions_.pattern(node.child(NodeKind::pattern), at.place);
      if (!pattern) return false;
      action.proposal = *pattern;
      if (action.label.empty())
        action.label = c_.model.vocabulary.events[c_.model.patterns[*pattern].type].label;
      for (const auto child : node)
        if (child.is(NodeKind::name)) bounds_of_table(child, at, action);
      return true;
    }
    case NodeKind::open_question:
      action.kind = ActionKind::open_question;
      return true;
    case NodeKind::transitional:
      action.kind = ActionKind::transitional;
      return true;
    case NodeKind::ask_fact:
      action.kind = ActionKind::ask_fact;
      for (const auto fact : node) {
        if (fact.is(NodeKind::label)) continue;
        if (const auto typed = expressions_.value(fact, at.place)) action.facts.push_back(typed.id);
      }
      return !action.facts.empty();
    case NodeKind::open_linked: {
      action.kind = ActionKind::open_linked;
      const auto name = node.first();
      const auto found = c_.names.resolve(NameKind::procedure, name.text(), at.module, name);
      if (found.empty()) return false;
      action.procedure = static_cast<std::uint16_t>(found.front()->index);
      return true;
    }
    case NodeKind::reset: {
      action.kind = ActionKind::reset;
      const auto name = node.first();
      std::vector<std::string_view> names;
      for (std::size_t i = 0; at.place.procedure && i < at.place.procedure->delais.size(); ++i) {
        const auto& delai = at.place.procedure->delais[i];
        names.push_back(delai.name);
        if (delai.name == name.text() && c_.may_name(at.module, delai.part))
          action.delai = static_cast<std::uint16_t>(i);
      }
      if (action.delai != no_id)
        c_.means_delai(name, *at.place.procedure, name.text());
      else
        c_.report(Code::unknown_name, name, {"le délai", name.text()})
            .suggesting(suggest(name.text(), names));
      return action.delai != no_id;
    }
    case NodeKind::reminder: {
      action.kind = ActionKind::remind_every;
      if (node.text() == "chaque_mois") {
        action.every =
            expressions_.pool().literal(Value::of(Duration{1, 0, DayKind::calendar}), ValueType::duration);
        return true;
      }
      for (const auto child : node)
        if (!child.is(NodeKind::label) && !child.is(NodeKind::by_role))
          action.every = expressions_.duration(child, at.place).id;
      return action.every != none_id;
    }
    default:
      return false;
  }
}

/// « proposer decision_cd, dans bornes »: each column of the table bounds the field of that name.
void Actions::bounds_of_table(View name, const ActionPlace& at, Action& action) {
  const auto tables = c_.names.resolve(NameKind::table, name.text(), at.module, name);
  if (tables.empty()) return;
  const auto index = tables.front()->index;
  auto inside = at.place;
  inside.module = tables.front()->module;
  std::vector<ExprId> args;
  for (const auto child : c_.tables[index].node) {
    if (!child.is(NodeKind::name)) continue;
    const auto input = expressions_.value(child, inside);
    if (!input) return;
    args.push_back(input.type == ValueType::event
                       ? expressions_.pool().expr(Op::occurred, ValueType::boolean, {input.id})
                       : input.id);
  }
  const auto& table = c_.model.tables[index];
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    action.bound_names.push_back(table.outputs[i]);
    action.bounds.push_back(expressions_.pool().expr(Op::table_value, ValueType::none, args,
                                                     index | static_cast<std::uint32_t>(i) << 16));
  }
}

void Actions::requirements(View node, const ActionPlace& at, std::vector<Requirement>& into) {
  const auto condition = node.first();
  const auto label = label_of(node);
  requirement(node, condition, at, label, severity(node, filrouge::Severity::blocking), into);
}

void Actions::requirement(View node, View condition, const ActionPlace& at, const std::string& label,
                          filrouge::Severity severity, std::vector<Requirement>& into) {
  if (label.empty() && condition.is(NodeKind::binary) && condition.text() == "et") {
    requirement(node, condition.first(), at, label, severity, into);
    requirement(node, condition.first().next(), at, label, severity, into);
    return;
  }
  Requirement made;
  made.rule = add_part_rule(c_, node, at, "exige", condition);
  auto place = at.place;
  place.rule = made.rule;
  made.condition = expressions_.condition(condition, place);
  made.label = label.empty() ? fmt::format("Exigé : {}", excerpt(c_, condition)) : label;
  made.labelled = !label.empty();
  made.severity = severity;
  if (made.condition != none_id) into.push_back(std::move(made));
}

}  // namespace filrouge::dsl
