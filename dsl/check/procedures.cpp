#include "dsl/check/procedures.hpp"

#include <fmt/format.h>

#include "dsl/check/reads.hpp"

namespace filrouge::dsl {

/// A state ends for everybody: a local text ends its own alone (local_passages.cpp says it).
bool Procedures::ends_a_national_state(const Part& part, const DraftState& state) const {
  const auto owner = state.parts.front().module;
  return !c_.national(part.module) && c_.national(owner) && owner != part.module;
}

std::string Procedures::base_code(std::uint16_t index, const Part& part) const {
  // What a local module adds bears that module's name.
  return fmt::format("{}.{}", c_.model.modules[part.module].name, c_.procedures[index].name);
}

void Procedures::outline(std::uint16_t index) {
  auto& draft = c_.procedures[index];
  Procedure procedure;
  procedure.module = draft.part.module;
  procedure.name = c_.intern(base_code(index, draft.part));
  procedure.label = label_of(draft.part.node, written_name(c_, draft.part.node));
  procedure.rule = add_rule(c_, draft.part.node, draft.part.module, base_code(index, draft.part),
                            c_.modules[draft.part.module].rule);
  for (const auto& state : draft.states) {
    State made;
    made.name = c_.intern(state.name);
    made.label = state.name;
    for (const auto& part : state.parts) {
      if (part.node.is(NodeKind::name)) {
        made.final = true;
        made.label = written_name(c_, part.node);
      } else if (part.node.is(NodeKind::state)) {
        made.initial = made.initial || (part.node.number() & 1) != 0;
        made.final = made.final || (part.node.number() & 2) != 0;
        made.sanction = made.sanction || (part.node.number() & 4) != 0;
        made.label = label_of(part.node, written_name(c_, part.node));
      }
    }
    const auto& first = state.parts.front();
    made.rule = add_rule(c_, first.node, first.module,
                         fmt::format("{}.{}", base_code(index, first), state.name), procedure.rule);
    procedure.states.push_back(std::move(made));
  }
  // A state both described and listed among the final ones.
  for (const auto& part : draft.parts)
    for (const auto child : part.node) {
      if (!child.is(NodeKind::final_states)) continue;
      for (const auto name : child)
        if (const auto state = draft.state(name.text(), c_.departement(part.module));
            state != no_id && !ends_a_national_state(part, draft.states[state]))
          procedure.states[state].final = true;
    }
  for (const auto child : draft.part.node)
    if (child.is(NodeKind::per_event))
      if (const auto pattern = child.child(NodeKind::pattern))
        draft.trigger = expressions_.event_type(pattern, pattern.text(), {.module = draft.part.module});
  c_.model.procedures.push_back(std::move(procedure));
}

void Procedures::instances(std::uint16_t index, View node, Place& place) {
  auto& procedure = c_.model.procedures[index];
  bool said = false;
  for (const auto child : node) {
    switch (child.kind()) {
      case NodeKind::per_person:
      case NodeKind::per_dossier: {
        said = true;
        procedure.per = child.is(NodeKind::per_person) ? InstancePer::person : InstancePer::dossier;
        procedure.of = child.is(NodeKind::per_person) ? Scope::person : Scope::dossier;
        ExprId predicate = none_id;
        if (child.is(NodeKind::per_person) && (child.number() & 1)) {
          const auto subject = c_.model.vocabulary.find_attribute("soumission_droits_devoirs");
          if (subject == no_id)
            c_.report(Code::unknown_name, child, {"l'attribut", "soumission_droits_devoirs"})
                .suggesting(Phrase(
                    "déclarez-le : « attribut soumission_droits_devoirs : booléen », « portée personne »"));
          else
            predicate = c_.pool.expr(Op::attribute, ValueType::boolean, {}, subject);
        }
        auto when = child.first();
        if (when.is(NodeKind::guard)) when = when.first();
        if (when) {
          const auto condition = expressions_.condition(when, place);
          if (reads(c_.model, condition, [](const Expr& expr) { return reads_the_course(expr.op); }))
            c_.report(Code::predicate_reads_events, child)
                .suggesting(Phrase("pour une vie par événement, écrivez « une instance par … » ; sinon, "
                                   "ouvrez l'instance et attendez l'événement dans un état"));
          predicate = predicate == none_id
                          ? condition
                          : c_.pool.expr(Op::logical_and, ValueType::boolean, {predicate, condition});
        }
        procedure.predicate = predicate;
        break;
      }
      case NodeKind::per_event: {
        said = true;
        procedure.per = InstancePer::event;
        if (const auto pattern = expressions_.pattern(child.child(NodeKind::pattern), place)) {
          procedure.trigger = *pattern;
          const auto type = c_.model.patterns[*pattern].type;
          place.trigger = type;
          const auto scope = c_.model.vocabulary.events[type].scope;
          procedure.of = child.number() == 1 ? Scope::person : child.number() == 2 ? Scope::dossier : scope;
        }
        break;
      }
      default:
        break;
    }
  }
  if (!said)
    c_.report(Code::no_instances, node, {node.text()})
        .expecting(Phrase(
            "« pour chaque personne … », « pour chaque dossier … » ou « une instance par ÉVÉNEMENT »"));
}

void Procedures::governing(std::uint16_t index, Place place) {
  const auto& draft = c_.procedures[index];
  auto written = draft.part.node.child(NodeKind::governing).first();
  if (!written) written = c_.modules[draft.part.module].governing;
  if (!written) return;
  // The instance is not open yet: the event that opens it is the one at hand.
  place.current = place.trigger;
  place.trigger = no_id;
  // The day is looked for in the person's whole history: it comes before the instance as often as not.
  place.domain = Domain::person;
  c_.model.procedures[index].governing = expressions_.date(written, place);
}

void Procedures::states(std::uint16_t index, const Place& at) {
  const auto& draft = c_.procedures[index];
  const auto owner_of = [&](const Part& part) {
    // A local text has the fondement its own module gives, not that of the national one.
    return part.local ? c_.modules[part.module].rule : c_.model.procedures[index].rule;
  };
  // Rules of each text of each state: their délais and clauses take its dates and fondement.
  std::vector<std::vector<RuleId>> rules(draft.states.size());
  for (StateId s = 0; s < draft.states.size(); ++s)
    for (std::size_t p = 0; p < draft.states[s].parts.size(); ++p) {
      const auto& part = draft.states[s].parts[p];
      rules[s].push_back(p == 0 ? c_.model.procedures[index].states[s].rule
                                : add_rule(c_, part.node, part.module,
                                           fmt::format("{}.{}", base_code(index, part), draft.states[s].name),
                                           owner_of(part)));
    }
  const auto code_of = [&](const Part& part, StateId state) {
    return state == no_id ? base_code(index, part)
                          : fmt::format("{}.{}", base_code(index, part), draft.states[state].name);
  };
  const auto state_rule = [&](const DraftDelai& delai) {
    if (delai.state == no_id) return owner_of(delai.part);
    return rules[delai.state][delai.text];
  };
  for (std::size_t d = 0; d < draft.delais.size(); ++d) {
    const auto& written = draft.delais[d];
    auto delai = delais_.read(written, at, state_rule(written), code_of(written.part, written.state));
    delai.called = written_name(c_, draft.part.node) + ".";
    if (written.state != no_id)
      delai.called += written_name(c_, draft.states[written.state].parts.front().node) + ".";
    delai.called += written_name(c_, written.part.node);
    auto& procedure = c_.model.procedures[index];
    if (written.state == no_id)
      procedure.instance_delais.push_back(static_cast<std::uint16_t>(d));
    else
      procedure.states[written.state].delais.push_back(static_cast<std::uint16_t>(d));
    procedure.delais.push_back(std::move(delai));
  }
  for (StateId s = 0; s < draft.states.size(); ++s) {
    std::vector<Clause> clauses;
    for (std::size_t p = 0; p < draft.states[s].parts.size(); ++p) {
      const auto& part = draft.states[s].parts[p];
      auto place = at;
      place.module = part.module;
      place.state = s;
      clauses_.read(part.node, place, rules[s][p], code_of(part, s), clauses);
    }
    for (std::size_t d = 0; d < draft.delais.size(); ++d) {
      const auto& written = draft.delais[d];
      if (written.state != s) continue;
      auto place = at;
      place.module = written.part.module;
      place.state = s;
      clauses_.at_end_of_delai(written.part.node, static_cast<std::uint16_t>(d), place,
                               c_.model.procedures[index].delais[d].rule, code_of(written.part, s), clauses);
    }
    c_.model.procedures[index].states[s].clauses = std::move(clauses);
  }
  std::vector<Clause> general;
  for (const auto& part : draft.parts) {
    auto place = at;
    place.module = part.module;
    for (const auto child : part.node)
      if (child.is(NodeKind::from_any))
        clauses_.read(child, place, owner_of(part), fmt::format("{}.tout_etat", base_code(index, part)),
                      general);
  }
  for (std::size_t d = 0; d < draft.delais.size(); ++d) {
    const auto& written = draft.delais[d];
    if (written.state != no_id) continue;
    auto place = at;
    place.module = written.part.module;
    clauses_.at_end_of_delai(written.part.node, static_cast<std::uint16_t>(d), place,
                             c_.model.procedures[index].delais[d].rule,
                             fmt::format("{}.tout_etat", base_code(index, written.part)), general);
  }
  c_.model.procedures[index].from_any = std::move(general);
}

void Procedures::seams(std::uint16_t index, Part part, const Place& place) {
  for (const auto child : part.node) {
    if (!child.is(NodeKind::seam)) continue;
    const auto day = child.first(), from = day.next(), to = from.next();
    Seam seam;
    seam.on = Date{static_cast<std::int32_t>(day.number())};
    auto here = place;
    here.module = part.module;
    seam.from = actions_.state(from, from.text(), here);
    seam.to = actions_.state(to, to.text(), here);
    if (seam.from == no_id || seam.to == no_id) continue;
    c_.model.procedures[index].seams.push_back(seam);
    c_.seams.push_back({index, seam.from, seam.to, {child, part.module, part.local}});
  }
}

void Procedures::read(std::uint16_t index) {
  const auto& draft = c_.procedures[index];
  Place place;
  place.module = draft.part.module;
  place.procedure = &draft;
  place.rule = c_.model.procedures[index].rule;
  place.trigger = draft.trigger;
  instances(index, draft.part.node, place);
  governing(index, place);
  states(index, place);
  for (const auto& part : draft.parts) seams(index, part, place);

  auto& procedure = c_.model.procedures[index];
  std::size_t initial = 0;
  View second;
  for (StateId s = 0; s < procedure.states.size(); ++s) {
    if (!procedure.states[s].initial) continue;
    if (initial++ == 0)
      procedure.initial = s;
    else
      second = draft.states[s].parts.front().node;
  }
  if (initial == 0)
    c_.report(Code::no_initial, draft.part.node, {draft.name})
        .suggesting(
            Phrase("ajoutez le mot « initial » à l'état où elle commence : « état à_orienter initial »"));
  if (initial > 1)
    c_.report(Code::several_initial, second, {draft.name})
        .also(draft.states[procedure.initial].parts.front().node.range(), Phrase("le premier est ici"));
}

}  // namespace filrouge::dsl
