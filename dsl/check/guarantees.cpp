#include <fmt/format.h>

#include "dsl/check/controls.hpp"

namespace filrouge::dsl {
namespace {

std::string label_of(View node) {
  const auto label = node.child(NodeKind::label);
  return label ? label.text() : node.text();
}

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
           c.names.resolve(NameKind::procedure, names.front().text(), module, names.front().range()))
        procedures.push_back(static_cast<std::uint16_t>(found->index));
    } else {
      for (std::uint16_t p = 0; p < c.procedures.size(); ++p) {
        if (c.procedures[p].part.module != module) continue;
        if (!never || c.procedures[p].state(names.front().text()) != no_id) procedures.push_back(p);
      }
    }
    if (procedures.empty() && never)
      c.report(Code::unknown_name, names.front(), {"l'état", names.front().text()})
          .expecting(Phrase("un état d'une procédure de ce module"));
    for (const auto p : procedures) {
      Guarantee guarantee;
      guarantee.name = c.intern(name);
      guarantee.label = label_of(node);
      guarantee.kind = never ? GuaranteeKind::never_without : GuaranteeKind::always_running;
      guarantee.procedure = p;
      guarantee.unless_blocking_that_day = child.number() == 1;
      guarantee.rule = add_rule(c, node, module, name, c.modules[module].rule);
      if (never) {
        std::vector<std::string_view> states;
        for (const auto& one : c.procedures[p].states) states.push_back(one.name);
        for (const auto state : names) {
          const auto id = c.procedures[p].state(state.text());
          if (id == no_id)
            c.report(Code::unknown_name, state, {"l'état", state.text()})
                .suggesting(suggest(state.text(), states));
          else
            guarantee.states.push_back(id);
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

void read_indicators(Checking& checking, Expressions& expressions) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m) {
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::indicator)) continue;
      Indicator indicator;
      const auto name = fmt::format("{}.{}", checking.model.modules[m].name, node.text());
      indicator.name = checking.intern(name);
      indicator.label = label_of(node);
      indicator.rule = add_rule(checking, node, m, name, checking.modules[m].rule);
      indicator.still_waiting = node.has(NodeKind::still_waiting);
      Place place;
      place.module = m;
      place.domain = Domain::person;
      place.rule = indicator.rule;
      for (const auto child : node) {
        if (child.is(NodeKind::minimum_group))
          indicator.minimum_group = static_cast<std::uint32_t>(child.number());
        if (child.is(NodeKind::by_axis))
          for (const auto axis : child) indicator.axes.push_back(checking.intern(axis.text()));
        if (!child.is(NodeKind::indicator_measure)) continue;
        indicator.measure = child.text() == "mediane"   ? IndicatorMeasure::median_days
                            : child.text() == "moyenne" ? IndicatorMeasure::mean_days
                            : child.text() == "part"    ? IndicatorMeasure::share
                                                        : IndicatorMeasure::count;
        for (const auto part : child) {
          if (!part.is(NodeKind::pattern) && !part.is(NodeKind::query) && !part.is(NodeKind::name)) continue;
          const auto query = expressions.query(part, place);
          if (!query) continue;
          (indicator.from == none_id ? indicator.from : indicator.to) = *query;
        }
      }
      const bool delay = indicator.measure == IndicatorMeasure::median_days ||
                         indicator.measure == IndicatorMeasure::mean_days;
      if (!node.has(NodeKind::indicator_measure))
        checking.report(Code::missing_part, node,
                        {node.text(), "ce qu'il mesure : « médiane des jours de … à … »"});
      // A delay among those who are through says nothing of those who still wait.
      else if (delay && !indicator.still_waiting)
        checking.report(Code::missing_part, node,
                        {node.text(), "ceux qui attendent encore : ajoutez « et nombre encore en attente »"});
      checking.model.indicators.push_back(std::move(indicator));
    }
  }
}

}  // namespace filrouge::dsl
