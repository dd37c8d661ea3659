#include <fmt/format.h>

#include <algorithm>

#include "engine/core/calendar/date.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/indicator_report.hpp"
#include "engine/reports/text_grid.hpp"

namespace filrouge {
namespace {

constexpr std::string_view masked = "masqué";

/// « janvier 2026 », « inconnu ».
std::string group_shown(std::string_view axis, std::string_view group) {
  if (group.empty()) return "inconnu";
  if (axis == "mois" && group.size() == 7)
    return fmt::format("{} {}", month_name(static_cast<unsigned>((group[5] - '0') * 10 + group[6] - '0')),
                       group.substr(0, 4));
  return std::string(group);
}

bool is_share(const Indicator& indicator) {
  return measure_unit(indicator) == "%";
}
bool has_figure(const Indicator& indicator) {
  return measure_unit(indicator) != "nombre" || indicator.measure == IndicatorMeasure::sum;
}

std::string figure_heading(const Indicator& indicator) {
  switch (indicator.measure) {
    case IndicatorMeasure::median_days:
      return "jours (médiane)";
    case IndicatorMeasure::mean_days:
      return "jours (moyenne)";
    case IndicatorMeasure::sum:
      return "somme";
    default:
      return "part";
  }
}

std::string heading(const IndicatorColumn& column, const Indicator& indicator) {
  switch (column.kind) {
    case CountKind::measured:
      return is_share(indicator)                          ? "sur"
             : indicator.measure == IndicatorMeasure::sum ? "actes"
             : has_figure(indicator)                      ? "mesurés"
                                                          : "nombre";
    case CountKind::waiting:
      return "encore en attente";
    case CountKind::running:
      return "délai en cours";
    case CountKind::left:
      return "sortis avant";
    case CountKind::unknown:
      return "inconnus";
    case CountKind::without_start:
      return "sans départ connu";
    case CountKind::value:
      return column.value.empty() ? "inconnu" : column.value;
  }
  return {};
}

class Page {
 public:
  Page(const Program& program, const IndicatorResult& result)
      : program_(program), result_(result), indicator_(program.model.indicators[result.indicator]) {}

  std::string text() const {
    auto page =
        fmt::format("\n── {}{} ──\n{}\n", indicator_.label, place(), measure_sentence(program_, indicator_));
    if (const auto target = target_words(indicator_); !target.empty())
      page += "cible (un but, jamais une faute) : " + target + "\n";
    for (const auto& benchmark : indicator_.benchmarks) page += "repère : " + benchmark + "\n";
    std::string basis;
    for (const auto& reference : program_.rule(indicator_.rule).basis)
      basis += (basis.empty() ? "" : ", ") + reference.text + (reference.verified ? "" : " (à vérifier)");
    if (!basis.empty()) page += "fondement : " + basis + "\n";
    page += "\n";
    if (std::ranges::all_of(result_.total.counts, &IndicatorCount::hidden))
      page += fmt::format("  Moins de {} en tout : rien n'est montré.\n", indicator_.minimum_group);
    else
      page += table() + without_limit();
    if (result_.not_vouched > 0)
      page += fmt::format(
          "  {} : la source ne couvre pas cet acte sur toute la période ; ce qui y manque n'est pas "
          "compté.\n",
          dossiers_not_vouched());
    return page;
  }

 private:
  /// Two départements may measure the same thing, beside the nation.
  std::string place() const {
    const auto& module = program_.model.modules[program_.rule(indicator_.rule).module];
    return module.departement.empty() ? std::string() : " (département " + module.departement + ")";
  }

  std::string dossiers_not_vouched() const {
    if (result_.not_vouched < indicator_.minimum_group)
      return fmt::format("Moins de {} dossiers", indicator_.minimum_group);
    return fmt::format("{} {}", result_.not_vouched, result_.not_vouched > 1 ? "dossiers" : "dossier");
  }

  /// No window of it is ever over: recent starts weigh on the figure, and that must be read with it.
  std::string without_limit() const {
    if (indicator_.measure != IndicatorMeasure::share_after || indicator_.within != none_id) return {};
    return "  Sans délai fixé : qui attend encore compte parmi ceux que rien n'a suivis ; la part des "
           "départs "
           "récents montera.\n";
  }

  /// What is never there for this indicator is not a column.
  bool wanted(std::size_t c) const {
    const auto& total = result_.total.counts[c];
    const bool there = total.count > 0 || total.hidden;
    switch (result_.columns[c].kind) {
      case CountKind::left:
        return there || !indicator_.left_by.empty();
      case CountKind::without_start:
        return there;
      default:
        return true;
    }
  }

  std::string table() const {
    if (indicator_.measure == IndicatorMeasure::breakdown) return values();
    TextGrid grid;
    std::vector<std::string> top{""};
    if (has_figure(indicator_)) top.push_back(figure_heading(indicator_));
    for (std::size_t c = 0; c < result_.columns.size(); ++c)
      if (wanted(c)) top.push_back(heading(result_.columns[c], indicator_));
    if (judged()) top.push_back("cible");
    grid.add(top);
    grid.add(line("Ensemble", result_.total));
    for (const auto& axis : result_.axes)
      add_axis(grid, axis,
               [&](std::string name, const IndicatorRow& row) { grid.add(line(std::move(name), row)); });
    return grid.text();
  }

  /// Groups of which nothing is shown, several, are one line: small ones would bury the others.
  template <class Add>
  void add_axis(TextGrid& grid, const IndicatorAxisResult& axis, Add&& add) const {
    const auto all_hidden = [](const IndicatorRow& row) {
      return std::ranges::all_of(row.counts, &IndicatorCount::hidden);
    };
    const auto small = std::ranges::count_if(axis.rows, all_hidden);
    grid.add({"par " + axis_shown(program_, axis.axis)});
    for (const auto& row : axis.rows)
      if (small < 2 || !all_hidden(row)) add("  " + group_shown(axis.axis, row.group), row);
    const bool others = static_cast<std::size_t>(small) < axis.rows.size();
    if (small >= 2) grid.add({fmt::format("  {} {} : masqués", small, others ? "autres" : "groupes")});
  }

  /// A répartition: one value a line, under each group.
  std::string values() const {
    TextGrid grid;
    grid.add({"", "nombre", "part"});
    add_values(grid, "Ensemble", result_.total, "  ");
    for (const auto& axis : result_.axes)
      add_axis(grid, axis, [&](std::string name, const IndicatorRow& row) {
        add_values(grid, std::move(name), row, "    ");
      });
    return grid.text();
  }
  void add_values(TextGrid& grid, std::string name, const IndicatorRow& row, std::string_view indent) const {
    grid.add({std::move(name)});
    std::uint64_t all = 0;
    for (const auto& one : row.counts) all += one.count;
    // Beside a masked number, the shares of the others would give it away.
    const bool shares = all > 0 && std::ranges::none_of(row.counts, &IndicatorCount::hidden);
    for (std::size_t c = 0; c < row.counts.size(); ++c) {
      const auto& one = row.counts[c];
      if (one.count == 0 && !one.hidden) continue;
      std::vector<std::string> cells{std::string(indent) + heading(result_.columns[c], indicator_)};
      cells.push_back(one.hidden ? std::string(masked) : fmt::format("{}", one.count));
      if (shares)
        cells.push_back(
            hundredths_shown(static_cast<std::int64_t>((one.count * 2000 + all) / (2 * all) * 10)) + " %");
      grid.add(std::move(cells));
    }
  }

  std::string figure(const IndicatorRow& row) const {
    if (row.hundredths)
      return (row.at_least ? "au moins " : "") + hundredths_shown(*row.hundredths) + figure_unit();
    if (row.counts.front().hidden) return std::string(masked);
    for (std::size_t c = 0; c < row.counts.size(); ++c) {
      if (row.counts[c].count == 0) continue;
      if (result_.columns[c].kind == CountKind::running) return "délai en cours";
      if (result_.columns[c].kind == CountKind::waiting) return std::string(masked);
    }
    return "–";
  }

  std::string figure_unit() const {
    const auto unit = measure_unit(indicator_);
    return unit == "%" || unit == "€" ? " " + std::string(unit) : std::string();
  }

  bool judged() const { return indicator_.target.has_least || indicator_.target.has_greatest; }

  std::vector<std::string> line(std::string name, const IndicatorRow& row) const {
    std::vector<std::string> cells{std::move(name)};
    if (has_figure(indicator_)) {
      cells.push_back(figure(row));
    }
    for (std::size_t c = 0; c < row.counts.size(); ++c)
      if (wanted(c))
        cells.push_back(row.counts[c].hidden ? std::string(masked) : fmt::format("{}", row.counts[c].count));
    if (judged()) cells.emplace_back(standing_words(row.standing));
    return cells;
  }

  const Program& program_;
  const IndicatorResult& result_;
  const Indicator& indicator_;
};

bool counted(const IndicatorResult& result) {
  return std::ranges::any_of(result.total.counts, [](const auto& one) { return one.count > 0; });
}

/// Indicators of dispositifs that these dossiers do not know would drown the others.
std::string nothing_to_count(const Program& program, const IndicatorReport& report) {
  constexpr std::size_t named = 4;
  std::vector<std::string> labels;
  std::size_t not_vouched = 0;
  for (const auto& result : report.results) {
    if (counted(result)) continue;
    labels.push_back("« " + program.model.indicators[result.indicator].label + " »");
    not_vouched += result.not_vouched > 0;
  }
  if (labels.empty()) return {};
  auto line =
      "\nRien à compter dans ces dossiers pour " +
      (labels.size() <= named ? listed(labels, " et ")
                              : fmt::format("{} indicateurs (--format csv les nomme)", labels.size()));
  if (not_vouched > 0)
    line += not_vouched == labels.size() ? " : la source ne couvre pas l'acte de départ"
                                         : fmt::format(
                                               " ; pour {} d'entre eux, la source ne couvre pas "
                                               "l'acte de départ",
                                               not_vouched);
  return line + ".\n";
}

}  // namespace

std::string_view standing_words(Standing standing) {
  switch (standing) {
    case Standing::below:
      return "au-dessous";
    case Standing::within:
      return "dans la cible";
    case Standing::above:
      return "au-dessus";
    default:
      return {};
  }
}

std::string indicators_text(const Program& program, const IndicatorReport& report) {
  auto text = fmt::format("Indicateurs au {}, d'après ce qui était connu le {}",
                          people_date(report.run.asked), people_date(report.run.known));
  if (!report.since.empty())
    text += fmt::format(", pour ce qui a commencé depuis le {}", people_date(report.since));
  if (!report.departement.empty()) text += ", département " + report.departement;
  text += fmt::format(" : {} {}", report.run.dossiers, report.run.dossiers > 1 ? "dossiers" : "dossier");
  if (report.run.rejects > 0)
    text += fmt::format(", {} {}", report.run.rejects,
                        report.run.rejects > 1 ? "lignes rejetées" : "ligne rejetée");
  text += ".\n";
  bool anything_hidden = false;
  for (const auto& result : report.results) {
    const auto hides = [](const IndicatorRow& row) {
      return std::ranges::any_of(row.counts, [](const auto& one) { return one.hidden; });
    };
    anything_hidden = anything_hidden || hides(result.total);
    for (const auto& axis : result.axes)
      anything_hidden = anything_hidden || std::ranges::any_of(axis.rows, hides);
  }
  if (anything_hidden)
    text +=
        "« masqué » : moins de personnes que le groupe minimal (5, sauf mention), ou le plus petit nombre "
        "suivant, pour qu'aucune soustraction ne le retrouve. Une part dont le nombre est masqué est dite à "
        "l'unité.\n";
  for (const auto& result : report.results)
    if (counted(result)) text += Page(program, result).text();
  return text + nothing_to_count(program, report);
}

}  // namespace filrouge
