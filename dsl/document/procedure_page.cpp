#include <fmt/format.h>

#include <algorithm>

#include "dsl/document/delai_words.hpp"
#include "dsl/document/markdown.hpp"
#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge::dsl {
namespace {

class ProcedurePage {
 public:
  ProcedurePage(const RuleWords& words, std::uint16_t procedure, const std::vector<bool>& modules_shown)
      : words_(words),
        model_(words.model()),
        shown_(modules_shown),
        it_(words.model().procedures[procedure]),
        index_(procedure),
        place_(words.wording(procedure)),
        told_{[this](ExprId id, Beside beside) { return words_.expr(id, place_, beside); },
              [this](ExprId id, Beside beside) { return words_.day(id, place_, beside); }} {}

  std::string written() {
    opening();
    for (const auto d : it_.instance_delais) delai(it_.delais[d]);
    for (const auto& state : it_.states) {
      if (state.final || !shows(state.rule)) continue;
      page_ += fmt::format("\n#### {}{}{}{}\n\n", words_.anchor(state.rule), cell(shown(state.label)),
                           state.initial ? " (au départ)" : "", state.sanction ? " (sanction)" : "");
      if (const auto& note = model_.rules[state.rule].note; !note.empty())
        page_ += "*Note : " + cell(note) + "*\n\n";
      for (const auto d : state.delais) delai(it_.delais[d]);
      clauses(state.clauses);
    }
    if (std::ranges::any_of(it_.from_any, [&](const Clause& one) { return shows(one.rule); })) {
      page_ += "\n#### Depuis tout état non final\n\n";
      clauses(it_.from_any);
    }
    ends();
    return std::move(page_);
  }

 private:
  bool shows(RuleId rule) const { return rule == none_id || shown_[model_.rules[rule].module]; }
  std::string state(StateId id) const {
    const auto& it = it_.states[id];
    return words_.link(it.final ? none_id : it.rule, cell(shown(it.label)));
  }
  std::string delai_name(std::uint16_t index) const {
    const auto& it = it_.delais[index];
    return "« " + words_.link(it.rule, cell(shown(it.label))) + " »";
  }

  void opening() {
    page_ = fmt::format("\n### {}{}\n\n", words_.anchor(it_.rule), cell(shown(it_.label)));
    if (it_.per == InstancePer::event)
      page_ += fmt::format("S'ouvre à chaque acte {}{}", words_.pattern(it_.trigger, place_),
                           it_.of == Scope::dossier ? ", pour le dossier" : ", pour la personne");
    else
      page_ += fmt::format(
          "Pour chaque {}{}", it_.per == InstancePer::person ? "personne" : "dossier",
          it_.predicate == none_id ? std::string() : " quand " + words_.expr(it_.predicate, place_));
    if (it_.governing != none_id)
      page_ += ", selon le droit du jour " + joined_by_of(words_.day(it_.governing, place_, Beside::of));
    page_ += words_.led_by(it_.rule) + "." + words_.basis(it_.rule) + "\n";
    if (const auto& note = model_.rules[it_.rule].note; !note.empty())
      page_ += "\n*Note : " + cell(note) + "*\n";
    page_ += words_.drawing(it_.rule);
    if (std::ranges::any_of(it_.instance_delais, [&](auto d) { return shows(it_.delais[d].rule); }))
      page_ += "\n";
  }

  void ends() {
    std::vector<std::string> ends;
    for (const auto& state : it_.states)
      if (state.final && shows(state.rule)) ends.push_back("« " + cell(shown(state.label)) + " »");
    if (!ends.empty()) page_ += fmt::format("\nFins possibles : {}.\n", fmt::join(ends, ", "));
    for (const auto& seam : it_.seams)
      page_ += fmt::format("\nLe {}, ce qui est dans « {} » passe à « {} ».\n", french_date(seam.on),
                           state(seam.from), state(seam.to));
  }

  // --- délais

  std::string acts(const Delai& it) const {
    std::string text;
    const auto acts = [&](std::string_view word, const std::vector<PatternId>& list) {
      if (!list.empty()) text.append(" ; ").append(word).append(words_.patterns(list, place_));
    };
    acts("tenu par ", it.kept_by);
    if (it.kept_on != none_id) {
      auto keeping = words_.wording(index_, it.kept_by.empty() ? no_id : type_of(it.kept_by.front()));
      text += ", à la date " + joined_by_of(words_.day(it.kept_on, keeping, Beside::of));
    }
    if (it.kept_before != none_id)
      text += ", même avant, depuis " + words_.expr(it.kept_before, place_, Beside::sum);
    acts("interdit ", it.forbids);
    acts("levé par ", it.lifted_by);
    acts("interrompu par ", it.interrupted_by);
    for (const auto& pause : it.pauses) {
      text += " ; suspendu pendant " + (pause.state != no_id ? "« " + state(pause.state) + " »"
                                                             : words_.expr(pause.condition, place_));
      text += pause.by_months ? ", par mois" : ", par jours";
      text += pause.cumulated ? ", cumulés" : ", par pause";
      if (pause.at_most != none_id) text += ", au plus " + words_.expr(pause.at_most, place_);
    }
    if (it.postponed_to != none_id)
      text += " ; reporté " + joined_by_to(words_.day(it.postponed_to, place_)) +
              (it.postponed_if == none_id ? "" : " quand " + words_.expr(it.postponed_if, place_));
    if (it.postponable_by != none_id)
      text += " ; reportable " + joined_by_of(words_.expr(it.postponable_by, place_)) + " au plus par " +
              words_.pattern(it.postponable_on, place_) +
              (it.postponed_in_length == Choice::yes  ? ", ajoutés à la durée"
               : it.postponed_in_length == Choice::no ? ", ajoutés à la fin"
                                                      : "");
    if (it.renewals > 0)
      text += fmt::format(" ; renouvelable {} fois {}", it.renewals,
                          it.renewed_tacitly ? std::string("tacitement")
                                             : "sur décision par " + words_.pattern(it.renewed_by, place_));
    return text;
  }
  EventTypeId type_of(PatternId id) const { return model_.patterns[id].type; }

  void delai(const Delai& it) {
    if (!shows(it.rule)) return;
    page_ +=
        fmt::format("- {}**{}** « {} » : {}{}{}", words_.anchor(it.rule), facts_of(it.kind).title,
                    cell(shown(it.label)), delai_heading(model_, it, told_), delai_counting(it), acts(it));
    // The délai is mostly called by what must be done.
    const bool named_by_it = !it.to_do.empty() && it.to_do.front().label == it.label;
    if (named_by_it && it.to_do.front().as_soon_as_possible && !it.as_soon_as_possible)
      page_ += ", dès que possible";
    if (named_by_it && it.role != no_id) page_ += " ; par " + words_.roles(it.to_do.front());
    const auto course = facts_of(it.kind).course;
    const bool may_be_late = facts_of(it.kind).owed;
    if (may_be_late ? !it.as_soon_as_possible : course == DelaiCourse::reserved)
      page_ += fmt::format(" ; gravité {}", severity_word(it.severity));
    if (may_be_late || it.judges_length()) page_ += words_.delay_of(it.delay_of);
    page_ += "." + words_.basis(it.rule, it_.rule) + "\n" + words_.note(it.rule);
    if (const auto set = words_.targets(it); !set.empty())
      page_ += "  - objectif interne, sans effet contre la personne : " + set + "\n";
    for (const auto& one : it.to_do) {
      if (named_by_it && &one == &it.to_do.front()) continue;
      page_ += fmt::format("  - {}\n", action_words(words_, &it_, one, place_)) + note_of(one, it.rule);
    }
    for (const auto& one : it.reminders) reminder(one);
    const auto sequel = [&](std::string_view when, const std::vector<Action>& actions) {
      for (const auto& one : actions)
        page_ += fmt::format("  - {} : {}\n", when, action_words(words_, &it_, one, place_)) +
                 note_of(one, it.rule);
    };
    sequel("si dépassé", it.if_overdue);
    sequel("si la date est inconnue", it.if_unknown);
    sequel("si l'objectif n'est pas tenu", it.if_target_missed);
    sequel("si hors bornes", it.if_out_of_bounds);
  }

  /// On the line of what holds it, what stands above is of both.
  std::string note_of(const Action& it, RuleId holder) const {
    const bool same = it.rule == none_id || model_.rules[it.rule].line == model_.rules[holder].line;
    return same ? std::string() : words_.note(it.rule, "    ");
  }

  void reminder(const Reminder& it) {
    const auto when = it.when == Reminder::When::each_month ? std::string("chaque mois")
                      : it.when == Reminder::When::before   ? words_.expr(it.length, place_) + " avant la fin"
                                                            : every(words_.expr(it.length, place_));
    page_ += fmt::format("  - rappel {}{}{}\n", when, it.label.empty() ? "" : " : " + cell(it.label),
                         it.role == no_id ? "" : " (" + words_.role(it.role) + ")");
  }

  // --- clauses

  /// « dès a ou b » is a clause for each: what stands on one line is told on one.
  void clauses(const std::vector<Clause>& list) {
    for (auto first = list.begin(); first != list.end();) {
      std::vector<PatternId> acts{first->pattern};
      auto last = first + 1;
      for (; last != list.end() && first->is_about_acts() && together(*first, *last); ++last)
        acts.push_back(last->pattern);
      clause(*first, acts);
      first = last;
    }
  }
  bool together(const Clause& one, const Clause& other) const {
    if (one.kind != other.kind || one.otherwise != other.otherwise || one.rule == none_id ||
        other.rule == none_id)
      return false;
    const auto &a = model_.rules[one.rule], &b = model_.rules[other.rule];
    return a.line == b.line && a.file == b.file;
  }

  std::string opening_of(const Clause& it, const std::vector<PatternId>& acts, const Wording& wording) const {
    std::string when;
    switch (it.kind) {
      case ClauseKind::on_event:
        when = (it.otherwise ? "Sinon, dès " : "Dès ") + words_.patterns(acts, place_);
        break;
      case ClauseKind::expected:
        return "Attendu : " + words_.patterns(acts, place_);
      case ClauseKind::at_end:
        when = (it.otherwise ? "Sinon, à la fin de " : "À la fin de ") + delai_name(it.delai);
        break;
      case ClauseKind::on_condition:
        return "Dès " + joined_by_que(words_.expr(it.condition, wording));
      case ClauseKind::on_entry:
        return "À l'entrée";
      case ClauseKind::while_true:
        return "Tant " + joined_by_que(words_.expr(it.condition, wording));
    }
    if (it.condition != none_id) when += ", quand " + words_.expr(it.condition, wording);
    return when;
  }

  void clause(const Clause& it, const std::vector<PatternId>& acts) {
    if (!shows(it.rule)) return;
    const auto wording =
        it.kind == ClauseKind::on_event ? words_.wording(index_, type_of(it.pattern)) : place_;
    page_ += "- " + opening_of(it, acts, wording);
    if (it.target != no_id) page_ += fmt::format(" → **{}**", state(it.target));
    page_ += "." + words_.basis(it.rule, it_.rule) + "\n";
    // « à la fin, aller à … » is of its délai, which said what stands above it.
    const auto delai_rule = it.kind == ClauseKind::at_end ? it_.delais[it.delai].rule : none_id;
    if (it.rule != none_id &&
        (delai_rule == none_id || model_.rules[it.rule].note != model_.rules[delai_rule].note))
      page_ += words_.note(it.rule);
    for (const auto& requirement : it.requirements) {
      if (!shows(requirement.rule)) continue;
      page_ += fmt::format("  - exige : {} ; sinon {}irrégularité {}{}\n",
                           words_.expr(requirement.condition, wording),
                           requirement.labelled ? "« " + cell(requirement.label) + " », " : "",
                           severity_word(requirement.severity), words_.basis(requirement.rule, it.rule));
      page_ += words_.note(requirement.rule, "    ");
    }
    for (const auto& one : it.actions)
      page_ += fmt::format("  - {}\n", action_words(words_, &it_, one, wording)) + note_of(one, it.rule);
  }

  const RuleWords& words_;
  const Model& model_;
  const std::vector<bool>& shown_;
  const Procedure& it_;
  std::uint16_t index_;
  Wording place_;
  DelaiTold told_;
  std::string page_;
};

}  // namespace

std::string procedure_page(const RuleWords& words, std::uint16_t procedure,
                           const std::vector<bool>& modules_shown) {
  return ProcedurePage(words, procedure, modules_shown).written();
}

std::string action_words(const RuleWords& words, const Procedure* procedure, const Action& it,
                         const Wording& wording) {
  const auto& model = words.model();
  std::string text;
  switch (it.kind) {
    case ActionKind::go_to: {
      const auto& state = procedure->states[it.target];
      text = "→ **" + words.link(state.final ? none_id : state.rule, cell(shown(state.label))) + "**";
      if (!it.label.empty()) text += " : " + cell(it.label);
      break;
    }
    case ActionKind::to_do:
      text =
          "à faire" + std::string(it.as_soon_as_possible ? " dès que possible : " : " : ") + cell(it.label);
      break;
    case ActionKind::irregularity:
      text = fmt::format("irrégularité {} : {}", severity_word(it.severity), cell(it.label));
      text += words.delay_of(it.delay_of);
      break;
    case ActionKind::proposal:
      text = "proposition, qu'une personne décide : " + cell(it.label) +
             " ; l'acte : " + words.pattern(it.proposal, wording);
      if (!it.bounds.empty()) {
        // One table gives them all.
        const auto& table = model.tables[model.exprs[it.bounds.front()].data & 0xFFFF];
        text +=
            ", dans les bornes de la table *" + words.link(table.rule, cell(opened_name(table.label))) + "*";
      }
      break;
    case ActionKind::open_question:
      text = "question ouverte : " + cell(it.label);
      break;
    case ActionKind::ask_fact: {
      for (const auto fact : it.facts)
        text += (text.empty() ? "à demander : " : ", ") + words.expr(fact, wording);
      break;
    }
    case ActionKind::transitional:
      text = "droit transitoire : " + cell(it.label);
      break;
    case ActionKind::open_linked: {
      const auto& opened = model.procedures[it.procedure];
      text = "ouvre : " + words.link(opened.rule, cell(shown(opened.label)));
      break;
    }
    case ActionKind::reset:
      text = "remet à zéro « " + cell(shown(procedure->delais[it.delai].label)) + " »";
      break;
    case ActionKind::remind_every:
      text = "rappel " + every(words.expr(it.every, wording)) + " : " + cell(it.label);
      break;
  }
  if (const auto who = words.roles(it); !who.empty()) text += " (" + who + ")";
  return text;
}

}  // namespace filrouge::dsl
