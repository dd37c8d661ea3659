#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/declare.hpp"
#include "dsl/grammar/places.hpp"

namespace filrouge::dsl {
namespace {

/// A name taken twice in one place is an error, unless the two are never in force together.
bool clashes(Checking& checking, View node, Period period, View other, Period other_period,
             const char* kind) {
  const auto day = first_common_day(period, other_period);
  if (!day.known()) return false;
  if (node.has(NodeKind::in_force) || other.has(NodeKind::in_force))
    checking.report(Code::versions_overlap, node, {node.text(), french_date(day)})
        .suggesting(Phrase("fermez la première version par « en vigueur … au … », la veille du jour où "
                           "commence la suivante"))
        .also(other.range(), Phrase("l'autre version est ici", "the other version is here"));
  else
    checking.report(Code::declared_twice, node, {kind, node.text()})
        .also(other.range(), Phrase("déjà déclaré ici", "already declared here"));
  return true;
}

/// A local délai of the name of a national one would be read for it.
bool hides_a_national_delai(Checking& checking, const DraftProcedure& draft, const Part& part) {
  if (checking.national(part.module)) return false;
  const auto national = std::ranges::find_if(draft.delais, [&](const DraftDelai& other) {
    return other.name == part.node.text() && checking.national(other.part.module);
  });
  if (national == draft.delais.end()) return false;
  checking
      .report(Code::hides_national, part.node,
              {"le délai", part.node.text(), checking.model.modules[national->part.module].name})
      .suggesting(Phrase("donnez-lui un autre nom"))
      .also(national->part.node.range(), Phrase("déclaré ici", "declared here"));
  return true;
}

void add_delai(Checking& checking, DraftProcedure& draft, Part part, StateId state, Period owner) {
  if (hides_a_national_delai(checking, draft, part)) return;
  const auto period = in_force_of(checking, part.node, owner);
  for (const auto& other : draft.delais)
    if (other.name == part.node.text() && other.state == state &&
        !checking.names.apart(part.module, other.part.module) &&
        clashes(checking, part.node, period, other.part.node, other.in_force, "le délai"))
      return;
  draft.delais.push_back(
      {part.node.text(), state, part, period, state == no_id ? 0 : draft.states[state].parts.size() - 1});
}

Period period_of(Checking& checking, std::uint32_t module, View node) {
  const auto& it = checking.model.modules[module];
  return in_force_of(checking, node, {it.in_force_from, it.in_force_to});
}

void add_delais_of_state(Checking& checking, DraftProcedure& draft, Part part, StateId state, Period owner) {
  const auto period = in_force_of(checking, part.node, owner);
  for (const auto child : part.node)
    if (delai_kind(child.kind())) add_delai(checking, draft, {child, part.module, part.local}, state, period);
}

void add_state(Checking& checking, DraftProcedure& draft, Part part, Period owner) {
  const auto& departement = checking.departement(part.module);
  const auto existing = draft.state(part.node.text(), departement);
  if (existing != no_id) {
    const auto& first = draft.states[existing].parts.front();
    if (checking.national(first.module) && !checking.national(part.module)) {
      // Another version of it would be for everybody.
      checking.report(Code::declared_twice, part.node, {"l'état", part.node.text()})
          .suggesting(
              Phrase("écrivez « complète état » pour y ajouter quelque chose, ou donnez-lui un autre nom"))
          .also(first.node.range(), Phrase("déjà déclaré ici", "already declared here"));
      return;
    }
    const auto period = in_force_of(checking, part.node, owner);
    for (const auto& other : draft.states[existing].parts)
      if (clashes(checking, part.node, period, other.node, in_force_of(checking, other.node, owner),
                  "l'état"))
        return;
    draft.states[existing].parts.push_back(part);
  } else {
    draft.states.push_back({part.node.text(), {part}, part.local ? departement : std::string()});
  }
  add_delais_of_state(checking, draft, part, draft.state(part.node.text(), departement), owner);
}

/// The states and délais written in one text of a procédure: its own, or what a local module adds.
void collect(Checking& checking, DraftProcedure& draft, Part part) {
  const auto owner = period_of(checking, part.module, part.node);
  for (const auto child : part.node) {
    if (child.is(NodeKind::state)) {
      add_state(checking, draft, {child, part.module, part.local}, owner);
    } else if (child.is(NodeKind::final_states)) {
      for (const auto name : child) {
        const auto& departement = checking.departement(part.module);
        const auto existing = draft.state(name.text(), departement);
        if (existing == no_id) {
          draft.states.push_back(
              {name.text(), {{name, part.module, part.local}}, part.local ? departement : std::string()});
        } else if (const auto& first = draft.states[existing].parts.front().node; first.is(NodeKind::name)) {
          checking.report(Code::declared_twice, name, {"l'état", name.text()})
              .also(first.range(), Phrase("déjà déclaré ici"));
        }
      }
    } else if (delai_kind(child.kind())) {
      add_delai(checking, draft, {child, part.module, part.local}, no_id, owner);
    } else if (child.is(NodeKind::from_any)) {
      // A délai of every state outlives each of them.
      for (const auto delai : child)
        if (delai_kind(delai.kind()))
          add_delai(checking, draft, {delai, part.module, part.local}, no_id, owner);
    }
  }
}

}  // namespace

void declare_procedure(Checking& checking, std::uint32_t module, View node) {
  const auto index = static_cast<std::uint32_t>(checking.procedures.size());
  const auto& name = checking.model.modules[module].name;
  if (!checking.names.declare(NameKind::procedure, {name + "." + node.text(), node.text(), module, index,
                                                    node.range(), period_of(checking, module, node)}))
    return;
  DraftProcedure draft;
  draft.name = node.text();
  draft.part = {node, module, false};
  draft.parts.push_back(draft.part);
  collect(checking, draft, draft.part);
  checking.procedures.push_back(std::move(draft));
}

void declare_additions(Checking& checking) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m) {
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::extend_procedure)) continue;
      const auto name = node.first();
      for (const auto* found : checking.names.resolve(NameKind::procedure, name.text(), m, name)) {
        auto& draft = checking.procedures[found->index];
        const auto& extends = checking.modules[m].extends;
        const auto& owner = checking.model.modules[found->module].name;
        // A département extends the national text as a whole: « étend rsa » covers rsa.cer.
        const bool allowed = found->module == m || std::ranges::any_of(extends, [&](std::uint32_t e) {
                               const auto& extended = checking.model.modules[e].name;
                               return extended == owner || owner.starts_with(extended + ".");
                             });
        if (!allowed) {
          checking.report(Code::not_local, node, {draft.name, owner})
              .suggesting(Phrase(fmt::format("ajoutez « étend {} » en tête du module", owner)));
          continue;
        }
        const Part part{node, m, true};
        draft.parts.push_back(part);
        collect(checking, draft, part);
        const auto keep_note = [&](View of, std::vector<StateId> states) {
          auto note = annotation_of(checking, of, m).note;
          if (!note.empty())
            checking.model.modules[m].completions.push_back(
                {found->index, std::move(states), std::move(note)});
        };
        keep_note(node, {});
        for (const auto child : node) {
          if (!child.is(NodeKind::extend_state)) continue;
          std::vector<StateId> states;
          // The same lines, for each state named.
          for (const auto state_name : child) {
            if (!state_name.is(NodeKind::name)) continue;
            const auto state = draft.state(state_name.text(), checking.departement(m));
            if (state == no_id) {
              std::vector<std::string_view> states;
              for (const auto& it : draft.states) states.push_back(it.name);
              checking.report(Code::unknown_name, state_name, {"l'état", state_name.text()})
                  .suggesting(suggest(state_name.text(), states));
              continue;
            }
            checking.means_state(state_name, draft, state_name.text());
            const Part addition{child, m, true};
            draft.states[state].parts.push_back(addition);
            add_delais_of_state(checking, draft, addition, state, period_of(checking, m, node));
            states.push_back(state);
          }
          keep_note(child, std::move(states));
        }
      }
    }
  }
}

}  // namespace filrouge::dsl
