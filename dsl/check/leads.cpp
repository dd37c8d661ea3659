#include "dsl/check/leads.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace filrouge::dsl {
namespace {

RoleId led_by_module(const Checking& checking, std::uint32_t module) {
  return checking.model.rules[checking.modules[module].rule].led_by;
}

/// A module of words alone: it leads nothing else than what its words are lacking for.
bool is_vocabulary(const DraftModule& module) {
  const auto declares = [&](NodeKind kind) {
    return std::ranges::any_of(module.declarations, [&](View node) { return node.is(kind); });
  };
  return (declares(NodeKind::event_type) || declares(NodeKind::role_decl)) &&
         !declares(NodeKind::procedure) && !declares(NodeKind::control);
}

/// Nobody is nameless once a rule names somebody: where no vocabulary says it, the first rule that does.
RoleId led_by_vocabulary(const Checking& checking) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    if (is_vocabulary(checking.modules[m]))
      if (const auto role = led_by_module(checking, m); role != no_id) return role;
  for (const auto& rule : checking.model.rules)
    if (rule.led_by != no_id) return rule.led_by;
  return no_id;
}

/// Once a module: one clause answers for all that stands in it.
void report_leaderless(Checking& checking, std::uint32_t module) {
  for (const auto node : checking.modules[module].declarations) {
    if (!node.is(NodeKind::procedure) && !node.is(NodeKind::control)) continue;
    if (node.has(NodeKind::led_by)) continue;
    std::vector<std::string_view> roles;
    for (const auto& role : checking.roles) roles.push_back(role.node.text());
    checking
        .report(Code::nobody_leads, node,
                {node.is(NodeKind::procedure) ? "la procédure" : "le contrôle", node.text()})
        .expecting(Phrase(fmt::format("« conduite par » et un rôle : {}", fmt::join(roles, ", ")),
                          fmt::format("« conduite par » and a role: {}", fmt::join(roles, ", "))))
        .suggesting(Phrase(
            "écrivez-le en tête du module, pour tout ce qu'il tient, ou ici même, si c'est à un autre"));
    return;
  }
}

}  // namespace

RoleId led_by(Checking& checking, View node, std::uint32_t module) {
  const auto written = node.child(NodeKind::led_by).first();
  if (!written) return no_id;
  const auto found = checking.names.resolve(NameKind::role, written.text(), module, written);
  return found.empty() ? no_id : static_cast<RoleId>(found.front()->index);
}

void settle_leads(Checking& checking) {
  auto& rules = checking.model.rules;
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    rules[checking.modules[m].rule].led_by = led_by(checking, checking.modules[m].node, m);
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) {
    const auto& part = checking.procedures[p].part;
    rules[checking.model.procedures[p].rule].led_by = led_by(checking, part.node, part.module);
  }
  for (auto& rule : rules)
    if (rule.led_by == no_id) rule.led_by = led_by_module(checking, rule.module);
  checking.model.led_by = led_by_vocabulary(checking);
  if (checking.model.roles.empty()) return;  // nobody could be named
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    if (!checking.modules[m].node.has(NodeKind::led_by)) report_leaderless(checking, m);
}

}  // namespace filrouge::dsl
