#include "dsl/check/roles.hpp"

namespace filrouge::dsl {

void read_roles(Checking& checking, Expressions& expressions) {
  for (std::size_t r = 0; r < checking.roles.size(); ++r) {
    const auto& part = checking.roles[r];
    Place place;
    place.module = part.module;
    place.domain = Domain::person;
    bool settled = false;
    for (const auto node : part.node) {
      if (!node.is(NodeKind::role_case)) continue;
      const auto held = node.first();
      if (settled) {
        checking.report(Code::role_case_dead, node, {part.node.text()});
        continue;
      }
      settled = !held.next();
      const auto found = checking.names.resolve(NameKind::role, held.text(), part.module, held);
      if (found.empty()) continue;
      if (checking.roles[found.front()->index].node.has(NodeKind::role_case)) {
        checking.report(Code::wrong_type, held,
                        {"un rôle tenu par quelqu'un", "un rôle qui dépend lui-même du dossier"});
        continue;
      }
      RoleCase made;
      made.role = static_cast<RoleId>(found.front()->index);
      if (held.next()) made.condition = expressions.condition(held.next(), place);
      checking.model.roles[r].cases.push_back(made);
    }
    if (part.node.has(NodeKind::role_case) && !settled)
      checking.report(Code::missing_part, part.node,
                      {part.node.text(), "qui le tient dans les autres cas : « sinon est … »"});
  }
}

}  // namespace filrouge::dsl
