#include "engine/core/text/utf8.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/reports/simulation_report.hpp"

namespace filrouge {
namespace {

void add_lines(std::string& text, std::string_view axis, const std::string& group, const SimulationRow& row) {
  const auto line = [&](std::string_view what, const SimulationFigure& figure) {
    if (figure.dossier_count == 0 && !figure.hidden) return;
    text += csv_cell(axis) + ";" + csv_cell(group) + ";" + csv_cell(what) + ";" +
            (figure.hidden ? "masqué" : std::to_string(figure.dossier_count)) + "\r\n";
  };
  line("touchés", row.touched);
  for (std::size_t k = 0; k < change_kinds; ++k)
    line(words_of(static_cast<ChangeKind>(k)).word, row.kinds[k]);
}

}  // namespace

std::string simulation_csv(const SimulationReport& report) {
  const SimulationWords words(report.before, report.after);
  const auto& result = report.result;
  std::string text = std::string(byte_order_mark) + "axe;groupe;changement;dossiers\r\n";
  text += "ensemble;;comparés;" +
          (result.compared_hidden ? std::string("masqué") : std::to_string(result.compared)) + "\r\n";
  add_lines(text, "ensemble", {}, result.total);
  for (std::size_t a = 0; a < simulation_axes; ++a) {
    const auto axis = static_cast<SimulationAxis>(a);
    for (const auto& row : result.axes[a])
      add_lines(text, axis_word(axis), words.group(axis, row.group), row);
  }
  return text;
}

}  // namespace filrouge
