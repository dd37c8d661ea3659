#include <fmt/format.h>

#include "dsl/check/guard_cases.hpp"
#include "dsl/check/laws.hpp"
#include "dsl/check/local_requirements.hpp"

namespace filrouge::dsl {
namespace {

bool together(const Checking& checking, RuleId a, RuleId b) {
  const auto& x = checking.model.rules[a];
  const auto& y = checking.model.rules[b];
  if (checking.names.apart(x.module, y.module)) return false;
  return first_common_day({x.in_force_from, x.in_force_to}, {y.in_force_from, y.in_force_to}).known();
}

/// A state with more pairs of clauses than this is a generated text: comparing them all would take minutes.
constexpr std::size_t most_pairs = 20'000;

void check_group(Checking& checking, const Procedure& procedure, const std::vector<Clause>& clauses,
                 const std::string& state) {
  const auto& model = checking.model;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const auto& first = clauses[i];
    if (adds_requirements(checking, procedure, first)) continue;
    if (first.otherwise || (first.kind != ClauseKind::on_event && first.kind != ClauseKind::at_end)) continue;
    const auto event =
        first.kind == ClauseKind::on_event ? model.patterns[first.pattern].type : EventTypeId{0};
    for (std::size_t j = i + 1; j < clauses.size(); ++j) {
      const auto& second = clauses[j];
      if (adds_requirements(checking, procedure, second)) continue;
      if (second.otherwise || second.kind != first.kind || second.group != first.group ||
          !together(checking, first.rule, second.rule))
        continue;
      if (++pairs > most_pairs) {
        checking.diagnostics.report(Code::guards_too_many, range_of(checking, second.rule))
            .also(range_of(checking, first.rule), Phrase("l'autre est ici", "the other is here"));
        return;
      }
      std::string example;
      GuardCases cases(checking, event);
      const auto answer =
          cases.both({first.pattern, first.condition}, {second.pattern, second.condition}, example);
      if (answer == GuardCases::Answer::disjoint) continue;
      const auto at = range_of(checking, second.rule);
      if (answer == GuardCases::Answer::too_many) {
        checking.diagnostics.report(Code::guards_too_many, at)
            .also(range_of(checking, first.rule), Phrase("l'autre est ici", "the other is here"));
        continue;
      }
      const auto name = first.kind == ClauseKind::on_event
                            ? checking.text(model.vocabulary.events[event].name)
                            : std::string("la fin d'un délai");
      auto& said = checking.diagnostics.report(Code::guards_overlap, at, {name, state});
      if (!example.empty())
        said.expecting(Phrase(fmt::format("jamais les deux à la fois ; or ils le sont si {}", example)));
      const bool unguarded =
          second.condition == none_id &&
          (second.pattern == none_id || model.patterns[second.pattern].constraints.empty());
      said.suggesting(
              unguarded
                  ? Phrase(
                        "si la seconde vaut pour tous les autres cas, écrivez « sinon » au lieu de « dès »")
                  : Phrase("ajoutez à l'une ce qui la distingue (« quand … »), ou écrivez « sinon » pour la "
                           "seconde"))
          .also(range_of(checking, first.rule), Phrase("l'autre est ici", "the other is here"));
    }
  }
}

}  // namespace

void check_guards(Checking& checking) {
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) {
    // Copied: looking at cases adds expressions to the model.
    const auto procedure = checking.model.procedures[p];
    for (const auto& state : procedure.states)
      check_group(checking, procedure, state.clauses, checking.text(state.name));
    check_group(checking, procedure, procedure.from_any, "depuis tout état");
  }
}

}  // namespace filrouge::dsl
