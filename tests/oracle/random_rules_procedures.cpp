#include <algorithm>

#include "tests/oracle/rules_writer.hpp"

/// Procédures: for whom they live, their states, and every clause that may stand in one.
namespace filrouge::oracle {
namespace {

std::string numbered(const char* letter, int number) {
  return letter + std::to_string(number);
}

}  // namespace

DrawnProcedure RulesWriter::plan_procedure(std::size_t index) {
  DrawnProcedure drawn;
  drawn.name = "suite_" + std::to_string(index);
  drawn.per = one_in(2) ? InstancePer::event : one_in(4) ? InstancePer::dossier : InstancePer::person;
  if (drawn.per == InstancePer::event) drawn.trigger = &any_of(events_);
  drawn.states = 1 + static_cast<int>(below(4));
  drawn.finals = 1 + static_cast<int>(below(2));
  drawn.turns = drawn.states > 1 && one_in(25);
  std::vector<DelaiKind> kinds;
  for (std::size_t k = 0; k < delai_kinds.size(); ++k) {
    const auto course = delai_kinds[k].course;
    const auto often = course == DelaiCourse::awaited ? 3u : course == DelaiCourse::coming ? 2u : 1u;
    kinds.insert(kinds.end(), often, static_cast<DelaiKind>(k));
  }
  int count = 0;
  for (int s = -1; s < drawn.states; ++s) {
    const auto here = s == -1 ? (one_in(4) ? 1u : 0u) : below(3);
    for (std::size_t d = 0; d < here; ++d) {
      // Now and then two states have a délai of one name.
      const bool again =
          s > 0 && d == 0 && one_in(8) && !drawn.delais.empty() && drawn.delais.back().state != s;
      drawn.delais.push_back(
          {again ? drawn.delais.back().name : numbered("delai_", count++), any_of(kinds), s, one_in(4)});
    }
  }
  return drawn;
}

std::string RulesWriter::exit(const DrawnProcedure& drawn) {
  if (one_in(4)) return numbered("f", static_cast<int>(below(static_cast<std::uint64_t>(drawn.finals))));
  return numbered_state(drawn);
}

std::string RulesWriter::numbered_state(const DrawnProcedure& drawn) {
  return numbered("s", static_cast<int>(below(static_cast<std::uint64_t>(drawn.states))));
}

std::string RulesWriter::requirement(const Where& at) {
  return condition(at, 1) + (one_in(3) ? std::string() : " " + label()) +
         (one_in(2) ? std::string() : ", " + severity());
}

std::string RulesWriter::action(const Where& at, bool may_open) {
  const auto by = [&] { return one_in(4) ? std::string() : " par " + role(); };
  switch (below(12)) {
    case 0:
    case 1:
    case 2:
      return "à faire " + label() + by() + (one_in(4) ? ", dès que possible" : "");
    case 3:
    case 4:
      return "irrégularité " + (one_in(4) ? std::string() : severity() + " ") + label() +
             (one_in(2) ? std::string()
                        : one_of({", retard du Département", ", retard de la caf", ", retard de l'agent",
                                  ", retard de l'autorite"}));
    case 5: {
      auto text = "proposer " + pattern(any_of(events_), at, 2);
      if (!tables_.empty() && one_in(2)) text += ", dans bornes";
      return text + " " + label() + by();
    }
    case 6:
      return "question ouverte " + label();
    case 7:
      return "demander " + (one_in(2) ? date(at, 1) : value(ValueType::integer, at, 1)) +
             (one_in(3) ? ", " + event(at, 1) : std::string());
    case 8:
      if (may_open && !turning_ && linked_from_ < procedures_.size())
        return "ouvrir " + procedures_[linked_from_ + below(procedures_.size() - linked_from_)].name;
      return "question ouverte " + label();
    case 9:
      return one_in(3) ? "droit transitoire " + label() : "à faire " + label() + by();
    case 10:
      if (at.procedure && !at.procedure->delais.empty() && may_open)
        return "remettre à zéro " + any_of(at.procedure->delais).name;
      return "à faire " + label() + by();
    default:
      if (may_open && !turning_ && linked_from_ < procedures_.size() && one_in(2))
        return "ouvrir " + procedures_[linked_from_ + below(procedures_.size() - linked_from_)].name;
      return "irrégularité mineure " + label();
  }
}

bool RulesWriter::fits(std::string_view action, dsl::ActionStand stand) {
  for (const auto& one : dsl::clause_actions)
    if (action.starts_with(one.words)) return dsl::marked(one.marks, static_cast<std::size_t>(stand));
  return true;
}

/// The lines under a clause; tells whether there is one.
bool RulesWriter::sequel(int indent, const Where& at, bool may_open, dsl::ActionStand stand) {
  const auto count = one_in(3) ? 1 + below(3) : one_in(2) ? 1 : 0;
  const auto before = text_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto told = action(at, may_open);
    if (fits(told, stand)) line(indent, told);
    // What is asked beside a proposal rests on what the proposal rests on.
    if (told.starts_with("proposer") && fits("question ouverte", stand) && one_in(2))
      line(indent, "question ouverte " + label());
  }
  return text_.size() > before;
}

/// What a state does of one event: one « dès », two that exclude each other, « sinon » for the rest.
/// `also`: another event, which has no clause of its own there.
void RulesWriter::event_clauses(const DrawnProcedure& drawn, const DrawnEvent& on, const DrawnEvent* also,
                                const std::string& next) {
  Where at{
      .current = &on, .trigger = drawn.trigger, .procedure = &drawn, .delais_named = drawn.delais.size()};
  const int indent = 2;
  const auto target = [&] {
    return one_in(3) ? std::string() : ", aller à " + (one_in(2) ? next : exit(drawn));
  };
  const auto body = [&](const std::string& towards) {
    const bool requires_something = one_in(3);
    if (requires_something)
      line(indent + 1, "exige " + requirement(at) + (one_in(5) ? ", " + requirement(at) : std::string()));
    const bool something_follows = sequel(indent + 1, at, true, stand_of(towards));
    const auto end = text_.size();
    grounds(indent + 1, 15, 30);
    return requires_something || something_follows || !towards.empty() ? std::string::npos : end;
  };
  const DrawnField* words = nullptr;
  for (const auto& one : on.fields)
    if (one.type == ValueType::enumeration) words = &one;
  // Where the sequel of a « dès » without any would be.
  const auto told = [&](const std::string& what, const std::string& towards) {
    line(indent, what + towards);
    return body(towards);
  };
  // « dès » alone is refused, unless « sinon » would otherwise take its act.
  const auto otherwise = [&](std::size_t without_sequel) {
    if (one_in(2))
      told("sinon", target());
    else if (without_sequel != std::string::npos)
      text_.insert(without_sequel, "      question ouverte " + label() + "\n");
  };
  const auto always = ", aller à " + next;
  switch (below(words ? 7 : 5)) {
    case 0: {
      const auto guard = condition(at, 2);
      told("dès " + on.name + ", quand " + guard, always);
      if (one_in(2)) told("sinon", target());
      break;
    }
    case 1: {
      const auto guard = condition(at, 1);
      const auto without_sequel = told("dès " + on.name + ", quand " + guard, target());
      told("dès " + on.name + ", quand (non " + guard + ")" +
               (one_in(3) ? " et " + condition(at, 0) : std::string()),
           always);
      otherwise(without_sequel);
      break;
    }
    case 2:
      if (also && one_in(2)) {
        at.current = nullptr;  // one or the other: no field is surely theirs
        told("dès " + on.name + " ou " + also->name, always);
      } else {
        told("dès " + on.name, always);
      }
      break;
    case 3:
    case 4:
      told("dès " + pattern(on, at, 2), always);
      break;
    case 5: {
      const auto first = words->words.front(), last = words->words.back();
      told("dès " + on.name + ", " + words->name + ": " + first, always);
      const auto without_sequel = told("dès " + on.name + ", " + words->name + ": " + last +
                                           (one_in(3) ? ", quand " + condition(at, 1) : std::string()),
                                       target());
      otherwise(without_sequel);
      break;
    }
    default: {
      const auto guard = condition(at, 1);
      const auto word = any_of(words->words);
      told("dès " + on.name + ", " + words->name + ": " + word + ", quand " + guard, always);
      told("sinon", target());
    }
  }
}

/// Work that lasts as long as the last act of a kind says so: an act that may be of that kind comes after it.
void RulesWriter::as_the_last_says(const Where& at) {
  for (const auto& event : events_)
    for (const auto& kind : event.fields)
      for (const auto& told : event.fields)
        if (kind.type == ValueType::enumeration && told.type == ValueType::boolean && one_in(2)) {
          line(2, "tant que ((" + told.name + " de (" + one_of({"dernier ", "premier "}) + event.name + ", " +
                      constraint(kind, at) + ", de la même personne)) = " + literal(told.type) + ")");
          line(3, "à faire " + label() + " par " + role());
          return;
        }
}

std::string RulesWriter::standing_action(const Where& at) {
  auto told = action(at, false);
  return fits(told, dsl::ActionStand::standing) ? told : "question ouverte « À revoir »";
}

void RulesWriter::standing_clauses(const DrawnProcedure& drawn, int state) {
  const Where at{.trigger = drawn.trigger, .procedure = &drawn, .delais_named = drawn.delais.size()};
  if (one_in(4)) as_the_last_says(at);
  const auto count = below(3);
  for (std::size_t i = 0; i < count; ++i) switch (below(3)) {
      case 0:
        line(2, "à l'entrée, " + action(at, false));
        break;
      case 1:
        line(2, "tant que " + condition(at, 2));
        line(3, standing_action(at));
        grounds(3, 15, 30);
        break;
      default: {
        const auto when = condition(at, 2);
        auto target =
            one_in(5) ? std::string() : ", aller à " + (one_in(2) ? numbered_state(drawn) : exit(drawn));
        // True where it leads, it would be refused.
        if (target == ", aller à " + numbered("s", state)) target.clear();
        line(2, "dès que " + when + target);
        sequel(3, at, true, stand_of(target));
      }
    }
}

void RulesWriter::end_clauses(const DrawnProcedure& drawn, int state) {
  const Where at{.trigger = drawn.trigger, .procedure = &drawn, .delais_named = drawn.delais.size()};
  for (const auto& one : drawn.delais) {
    // The terms say their own end.
    const bool must = facts_of(one.kind).leads_on && one.ends_in_state && (one.state == state || state == 0);
    if ((one.state != state && one.state != -1) || facts_of(one.kind).course == DelaiCourse::recurring)
      continue;
    if (is_faculty(one.kind) && !one.ends_in_state) continue;
    if (facts_of(one.kind).leads_on ? !must : !one_in(2)) continue;
    const auto target = [&] { return one_in(4) ? std::string() : ", aller à " + exit(drawn); };
    silent_ = !dsl::acts(dsl::DelaiClause::at_end_of, forms_[&one]);
    if (one_in(3)) {
      const auto guard = condition(at, 1);
      const auto towards = target();
      line(2, "à la fin de " + one.name + ", quand " + guard + towards);
      sequel(3, at, true, stand_of(towards));
      if (one_in(2)) line(2, "sinon" + target());
    } else {
      const auto towards = target();
      line(2, "à la fin de " + one.name + towards);
      // Instances that open while the journal of this one is being read.
      if (!turning_ && linked_from_ < procedures_.size() && one_in(4))
        for (auto opened = 1 + below(4); opened-- > 0;) line(3, "ouvrir " + procedures_.back().name);
      if (one_in(4)) line(3, "exige " + requirement(at));
      sequel(3, at, true, stand_of(towards));
    }
    silent_ = false;
  }
}

/// Acts on which nothing follows.
void RulesWriter::expectation(const DrawnProcedure& drawn, const std::vector<const DrawnEvent*>& among) {
  if (among.empty()) return;
  std::swap(dice_, expectations_);
  if (one_in(3)) {
    const auto& last = *any_of(among);
    const auto& first = *any_of(among);
    const Where at{
        .current = &last, .trigger = drawn.trigger, .procedure = &drawn, .delais_named = drawn.delais.size()};
    line(2, "attendu : " + (&first == &last || one_in(2) ? std::string() : first.name + " ou ") +
                pattern(last, at, 2));
  }
  std::swap(dice_, expectations_);
}

void RulesWriter::general_clauses(const DrawnProcedure& drawn) {
  generally_awaited_.clear();
  const auto last = numbered("f", drawn.finals - 1);
  if (drawn.finals == 1 && !one_in(3)) return;
  line(1, one_in(5) ? "depuis tout état" : "depuis tout état non final");
  const Where at{.trigger = drawn.trigger, .procedure = &drawn, .delais_named = drawn.delais.size()};
  std::vector<std::size_t> order(events_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
  event_clauses(drawn, events_[order[0]], nullptr, last);
  // The last final state must be reached from somewhere.
  line(2, "dès " + events_[order[1]].name + (one_in(4) ? " ou " + events_[order[2]].name : std::string()) +
              ", aller à " + last);
  if (one_in(6)) {
    line(2, "dès que " + condition(at, 1));
    line(3, action(at, false));
  }
  if (one_in(20)) line(2, "à l'entrée, " + action(at, false));
  if (one_in(8)) {
    line(2, "tant que " + condition(at, 1));
    line(3, standing_action(at));
  }
  generally_awaited_.push_back(&events_[order[0]]);
  if (order.size() < 4) return;
  generally_awaited_.push_back(&events_[order[3]]);
  expectation(drawn, {&events_[order[3]]});
}

/// One act that ends a waiting, opens other instances by its end, and keeps what the state counts besides:
/// dice alone would seldom bring them together.
void RulesWriter::lifted_and_opening(int state) {
  auto act = awaited_->name, keeping = act;
  for (const auto& event : events_)
    for (const auto& one : event.fields)
      if (one.type == ValueType::boolean && event.scope == Scope::person && one_in(2))
        act = event.name, keeping = act + ", " + one.name + ": (dans l'état " + numbered("s", state) + ")";
  const auto number = std::to_string(state);
  line(2, "attente ecoute_" + number + " : " + length() + " après entrée");
  line(3, "interdit " + any_of(events_).name);
  line(3, "levée par " + act);
  line(2, "échéance ensuite_" + number + " : " + months() + " après entrée");
  line(3, "tenue par " + keeping + one_of({"", ", à la date de entrée", ", à la date de début"}));
  line(3, "à faire " + label() + " par " + role());
  line(2, "à la fin de ecoute_" + number);
  for (auto opened = 1 + below(4); opened-- > 0;) line(3, "ouvrir " + procedures_.back().name);
}

void RulesWriter::state(const DrawnProcedure& drawn, int state) {
  const Where at{.trigger = drawn.trigger, .procedure = &drawn, .delais_named = 0};
  line(1, "état " + numbered("s", state) + (state == 0 ? " initial" : "") +
              (one_in(2) ? " " + label() : std::string()) + (one_in(15) && state > 0 ? " sanction" : ""));
  grounds(2, 25, 50);
  awaited_ = &any_of(events_);
  for (std::size_t d = 0; d < drawn.delais.size(); ++d) {
    if (drawn.delais[d].state != state) continue;
    auto here = at;
    here.delais_named = d;
    delai(2, drawn.delais[d], here, exit(drawn));
  }
  const auto next = state + 1 < drawn.states ? numbered("s", state + 1) : std::string("f0");
  std::vector<std::size_t> order(events_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
  const auto followed = 1 + below(std::min<std::uint64_t>(3, order.size()));
  for (std::size_t e = 0; e < followed; ++e) {
    const auto* also = e + 1 == followed && followed < order.size() ? &events_[order[followed]] : nullptr;
    event_clauses(drawn, events_[order[e]], also, e == 0 ? next : exit(drawn));
  }
  if (!turning_ && linked_from_ < procedures_.size() && one_in(8)) lifted_and_opening(state);
  standing_clauses(drawn, state);
  if (drawn.turns && state < 2)
    // The checker cannot see what rests on the entry in the state.
    line(2, "dès que " + std::string(one_in(2) ? "(taille < 9 et entrée connu)" : "(entrée ≤ aujourd'hui)") +
                ", aller à " + numbered("s", 1 - state));
  end_clauses(drawn, state);
  std::vector<const DrawnEvent*> unawaited;
  for (std::size_t e = followed + 1; e < order.size(); ++e)
    if (std::ranges::find(generally_awaited_, &events_[order[e]]) == generally_awaited_.end())
      unawaited.push_back(&events_[order[e]]);
  expectation(drawn, unawaited);
}

void RulesWriter::procedure(const DrawnProcedure& drawn, std::size_t index, const std::string& in_force) {
  turning_ = drawn.turns;
  line(0,
       "procédure " + drawn.name + (one_in(3) ? std::string() : " « Suite " + std::to_string(index) + " »"));
  if (!in_force.empty()) line(1, "en vigueur " + in_force);
  led_by();
  const Where at{.trigger = drawn.trigger, .procedure = &drawn, .delais_named = 0};
  switch (drawn.per) {
    case InstancePer::person:
      line(1, "pour chaque personne" + std::string(one_in(2) ? " soumise aux droits et devoirs" : "") +
                  (one_in(4) ? " quand " + attribute_condition(1) : std::string()));
      break;
    case InstancePer::dossier: {
      // What is of a person says nothing of the dossier.
      line(1, "pour chaque dossier" + std::string(one_in(3) ? " quand (taille > 1)" : ""));
      break;
    }
    default:
      line(1, "une instance par " + pattern(*drawn.trigger, {}, 3) +
                  one_of({"", "", ", pour la personne", ", pour le dossier"}));
  }
  if (!in_force.empty() ? one_in(2) : one_in(12)) {
    const Where opening{.current = drawn.trigger};
    line(1, "selon le droit du jour de " + (one_in(2) ? event(opening, 0) : date(opening, 1)));
  }
  grounds(1, 10, 1000);
  for (std::size_t d = 0; d < drawn.delais.size(); ++d) {
    if (drawn.delais[d].state != -1) continue;
    auto here = at;
    here.delais_named = d;
    delai(1, drawn.delais[d], here, exit(drawn));
  }
  general_clauses(drawn);
  for (int s = 0; s < drawn.states; ++s) state(drawn, s);
  std::string finals = "états finaux f0";
  for (int f = 1; f < drawn.finals; ++f) finals += ", " + numbered("f", f);
  line(1, finals);
  if (drawn.states > 1 && one_in(6))
    line(1, "le " + day(2024, 2) + ", toute instance dans s0 passe à " +
                (one_in(4) ? "f0"
                           : numbered("s", 1 + static_cast<int>(
                                                   below(static_cast<std::uint64_t>(drawn.states - 1))))));
  text_ += '\n';
}

}  // namespace filrouge::oracle
