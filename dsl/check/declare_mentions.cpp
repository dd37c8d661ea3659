#include <array>
#include <utility>

#include "dsl/check/declare.hpp"

namespace filrouge::dsl {
namespace {

constexpr auto declarations = std::to_array<std::pair<NodeKind, ThingKind>>({
    {NodeKind::event_type, ThingKind::event},
    {NodeKind::attribute_decl, ThingKind::attribute},
    {NodeKind::role_decl, ThingKind::role},
    {NodeKind::parameter, ThingKind::parameter},
    {NodeKind::definition, ThingKind::definition},
    {NodeKind::table, ThingKind::table},
    {NodeKind::procedure, ThingKind::procedure},
    {NodeKind::control, ThingKind::control},
    {NodeKind::guarantee, ThingKind::guarantee},
    {NodeKind::indicator, ThingKind::indicator},
    {NodeKind::topic, ThingKind::topic},
    {NodeKind::scenario, ThingKind::scenario},
});

}  // namespace

void mention_declarations(Checking& checking) {
  auto& mentions = checking.mentions;
  if (!mentions.kept) return;
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m) {
    const auto& module = checking.model.modules[m].name;
    mentions.declare(checking.modules[m].node, ThingKind::module, module);
    for (const auto node : checking.modules[m].declarations) {
      if (node.is(NodeKind::conventions)) mentions.declare(node, ThingKind::conventions, node.text());
      for (const auto& [kind, thing] : declarations)
        if (node.is(kind)) mentions.declare(node, thing, module + "." + node.text());
      if (!node.is(NodeKind::event_type)) continue;
      for (const auto field : node)
        if (field.is(NodeKind::field_decl))
          mentions.declare(field, ThingKind::field, module + "." + node.text() + "." + field.text());
    }
  }
  for (const auto& procedure : checking.procedures) {
    for (const auto& state : procedure.states)
      for (const auto& part : state.parts)
        if (!part.node.is(NodeKind::extend_state))
          mentions.declare(part.node, ThingKind::state, checking.whole_name(procedure, state.name));
    for (const auto& delai : procedure.delais)
      mentions.declare(delai.part.node, ThingKind::delai, checking.whole_name(procedure, delai.name));
    // « états finaux » names states that are described elsewhere too.
    for (const auto& part : procedure.parts)
      for (const auto child : part.node)
        if (child.is(NodeKind::final_states))
          for (const auto name : child)
            if (procedure.state(name.text(), checking.departement(part.module)) != no_id)
              checking.means_state(name, procedure, name.text());
  }
}

void Checking::means_event(View at, EventTypeId type) {
  const auto& events = names.of(NameKind::event);
  if (mentions.kept && type < events.size()) mentions.mean(at, ThingKind::event, events[type].name);
}

void Checking::means_field(View at, EventTypeId type, FieldId field) {
  if (!mentions.kept || field < static_cast<FieldId>(BuiltinField::count)) return;
  const auto& events = names.of(NameKind::event);
  const auto of = [&](std::size_t event) {
    if (event < events.size() && model.vocabulary.events[event].field(field))
      mentions.mean(at, ThingKind::field,
                    events[event].name + "." + std::string(model.vocabulary.field_name(field)));
  };
  if (type != no_id) return of(type);
  // Of any event: it may be that of each that has it.
  for (std::size_t event = 0; event < model.vocabulary.events.size(); ++event) of(event);
}

}  // namespace filrouge::dsl
