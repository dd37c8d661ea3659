#include "dsl/lint/texts.hpp"

/// What was « à vérifier » a year ago and still is. The rule says since when (« depuis le … »): the day at
/// which a text was read, which statuts also write, is that of the text.
namespace filrouge::dsl {
namespace {

constexpr std::int32_t a_year = 366;

void look(View node, Date today, Diagnostics& diagnostics) {
  if (node.is(NodeKind::status) && node.number() == 0) {
    const auto since = node.child(NodeKind::date_literal);
    if (!since) return;
    const Date day{static_cast<std::int32_t>(since.number())};
    if (today <= day + a_year) return;
    diagnostics.report(Code::unread_for_long, node.range(), {french_date(day)})
        .suggesting({"lisez le texte, puis « statut vérifié « où » » ; s'il reste introuvable, dites-le et "
                     "datez-le d'aujourd'hui",
                     "read the text, then « statut vérifié « où » »; if it cannot be found, say so and date "
                     "it today"});
  }
  for (const auto child : node) look(child, today, diagnostics);
}

}  // namespace

void remark_unread(const Reviewed& rules, Diagnostics& diagnostics) {
  if (!rules.today.known()) return;
  for (const auto& tree : rules.trees) look(View(tree, 0), rules.today, diagnostics);
}

}  // namespace filrouge::dsl
