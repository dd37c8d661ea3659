#include "engine/core/prove/passages.hpp"

#include <algorithm>

namespace filrouge::prove {
namespace {

bool applies(const Program& program, RuleId rule, const std::string& departement) {
  return program.applies(program.model.modules[program.rule(rule).module], departement);
}

}  // namespace

bool there_with(const Program& program, RuleId rule, RuleId other, const std::string& departement) {
  const auto& one = program.rule(rule);
  const auto& two = program.rule(other);
  if (!applies(program, rule, departement)) return false;
  if (one.in_force_from.known() && !(two.in_force_from.known() && one.in_force_from <= two.in_force_from))
    return false;
  return !one.in_force_to.known() || (two.in_force_to.known() && two.in_force_to <= one.in_force_to);
}

std::vector<Passage> passages_from(const Program& program, std::uint16_t index, StateId from,
                                   const std::string& departement) {
  std::vector<Passage> found;
  const auto& procedure = program.model.procedures[index];
  const auto& lowered = program.procedures[index];
  if (procedure.states[from].final) return found;
  const auto each = [&](ClauseRange range, Passage::By by, EventTypeId type, std::uint16_t delai) {
    const auto clauses = program.clauses(range);
    for (std::uint32_t place = 0; place < clauses.size(); ++place) {
      const auto& clause = *clauses[place].clause;
      if (clause.kind == ClauseKind::expected || !applies(program, clause.rule, departement)) continue;
      if (clause.target != no_id)
        found.push_back({by, from, clause.target, type, delai, range, place, clause.rule});
      for (const auto& action : clause.actions)
        if (action.kind == ActionKind::go_to)
          found.push_back({by, from, action.target, type, delai, range, place, clause.rule});
    }
  };
  const auto types = program.model.vocabulary.events.size();
  for (std::size_t type = 0; type < types; ++type)
    each(lowered.on_event[from * types + type], Passage::By::act, static_cast<EventTypeId>(type), no_id);
  for (std::uint16_t delai = 0; delai < procedure.delais.size(); ++delai) {
    each(lowered.at_end[from * procedure.delais.size() + delai], Passage::By::end, no_id, delai);
    const auto& it = procedure.delais[delai];
    if (it.state != no_id && it.state != from && !it.of_instance) continue;
    if (!applies(program, it.rule, departement)) continue;
    for (const auto& action : it.if_overdue)
      if (action.kind == ActionKind::go_to)
        found.push_back({Passage::By::overdue, from, action.target, no_id, delai, {}, 0, action.rule});
  }
  each(lowered.on_condition[from], Passage::By::condition, no_id, no_id);
  each(lowered.on_entry[from], Passage::By::entry, no_id, no_id);
  for (const auto& seam : procedure.seams)
    if (seam.from == from)
      found.push_back({Passage::By::seam, from, seam.to, no_id, no_id, {}, 0, procedure.rule});
  return found;
}

std::optional<Situation> Look::operator()(const Situation& from,
                                          const std::function<Found(Situation&)>& asked) {
  gave_up = false;
  return in(from, asked);
}

std::optional<Situation> Look::in(const Situation& day, const std::function<Found(Situation&)>& asked) {
  if (days >= most) {
    gave_up = true;
    return std::nullopt;
  }
  ++days;
  // Who asks may move the day: what is left open is supposed of the one asked.
  auto moved = day;
  const auto found = asked(moved);
  if (!moved.possible() || found == Found::not_here) return std::nullopt;
  if (found == Found::here) return moved;
  const auto choice = moved.opened();
  for (std::uint8_t way = 0; way < choice.ways; ++way) {
    auto supposed = day.with(choice, way);
    if (!supposed) continue;
    if (auto there = in(*supposed, asked)) return there;
    if (gave_up) return std::nullopt;
  }
  return std::nullopt;
}

Found takes_place(const Program& program, const Passage& passage, Situation& day) {
  const auto& standing = day.standing();
  if (passage.by == Passage::By::end || passage.by == Passage::By::overdue) {
    if (!day.clock_supposed(passage.delai)) {
      day.clock(passage.delai);
      return Found::open;
    }
    // Waived, its end comes that day.
    const auto is = day.clock(passage.delai);
    if (is != ClockIs::over && !(is == ClockIs::lifted && passage.by == Passage::By::end))
      return Found::not_here;
  }
  if (passage.range.count == 0) return Found::here;
  const auto clauses = program.clauses(passage.range);
  const auto worth = [&](const Clause& clause) {
    const auto matches =
        clause.pattern == none_id ? Worth::yes : day.fits(program.model.patterns[clause.pattern]);
    if (matches == Worth::no || clause.condition == none_id) return matches;
    const auto asked = day.opened();
    const auto condition = day.truth(clause.condition);
    if (condition == Worth::no || matches != Worth::open)
      return condition == Worth::yes ? matches : condition;
    day.opened(asked);
    return matches;
  };
  const auto own = worth(*clauses[passage.place].clause);
  if (own == Worth::open) return Found::open;
  if (own != Worth::yes) return Found::not_here;
  // « Dès que » waits for nobody: each fires in its turn.
  if (passage.by == Passage::By::condition || passage.by == Passage::By::entry) return Found::here;
  for (std::uint32_t place = 0; place < passage.place; ++place) {
    const auto& clause = *clauses[place].clause;
    if (clause.kind == ClauseKind::expected ||
        !there_with(program, clause.rule, passage.rule, standing.departement))
      continue;
    const auto before = worth(clause);
    if (before == Worth::open) return Found::open;
    if (before != Worth::no) return Found::not_here;
  }
  return Found::here;
}

}  // namespace filrouge::prove
