#include "dsl/check/clauses.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace filrouge::dsl {
namespace {

/// Clauses on one event (or one délai) of one state are tried together.
void join_group(std::vector<Clause>& clauses, const Model& model) {
  auto& last = clauses.back();
  const auto same = [&](const Clause& other) {
    if (other.kind != last.kind) return false;
    if (last.kind == ClauseKind::on_event)
      return model.patterns[other.pattern].type == model.patterns[last.pattern].type;
    return last.kind == ClauseKind::at_end && other.delai == last.delai;
  };
  std::uint16_t next = 0;
  for (std::size_t i = 0; i + 1 < clauses.size(); ++i) {
    if (same(clauses[i])) {
      last.group = clauses[i].group;
      return;
    }
    next = std::max<std::uint16_t>(next, static_cast<std::uint16_t>(clauses[i].group + 1));
  }
  last.group = next;
}

}  // namespace

Clause Clauses::begin(View node, ClauseKind kind, const Place& place, RuleId owner, std::string code) {
  Clause clause;
  clause.kind = kind;
  clause.rule = add_rule(c_, node, place.module, std::move(code), owner);
  return clause;
}

void Clauses::finish(View node, Clause& clause, Place place) {
  place.rule = clause.rule;
  const ActionPlace at{place, clause.rule, place.module};
  clause.actions = actions_.read(
      node, at, &clause.target,
      clause.kind == ClauseKind::at_end && !node.is(NodeKind::at_end_of) && !node.is(NodeKind::otherwise));
  for (const auto child : node)
    if (child.is(NodeKind::requirement)) actions_.requirements(child, at, clause.requirements);
  check_actions(c_, node, stand_of(node, clause, place));
}

/// Where the actions of a clause stand: what matters most first.
ActionStand Clauses::stand_of(View node, const Clause& clause, const Place& place) const {
  const auto& states =
      c_.model.procedures[static_cast<std::size_t>(place.procedure - c_.procedures.data())].states;
  const auto reached = clause.target != no_id ? clause.target : place.state;
  if (clause.kind == ClauseKind::on_entry && clause.target != no_id) return ActionStand::entry;
  if (clause.kind == ClauseKind::while_true && clause.target != no_id) return ActionStand::standing;
  if (reached != no_id && states[reached].final) return ActionStand::final_state;
  if (delai_kind(node.kind())) return ActionStand::end_of_term;
  if (clause.kind == ClauseKind::on_entry) return ActionStand::entry;
  return clause.kind == ClauseKind::while_true ? ActionStand::standing : ActionStand::clause;
}

void Clauses::on_act(View node, ClauseKind kind, const Place& place, RuleId owner, const std::string& code,
                     std::vector<Clause>& into) {
  for (const auto child : node) {
    if (!child.is(NodeKind::pattern)) continue;
    const auto pattern = expressions_.pattern(child, place);
    if (!pattern) continue;
    const auto type = c_.model.patterns[*pattern].type;
    auto here = place;
    here.current = type;
    auto clause = begin(node, kind, place, owner,
                        fmt::format("{}.{}", code, c_.model.text(c_.model.vocabulary.events[type].name)));
    here.rule = clause.rule;
    clause.pattern = *pattern;
    if (const auto guard = node.child(NodeKind::guard)) {
      clause.condition = expressions_.condition(guard.first(), here);
      if (clause.condition == none_id) continue;  // said; an unguarded clause would be another rule
    }
    finish(node, clause, here);
    into.push_back(std::move(clause));
    join_group(into, c_.model);
  }
}

/// « sinon » completes the « dès » just before: of their common pattern, or of the event alone when they
/// differ.
void Clauses::otherwise(View node, const Place& place, RuleId owner, const std::string& code,
                        std::vector<Clause>& into) {
  const auto orphan = [&](std::string_view of) {
    c_.report(Code::otherwise_alone, node, {std::string(of)})
        .expecting(Phrase(
            "avant lui, un « dès … quand … » (ou un « à la fin de … quand … ») dont il est le contraire"));
  };
  if (into.empty()) return orphan("…");
  const auto before = into.back();
  if (before.kind != ClauseKind::on_event && before.kind != ClauseKind::at_end) return orphan("…");
  auto pattern = before.pattern;
  bool guarded = false;
  for (auto it = into.rbegin(); it != into.rend() && it->kind == before.kind && it->group == before.group;
       ++it) {
    if (it->otherwise) return orphan(excerpt(c_, node));
    guarded = guarded || it->condition != none_id;
    if (it->pattern != pattern) pattern = c_.pool.pattern({c_.model.patterns[before.pattern].type, {}});
  }
  const auto name = before.kind == ClauseKind::on_event
                        ? std::string(c_.model.text(
                              c_.model.vocabulary.events[c_.model.patterns[before.pattern].type].name))
                        : fmt::format("fin_{}", place.procedure->delais[before.delai].name);
  if (!guarded && pattern == before.pattern) return orphan(name);
  auto clause = begin(node, before.kind, place, owner, fmt::format("{}.{}", code, name));
  clause.pattern = before.kind == ClauseKind::on_event ? pattern : none_id;
  clause.delai = before.delai;
  clause.otherwise = true;
  auto here = place;
  if (before.kind == ClauseKind::on_event) here.current = c_.model.patterns[before.pattern].type;
  finish(node, clause, here);
  clause.group = before.group;
  into.push_back(std::move(clause));
}

void Clauses::at_end(View node, const std::vector<std::uint16_t>& delais, const Place& place, RuleId owner,
                     const std::string& code, std::vector<Clause>& into) {
  for (const auto delai : delais) {
    auto clause = begin(node, ClauseKind::at_end, place, owner,
                        fmt::format("{}.fin_{}", code, place.procedure->delais[delai].name));
    clause.delai = delai;
    auto here = place;
    here.rule = clause.rule;
    if (const auto guard = node.child(NodeKind::guard)) {
      clause.condition = expressions_.condition(guard.first(), here);
      if (clause.condition == none_id) continue;
    }
    finish(node, clause, here);
    into.push_back(std::move(clause));
    join_group(into, c_.model);
  }
}

void Clauses::at_end_of_delai(View delai, std::uint16_t index, const Place& place, RuleId owner,
                              const std::string& code, std::vector<Clause>& into) {
  bool direct = false;
  for (const auto child : delai) {
    if (child.is(NodeKind::at_end_of)) at_end(child, {index}, place, owner, code, into);
    direct = direct || child.is(NodeKind::go_to);
  }
  // « terme avis : 1 mois après saisine_ep, aller à avis_rendu ».
  if (direct) at_end(delai, {index}, place, owner, code, into);
}

void Clauses::standing(View node, ClauseKind kind, std::string_view word, const Place& place, RuleId owner,
                       const std::string& code, std::vector<Clause>& into) {
  auto clause = begin(node, kind, place, owner, fmt::format("{}.{}", code, word));
  auto here = place;
  here.rule = clause.rule;
  if (kind != ClauseKind::on_entry) {
    clause.condition = expressions_.condition(node.first(), here);
    if (clause.condition == none_id) return;
  }
  finish(node, clause, here);
  into.push_back(std::move(clause));
  join_group(into, c_.model);
}

void Clauses::read(View text, const Place& place, RuleId owner, const std::string& code,
                   std::vector<Clause>& into) {
  for (const auto child : text) {
    switch (child.kind()) {
      case NodeKind::on_event:
        on_act(child, ClauseKind::on_event, place, owner, code, into);
        break;
      case NodeKind::expected:
        on_act(child, ClauseKind::expected, place, owner, code, into);
        break;
      case NodeKind::otherwise:
        otherwise(child, place, owner, code, into);
        break;
      case NodeKind::on_condition:
        standing(child, ClauseKind::on_condition, "des_que", place, owner, code, into);
        break;
      case NodeKind::on_entry:
        standing(child, ClauseKind::on_entry, "entree", place, owner, code, into);
        break;
      case NodeKind::while_true:
        standing(child, ClauseKind::while_true, "tant_que", place, owner, code, into);
        break;
      case NodeKind::at_end_of: {
        const auto name = child.first();
        std::vector<std::uint16_t> ends;
        const auto& delais = place.procedure->delais;
        for (const bool here : {true, false}) {
          if (!ends.empty()) break;
          for (std::size_t i = 0; i < delais.size(); ++i)
            if (delais[i].name == name.text() && (delais[i].state == place.state) == here)
              ends.push_back(static_cast<std::uint16_t>(i));
        }
        if (ends.empty()) {
          std::vector<std::string_view> names;
          for (const auto& delai : delais) names.push_back(delai.name);
          c_.report(Code::unknown_name, name, {"le délai", name.text()})
              .suggesting(suggest(name.text(), names));
        }
        if (!ends.empty()) c_.means_delai(name, *place.procedure, name.text());
        if (!ends.empty()) check_end_clause(c_, child, delais[ends.front()].part.node);
        at_end(child, ends, place, owner, code, into);
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace filrouge::dsl
