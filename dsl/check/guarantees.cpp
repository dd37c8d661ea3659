#include <fmt/format.h>

#include "dsl/check/controls.hpp"

namespace filrouge::dsl {
namespace {

void read_guarantee(Checking& c, Expressions& expressions, View node, std::uint32_t module) {
  const auto name = fmt::format("{}.{}", c.model.modules[module].name, node.text());
  for (const auto child : node) {
    if (!child.is(NodeKind::never_without) && !child.is(NodeKind::always_running)) continue;
    const bool never = child.is(NodeKind::never_without);
    std::vector<View> names;
    View condition;
    for (const auto part : child)
      (never && !part.is(NodeKind::name) ? condition : names.emplace_back()) = part;
    if (never && !condition && names.size() > 1) {
      condition = names.back();  // « sans » and a bare name
      names.pop_back();
    }
    // The procédures meant: the one named; else those of the module that have the states.
    std::vector<std::uint16_t> procedures;
    if (!never && !names.empty()) {
      for (const auto* found :
           c.names.resolve(NameKind::procedure, names.front().text(), module, names.front()))
        procedures.push_back(static_cast<std::uint16_t>(found->index));
    } else {
      for (std::uint16_t p = 0; p < c.procedures.size(); ++p) {
        if (c.procedures[p].part.module != module) continue;
        if (!never || c.procedures[p].state(names.front().text(), c.departement(module)) != no_id)
          procedures.push_back(p);
      }
    }
    if (procedures.empty() && never)
      c.report(Code::unknown_name, names.front(), {"l'état", names.front().text()})
          .expecting(Phrase("un état d'une procédure de ce module"));
    for (const auto p : procedures) {
      Guarantee guarantee;
      guarantee.name = c.intern(name);
      guarantee.label = label_of(node, written_name(c, node));
      guarantee.kind = never ? GuaranteeKind::never_without : GuaranteeKind::always_running;
      guarantee.procedure = p;
      guarantee.unless_blocking_that_day = child.number() == 1;
      guarantee.rule = add_rule(c, node, module, name, c.modules[module].rule);
      if (never) {
        std::vector<std::string_view> states;
        for (const auto& one : c.procedures[p].states) states.push_back(one.name);
        for (const auto state : names) {
          const auto id = c.procedures[p].state(state.text(), c.departement(module));
          if (id == no_id)
            c.report(Code::unknown_name, state, {"l'état", state.text()})
                .suggesting(suggest(state.text(), states));
          else
            c.means_state(state, c.procedures[p], state.text()), guarantee.states.push_back(id);
        }
        Place place;
        place.module = module;
        place.procedure = &c.procedures[p];
        place.trigger = c.procedures[p].trigger;
        place.rule = guarantee.rule;
        guarantee.without = expressions.condition(condition, place);
      }
      c.model.guarantees.push_back(std::move(guarantee));
    }
  }
}

}  // namespace

void read_guarantees(Checking& checking, Expressions& expressions, Actions& actions) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::guarantee)) continue;
      read_guarantee(checking, expressions, node, m);
      read_control(checking, expressions, actions, node, m);
    }
}

}  // namespace filrouge::dsl
