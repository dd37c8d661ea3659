#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped_digits.hpp"
#include "engine/reports/simulation_changes.hpp"
#include "engine/reports/simulation_report.hpp"
#include "engine/reports/text_grid.hpp"

namespace filrouge {
namespace {

constexpr std::string_view masked = "masqué";
/// Rows of a table beyond this number are counted, and told where they are.
constexpr std::size_t most_rows = 40;

class Page {
 public:
  explicit Page(const SimulationReport& report)
      : report_(report), result_(report.result), words_(report.before, report.after) {}

  std::string text() const {
    std::string page = "Ce que changent les règles\n\n";
    for (const auto& line : simulation_head(report_)) page += line + "\n";
    page += "\n" + simulation_sum(report_) + "\n";
    if (!result_.anything_changes()) return page;
    page += kinds();
    for (const auto axis : {SimulationAxis::days, SimulationAxis::statut, SimulationAxis::severity,
                            SimulationAxis::role_move, SimulationAxis::state})
      page += moves(axis);
    for (const auto axis : {SimulationAxis::nature, SimulationAxis::procedure, SimulationAxis::territoire,
                            SimulationAxis::role})
      page += table(axis);
    page += cases();
    if (!result_.anonymous)
      page +=
          "\nLes dossiers derrière chaque chiffre : tous avec --format json, ou csv (une ligne par constat "
          "qui "
          "change) ; --format html en montre jusqu'à " +
          std::to_string(page_names_shown) + " par chiffre.\n";
    return page;
  }

 private:
  static std::string count(const SimulationFigure& figure, std::uint64_t number) {
    return figure.hidden ? std::string(masked) : number == 0 ? "·" : grouped_digits(number);
  }
  /// What is put under a kind of change: findings; dossiers when nobody is to be recognised, and of the next
  /// action, which is theirs.
  std::string cell(const SimulationRow& row, ChangeKind kind) const {
    const auto& figure = row.of(kind);
    const bool of_dossiers = result_.anonymous || kind == ChangeKind::next_action;
    return count(figure, of_dossiers ? figure.dossier_count : figure.findings);
  }

  std::string named(const SimulationFigure& figure) const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < figure.dossiers.size() && i < text_names; ++i)
      names.push_back(result_.dossiers[figure.dossiers[i]]);
    return listed(names) + (figure.dossiers.size() > text_names ? ", …" : "");
  }

  static std::string heading(std::string_view text) { return fmt::format("\n── {} ──\n", text); }

  std::string rows(std::string_view what, std::string_view column,
                   const std::vector<std::pair<std::string, const SimulationFigure*>>& all) const {
    TextGrid grid(3);
    std::vector<std::string> top{std::string(column)};
    if (!result_.anonymous) top.emplace_back("constats");
    top.emplace_back("dossiers");
    grid.add(top);
    for (std::size_t i = 0; i < all.size() && i < most_rows; ++i) {
      const auto& [name, figure] = all[i];
      std::vector<std::string> cells{name};
      if (!result_.anonymous) cells.push_back(count(*figure, figure->findings));
      cells.push_back(count(*figure, figure->dossier_count));
      if (!result_.anonymous) cells.push_back(named(*figure));
      grid.add(cells);
    }
    return heading(what) + grid.text() + left_out(all.size());
  }

  static std::string left_out(std::size_t rows) {
    if (rows <= most_rows) return {};
    return fmt::format("  … et {} : --format json ou html les donne toutes.\n",
                       counted(rows - most_rows, "autre ligne", "autres lignes"));
  }

  std::string kinds() const {
    std::vector<std::pair<std::string, const SimulationFigure*>> all;
    for (std::size_t k = 0; k < change_kinds; ++k) {
      const auto kind = static_cast<ChangeKind>(k);
      const auto& figure = result_.total.of(kind);
      if (kind == ChangeKind::next_action || figure.dossier_count > 0 || figure.hidden ||
          kind == ChangeKind::appears || kind == ChangeKind::goes || kind == ChangeKind::date)
        all.emplace_back(words_of(kind).people, &figure);
    }
    return rows("Ce qui change", "", all);
  }

  std::string moves(SimulationAxis axis) const {
    std::vector<std::pair<std::string, const SimulationFigure*>> all;
    for (const auto& row : result_.axis(axis)) all.emplace_back(words_.group(axis, row.group), &row.touched);
    return all.empty() ? std::string() : rows(words_of(axis).heading, "", all);
  }

  std::string table(SimulationAxis axis) const {
    std::vector<ChangeKind> columns;
    for (std::size_t k = 0; k < change_kinds; ++k) {
      const auto kind = static_cast<ChangeKind>(k);
      if (result_.total.of(kind).dossier_count > 0 || result_.total.of(kind).hidden) columns.push_back(kind);
    }
    TextGrid grid;
    std::vector<std::string> top{"", "dossiers"};
    for (const auto kind : columns) top.emplace_back(words_of(kind).shown);
    if (!result_.anonymous) top.insert(top.end(), {"avant", "après"});
    grid.add(top);
    std::size_t shown = 0, untouched = 0;
    for (const auto& row : result_.axis(axis)) {
      if (row.touched.dossier_count == 0 && !row.touched.hidden &&
          row.of(ChangeKind::next_action).dossier_count == 0 && !row.of(ChangeKind::next_action).hidden) {
        ++untouched;
        continue;
      }
      if (++shown > most_rows) continue;
      std::vector<std::string> cells{words_.group(axis, row.group),
                                     count(row.touched, row.touched.dossier_count)};
      for (const auto kind : columns) cells.push_back(cell(row, kind));
      if (!result_.anonymous) {
        cells.push_back(grouped_digits(row.before));
        cells.push_back(grouped_digits(row.after));
      }
      grid.add(cells);
    }
    if (shown == 0) return {};
    auto text = heading(words_of(axis).heading) + grid.text() + left_out(shown);
    if (untouched > 0) text += fmt::format("  Rien ne change ailleurs ({}).\n", untouched);
    return text;
  }

  static std::string told(const SimulationCase::Told& told, std::string_view nothing) {
    if (told.title.empty()) return fmt::format("{}\n", nothing);
    return told.title + (told.explanation.empty() ? "" : "\n             " + told.explanation) + "\n";
  }

  std::string cases() const {
    if (report_.cases.empty()) return {};
    auto text = heading("Avant, après") + cases_sentence(report_) + "\n";
    for (const auto& one : report_.cases) {
      text += fmt::format("\nDossier {}{}\n", one.dossier,
                          one.territoire.empty() ? "" : " (" + one.territoire + ")");
      if (one.next_changes)
        text += "  prochaine action\n    avant  : " + told(one.next_before, "aucune") +
                "    après  : " + told(one.next_after, "aucune");
      for (const auto& line : one.lines)
        text += fmt::format("  {}\n    avant  : ", kinds_shown(line.kinds)) + told(line.before, "—") +
                "    après  : " + told(line.after, "—");
      if (one.lines_left_out > 0)
        text += fmt::format(
            "  … et {} : --format csv les donne\n",
            counted(one.lines_left_out, "autre constat qui change", "autres constats qui changent"));
      text += fmt::format("  {}\n", one.unchanged == 0 ? "aucun autre constat"
                                                       : counted(one.unchanged, "autre constat, inchangé",
                                                                 "autres constats, inchangés"));
    }
    return text;
  }

  const SimulationReport& report_;
  const SimulationResult& result_;
  SimulationWords words_;
};

}  // namespace

std::string simulation_text(const SimulationReport& report) {
  return Page(report).text();
}

}  // namespace filrouge
