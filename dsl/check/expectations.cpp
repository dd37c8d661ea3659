#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"
#include "dsl/check/weights.hpp"

/// « dès X » on which nothing follows, « attendu : X » where X is awaited already: neither would do anything.
namespace filrouge::dsl {
namespace {

class Expectations {
 public:
  Expectations(Checking& checking, const Procedure& procedure) : c_(checking), procedure_(procedure) {}

  void look() {
    for (const auto& state : procedure_.states) {
      where_ = fmt::format("dans l'état « {} »", c_.text(state.name));
      in(state.clauses, state.final ? none_ : procedure_.from_any);
    }
    where_ = "« depuis tout état »";
    in(procedure_.from_any, none_);
  }

 private:
  static bool nothing_follows(const Clause& clause) {
    return clause.kind == ClauseKind::on_event && !clause.otherwise && clause.target == no_id &&
           clause.requirements.empty() && clause.actions.empty();
  }

  void in(const std::vector<Clause>& own, const std::vector<Clause>& general) {
    for (std::size_t i = 0; i < own.size(); ++i)
      if (nothing_follows(own[i]) && !keeps_it_from_others(own, i, general))
        idle(own[i]);
      else if (own[i].kind == ClauseKind::expected)
        if (const auto* other = awaited_already(own, i, general)) twice(own[i], *other);
  }

  /// It takes the act before « sinon », or before what « depuis tout état » would make of it.
  bool keeps_it_from_others(const std::vector<Clause>& own, std::size_t i,
                            const std::vector<Clause>& general) const {
    const auto meets = [&](const Clause& other) {
      return other.kind == ClauseKind::on_event && together(own[i], other) &&
             may_meet(c_.model, pattern(own[i]), pattern(other));
    };
    for (auto j = i + 1; j < own.size(); ++j)
      if (own[j].otherwise && own[j].group == own[i].group && meets(own[j])) return true;
    return std::ranges::any_of(general,
                               [&](const Clause& other) { return !nothing_follows(other) && meets(other); });
  }

  /// A clause on every such act, as long and for the same dossiers. One « depuis tout état » that only ends
  /// does not expect it.
  const Clause* awaited_already(const std::vector<Clause>& own, std::size_t i,
                                const std::vector<Clause>& general) const {
    const auto awaits = [&](const Clause& other) {
      return other.is_about_acts() && within(c_.model, pattern(own[i]), pattern(other)) &&
             lasts_as_long(other, own[i]);
    };
    for (std::size_t j = 0; j < own.size(); ++j) {
      const bool before = j < i || own[j].kind == ClauseKind::on_event;
      if (j != i && before && awaits(own[j])) return &own[j];
    }
    for (const auto& other : general)
      if ((other.target == no_id || !procedure_.states[other.target].final) && awaits(other)) return &other;
    return nullptr;
  }

  const Pattern& pattern(const Clause& clause) const { return c_.model.patterns[clause.pattern]; }

  bool together(const Clause& a, const Clause& b) const {
    const auto &x = c_.model.rules[a.rule], &y = c_.model.rules[b.rule];
    return !c_.names.apart(x.module, y.module) &&
           first_common_day({x.in_force_from, x.in_force_to}, {y.in_force_from, y.in_force_to}).known();
  }

  bool lasts_as_long(const Clause& longer, const Clause& clause) const {
    const auto &x = c_.model.rules[longer.rule], &y = c_.model.rules[clause.rule];
    const auto& local = c_.departement(x.module);
    return (local.empty() || local == c_.departement(y.module)) &&
           (!x.in_force_from.known() || (y.in_force_from.known() && x.in_force_from <= y.in_force_from)) &&
           (!x.in_force_to.known() || (y.in_force_to.known() && y.in_force_to <= x.in_force_to));
  }

  std::string act(const Clause& clause) const {
    return c_.text(c_.model.vocabulary.events[pattern(clause).type].name) +
           (pattern(clause).constraints.empty() ? "" : ", …");
  }

  void idle(const Clause& clause) {
    c_.diagnostics.report(Code::idle_clause, range_of(c_, clause.rule), {"un « dès » sans suite", where_})
        .expecting(Phrase("après « dès », ce qui suit l'acte : « aller à », « à faire », « exige »…"))
        .suggesting(Phrase(fmt::format(
            "si l'acte est attendu et que rien n'en dépend, écrivez « attendu : {} »", act(clause))));
  }

  void twice(const Clause& clause, const Clause& other) {
    c_.diagnostics
        .report(Code::idle_clause, range_of(c_, clause.rule),
                {fmt::format("« attendu : {} »", act(clause)), where_})
        .suggesting(Phrase("ôtez-le : une autre ligne attend cet acte"))
        .also(range_of(c_, other.rule), Phrase("l'autre est ici", "the other is here"));
  }

  Checking& c_;
  const Procedure& procedure_;
  const std::vector<Clause> none_;
  std::string where_;
};

}  // namespace

void check_expectations(Checking& checking) {
  for (const auto& procedure : checking.model.procedures) Expectations(checking, procedure).look();
}

}  // namespace filrouge::dsl
