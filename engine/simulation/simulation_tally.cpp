#include "engine/simulation/simulation_tally.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/indicators/disclosure.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

/// A date becomes known, or is known no more: after every number of days.
constexpr std::int64_t becomes_known = std::numeric_limits<std::int64_t>::max() - 1;
constexpr std::int64_t known_no_more = std::numeric_limits<std::int64_t>::max();

/// More moves of different lengths than this are told by ranges.
constexpr std::size_t most_lengths = 12;
constexpr auto no_end = SimulationGroup::no_end;
/// The first day of each range; 0 is in none.
constexpr std::int32_t ranges[] = {-no_end, -365, -90, -30, -7, 0, 1, 8, 31, 91, 366, no_end};

void count_in(SimulationFigure& figure, std::uint32_t dossier, std::uint64_t findings = 1) {
  figure.findings += findings;
  if (figure.dossiers.empty() || figure.dossiers.back() != dossier) figure.dossiers.push_back(dossier);
  figure.dossier_count = figure.dossiers.size();
}

template <class Visit>
void each_kind(ChangeKinds kinds, Visit&& visit) {
  for (std::size_t k = 0; k < change_kinds; ++k)
    if (kinds.has(static_cast<ChangeKind>(k))) visit(static_cast<ChangeKind>(k));
}

void count_in(SimulationRow& row, ChangeKinds kinds, std::uint32_t dossier) {
  count_in(row.touched, dossier);
  each_kind(kinds, [&](ChangeKind kind) { count_in(row.of(kind), dossier); });
}

/// Only one kind of change is told by this axis.
void count_move(SimulationRow& row, ChangeKind kind, std::uint32_t dossier) {
  count_in(row.touched, dossier);
  count_in(row.of(kind), dossier);
}

template <class Visit>
void each_figure(SimulationRow& row, Visit&& visit) {
  visit(row.touched);
  for (auto& figure : row.kinds) visit(figure);
}

/// Of what moves, all that are touched move: they are told by that one kind, and no part of the other kinds'
/// total.
constexpr bool is_move(SimulationAxis axis) {
  return axis >= SimulationAxis::days;
}

CountRow counts_of(const SimulationRow& row, bool move) {
  CountRow counts{move ? 0 : row.touched.dossier_count};
  for (const auto& figure : row.kinds) counts.push_back(figure.dossier_count);
  return counts;
}

/// Nobody is named, no finding counted: of findings, several may be of one dossier.
void publish_row(SimulationRow& row, std::vector<bool> hidden, bool move) {
  if (move) hidden.front() = std::ranges::count(hidden, true) > 0;
  row.before = row.after = 0;
  std::size_t column = 0;
  each_figure(row, [&](SimulationFigure& figure) {
    figure.dossiers.clear();
    figure.findings = 0;
    figure.hidden = hidden[column++];
    if (figure.hidden) figure.dossier_count = 0;
  });
}

/// Moves of many lengths are put together by ranges.
std::vector<SimulationRow> by_days(const std::vector<SimulationRow>& exact) {
  const auto lengths =
      std::ranges::count_if(exact, [](const auto& row) { return row.group.least.has_value(); });
  if (static_cast<std::size_t>(lengths) <= most_lengths) return exact;
  std::vector<SimulationRow> rows;
  for (const auto& row : exact) {
    if (!row.group.least) {
      rows.push_back(row);
      continue;
    }
    const auto days = *row.group.least;
    const auto* end = std::ranges::upper_bound(ranges, days);
    const auto least = *(end - 1), greatest = *end == no_end ? no_end : *end - 1;
    if (rows.empty() || rows.back().group.least != least) {
      rows.emplace_back().group = row.group;
      rows.back().group.least = least;
      rows.back().group.greatest = greatest;
    }
    auto& range = rows.back();
    const auto join = [](SimulationFigure& into, const SimulationFigure& figure) {
      into.findings += figure.findings;
      auto all = std::move(into.dossiers);
      all.insert(all.end(), figure.dossiers.begin(), figure.dossiers.end());
      std::ranges::sort(all);
      all.erase(std::unique(all.begin(), all.end()), all.end());
      into.dossiers = std::move(all);
      into.dossier_count = into.dossiers.size();
    };
    join(range.touched, row.touched);
    for (std::size_t k = 0; k < change_kinds; ++k) join(range.kinds[k], row.kinds[k]);
  }
  return rows;
}

}  // namespace

void SimulatedDossier::fill(const DossierSimulation& simulation, const Journal& journal) {
  dossier = journal.dossier;
  territoire = journal.territoire;
  given_up = simulation.given_up();
  before = after = 0;
  changes.clear();
  next_before = next_after = nullptr;
  next_action_changes = simulation.next_action_changes();
  if (given_up) return;
  before = simulation.evaluation(Side::before).findings.size();
  after = simulation.evaluation(Side::after).findings.size();
  const auto form = [&](Side side, std::uint32_t finding) {
    return finding == none_id ? nullptr : &simulation.form(side, finding);
  };
  for (const auto& change : simulation.changes())
    changes.push_back({change.kinds, change.days, change.dated, form(Side::before, change.before),
                       form(Side::after, change.after)});
  if (!next_action_changes) return;
  next_before = form(Side::before, simulation.next_action(Side::before));
  next_after = form(Side::after, simulation.next_action(Side::after));
}

SimulationRow& SimulationTally::row(SimulationAxis axis, std::string_view name, std::string_view to,
                                    std::string_view procedure, std::int64_t days) {
  return rows(axis)[{std::string(name), std::string(to), std::string(procedure), days}];
}

void SimulationTally::count(const SimulatedDossier::Change& change, std::size_t territoire,
                            std::uint32_t dossier) {
  const auto* before = change.before;
  const auto* after = change.after;
  const auto& shown = after ? *after : *before;
  count_in(counted_.total, change.kinds, dossier);
  count_in(of_territoires_[territoire], change.kinds, dossier);
  count_in(row(SimulationAxis::nature, shown.nature), change.kinds, dossier);
  count_in(row(SimulationAxis::procedure, shown.procedure), change.kinds, dossier);
  count_in(row(SimulationAxis::role, shown.role), change.kinds, dossier);
  if (!before || !after) return;
  const auto move = [&](ChangeKind kind, SimulationAxis axis, std::string_view from, std::string_view to,
                        std::string_view procedure = {}) {
    if (change.kinds.has(kind)) count_move(row(axis, from, to, procedure), kind, dossier);
  };
  move(ChangeKind::statut, SimulationAxis::statut, before->statut, after->statut);
  move(ChangeKind::severity, SimulationAxis::severity, before->gravite, after->gravite);
  if (before->role != after->role)
    move(ChangeKind::role, SimulationAxis::role_move, before->role, after->role);
  move(ChangeKind::state, SimulationAxis::state, before->etat, after->etat, after->procedure);
}

/// It stands under what is next once the rules have changed; under what was, when there is nothing left.
void SimulationTally::count_next(const SimulatedDossier& dossier, std::size_t territoire,
                                 std::uint32_t number) {
  const auto& shown = dossier.next_after ? *dossier.next_after : *dossier.next_before;
  for (auto* row : {&counted_.total, &of_territoires_[territoire], &row(SimulationAxis::nature, shown.nature),
                    &row(SimulationAxis::procedure, shown.procedure), &row(SimulationAxis::role, shown.role)})
    count_in(row->of(ChangeKind::next_action), number);
}

void SimulationTally::add(const SimulatedDossier& dossier) {
  if (dossier.given_up) {
    counted_.given_up.push_back(dossier.dossier);
    ++counted_.given_up_count;
    return;
  }
  ++counted_.compared;
  const auto territoire = territoires_.number(dossier.territoire);
  if (territoire >= of_territoires_.size()) of_territoires_.resize(territoire + 1);
  for (auto* row : {&counted_.total, &of_territoires_[territoire]}) {
    row->before += dossier.before;
    row->after += dossier.after;
  }
  if (dossier.changes.empty() && !dossier.next_action_changes) return;
  const auto number = static_cast<std::uint32_t>(counted_.dossiers.size());
  counted_.dossiers.push_back(dossier.dossier);
  for (const auto& change : dossier.changes) {
    count(change, territoire, number);
    if (!change.kinds.has(ChangeKind::date)) continue;
    const auto days = change.days ? std::int64_t{*change.days} : change.dated ? becomes_known : known_no_more;
    count_move(row(SimulationAxis::days, {}, {}, {}, days), ChangeKind::date, number);
  }
  if (dossier.next_action_changes) count_next(dossier, territoire, number);
}

void SimulationTally::add_all(Side side, std::span<const DossierSimulation::FormCount> counts) {
  for (const auto& [form, count] : counts)
    for (auto* row :
         {&row(SimulationAxis::nature, form->nature), &row(SimulationAxis::procedure, form->procedure),
          &row(SimulationAxis::role, form->role)})
      (side == Side::before ? row->before : row->after) += count;
}

SimulationResult SimulationTally::result() const {
  auto result = counted_;
  for (std::size_t a = 0; a < simulation_axes; ++a) {
    auto& rows = result.axes[a];
    const auto axis = static_cast<SimulationAxis>(a);
    if (axis == SimulationAxis::territoire) {
      for (const auto number : territoires_.in_order()) {
        rows.push_back(of_territoires_[number]);
        rows.back().group.name = territoires_.shown(number);
      }
    }
    for (const auto& [key, figures] : rows_[a]) {
      rows.push_back(figures);
      auto& group = rows.back().group;
      group.name = std::get<0>(key);
      group.to = std::get<1>(key);
      group.procedure = std::get<2>(key);
      const auto days = std::get<3>(key);
      if (axis == SimulationAxis::days && days < becomes_known)
        group.least = group.greatest = static_cast<std::int32_t>(days);
      else if (axis == SimulationAxis::days)
        group.name = days == becomes_known ? "devient_connue" : "n_est_plus_connue";
    }
    if (axis == SimulationAxis::days)
      rows = by_days(rows);
    else
      std::ranges::stable_sort(rows, std::greater{},
                               [](const SimulationRow& row) { return row.touched.dossier_count; });
  }
  return result;
}

SimulationResult SimulationTally::published(std::uint64_t minimum) const {
  auto result = this->result();
  result.anonymous = true;
  result.minimum_group = minimum;
  const auto untouched = result.compared - result.dossiers.size();
  result.compared_hidden = too_few(untouched, minimum) || too_few(result.compared, minimum);
  if (result.compared_hidden) result.compared = 0;
  result.dossiers.clear();
  result.given_up.clear();
  CountTables counts;
  counts.total = counts_of(result.total, false);
  for (std::size_t a = 0; a < result.axes.size(); ++a) {
    auto& axis = result.axes[a];
    const bool move = is_move(static_cast<SimulationAxis>(a));
    if (static_cast<SimulationAxis>(a) != SimulationAxis::days)  // days are in order already
      std::ranges::stable_sort(axis, {}, [](const SimulationRow& row) {
        return std::tuple{row.group.procedure, fold(row.group.name), row.group.to};
      });
    // What nothing touches is not told: that it is there says nothing of the change.
    std::erase_if(axis, [](const SimulationRow& row) {
      return row.touched.dossier_count == 0 && row.of(ChangeKind::next_action).dossier_count == 0;
    });
    auto& rows = counts.axes.emplace_back();
    for (const auto& row : axis) rows.push_back(counts_of(row, move));
  }
  const auto hidden = hidden_counts(counts, minimum, Rows::add_up);
  publish_row(result.total, hidden.total, false);
  for (std::size_t a = 0; a < result.axes.size(); ++a)
    for (std::size_t r = 0; r < result.axes[a].size(); ++r)
      publish_row(result.axes[a][r], hidden.axes[a][r], is_move(static_cast<SimulationAxis>(a)));
  return result;
}

}  // namespace filrouge
