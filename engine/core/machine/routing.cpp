#include <algorithm>
#include <ranges>

#include "engine/core/machine/step.hpp"

/// What an act does when it is taken: what it opens, whom it is delivered to, and when nobody expected it.
namespace filrouge {

void Step::route(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  if (seen.type == no_id || seen.person_unknown) {
    say(Nature::evenement_inattendu, none_id, none_id, seen.on, event);
    return;
  }
  const bool of_somebody_unknown = seen_.whose_is_unknown(event);
  if (of_somebody_unknown) say_ambiguous(event, none_id, Doubt::whose);
  if (!reading_.cites(event) && !program_.concerns_machines[seen.type]) {
    if (!of_somebody_unknown) doubt_the_letter(event);
    return;
  }
  c_->own_number[event] = !of_somebody_unknown && bears_its_own_number(event);
  read_citations(event);
  c_->cited[event] = cited_.any ? Cited::acts : cited_.unknown_key ? Cited::unknown : Cited::nothing;
  if (cited_.unknown_key) {
    auto& said = say(Nature::evenement_inattendu, none_id, none_id, seen.on, event);
    said.severity = Severity::major;
    said.detail = cited_.first_unknown;
  }
  const bool in_doubt = cited_.unknown_key || of_somebody_unknown || doubt_the_letter(event);

  to_deliver_.clear();
  reading_it_.clear();
  for (const auto i : c_->standing)
    if (concerned(i, event) && !reading_.is_final(i) && !of_somebody_unknown) {
      reading_it_.push_back(i);
      bool closing = false;
      if (accepts(i, event, closing) != Truth::no) to_deliver_.push_back(i);
    }
  for (const auto i : cited_.surely) {
    attach(event, i, of_somebody_unknown);
    if (of_somebody_unknown) continue;
    reading_it_.push_back(i);
    bool closing = false;
    if (!c_->lives[i].stopped && accepts(i, event, closing) != Truth::no) to_deliver_.push_back(i);
  }
  for (const auto i : cited_.perhaps)
    if (!std::ranges::binary_search(cited_.surely, i)) attach(event, i, true);
  attach_by_expectation(event);
  doubt_what_it_may_keep(event);
  std::ranges::sort(to_deliver_);
  const bool on_what_is_over = !in_doubt && cites_only_what_is_over(event);
  const bool opened = !of_somebody_unknown && open_instances(event);
  for (const auto instance : to_deliver_) deliver(instance, event);
  const bool expected = !to_deliver_.empty() || !expecting_.empty() || in_doubt;
  if (on_what_is_over || (!opened && !expected)) unexpected(event, on_what_is_over);
}

/// An adverse act that no affaire takes, and those it cites are over: it is told, whatever it opens.
bool Step::cites_only_what_is_over(std::uint32_t event) {
  const auto& cited = cited_.surely;
  const bool over =
      !cited.empty() && std::ranges::all_of(cited, [&](std::uint32_t i) { return reading_.is_final(i); });
  return over && expecting_.empty() &&
         std::ranges::all_of(to_deliver_, [&](std::uint32_t i) { return standing(i); }) && is_adverse(event);
}

Said& Step::say_ambiguous(std::uint32_t event, RuleId rule, Doubt doubt) {
  auto& said = say(Nature::evenement_ambigu, rule, none_id, seen_.event(event).on, event);
  said.severity = Severity::major;
  said.doubt = doubt;
  said.whichever_rule = rule != none_id;
  return said;
}

/// An act of the post is of one letter: of several, or of none that is known, it tells nothing.
bool Step::doubt_the_letter(std::uint32_t event) {
  const auto doubt = interpreter().doubt_of_the_letter(event);
  if (doubt == Doubt::letter) say_ambiguous(event, none_id, doubt);
  if (doubt != Doubt::no_letter) return doubt != Doubt::none;
  auto& said = say(Nature::evenement_inattendu, none_id, none_id, seen_.event(event).on, event);
  said.severity = Severity::minor;
  said.doubt = doubt;
  return true;
}

/// A délai that an act may have kept, being perhaps of the instance or not saying all that is asked of it.
void Step::doubt_what_it_may_keep(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const auto perhaps_keeps = [&](std::uint32_t i) {
    interpreter().budget().spend();
    if (!program_.procedures[c_->instances[i].procedure].keeps[seen.type] || !concerned(i, event) ||
        reading_.is_final(i))
      return;
    const auto its =
        both(reading_.belongs(i, event), seen_.whose_is_unknown(event) ? Truth::unknown : Truth::yes);
    if (its == Truth::no) return;
    const auto here = place(i, seen.on, event);
    for (auto c = c_->lives[i].first_clock; c != none_id; c = c_->clocks[c].next) {
      auto& clock = c_->clocks[c];
      if (!clock.active() ||
          both(its, match_of_any(reading_.delai_of(clock).kept_by, event, here)) != Truth::unknown)
        continue;
      may_be_kept_by(c, event);
      if (program_.procedures[c_->instances[i].procedure].asks_of_delais[c_->instances[i].state])
        stir(i);
      else
        look_at(i);
    }
  };
  std::ranges::for_each(c_->standing, perhaps_keeps);
  given_.clear();
  for (auto d = c_->first_delivery[event]; d != none_id; d = c_->deliveries[d].next_of_event)
    given_.push_back(c_->deliveries[d].instance);
  std::ranges::sort(given_);
  given_.erase(std::ranges::unique(given_).begin(), given_.end());
  for (const auto i : given_)
    if (!standing(i)) perhaps_keeps(i);
}

/// Is that instance of the person of the act, and does it follow her still?
bool Step::concerned(std::uint32_t instance, std::uint32_t event) const {
  const auto person = c_->instances[instance].person;
  const auto& life = c_->lives[instance];
  const auto whose = seen_.event(event).person;
  return life.alive && !life.stopped && (person < 0 || whose < 0 || person == whose);
}

bool Step::open_instances(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const auto& candidates = program_.opened_by[seen.type];
  if (candidates.empty()) return false;
  bool opened = false, matched = false, in_force_somewhere = false, ended_before = false,
       begins_later = false, asked = false;
  RuleId first_rule = none_id;
  auto written_already = none_id;
  for (const auto procedure : candidates) {
    const auto& model = program_.model.procedures[procedure];
    if (!reading_.of_departement(model.rule, seen.on)) continue;
    const Place here{.person = seen.person, .current = event, .day = seen.on, .governing = seen.on};
    interpreter().begin_collecting();
    const auto match = interpreter().matches(model.trigger, event, here);
    if (match == Truth::no) continue;
    if (match == Truth::unknown) {
      // A text of another time has no question to ask; which text it is may itself depend on a day.
      if (model.governing == none_id && !reading_.in_force(model.rule, seen.on)) continue;
      // One question for all the procédures the same silence leaves in doubt.
      if (!asked) {
        auto& said = say(Nature::donnee_manquante, model.rule, none_id, seen.on, event);
        said.severity = Severity::major;
        said.whichever_rule = true;
        keep_missing(said);
      }
      opened = asked = true;
      continue;
    }
    matched = true;
    if (first_rule == none_id) first_rule = model.rule;
    const auto first = opened_twice(procedure, event);
    if (first != none_id && written_already == none_id) written_already = first;
    if (first != none_id) continue;
    const auto person = model.of == Scope::dossier ? std::int16_t{-1} : seen.person;
    auto governing = seen.on;
    if (model.governing != none_id) governing = governing_day(procedure, person, seen.on, event, seen.on);
    if (!reading_.in_force(model.rule, governing)) {
      const auto& info = program_.rule(model.rule);
      ended_before = ended_before || (info.in_force_to.known() && info.in_force_to < governing);
      begins_later = begins_later || (info.in_force_from.known() && info.in_force_from > governing);
      continue;
    }
    in_force_somewhere = true;
    open(procedure, person, seen.on, governing, event, 1, none_id);
    opened = true;
  }
  if (written_already != none_id) {
    auto& said = say_ambiguous(event, first_rule, Doubt::twice);
    said.severity = Severity::minor;
    rests_on(said, {written_already, event});
    return true;
  }
  // Between two versions no text is surely applicable; after the last, the act simply concerns nothing any
  // more.
  if (matched && !in_force_somewhere && ended_before && begins_later) {
    auto& said = say(Nature::droit_transitoire, first_rule, none_id, seen.on, event);
    said.severity = Severity::major;
    said.whichever_rule = true;
    return true;
  }
  return opened;
}

/// The first act that opened that procédure and that this one repeats; none_id: none. The same act is of the
/// same day: those of that day follow one another.
std::uint32_t Step::opened_twice(std::uint16_t procedure, std::uint32_t event) {
  const auto opened_it = [&](std::uint32_t act) {
    for (auto i = c_->first_opened[act]; i != none_id; i = c_->lives[i].next_opened)
      if (c_->instances[i].procedure == procedure && c_->lives[i].opened_by == none_id) return true;
    return false;
  };
  const auto acts = seen_.before(seen_.of_type(seen_.event(event).type), seen_.position(event));
  auto first = none_id;
  for (auto act = acts.rbegin(); act != acts.rend() && seen_.event(*act).on == seen_.event(event).on; ++act) {
    interpreter().budget().spend();
    if (opened_it(*act) && same_act(*act, event)) first = *act;
  }
  return first;
}

/// The same act written twice: same type, person, day, time, reference and fields.
bool Step::same_act(std::uint32_t a, std::uint32_t b) const {
  const auto &x = seen_.event(a), &y = seen_.event(b);
  if (x.type != y.type || x.person != y.person || x.on != y.on || x.reference != y.reference) return false;
  const auto by_role = [&](const JournalEvent& act) {
    return std::span(seen_.journal().references).subspan(act.first_reference, act.reference_count) |
           std::views::filter([](const JournalReference& r) { return r.role != 0; });
  };
  if (!std::ranges::equal(by_role(x), by_role(y))) return false;
  for (const auto& type_field : program_.model.vocabulary.events[x.type].fields)
    if (seen_.field(a, type_field.id) != seen_.field(b, type_field.id)) return false;
  return seen_.time_of(a) == seen_.time_of(b);
}

Truth Step::accepts(std::uint32_t instance, std::uint32_t event, bool& only_final_from_any) {
  charge_to(instance);
  const auto& it = c_->instances[instance];
  const auto& seen = seen_.event(event);
  const auto here = place(instance, seen.on, event);
  const auto& procedure = program_.procedures[it.procedure];
  const auto range = procedure.on_event[it.state * program_.model.vocabulary.events.size() + seen.type];
  only_final_from_any = true;
  auto result = Truth::no;
  if (!procedure.takes[it.state * program_.model.vocabulary.events.size() + seen.type]) return result;
  interpreter().begin_collecting();
  for (const auto& transition : program_.clauses(range)) {
    if (!reading_.in_force(transition.clause->rule, it.governing)) continue;
    const auto match = interpreter().matches(transition.clause->pattern, event, here);
    if (match == Truth::no) continue;
    result = either(result, match);
    const auto target = transition.clause->target;
    if (!transition.from_any || target == no_id ||
        !program_.model.procedures[it.procedure].states[target].final)
      only_final_from_any = false;
  }
  if (result == Truth::yes) return result;
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next) {
    if (!c_->clocks[c].active()) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    bool takes = match_of_any(delai.forbids, event, here) == Truth::yes;
    delai.for_each_pattern([&](PatternId pattern) {
      takes = takes || interpreter().matches(pattern, event, here) != Truth::no;
    });
    if (takes) {
      only_final_from_any = false;
      return Truth::yes;
    }
  }
  return result;
}

void Step::deliver(std::uint32_t instance, std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const auto visit = c_->lives[instance].visit;
  charge_to(instance);
  stir(instance);
  settle_by(instance, event);
  if (c_->lives[instance].visit != visit) return;  // a waiver has already led on
  judge_forbidden(instance, event);
  const auto& it = c_->instances[instance];
  const auto range = program_.procedures[it.procedure]
                         .on_event[it.state * program_.model.vocabulary.events.size() + seen.type];
  try_clauses(instance, range, seen.on, event);
}

/// Does it weigh on the person, or perhaps? The vocabulary says which acts do.
bool Step::is_adverse(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const Place here{.person = seen.person, .current = event, .day = seen.on, .governing = seen.on};
  return std::ranges::any_of(program_.model.weights, [&](const Weight& weight) {
    return weight.pattern != none_id && !weight.preparatory && weight.act.type == seen.type &&
           interpreter().matches(weight.pattern, event, here) != Truth::no;
  });
}

/// What no procédure took is a fact, where one that is not over looks for such acts.
void Step::unexpected(std::uint32_t event, bool on_what_is_over) {
  const auto& seen = seen_.event(event);
  for (const auto instance : reading_it_)
    if (program_.procedures[c_->instances[instance].procedure].reads[seen.type] && !on_what_is_over) return;
  for (const auto p : program_.mentioned_by[seen.type]) {
    const auto& procedure = program_.model.procedures[p];
    if (!reading_.in_force(procedure.rule, seen.on) || stopped_for(p, seen.person) || !mentions(p, event))
      continue;
    const bool adverse = on_what_is_over || is_adverse(event);
    auto& said = say(Nature::evenement_inattendu, procedure.rule, none_id, seen.on, event);
    said.severity = adverse ? Severity::major : Severity::minor;
    if (on_what_is_over) said.doubt = Doubt::over;
    said.whichever_rule = true;
    return;
  }
}

/// What a stopped machine would have taken is not unexpected.
bool Step::stopped_for(std::uint16_t procedure, std::int16_t person) const {
  for (std::uint32_t i = 0; c_->stopped > 0 && i < c_->instances.size(); ++i)
    if (c_->lives[i].stopped && c_->lives[i].alive && c_->instances[i].procedure == procedure &&
        (c_->instances[i].person < 0 || person < 0 || c_->instances[i].person == person))
      return true;
  return false;
}

/// Has the procédure, in some state, a clause or a délai about this very event, other than one that would
/// only end it? What the event does not say is held to be about it only for whom the procédure follows, or
/// followed: elsewhere a silence concerns nobody.
bool Step::mentions(std::uint16_t index, std::uint32_t event) {
  const auto& procedure = program_.model.procedures[index];
  const auto person = seen_.event(event).person;
  interpreter().budget().spend();
  const bool follows = std::ranges::any_of(c_->followed[index], [&](std::int16_t followed) {
    return followed < 0 || person < 0 || followed == person;
  });
  const Place here{.person = seen_.event(event).person,
                   .current = event,
                   .day = seen_.event(event).on,
                   .governing = seen_.event(event).on};
  interpreter().begin_collecting();
  // « une instance par entree_parcours, dispositif: « X » »: a special case, of no concern to whom it does
  // not follow.
  const bool special = procedure.per == InstancePer::event && procedure.trigger != none_id &&
                       !program_.model.patterns[procedure.trigger].constraints.empty();
  if (special && !follows) return false;
  // Whom her attributes keep out that day is none of its concern.
  if (person >= 0 && procedure.predicate != none_id &&
      interpreter().truth(procedure.predicate, here) == Truth::no)
    return false;
  const auto about = [&](PatternId pattern) {
    if (pattern == none_id) return false;
    const auto match = interpreter().matches(pattern, event, here);
    return match == Truth::yes || (match == Truth::unknown && follows);
  };
  const auto clause_about = [&](const Clause& clause) {
    return clause.is_about_acts() && reading_.in_force(clause.rule, seen_.event(event).on) &&
           about(clause.pattern);
  };
  const bool of_every_affaire = program_.model.vocabulary.events[seen_.event(event).type].of_every_affaire;
  const auto more_than_ends = [&](const Clause& clause) {
    return clause.target == no_id || !procedure.states[clause.target].final;
  };
  const auto from_any = [&](const Clause& clause) { return more_than_ends(clause) && clause_about(clause); };
  const auto in_a_state = [&](const Clause& clause) {
    return (!of_every_affaire || more_than_ends(clause)) && clause_about(clause);
  };
  if (std::ranges::any_of(procedure.from_any, from_any)) return true;
  for (const auto& state : procedure.states)
    if (std::ranges::any_of(state.clauses, in_a_state)) return true;
  if (of_every_affaire) return false;
  for (const auto& delai : procedure.delais) {
    if (!reading_.in_force(delai.rule, seen_.event(event).on)) continue;
    bool its_own = false;
    delai.for_each_pattern([&](PatternId pattern) { its_own = its_own || about(pattern); });
    if (its_own) return true;
  }
  return false;
}

}  // namespace filrouge
