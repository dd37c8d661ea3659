#include "dsl/lint/texts.hpp"

/// A deadline that nobody has to keep and that nothing follows: the list shows it late, and that is all.
namespace filrouge::dsl {
namespace {

bool somebody_acts(View delai) {
  for (const auto child : delai) {
    if (child.is(NodeKind::delay_of)) return true;
    if ((child.is(NodeKind::to_do) || child.is(NodeKind::reminder)) && child.has(NodeKind::by_role))
      return true;
  }
  return false;
}

void look(View node, const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  if (node.is(NodeKind::deadline)) {
    const auto& name = node.text();
    const bool read = texts.ends.contains(name) || texts.others.contains(name);
    if (!node.has(NodeKind::if_overdue) && !somebody_acts(node) && !read)
      diagnostics.report(Code::late_without_sequel, node.range(), {written(rules.sources, node)})
          .expecting(
              {"qui la tient : « à faire « … » par … » ; ou ce qui suit son retard : « si dépassée : … »",
               "who keeps it: « à faire « … » par … »; or what follows when it is late: « si dépassée : … »"})
          .suggesting(
              {"si ce n'est qu'un repère pour le service, dites à qui il est, et « objectif interne »",
               "if it is only a mark for the service, say whose it is, and « objectif interne »"});
    return;
  }
  for (const auto child : node) look(child, rules, texts, diagnostics);
}

}  // namespace

void remark_delais(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  for (const auto& module : texts.modules)
    for (const auto node : module.declarations)
      if (node.is(NodeKind::procedure) || node.is(NodeKind::extend_procedure))
        look(node, rules, texts, diagnostics);
}

}  // namespace filrouge::dsl
