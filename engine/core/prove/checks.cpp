#include "engine/core/prove/checks.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace filrouge::prove {
namespace {

constexpr auto flaw_table = std::to_array<FlawInfo>({
#define FILROUGE_FLAW(code, name, title) {code, #name, title},
#include "engine/core/prove/flaws.def"
#undef FILROUGE_FLAW
});

class Asking {
 public:
  Asking(const Program& program, Terms& terms, std::uint16_t procedure, const std::string& departement,
         const Limits& limits, const Effort& effort)
      : program_(program),
        terms_(terms),
        index_(procedure),
        procedure_(program.model.procedures[procedure]),
        departement_(departement),
        limits_(limits),
        effort_(effort) {}

  std::vector<Flawed> all() {
    reach();
    for (StateId state = 0; state < procedure_.states.size(); ++state) {
      if (!applies(procedure_.states[state].rule)) continue;
      if (!reached_[state]) {
        say(Flaw::unreachable_state, state, procedure_.states[state].rule);
        continue;
      }
      if (procedure_.states[state].final) continue;
      waits(state);
      delais_in(state);
    }
    sanctions();
    for (std::uint16_t delai = 0; delai < procedure_.delais.size(); ++delai)
      if (applies(procedure_.delais[delai].rule)) of_delai(delai);
    return std::move(found_);
  }

 private:
  bool applies(RuleId rule) const {
    return program_.applies(program_.model.modules[program_.rule(rule).module], departement_);
  }
  Flawed& say(Flaw flaw, StateId state, RuleId rule, std::uint32_t detail = none_id) {
    return found_.emplace_back(Flawed{flaw, index_, state, rule, departement_, detail, {}});
  }
  Trial& trial() {
    if (!trial_) trial_.emplace(program_, index_, effort_.known);
    return *trial_;
  }

  /// From the initial state, by what can take place.
  void reach() {
    reached_.assign(procedure_.states.size(), false);
    std::vector<StateId> to_leave{procedure_.initial};
    reached_[procedure_.initial] = true;
    while (!to_leave.empty()) {
      const auto from = to_leave.back();
      to_leave.pop_back();
      for (const auto& passage : passages_from(program_, index_, from, departement_)) {
        // What nobody could show to be impossible may take place.
        const bool may = can_take_place(terms_, index_, passage, departement_, limits_).shown != Shown::no;
        if (!may && passage.rule != none_id && passage.range.count) dead_.emplace(passage.rule, from);
        if (may) lively_.insert(passage.rule);
        if (!may || reached_[passage.to]) continue;
        reached_[passage.to] = true;
        to_leave.push_back(passage.to);
      }
    }
    // « Depuis tout état »: dead in one, it may act in another.
    std::set<RuleId> told;
    for (const auto& [rule, from] : dead_)
      if (!lively_.contains(rule) && told.insert(rule).second) say(Flaw::dead_clause, from, rule);
  }

  void waits(StateId state) {
    const auto showing = something_runs(terms_, index_, state, departement_, limits_);
    if (showing.shown == Shown::yes) return;
    auto history = trial().look_for({.what = Sought::What::in_the_air,
                                     .procedure = index_,
                                     .states = {state},
                                     .departement = departement_},
                                    effort_);
    if (history) say(Flaw::waits_for_ever, state, procedure_.states[state].rule).history = std::move(history);
  }

  /// Is there a day, once in that state, on which the clock is so, and `besides`?
  template <class Besides>
  Shown day_on_which(StateId state, EventTypeId act, std::uint16_t delai, ClockIs is, Besides&& besides) {
    Standing standing;
    standing.procedure = index_;
    standing.state = state;
    standing.act = act;
    standing.departement = departement_;
    Look look{.most = limits_.days};
    const auto found = look({terms_, standing}, [&](Situation& day) {
      if (!day.clock_supposed(delai)) return day.clock(delai), Found::open;
      if (day.clock(delai) != is) return Found::not_here;
      const auto there = besides(day);
      if (there != Found::here) return there;
      const auto fit = day.clocks_fit();
      return fit == Worth::open ? Found::open : fit == Worth::no ? Found::not_here : Found::here;
    });
    return found ? Shown::yes : look.gave_up ? Shown::undecided : Shown::no;
  }

  /// Nothing that leads out of the state by the time that passes has come.
  Found still_there(Situation& day, StateId state) {
    for (std::uint16_t other = 0; other < procedure_.delais.size(); ++other) {
      const auto& it = procedure_.delais[other];
      if ((it.state != no_id && it.state != state) || !applies(it.rule)) continue;
      if (facts_of(it.kind).course == DelaiCourse::awaited) continue;
      const auto sequel = program_.procedures[index_].at_end[state * procedure_.delais.size() + other];
      bool leads = false;
      for (const auto& transition : program_.clauses(sequel))
        leads = leads || (transition.clause->target != no_id && transition.clause->target != state &&
                          transition.clause->condition == none_id && applies(transition.clause->rule));
      if (!leads) continue;
      if (!day.clock_supposed(other)) return day.clock(other), Found::open;
      if (day.clock(other) == ClockIs::over) return Found::not_here;
    }
    return Found::here;
  }

  void delais_in(StateId state) {
    for (const auto index : procedure_.states[state].delais) {
      const auto& delai = procedure_.delais[index];
      if (!applies(delai.rule) || facts_of(delai.kind).course != DelaiCourse::awaited || delai.of_instance)
        continue;
      const bool can_be_kept = std::ranges::any_of(delai.kept_by, [&](PatternId id) {
        const auto& pattern = program_.model.patterns[id];
        return day_on_which(state, pattern.type, index, ClockIs::running, [&](Situation& day) {
                 const auto fits = day.fits(pattern);
                 if (fits != Worth::yes) return fits == Worth::open ? Found::open : Found::not_here;
                 return still_there(day, state);
               }) != Shown::no;
      });
      if (!delai.kept_by.empty() && !can_be_kept && delai.kept_before == none_id)
        say(Flaw::never_kept, state, delai.rule, index);
      if (delai.as_soon_as_possible || delai.counted_by() == none_id) continue;
      if (day_on_which(state, no_id, index, ClockIs::over,
                       [&](Situation& day) { return still_there(day, state); }) == Shown::no)
        say(Flaw::never_missed, state, delai.rule, index);
    }
  }

  /// A time that is hers, and what some other délai wants of the same act.
  void of_delai(std::uint16_t index) {
    const auto& delai = procedure_.delais[index];
    const auto course = facts_of(delai.kind).course;
    if (course == DelaiCourse::lasting && delai.renewals > 0 && delai.maximum == none_id &&
        delai.state != no_id && procedure_.states[delai.state].sanction)
      say(Flaw::endless_renewal, delai.state, delai.rule, index);
    if (course != DelaiCourse::reserved) return;
    for (const auto pattern : delai.lifted_by) {
      const auto type = program_.model.patterns[pattern].type;
      const bool forbidden = std::ranges::any_of(
          delai.forbids, [&](PatternId one) { return program_.model.patterns[one].type == type; });
      const bool adverse = std::ranges::any_of(program_.model.weights, [&](const Weight& weight) {
        return weight.act.type == type && weight.act.constraints.empty();
      });
      if (forbidden || adverse) say(Flaw::waiting_cut_short, delai.state, delai.rule, index);
    }
    for (const auto& other : procedure_.delais) {
      if (facts_of(other.kind).course != DelaiCourse::awaited || !applies(other.rule)) continue;
      const auto state = other.state != no_id ? other.state : delai.state;
      if (state == no_id || (delai.state != no_id && delai.state != state)) continue;
      const auto awaited = static_cast<std::uint16_t>(&other - procedure_.delais.data());
      for (const auto wanted : other.kept_by) {
        const auto& pattern = program_.model.patterns[wanted];
        if (std::ranges::none_of(delai.forbids, [&](PatternId one) {
              return program_.model.patterns[one].type == pattern.type;
            }))
          continue;
        // Is it ever due, her time being over?
        const auto free = day_on_which(state, pattern.type, awaited, ClockIs::running, [&](Situation& day) {
          const auto fits = day.fits(pattern);
          if (fits != Worth::yes) return fits == Worth::open ? Found::open : Found::not_here;
          for (const auto one : delai.forbids) {
            if (program_.model.patterns[one].type != pattern.type) continue;
            const auto forbidden = day.fits(program_.model.patterns[one]);
            if (forbidden == Worth::open) return Found::open;
            if (forbidden == Worth::no) return Found::here;
          }
          if (!day.clock_supposed(index)) return day.clock(index), Found::open;
          return day.clock(index) == ClockIs::running ? Found::not_here : Found::here;
        });
        if (free == Shown::no) say(Flaw::contrary_delais, state, other.rule, awaited);
      }
    }
  }

  /// What the law wants before a sanction, of each act that leads to one.
  void sanctions() {
    const auto& model = program_.model;
    std::set<std::pair<Flaw, RuleId>> told;
    for (StateId from = 0; from < procedure_.states.size(); ++from) {
      if (!reached_[from] || procedure_.states[from].sanction) continue;
      for (const auto& passage : passages_from(program_, index_, from, departement_)) {
        if (!procedure_.states[passage.to].sanction || passage.by != Passage::By::act) continue;
        const auto& clause = *program_.clauses(passage.range)[passage.place].clause;
        const auto& act = model.patterns[clause.pattern];
        std::vector<const Pattern*> letters, appraisals;
        bool weighed = false, wants_appraisal = false;
        for (const auto& weight : model.weights) {
          if (weight.act.type != act.type || weight.preparatory || !may_be_one(weight.act, act)) continue;
          weighed = true;
          for (const auto& appraisal : weight.appraisals) {
            wants_appraisal = true;
            appraisals.push_back(&appraisal);
          }
        }
        if (!weighed) continue;
        const bool has_time = std::ranges::any_of(procedure_.delais, [&](const Delai& delai) {
          return facts_of(delai.kind).course == DelaiCourse::reserved && applies(delai.rule) &&
                 std::ranges::any_of(delai.forbids, [&](PatternId one) {
                   return model.patterns[one].type == act.type && may_be_one(model.patterns[one], act);
                 });
        });
        if (!has_time && told.emplace(Flaw::sanction_without_time, passage.rule).second)
          say(Flaw::sanction_without_time, passage.to, passage.rule);
        letters_.clear();
        for (EventTypeId type = 0; type < model.vocabulary.events.size(); ++type)
          if (model.vocabulary.events[type].letter == LetterStep::sent) letters_.push_back({type, {}, false});
        for (const auto& letter : letters_) letters.push_back(&letter);
        if (!letters.empty()) without_acts(Flaw::sanction_without_letter, passage, letters, told);
        if (wants_appraisal) without_acts(Flaw::sanction_without_appraisal, passage, appraisals, told);
      }
    }
  }

  /// May an act fit both? No, when words of one field exclude one another.
  bool may_be_one(const Pattern& one, const Pattern& other) const {
    for (const auto& a : one.constraints)
      for (const auto& b : other.constraints) {
        if (a.field != b.field) continue;
        const auto common = std::ranges::any_of(a.values, [&](ExprId value) {
          return std::ranges::any_of(b.values,
                                     [&](ExprId with) { return terms_.of(value) == terms_.of(with); });
        });
        if (!common) return false;
      }
    return true;
  }

  /// The sanction, no such act having come, and nothing blocking being said of it.
  void without_acts(Flaw flaw, const Passage& passage, const std::vector<const Pattern*>& acts,
                    std::set<std::pair<Flaw, RuleId>>& told) {
    Without asked{.procedure = index_, .states = {passage.to}, .absent = {}, .unless_blocking = true};
    for (std::uint32_t search = 0; search < terms_.searches(); ++search)
      if (std::ranges::any_of(acts,
                              [&](const Pattern* act) { return terms_.search(search).type == act->type; }))
        asked.absent.push_back(search);
    if (never_without(terms_, asked, departement_, limits_).shown == Shown::yes) return;
    if (told.contains({flaw, passage.rule})) return;
    auto history = trial().look_for({.what = Sought::What::no_act,
                                     .procedure = index_,
                                     .states = {passage.to},
                                     .absent = acts,
                                     .unless_blocking = true,
                                     .departement = departement_},
                                    effort_);
    told.emplace(flaw, passage.rule);
    if (history) say(flaw, passage.to, passage.rule).history = std::move(history);
  }

  const Program& program_;
  Terms& terms_;
  std::uint16_t index_;
  const Procedure& procedure_;
  std::string departement_;
  Limits limits_;
  Effort effort_;
  std::optional<Trial> trial_;
  std::vector<bool> reached_;
  std::set<std::pair<RuleId, StateId>> dead_;
  std::set<RuleId> lively_;
  std::vector<Pattern> letters_;
  std::vector<Flawed> found_;
};

}  // namespace

const FlawInfo& info_of(Flaw flaw) {
  return flaw_table[static_cast<std::size_t>(flaw)];
}

std::vector<Flawed> flaws_of(const Program& program, Terms& terms, std::uint16_t procedure,
                             const std::string& departement, const Limits& limits, const Effort& effort) {
  return Asking(program, terms, procedure, departement, limits, effort).all();
}

}  // namespace filrouge::prove
