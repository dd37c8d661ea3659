#include <algorithm>

#include "engine/core/machine/step.hpp"

/// Which affaires an act is of: those it cites, else the only one that expects it; never a guess.
namespace filrouge {

/// What cites an act, and was taken before it was of an instance, follows it there.
void Step::attach(std::uint32_t event, std::uint32_t instance, bool perhaps) {
  to_attach_.assign(1, {event, perhaps});
  bool of_before = false;
  while (!to_attach_.empty()) {
    interpreter().budget().spend();
    const auto [act, doubtful] = to_attach_.back();
    to_attach_.pop_back();
    // The first is attached in any case: it may be of that instance otherwise already.
    const auto belongs = act == event ? Truth::no : reading_.belongs(instance, act);
    if (belongs == Truth::yes || (doubtful && belongs == Truth::unknown)) continue;
    c_->deliveries.push_back(
        {.event = act, .instance = instance, .perhaps = doubtful, .next_of_event = c_->first_delivery[act]});
    c_->first_delivery[act] = static_cast<std::uint32_t>(c_->deliveries.size() - 1);
    auto& given = c_->given[instance];
    const auto place_of = [&](const GivenAct& one) { return seen_.position(one.event); };
    // Most come in their order.
    auto at = given.end();
    if (!given.empty() && place_of(given.back()) >= seen_.position(act))
      at = std::ranges::lower_bound(given, seen_.position(act), {}, place_of);
    if (at != given.end() && at->event == act)
      at->perhaps = at->perhaps && doubtful;
    else
      given.insert(at, {act, doubtful});
    ++c_->deliveries_changed;
    // What is taken is seen when it is; what was taken already, and is of it now, is not.
    const bool at_hand = act_at_hand_ && seen_.position(act) + 1 == c_->horizon;
    if (!at_hand) ++c_->lives[instance].delivered;
    of_before = of_before || !at_hand;
    if (!own_thread(act) || c_->instances[instance].trigger == act) follow_to(act, instance, doubtful);
  }
  // Those that heed the act at hand are woken once it is taken.
  if (of_before) stir(instance);
}

bool Step::looks_for(const PatternsByType& patterns, std::uint32_t instance, std::uint32_t event) {
  charge_to(instance);
  const auto type = seen_.event(event).type;
  const auto here = place(instance, seen_.event(event).on, event);
  interpreter().begin_collecting();
  const auto of_the_type = std::ranges::equal_range(patterns, type, {}, &PatternsByType::value_type::first);
  return std::ranges::any_of(of_the_type, [&](const auto& looked_for) {
    return interpreter().matches(looked_for.second, event, here) != Truth::no;
  });
}

void Step::attach_by_expectation(std::uint32_t event) {
  const auto& seen = seen_.event(event);
  const auto& type = program_.model.vocabulary.events[seen.type];
  const bool of_somebody_unknown = seen_.whose_is_unknown(event);
  // What cites only what nobody knows may be of any affaire that expects it.
  const bool perhaps_of_each = of_somebody_unknown || (cited_.unknown_key && !cited_.any);
  expecting_.clear();
  for (const auto& [procedure, state, anywhere] : program_.expected_by[seen.type]) {
    const auto& program = program_.procedures[procedure];
    const auto& living = c_->living[program.first_state + state];
    const auto cited_here = [&](std::uint32_t cited) { return c_->instances[cited].procedure == procedure; };
    interpreter().budget().spend();
    if (living.empty() || std::ranges::any_of(cited_.surely, cited_here)) continue;
    for (const auto i : living) {
      interpreter().budget().spend();
      if (!concerned(i, event) || excludes(i)) continue;
      Expecting one{.procedure = procedure, .instance = i};
      bool closing = false;
      one.accepts = accepts(i, event, closing) != Truth::no;
      one.only_closing = one.accepts && closing;
      one.now = one.accepts || looks_for(program.looked_for_in[state], i, event);
      if (one.now || (anywhere && looks_for(program.looked_for, i, event))) expecting_.push_back(one);
    }
  }
  std::ranges::sort(expecting_, {}, [](const Expecting& one) {
    return std::pair{one.procedure, one.instance};
  });
  bool said = false;
  for (auto first = expecting_.begin(); first != expecting_.end();) {
    const auto last = std::find_if(first, expecting_.end(),
                                   [&](const Expecting& e) { return e.procedure != first->procedure; });
    const bool now = std::any_of(first, last, [](const Expecting& e) { return e.now; });
    const auto fits = [&](const Expecting& e) { return e.now == now; };
    const auto count = std::count_if(first, last, fits);
    const bool closes =
        std::all_of(first, last, [&](const Expecting& e) { return !fits(e) || e.only_closing; });
    const bool of_each = type.of_every_affaire || (type.scope != Scope::person && closes);
    const bool perhaps = perhaps_of_each || (count > 1 && !of_each);
    for (auto one = first; one != last; ++one) {
      if (!fits(*one)) continue;
      attach(event, one->instance, perhaps);
      if (!perhaps && one->accepts) to_deliver_.push_back(one->instance);
    }
    if (perhaps && !perhaps_of_each && !said) {
      said = true;
      std::vector<std::uint32_t> between = {event};
      for (auto one = first; one != last; ++one)
        if (fits(*one) && c_->instances[one->instance].trigger != none_id)
          between.push_back(c_->instances[one->instance].trigger);
      rests_on(say_ambiguous(event, program_.model.procedures[first->procedure].rule, Doubt::affaire),
               between);
    }
    first = last;
  }
}

}  // namespace filrouge
