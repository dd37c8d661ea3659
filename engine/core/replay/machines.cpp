#include "engine/core/replay/machines.hpp"

#include <algorithm>

/// The walk from the first day of the dossier to the day asked, stopping only on days when something can
/// happen.
namespace filrouge {
namespace {

/// A machine that passes more often than this in one dossier turns in a circle; the rest is not played.
constexpr std::uint32_t passages_limit = 1000;

}  // namespace

Machines::Machines(const Plan& plan, SeenJournal& seen)
    : plan_(plan), seen_(seen), interpreter_(plan, seen, *this) {}

void Machines::run(Evaluation& out) {
  out_ = &out;
  interpreter_.start(seen_.asked());
  lives_.clear();
  run_count_ = 0;
  said_.clear();
  openings_.clear();
  delivered_.clear();
  triggers_.clear();
  seams_left_.clear();
  fired_conditions_.clear();
  ambiguous_.assign(seen_.journal().events.size(), false);
  ambiguous_for_.clear();
  coverage_turns_.clear();
  for (const auto& coverage : seen_.journal().coverage)
    for (const auto turn : {coverage.from, coverage.to.known() ? coverage.to + 1 : Date{}})
      if (turn.known()) coverage_turns_.push_back(turn), interpreter_.next().consider(turn);
  std::ranges::sort(coverage_turns_);
  unrouted_.assign(seen_.journal().events.size(), false);
  module_applies_.clear();
  for (const auto& module : plan_.model.modules)
    module_applies_.push_back(module.departement.empty() ||
                              module.departement == seen_.journal().departement);
  passages_left_ = passages_limit;
  if (!seen_.first_day().known()) return;

  prepare_openings();
  std::size_t next_event = 0;
  for (;;) {
    auto next = next_wake();
    if (next_event < seen_.order().size()) {
      const auto on = seen_.event(seen_.order()[next_event]).on;
      if (!next.known() || on < next) next = on;
    }
    if (!next.known() || next > seen_.asked() || passages_left_ == 0) break;
    day(next, next_event);
  }
  for (const auto& seam : seams_left_) interpreter_.next().consider(seam.first);
  const auto final_state = [&](std::uint32_t i) {
    return plan_.model.procedures[out.instances[i].procedure].states[out.instances[i].state].final;
  };
  for (std::uint32_t i = 0; i < out.instances.size(); ++i)
    out.instances[i].uncertain =
        lives_[i].alive ? !final_state(i) && in_doubt(i, seen_.asked()) : lives_[i].guard_unknown;
  for (const auto& opening : openings_) {
    if (!opening.unknown || opening.instance == none_id) continue;
    auto& instance = out_->instances[opening.instance];
    instance.uncertain_since =
        std::max(instance.begun, opening.doubtful_from.known() ? opening.doubtful_from : opening.from);
    if (opening.closed || final_state(opening.instance)) continue;  // what is over asks nothing more
    interpreter_.begin_collecting();
    const auto day = std::max(seen_.asked(), opening.from);
    interpreter_.truth(plan_.model.procedures[opening.procedure].predicate,
                       {.person = opening.person, .day = day, .governing = day});
    auto& said = say(Nature::donnee_manquante, plan_.model.procedures[opening.procedure].rule,
                     opening.instance, instance.uncertain_since, none_id);
    said.severity = Severity::major;
    keep_collected(said);
  }
}

/// The days on which the predicates of standing procédures hold: they depend on attributes alone.
void Machines::prepare_openings() {
  boundaries_.clear();
  boundaries_.push_back(seen_.first_day());
  for (const auto& attribute : seen_.journal().attributes) {
    if (attribute.known > seen_.known()) continue;
    if (attribute.from > seen_.first_day() && attribute.from <= seen_.asked())
      boundaries_.push_back(attribute.from);
    if (attribute.to.known() && attribute.to >= seen_.first_day() && attribute.to < seen_.asked())
      boundaries_.push_back(attribute.to + 1);
  }
  std::ranges::sort(boundaries_);
  boundaries_.erase(std::ranges::unique(boundaries_).begin(), boundaries_.end());

  const auto person_count = static_cast<std::int16_t>(seen_.journal().persons.size());
  for (const auto procedure : plan_.standing) {
    const auto& model = plan_.model.procedures[procedure];
    const bool per_dossier = model.per == InstancePer::dossier;
    for (std::int16_t person = per_dossier ? -1 : 0; person < (per_dossier ? 0 : person_count); ++person) {
      if (!per_dossier && !seen_.journal().persons[static_cast<std::size_t>(person)].in_chain) continue;
      std::uint16_t repeat = 0;
      bool open = false;
      for (const auto boundary : boundaries_) {
        auto holds = Truth::yes;
        if (model.predicate != none_id)
          holds =
              interpreter_.truth(model.predicate, {.person = person, .day = boundary, .governing = boundary});
        if (holds == Truth::no) {
          if (open) openings_.back().to = boundary;
          open = false;
          continue;
        }
        const bool unknown = holds == Truth::unknown;
        if (!open)
          openings_.push_back({.procedure = procedure,
                               .person = person,
                               .from = boundary,
                               .repeat = ++repeat,
                               .unknown = unknown});
        else if (openings_.back().unknown && !unknown)
          openings_.back().unknown = false;
        else if (!openings_.back().unknown && unknown)
          openings_.back().doubtful_from = boundary, openings_.back().unknown = true;
        open = true;
      }
    }
  }
}

Date Machines::next_wake() const {
  Date next;
  const auto consider = [&](Date day) {
    if (day.known() && (!next.known() || day < next)) next = day;
  };
  for (const auto& opening : openings_) {
    if (!opening.opened)
      consider(opening.from);
    else if (!opening.closed)
      consider(opening.to);
  }
  for (const auto& life : lives_)
    if (life.alive) consider(life.wake);
  for (const auto& seam : seams_left_) consider(seam.first);
  if (!coverage_turns_.empty()) consider(coverage_turns_.front());
  return next;
}

void Machines::day(Date day, std::size_t& next_event) {
  interpreter_.next().restart(day);
  while (!coverage_turns_.empty() && coverage_turns_.front() <= day) {
    coverage_turns_.erase(coverage_turns_.begin());
    for (auto& life : lives_) life.stirred = true;
  }
  for (std::uint32_t i = 0; i < out_->instances.size(); ++i)
    if (lives_[i].alive && lives_[i].wake.known() && lives_[i].wake <= day) fire_due(i, day);
  for (auto& opening : openings_) {
    if (opening.opened && !opening.closed && opening.to.known() && opening.to <= day) close(opening);
    if (!opening.opened && opening.from <= day) open_standing(opening, day);
  }
  while (!seams_left_.empty() && seams_left_.front().first <= day) {
    const auto procedure = seams_left_.front().second;
    seams_left_.erase(seams_left_.begin());
    pass_seams(procedure, day);
  }
  while (next_event < seen_.order().size()) {
    const auto event = seen_.order()[next_event];
    if (seen_.event(event).on > day) break;
    ++next_event;
    route(event);
    const auto type = seen_.event(event).type;
    if (type == no_id || !plan_.concerns_machines[type]) continue;
    for (std::uint32_t i = 0; i < out_->instances.size(); ++i)
      if (lives_[i].alive) refresh(i, day), conditions(i, day, event), lives_[i].stirred = true;
  }
  for (std::uint32_t i = 0; i < out_->instances.size(); ++i) {
    // Nothing about it happened today and nothing was due: it stands as it stood.
    if (!lives_[i].alive || (!lives_[i].stirred && !(lives_[i].wake.known() && lives_[i].wake <= day)))
      continue;
    lives_[i].stirred = false;
    refresh(i, day);
    conditions(i, day, none_id);
    fire_due(i, day);
    lives_[i].wake = {};
    interpreter_.next().restart(day);
    refresh(i, day);
    conditions(i, day, none_id);
    auto wake = interpreter_.next().day();
    for (auto r = lives_[i].first_run; r != none_id; r = runs_[r].next)
      if (fires(runs_[r])) {
        const auto due = std::max(runs_[r].dates.end_latest, day) + 1;
        if (!wake.known() || due < wake) wake = due;
      }
    lives_[i].wake = wake;
  }
}

void Machines::open_standing(Opening& opening, Date day) {
  opening.opened = true;
  const auto& model = plan_.model.procedures[opening.procedure];
  auto governing = opening.from;
  if (model.governing != none_id) {
    const Place here{.person = opening.person, .day = seen_.asked(), .governing = seen_.asked()};
    const auto chosen = interpreter_.value(model.governing, here);
    governing = seen_.asked();
    if (chosen.kind == Value::Kind::date) governing = chosen.earliest();
    if (chosen.kind == Value::Kind::event) governing = seen_.event(static_cast<std::uint32_t>(chosen.lo)).on;
    const auto& info = plan_.rule(model.rule);
    interpreter_.next().consider(info.in_force_from);
    if (info.in_force_to.known()) interpreter_.next().consider(info.in_force_to + 1);
  } else if (const auto begins = plan_.rule(model.rule).in_force_from;
             begins.known() && begins > opening.from) {
    // The version begins while the person is already concerned: the instance begins with it.
    interpreter_.next().consider(begins);
    if (opening.to.known() && opening.to <= begins) return;
    if (begins > day) {
      opening.opened = false;
      opening.from = begins;
      return;
    }
    governing = begins;
  }
  if (!in_force(model.rule, governing)) {
    opening.closed = true;
    return;
  }
  opening.instance =
      open(opening.procedure, opening.person, opening.from, governing, none_id, opening.repeat, none_id);
}

void Machines::close(Opening& opening) {
  opening.closed = true;
  if (opening.instance == none_id) return;
  end_runs(opening.instance, opening.to, none_id);
  out_->instances[opening.instance].closed = opening.to;
  lives_[opening.instance].alive = false;
}

void Machines::pass_seams(std::uint16_t procedure, Date day) {
  for (std::uint32_t i = 0; i < out_->instances.size(); ++i) {
    if (!lives_[i].alive || out_->instances[i].procedure != procedure) continue;
    for (const auto& seam : plan_.model.procedures[procedure].seams)
      if (seam.on <= day && out_->instances[i].state == seam.from && out_->instances[i].entered < seam.on) {
        enter(i, seam.to, seam.on, none_id, plan_.model.procedures[procedure].rule);
        break;
      }
  }
}

void Machines::fire_due(std::uint32_t instance, Date day) {
  while (passages_left_ > 0) {
    std::uint32_t due = none_id;
    for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
      if (!fires(runs_[r]) || runs_[r].dates.end_latest >= day) continue;
      if (due == none_id || runs_[r].dates.end_latest < runs_[due].dates.end_latest ||
          (runs_[r].dates.end_latest == runs_[due].dates.end_latest && runs_[r].delai < runs_[due].delai))
        due = r;
    }
    if (due == none_id) return;
    // A délai already over when its state was entered cannot move the instance before that day.
    const auto on = std::max(runs_[due].dates.end_latest, out_->instances[instance].entered);
    const auto index = runs_[due].delai;
    const auto& delai = delai_of(runs_[due]);
    if (delai.renewals > runs_[due].dates.renewals && delai.renewed_tacitly) {
      renew(runs_[due], day);
      continue;
    }
    const auto& it = out_->instances[instance];
    if (delai.kind == DelaiKind::deadline) {
      runs_[due].overdue_sequel_done = true;
      runs_[due].was_overdue =
          deadline_status(runs_[due], runs_[due].dates.end_latest + 1) == Statut::depassee;
      if (!runs_[due].was_overdue) continue;
    } else {
      runs_[due].life = DelaiRun::Life::elapsed;
      runs_[due].settled = on;
    }
    const auto& procedure = plan_.model.procedures[it.procedure];
    const auto range = plan_.procedures[it.procedure].at_end[it.state * procedure.delais.size() + index];
    if (range.count > 0) {
      try_clauses(instance, plan_.clauses(range), on, on, none_id);
    }
    if (delai.kind == DelaiKind::deadline)
      for (const auto& action : delai.if_overdue)
        if (action.kind == ActionKind::go_to) act(instance, action, on, none_id, true);
  }
}

void Machines::conditions(std::uint32_t instance, Date day, std::uint32_t event) {
  for (std::uint32_t guard = 0; guard < passages_limit; ++guard) {
    const auto& it = out_->instances[instance];
    const auto range = plan_.procedures[it.procedure].on_condition[it.state];
    bool fired = false;
    for (const auto& planned : plan_.clauses(range)) {
      const auto& clause = *planned.clause;
      if (!in_force(clause.rule, it.governing)) continue;
      const std::pair done{lives_[instance].visit, &clause};
      if (std::ranges::find(fired_conditions_, std::pair{instance, done}) != fired_conditions_.end())
        continue;
      interpreter_.begin_collecting();
      if (interpreter_.truth(clause.condition, place(instance, day, event)) != Truth::yes) continue;
      fired_conditions_.emplace_back(instance, done);
      fire(instance, clause, day, event);
      fired = true;
      break;
    }
    if (!fired || passages_left_ == 0) return;
  }
}

/// Finds again the dates that were not settled: a start that has come, a letter collected, a pause that goes
/// on.
void Machines::refresh(std::uint32_t instance, Date day) {
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    auto& run = runs_[r];
    if (run.life != DelaiRun::Life::running && run.life != DelaiRun::Life::pending) continue;
    const auto& delai = delai_of(run);
    for (const auto& rule : delai.pauses) {
      if (rule.condition == none_id) continue;
      interpreter_.begin_collecting();
      const bool paused = interpreter_.truth(rule.condition, place(instance, day)) == Truth::yes;
      if (paused && !run.paused_since.known()) run.paused_since = day;
      if (!paused && run.paused_since.known()) end_pause(run, rule, place(instance, day));
    }
    const bool settled = run.life == DelaiRun::Life::running && run.dates.start == run.dates.start_latest &&
                         !run.unknown_length && (delai.length == none_id || !plan_.moving[delai.length]) &&
                         delai.pauses.empty() && delai.postponed_to == none_id && delai.until == none_id &&
                         (delai.point == none_id || !plan_.moving[delai.point]);
    if (!settled) compute(run, day);
  }
}

}  // namespace filrouge
