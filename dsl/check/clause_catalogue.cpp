#include "dsl/check/clause_catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

static_assert(std::ranges::all_of(delai_clauses, [](const auto& clause) {
  return mark_count(clause.marks) == delai_forms.size() + 2;
}));
static_assert(std::ranges::all_of(clause_actions, [](const auto& action) {
  return mark_count(action.marks) == action_stands.size();
}));

const DelaiClauseFacts& facts_of(DelaiClause clause) {
  return delai_clauses[static_cast<std::size_t>(clause)];
}
const DelaiFormFacts& facts_of(DelaiForm form) {
  return delai_forms[static_cast<std::size_t>(form)];
}
const ActionStandFacts& facts_of(ActionStand stand) {
  return action_stands[static_cast<std::size_t>(stand)];
}

struct ClauseMend {
  DelaiClause clause;
  DelaiForm form;
  const char* words;
};
constexpr auto clause_mends = std::to_array<ClauseMend>({
#define FILROUGE_CLAUSE_MEND(clause, form, mend) {DelaiClause::clause, DelaiForm::form, mend},
#include "dsl/check/clause_catalogue.def"
});
struct ActionMend {
  ActionStand stand;
  const char* words;
};
constexpr auto action_mends = std::to_array<ActionMend>({
#define FILROUGE_ACTION_MEND(stand, mend) {ActionStand::stand, mend},
#include "dsl/check/clause_catalogue.def"
});

std::optional<DelaiClause> clause_of(ModifierKind modifier) {
  switch (modifier) {
    case ModifierKind::franc:
    case ModifierKind::not_franc:
    case ModifierKind::franc_uncertain:
      return DelaiClause::franc;
    case ModifierKind::prorogued:
    case ModifierKind::prorogation_uncertain:
      return DelaiClause::prorogued;
    case ModifierKind::not_prorogued:
      return DelaiClause::not_prorogued;
    case ModifierKind::calendar:
      return DelaiClause::calendar;
    case ModifierKind::vendredi_saint:
      return DelaiClause::vendredi_saint;
    case ModifierKind::internal_target:
      return DelaiClause::internal_target;
    case ModifierKind::for_person:
    case ModifierKind::against_person:
      return DelaiClause::whose_time;
    case ModifierKind::of_instance:
      return DelaiClause::of_instance;
    case ModifierKind::inclusive:
    case ModifierKind::exclusive:
      return DelaiClause::inclusive;
    case ModifierKind::rolling:
      return DelaiClause::rolling;
    case ModifierKind::civil:
      return DelaiClause::civil;
    case ModifierKind::anchored:
    case ModifierKind::chained:
      return DelaiClause::anchored;
    case ModifierKind::tolerance:
      return DelaiClause::tolerance;
    case ModifierKind::by_days:
    case ModifierKind::by_months:
    case ModifierKind::per_pause:
    case ModifierKind::cumulated:
    case ModifierKind::at_most:
      return DelaiClause::pausing;
    case ModifierKind::tacit:
    case ModifierKind::decided:
      break;
  }
  return std::nullopt;
}

std::optional<DelaiClause> clause_of(View node) {
  switch (node.kind()) {
    case NodeKind::kept_by:
      return DelaiClause::kept_by;
    case NodeKind::on_day:
      return DelaiClause::kept_on;
    case NodeKind::kept_before:
      return DelaiClause::kept_before;
    case NodeKind::interrupted_by:
      return DelaiClause::interrupted_by;
    case NodeKind::suspended_while:
      return DelaiClause::suspended_while;
    case NodeKind::postponed_to:
      return DelaiClause::postponed_to;
    case NodeKind::postponable:
      return DelaiClause::postponable;
    case NodeKind::renewable:
      return DelaiClause::renewable;
    case NodeKind::reminder:
      return node.text() == "avant" ? DelaiClause::reminder_before : DelaiClause::reminder_again;
    case NodeKind::forbids:
      return DelaiClause::forbids;
    case NodeKind::lifted_by:
      return DelaiClause::lifted_by;
    case NodeKind::severity:
      return DelaiClause::severity;
    case NodeKind::delay_of:
      return DelaiClause::delay_of;
    case NodeKind::if_overdue:
      return DelaiClause::if_overdue;
    case NodeKind::if_target_missed:
      return DelaiClause::if_target_missed;
    case NodeKind::if_out_of_bounds:
      return DelaiClause::if_out_of_bounds;
    case NodeKind::if_unknown:
      return DelaiClause::if_unknown;
    case NodeKind::to_do:
      return DelaiClause::to_do;
    case NodeKind::minimum:
      return DelaiClause::minimum;
    case NodeKind::modifier:
      return clause_of(static_cast<ModifierKind>(node.number()));
    default:
      return std::nullopt;
  }
}

/// The words of it that were written, else those of the catalogue.
std::string written(const Checking& checking, View node, DelaiClause clause) {
  if (node.is(NodeKind::modifier)) return fmt::format("« {} »", excerpt(checking, node));
  if (clause == DelaiClause::reminder_again) return "un rappel répété";
  return fmt::format("« {} »", facts_of(clause).words);
}

/// « pour une échéance ou un rythme », where the clause says something.
std::string places_of(DelaiClause clause) {
  std::vector<std::string_view> places;
  for (std::size_t form = 0; form < delai_forms.size(); ++form)
    if (acts(clause, static_cast<DelaiForm>(form))) places.push_back(delai_forms[form].of);
  return listed(places, " ou ");
}

void refuse(Checking& checking, View node, DelaiClause clause, DelaiForm form, CountedHow how) {
  const bool by_counting = acts(clause, form) && !acts(clause, how);
  const bool only_backwards = by_counting && how == CountedHow::backwards;
  auto& said = checking.report(
      Code::idle_clause, node,
      {written(checking, node, clause), only_backwards ? "pour un délai compté à rebours"
                                        : by_counting  ? "pour un délai compté en heures"
                                                       : fmt::format("pour {}", facts_of(form).of)});
  if (clause == DelaiClause::pausing)
    said.expecting(Phrase("sous « suspendue pendant », où cela dit comment compte la pause"));
  else if (by_counting && how == CountedHow::in_hours)
    said.expecting(
        Phrase(fmt::format("pour un délai en jours ou en mois : cela dit {}", facts_of(clause).says)));
  else if (const auto places = places_of(clause); !places.empty())
    said.expecting(Phrase(fmt::format("pour {} : cela dit {}", places, facts_of(clause).says)));
  if (only_backwards && clause == DelaiClause::renewable) {
    said.suggesting(
        Phrase("effacez cette ligne ; si c'est ce dont on compte la fin qui se renouvelle, écrivez "
               "« renouvelable » sur lui, et la date à rebours le suivra"));
    return;
  }
  if (only_backwards && clause == DelaiClause::prorogued) {
    said.suggesting(Phrase("effacez ces mots : à rebours, on retient le même quantième"));
    return;
  }
  const auto mend = std::ranges::find_if(
      clause_mends, [&](const ClauseMend& one) { return one.clause == clause && one.form == form; });
  said.suggesting(
      Phrase(!by_counting && mend != clause_mends.end() ? mend->words
             : node.is(NodeKind::modifier) || node.is(NodeKind::on_day) || node.is(NodeKind::kept_before)
                 ? "effacez ces mots"
                 : "effacez cette ligne"));
}

/// « rappel 10 jours avant », without a text, brings an échéance near and says nothing else.
void check_reminder(Checking& checking, View node, DelaiForm form, std::string_view name) {
  if (node.has(NodeKind::label) || (form == DelaiForm::deadline && node.text() == "avant")) return;
  checking.report(Code::missing_part, node, {std::string(name), "ce que le rappel dit de faire"})
      .suggesting(Phrase("ajoutez-le : « rappel … « Relancer » par référent_unique »"));
}

bool leaves(View sequel) {
  return sequel.has(NodeKind::go_to);
}

void check_sequel(Checking& checking, View sequel, View delai, DelaiForm form) {
  switch (sequel.kind()) {
    case NodeKind::if_overdue: {
      bool outlives = false;
      for (const auto child : delai)
        outlives = outlives || (child.is(NodeKind::modifier) &&
                                static_cast<ModifierKind>(child.number()) == ModifierKind::of_instance);
      check_actions(checking, sequel,
                    form == DelaiForm::rhythm          ? ActionStand::missed
                    : form == DelaiForm::ranked_rhythm ? ActionStand::ranked_missed
                    : leaves(sequel) && !outlives      ? ActionStand::overdue_leaving
                                                       : ActionStand::overdue);
      return;
    }
    case NodeKind::if_target_missed:
      return check_actions(checking, sequel, ActionStand::target_missed);
    case NodeKind::if_out_of_bounds:
      return check_actions(checking, sequel, ActionStand::out_of_bounds);
    case NodeKind::if_unknown:
      return check_actions(checking, sequel, ActionStand::unknown_date);
    default:
      return;
  }
}

/// « à la fin, aller à …, à faire … »: on one line with where the end leads, it looks like what follows it.
bool after_the_end(const Checking& checking, View to_do, View delai) {
  const auto& file = checking.sources[to_do.range().file];
  const auto line = file.position(to_do.range().begin).line;
  bool beside = false;
  for (const auto child : delai)
    beside = beside || (child.is(NodeKind::go_to) && file.position(child.range().begin).line == line);
  return beside;
}

}  // namespace

DelaiForm form_of(View delai) {
  const bool dated = delai.has(NodeKind::at_date);
  switch (*delai_kind(delai.kind())) {
    case DelaiKind::deadline:
      return delai.number() == 1 ? DelaiForm::as_soon : DelaiForm::deadline;
    case DelaiKind::faculty:
      return dated ? DelaiForm::dated_faculty : DelaiForm::faculty;
    case DelaiKind::waiting:
      return DelaiForm::waiting;
    case DelaiKind::term:
      return dated ? DelaiForm::dated_term : DelaiForm::term;
    case DelaiKind::bound:
      return delai.has(NodeKind::point) ? DelaiForm::bound : DelaiForm::judged_bound;
    case DelaiKind::measure:
      return dated ? DelaiForm::dated_measure : DelaiForm::measure;
    case DelaiKind::rhythm:
      return delai.has(NodeKind::at_ordinals) ? DelaiForm::ranked_rhythm : DelaiForm::rhythm;
  }
  return DelaiForm::deadline;
}

bool meant_as_deadline(View delai) {
  return form_of(delai) == DelaiForm::waiting && !delai.has(NodeKind::forbids) &&
         (delai.has(NodeKind::kept_by) || delai.has(NodeKind::if_overdue));
}

void check_delai_clauses(Checking& checking, View delai, std::string_view name, CountedHow how) {
  const auto form = form_of(delai);
  const bool mistaken = meant_as_deadline(delai);
  const auto judge = [&](View node) {
    const auto clause = clause_of(node);
    if (!clause || (mistaken && !acts(*clause, form))) return true;
    if (acts(*clause, form) && acts(*clause, how)) return true;
    refuse(checking, node, *clause, form, how);
    return false;
  };
  for (const auto child : delai) {
    if (child.is(NodeKind::to_do) && after_the_end(checking, child, delai)) {
      checking
          .report(Code::idle_clause, child,
                  {"« à faire »", std::string(facts_of(ActionStand::end_of_term).where)})
          .suggesting(Phrase("écrivez-le dans l'état où mène le terme : « à l'entrée, à faire … »"));
      continue;
    }
    if (!judge(child)) continue;
    if (child.is(NodeKind::kept_by))
      for (const auto kind : {NodeKind::on_day, NodeKind::kept_before})
        if (const auto part = child.child(kind)) judge(part);
    if (child.is(NodeKind::reminder)) check_reminder(checking, child, form, name);
    if (child.is(NodeKind::if_target_missed) && !delai.has(NodeKind::target_every))
      checking.report(Code::idle_clause, child, {"« si objectif non tenu »", "pour un rythme sans objectif"})
          .suggesting(
              Phrase("écrivez l'objectif en tête : « objectif tous les 7 jours, au plus tard tous les "
                     "15 jours »"));
    if (child.is(NodeKind::suspended_while))
      for (const auto word : child)
        if (word.is(NodeKind::modifier) &&
            clause_of(static_cast<ModifierKind>(word.number())) != DelaiClause::pausing)
          checking
              .report(Code::idle_clause, word,
                      {fmt::format("« {} »", excerpt(checking, word)), "sous « suspendue pendant »"})
              .suggesting(Phrase("écrivez-le sur le délai"));
    check_sequel(checking, child, delai, form);
  }
}

void check_end_clause(Checking& checking, View at_end_of, View delai) {
  const auto form = form_of(delai);
  if (!acts(DelaiClause::at_end_of, form))
    refuse(checking, at_end_of, DelaiClause::at_end_of, form, CountedHow::onwards);
}

void check_actions(Checking& checking, View parent, ActionStand stand) {
  for (const auto child : parent) {
    const auto action = std::ranges::find(clause_actions, child.kind(), &ActionFacts::kind);
    if (action == clause_actions.end() || marked(action->marks, static_cast<std::size_t>(stand))) continue;
    if (delai_kind(parent.kind()) && child.is(NodeKind::to_do)) continue;  // it is the délai's own
    const auto mend = std::ranges::find(action_mends, stand, &ActionMend::stand);
    auto& said = checking.report(Code::idle_clause, child,
                                 {fmt::format("« {} »", action->words), std::string(facts_of(stand).where)});
    if (mend != action_mends.end()) said.suggesting(Phrase(mend->words));
  }
}

}  // namespace filrouge::dsl
