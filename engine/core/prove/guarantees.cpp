#include "engine/core/prove/guarantees.hpp"

#include <algorithm>

namespace filrouge::prove {
namespace {

Standing standing_in(std::uint16_t procedure, StateId state, const Passage& passage,
                     const std::string& departement) {
  Standing standing;
  standing.procedure = procedure;
  standing.state = state;
  standing.act = passage.by == Passage::By::act ? passage.type : no_id;
  standing.departement = departement;
  return standing;
}

/// What is said the day a passage takes place, against it or of what lacks.
class SaidThatDay {
 public:
  SaidThatDay(Terms& terms, std::uint16_t procedure, const Passage& passage, const std::string& departement)
      : terms_(terms), procedure_(terms.program().model.procedures[procedure]) {
    const auto& program = terms.program();
    if (passage.range.count)
      for (const auto& requirement : program.clauses(passage.range)[passage.place].clause->requirements)
        if (there_with(program, requirement.rule, passage.rule, departement))
          requirements_.push_back(&requirement);
    if (passage.by != Passage::By::act) return;
    for (std::uint16_t delai = 0; delai < procedure_.delais.size(); ++delai) {
      const auto& it = procedure_.delais[delai];
      if (facts_of(it.kind).course != DelaiCourse::reserved) continue;
      if (it.state != no_id && it.state != passage.from) continue;
      if (!there_with(program, it.rule, passage.rule, departement)) continue;
      // An act that lifts it and that it forbids lifts it first.
      const auto of_the_act = [&](PatternId pattern) {
        return program.model.patterns[pattern].type == passage.type;
      };
      if (std::ranges::none_of(it.forbids, of_the_act) || std::ranges::any_of(it.lifted_by, of_the_act))
        continue;
      forbidding_.push_back(delai);
    }
  }

  enum class Word : std::uint8_t { nothing, missing, blocking, open };
  /// Of a time that is the person's, which the act does not respect.
  Word of_her_time(Situation& day) const {
    const auto& program = terms_.program();
    auto said = Word::nothing;
    for (const auto index : forbidding_) {
      const auto& delai = procedure_.delais[index];
      auto forbidden = Worth::no;
      for (const auto pattern : delai.forbids) {
        if (program.model.patterns[pattern].type != day.standing().act) continue;
        const auto fits = day.fits(program.model.patterns[pattern]);
        if (fits == Worth::open) return Word::open;
        if (fits != Worth::no) forbidden = forbidden == Worth::yes ? forbidden : fits;
      }
      if (forbidden == Worth::no) continue;
      if (!day.clock_supposed(index)) return day.clock(index), Word::open;
      switch (day.clock(index)) {
        case ClockIs::running:
          if (forbidden == Worth::yes && program.rule(delai.rule).verified &&
              delai.severity == Severity::blocking)
            return Word::blocking;
          said = Word::missing;
          break;
        case ClockIs::pending:
        case ClockIs::doubtful:
          said = Word::missing;
          break;
        default:
          break;
      }
    }
    return said;
  }
  std::size_t requirements() const { return requirements_.size(); }
  Word of_requirement(std::size_t index, Situation& day) const {
    const auto& requirement = *requirements_[index];
    const auto holds = day.truth(requirement.condition);
    if (holds == Worth::open) return Word::open;
    if (holds == Worth::yes) return Word::nothing;
    if (holds == Worth::no && terms_.program().rule(requirement.rule).verified)
      return requirement.severity == Severity::blocking ? Word::blocking : Word::nothing;
    return Word::missing;
  }

 private:
  Terms& terms_;
  const Procedure& procedure_;
  std::vector<const Requirement*> requirements_;
  std::vector<std::uint16_t> forbidding_;
};

void add_facts(std::vector<TermId>& all, const Situation& day) {
  for (const auto fact : day.free_facts())
    if (std::ranges::find(all, fact) == all.end()) all.push_back(fact);
}

}  // namespace

Showing can_take_place(Terms& terms, std::uint16_t procedure, const Passage& passage,
                       const std::string& departement, const Limits& limits) {
  Showing showing;
  Look look{.most = limits.days};
  const auto found =
      look({terms, standing_in(procedure, passage.from, passage, departement)}, [&](Situation& day) {
        const auto takes = takes_place(terms.program(), passage, day);
        if (takes != Found::here) return takes;
        return day.clocks_fit() == Worth::open ? Found::open : Found::here;
      });
  showing.shown = found ? Shown::yes : look.gave_up ? Shown::undecided : Shown::no;
  showing.days = look.days;
  showing.by = passage;
  return showing;
}

Showing never_without(Terms& terms, const Without& asked, const std::string& departement,
                      const Limits& limits) {
  Showing showing;
  const auto& program = terms.program();
  const auto& procedure = program.model.procedures[asked.procedure];
  const auto has_it = [&](Situation& day) {
    return asked.condition == none_id ? Worth::no : day.truth(asked.condition);
  };
  std::uint64_t spent = 0;
  const auto is_one = [&](StateId state) {
    return std::ranges::find(asked.states, state) != asked.states.end();
  };
  if (is_one(procedure.initial)) {
    showing.shown = Shown::no;
    showing.state = procedure.initial;
    return showing;
  }
  for (StateId from = 0; from < procedure.states.size(); ++from) {
    // From one of them to another, it was not without.
    for (const auto& passage : passages_from(program, asked.procedure, from, departement)) {
      if (!is_one(passage.to)) continue;
      const SaidThatDay said(terms, asked.procedure, passage, departement);
      const bool excused = asked.unless_blocking;
      // First: it takes place, without, and her time is respected; then what each « exige » says, one by one:
      // most have nothing to do with it.
      const auto broken = [&](Situation& day, std::size_t first, std::size_t last, bool dated = true) {
        const auto takes = takes_place(program, passage, day);
        if (takes != Found::here) return takes;
        using Word = SaidThatDay::Word;
        const auto time = dated ? said.of_her_time(day) : Word::nothing;
        if (time == Word::open) return Found::open;
        if (time == Word::blocking && excused) return Found::not_here;
        bool missing = time == Word::missing;
        const auto asked_before = day.opened();
        auto after = day;
        after.enter(passage.to);
        const auto has = has_it(after);
        if (has == Worth::yes) return Found::not_here;
        if (has == Worth::open) {
          day.opened(after.opened());
          return Found::open;
        }
        day.opened(asked_before);
        if (has == Worth::unknown && missing) return Found::not_here;
        for (auto r = first; r < last; ++r) {
          const auto word = said.of_requirement(r, day);
          if (word == Word::open) return Found::open;
          if (word == Word::blocking && excused) return Found::not_here;
          if (word == Word::missing && has == Worth::unknown) return Found::not_here;
        }
        if (!dated) return Found::here;
        const auto fit = day.clocks_fit();
        if (fit == Worth::open) return Found::open;
        if (fit == Worth::no) return Found::not_here;
        // Its dates may show more of what it has.
        auto again = day;
        again.enter(passage.to);
        const auto now = has_it(again);
        if (now == Worth::open) {
          day.opened(again.opened());
          return Found::open;
        }
        return now == Worth::yes || !again.possible() ? Found::not_here : Found::here;
      };
      Situation any(terms, standing_in(asked.procedure, from, passage, departement));
      for (const auto search : asked.absent) any.without(search);
      std::optional<Situation> found;
      Look look{.most = limits.days > spent ? limits.days - spent : 0};
      std::uint64_t asked_apart = 0;
      bool unsure = false, settled = false;
      // One « exige » alone, or two together, may say of every such day that it is irregular: the facts at
      // first, then the dates too.
      for (const bool dated : {false, true}) {
        for (std::size_t r = 0; r < said.requirements() && !settled; ++r) {
          Look apart{.most = limits.days / 10};
          settled =
              !apart(any, [&](Situation& day) { return broken(day, r, r + 1, dated); }) && !apart.gave_up;
          asked_apart += apart.days;
        }
        std::uint64_t of_pairs = 0;
        for (std::size_t r = 0; r < said.requirements() && !settled; ++r)
          for (auto with = r + 1; with < said.requirements() && !settled && of_pairs < limits.days; ++with) {
            Look apart{.most = dated ? limits.days / 200 : limits.days / 25};
            settled = !apart(any, [&](Situation& day) {
              const auto one = broken(day, r, r + 1, dated);
              return one != Found::here ? one : broken(day, with, with + 1, dated);
            }) && !apart.gave_up;
            of_pairs += apart.days;
          }
        asked_apart += of_pairs;
      }
      // Else each of those days is asked of in turn: one of them, that reads the same facts, says it of that
      // day.
      std::vector<std::size_t> order(said.requirements());
      for (std::size_t r = 0; r < order.size(); ++r) order[r] = r;
      if (!settled)
        found = look(any, [&](Situation& day) {
          const auto there = broken(day, 0, 0);
          if (there != Found::here) return there;
          auto after = day;
          after.enter(passage.to);
          const bool unknown = has_it(after) == Worth::unknown;
          std::vector<std::size_t> open;
          for (const auto r : order) {
            auto then = day;
            const auto word = said.of_requirement(r, then);
            if ((word == SaidThatDay::Word::blocking && excused) ||
                (word == SaidThatDay::Word::missing && unknown))
              return Found::not_here;
            if (word == SaidThatDay::Word::open) open.push_back(r);
          }
          for (const auto r : open) {
            Look apart{.most = limits.days / 200};
            const auto silent = apart(day, [&](Situation& then) { return broken(then, r, r + 1); });
            asked_apart += apart.days;
            if (silent || apart.gave_up) continue;
            std::ranges::rotate(order, std::ranges::find(order, r));
            return Found::not_here;
          }
          Look whole{.most = limits.days / 20};
          const auto silent =
              whole(day, [&](Situation& then) { return broken(then, 0, said.requirements()); });
          asked_apart += whole.days;
          if (!silent && whole.gave_up) unsure = true;
          return silent || whole.gave_up ? Found::here : Found::not_here;
        });
      showing.days += asked_apart;
      const bool may = found || look.gave_up;
      if (found) add_facts(showing.rests_on, *found);
      if (unsure) found.reset();
      spent += look.days;
      showing.days += look.days;
      if (!may) continue;
      showing.by = passage;
      showing.shown = found ? Shown::no : Shown::undecided;
      return showing;
    }
  }
  return showing;
}

Showing something_runs(Terms& terms, std::uint16_t index, StateId state, const std::string& departement,
                       const Limits& limits) {
  Showing showing;
  const auto& program = terms.program();
  const auto& procedure = program.model.procedures[index];
  const auto& lowered = program.procedures[index];
  const auto types = program.model.vocabulary.events.size();
  std::vector<std::uint16_t> delais;
  for (std::uint16_t delai = 0; delai < procedure.delais.size(); ++delai) {
    const auto& it = procedure.delais[delai];
    if ((it.state == no_id || it.state == state) && there_with(program, it.rule, procedure.rule, departement))
      delais.push_back(delai);
  }
  /// Does such an act, whatever it says, always lead out of the state?
  const auto leads_out = [&](PatternId pattern) {
    const auto type = program.model.patterns[pattern].type;
    for (const auto& transition : program.clauses(lowered.on_event[state * types + type])) {
      const auto& clause = *transition.clause;
      if (clause.kind == ClauseKind::expected) continue;
      if (!there_with(program, clause.rule, procedure.rule, departement)) return false;
      if (clause.target == no_id || clause.target == state || clause.condition != none_id) return false;
      const auto& asked = program.model.patterns[clause.pattern].constraints;
      if (asked.empty()) return true;
      return false;
    }
    return false;
  };
  /// Written « depuis tout état », and nowhere else: over in the state before, it would have led out of it.
  const auto leads_out_of_all = [&](std::uint16_t delai) {
    for (StateId other = 0; other < procedure.states.size(); ++other) {
      if (procedure.states[other].final) continue;
      const auto sequel = program.clauses(lowered.at_end[other * procedure.delais.size() + delai]);
      if (sequel.empty() || !sequel.front().from_any) return false;
      const auto& clause = *sequel.front().clause;
      if (clause.condition != none_id || clause.target == no_id || !procedure.states[clause.target].final ||
          !there_with(program, clause.rule, procedure.rule, departement))
        return false;
    }
    return true;
  };
  // What might run, or be written, each asked alone at first: most often one of them is always there.
  const auto does_not_run = [&](Situation& day, std::uint16_t delai) {
    const auto& it = procedure.delais[delai];
    if (!day.clock_supposed(delai)) return day.clock(delai), Found::open;
    switch (day.clock(delai)) {
      case ClockIs::running:
      case ClockIs::doubtful:  // it is said to be uncertain, and asked about
        return Found::not_here;
      case ClockIs::pending: {
        // Where somebody is told what to do of it, it is looked after.
        if (it.if_unknown.empty() && !(facts_of(it.kind).owed && !it.to_do.empty())) return Found::here;
        const auto answer = day.waits_for_an_answer(delai);
        if (answer == Worth::open) return Found::open;
        return answer == Worth::yes ? Found::not_here : Found::here;
      }
      case ClockIs::over: {
        const bool reminded = std::ranges::any_of(
            it.reminders, [](const Reminder& reminder) { return reminder.when != Reminder::When::before; });
        if (facts_of(it.kind).course == DelaiCourse::awaited && (!it.if_overdue.empty() || reminded))
          return Found::not_here;
        // What its end leads to has been led to; not where it was over before the state began.
        for (const auto& transition :
             program.clauses(lowered.at_end[state * procedure.delais.size() + delai])) {
          const auto& clause = *transition.clause;
          if (!there_with(program, clause.rule, procedure.rule, departement)) continue;
          if (clause.condition != none_id || clause.target == no_id || clause.target == state) break;
          if (it.state == state) return Found::not_here;
          day.over_before_entry(delai, leads_out_of_all(delai));
          break;
        }
        return Found::here;
      }
      case ClockIs::kept:
        return it.state == state && !it.kept_by.empty() && it.kept_before == none_id &&
                       std::ranges::all_of(it.kept_by, leads_out)
                   ? Found::not_here
                   : Found::here;
      default:
        return Found::here;
    }
  };
  // What waits « dès que » has not come; « tant que » holds for nobody.
  std::vector<ExprId> conditions;
  for (const auto& [range, moves] :
       {std::pair{lowered.on_condition[state], true}, std::pair{lowered.while_true[state], false}})
    for (const auto& transition : program.clauses(range)) {
      const auto& clause = *transition.clause;
      if (!there_with(program, clause.rule, procedure.rule, departement)) continue;
      const bool leads = clause.target != no_id && clause.target != state;
      const bool busy = std::ranges::any_of(clause.actions, [](const Action& action) {
        return action.kind == ActionKind::to_do || action.kind == ActionKind::proposal;
      });
      if (moves ? leads : busy) conditions.push_back(clause.condition);
    }
  const auto nothing_runs = [&](Situation& day, std::size_t first, std::size_t last) {
    for (auto piece = first; piece < last; ++piece) {
      if (piece < delais.size()) {
        const auto found = does_not_run(day, delais[piece]);
        if (found != Found::here) return found;
        continue;
      }
      const auto holds = day.truth(conditions[piece - delais.size()]);
      if (holds == Worth::open) return Found::open;
      if (holds == Worth::yes) return Found::not_here;
    }
    const auto fit = day.clocks_fit();
    if (fit == Worth::open) return Found::open;
    return fit == Worth::no ? Found::not_here : Found::here;
  };
  const Situation any(terms, standing_in(index, state, {}, departement));
  const auto pieces = delais.size() + conditions.size();
  Look look{.most = limits.days};
  showing.state = state;
  for (std::size_t piece = 0; piece <= pieces; ++piece) {
    const bool all = piece == pieces;
    const auto before = look.days;
    look.most = all ? limits.days : std::min(limits.days, before + limits.days / 50);
    const auto found = look(
        any, [&](Situation& day) { return nothing_runs(day, all ? 0 : piece, all ? pieces : piece + 1); });
    showing.days = look.days;
    if (found) add_facts(showing.rests_on, *found);
    if (!found && !look.gave_up) return showing;
    if (all) showing.shown = found ? Shown::no : Shown::undecided;
  }
  return showing;
}

}  // namespace filrouge::prove
