#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/markup.hpp"
#include "engine/core/text/page_policy.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped_digits.hpp"
#include "engine/reports/simulation_changes.hpp"
#include "engine/reports/simulation_report.hpp"

namespace filrouge {
namespace {

constexpr std::string_view style =
    "*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:76rem;padding:1rem;font:16px/1.45 system-ui,\"Segoe UI\",\"Liberation "
    "Sans\",sans-serif;color:#1d2433;background:#fff;overflow-wrap:break-word}"
    "h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .4rem;border-bottom:2px solid "
    "#233a63}"
    "h3{font-size:1rem;margin:1.4rem 0 .3rem}p{margin:.3rem 0}.sens{border:2px solid #1d2433;padding:.4rem "
    ".7rem;"
    "font-weight:600;margin:.8rem 0}.somme{font-size:1.15rem;font-weight:600;margin:.8rem "
    "0}.petit{color:#4a5367;"
    "font-size:.9rem}.large{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0}"
    "th,td{border:1px solid #9aa3b5;padding:.3rem .5rem;vertical-align:top;text-align:left}"
    "thead th{background:#eef1f6;font-size:.88rem}td.n{text-align:right;font-variant-numeric:tabular-nums;"
    "white-space:nowrap}td.n details{white-space:normal;text-align:left}td.n "
    "summary{text-align:right;white-space:nowrap;"
    "cursor:pointer;text-decoration:underline dotted}tbody th{font-weight:400;max-width:24rem;min-width:9rem}"
    "td.ids{font-size:.85rem;max-width:34rem}summary{cursor:pointer}"
    ".cote{width:100%;table-layout:fixed}.cote th:first-child{width:8rem}.cote td{width:44%}"
    ".cote b{display:block;font-weight:600}svg{max-width:100%;height:auto;display:block;margin:.5rem 0}"
    "svg text{font:13px system-ui,\"Segoe UI\",\"Liberation Sans\",sans-serif;fill:#1d2433}"
    "@media "
    "print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr,svg{break-inside:avoid}}";

constexpr std::string_view masked = "masqué";
constexpr std::size_t most_bars = 15, most_rows = 400;

class Page {
 public:
  explicit Page(const SimulationReport& report)
      : report_(report), result_(report.result), words_(report.before, report.after) {}

  std::string text() const {
    std::string body = "<h1>Ce que changent les règles</h1>\n";
    const auto head = simulation_head(report_);
    for (std::size_t i = 0; i + 1 < head.size(); ++i) body += paragraph("petit", head[i]);
    body += paragraph("sens", head.back()) + paragraph("somme", simulation_sum(report_));
    if (result_.anything_changes()) body += all_that_changes();
    body += "<p class=\"petit\">Une simulation avise ; une personne décide.</p>\n";
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n{}<title>Ce que changent les règles — "
        "filrouge</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        page_policy(style, {}), style, body);
  }

 private:
  static std::string shown(std::string_view text) { return in_markup(visible(text)); }
  static std::string paragraph(std::string_view of, std::string_view text) {
    return fmt::format("<p class=\"{}\">{}</p>\n", of, shown(text));
  }
  static std::string heading(std::string_view text) { return fmt::format("<h2>{}</h2>\n", shown(text)); }

  struct Bar {
    std::string name;
    const SimulationFigure* figure;
  };

  std::string all_that_changes() const {
    std::vector<Bar> kinds;
    for (std::size_t k = 0; k < change_kinds; ++k)
      if (const auto& figure = result_.total.kinds[k]; figure.dossier_count > 0 || figure.hidden)
        kinds.push_back({std::string(words_of(static_cast<ChangeKind>(k)).people), &figure});
    auto body = heading("Ce qui change") + chart(kinds) + moves_table("", kinds);
    for (const auto axis : {SimulationAxis::days, SimulationAxis::statut, SimulationAxis::severity,
                            SimulationAxis::role_move, SimulationAxis::state}) {
      const auto rows = bars(axis);
      if (rows.empty()) continue;
      body += heading(words_of(axis).heading) + chart(rows) + moves_table(words_of(axis).column, rows);
    }
    for (const auto axis : {SimulationAxis::procedure, SimulationAxis::territoire, SimulationAxis::role,
                            SimulationAxis::nature}) {
      const auto rows = bars(axis);
      if (rows.empty()) continue;
      body += heading(words_of(axis).heading) + chart(rows) + table(axis);
    }
    return body + cases();
  }

  static bool touched(const SimulationRow& row) {
    const auto& next = row.of(ChangeKind::next_action);
    return row.touched.dossier_count > 0 || row.touched.hidden || next.dossier_count > 0 || next.hidden;
  }

  std::vector<Bar> bars(SimulationAxis axis) const {
    std::vector<Bar> bars;
    for (const auto& row : result_.axis(axis))
      if (touched(row)) bars.push_back({words_.group(axis, row.group), &row.touched});
    return bars;
  }

  static std::string shortened(const std::string& name) {
    constexpr std::size_t most = 42;
    if (utf8_count(name) <= most) return name;
    std::size_t at = 0;
    for (std::size_t letters = 0; letters + 1 < most; ++letters)
      at += std::max<std::size_t>(1, utf8_at(name, at).length);
    return name.substr(0, at) + "…";
  }

  /// Numbers of dossiers, as bars with their number: nothing rests on a colour. One alone has nothing to be
  /// compared with.
  static std::string chart(const std::vector<Bar>& all) {
    if (all.size() < 2) return {};
    constexpr int line = 24, name_width = 360, bar_width = 400, width = name_width + bar_width + 130;
    const auto count = std::min(all.size(), most_bars);
    std::uint64_t greatest = 1;
    for (std::size_t i = 0; i < count; ++i) greatest = std::max(greatest, all[i].figure->dossier_count);
    std::string drawn;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& [name, figure] = all[i];
      const auto y = static_cast<int>(i) * line;
      const auto length =
          static_cast<double>(figure->dossier_count) * bar_width / static_cast<double>(greatest);
      drawn += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", name_width - 8, y + 16,
                           shown(shortened(name)));
      if (!figure->hidden)
        drawn += fmt::format(
            "<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"16\" fill=\"#5f7fb5\" "
            "stroke=\"#1d2433\"/>",
            name_width, y + 3, length);
      drawn += fmt::format("<text x=\"{:.1f}\" y=\"{}\">{}</text>\n",
                           name_width + (figure->hidden ? 0 : length) + 8, y + 16,
                           figure->hidden ? std::string(masked) : grouped_digits(figure->dossier_count));
    }
    auto text = fmt::format(
        "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"Nombre de "
        "dossiers ; le "
        "tableau qui suit dit les mêmes nombres\">\n{2}</svg>\n<p class=\"petit\">Nombre de "
        "dossiers{3}.</p>\n",
        width, static_cast<int>(count) * line, drawn,
        all.size() > count ? fmt::format(" ; les {} premières lignes du tableau", count) : "");
    return text;
  }

  std::string ids(const SimulationFigure& figure) const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < figure.dossiers.size() && i < page_names_shown; ++i)
      names.push_back(result_.dossiers[figure.dossiers[i]]);
    auto text = shown(listed(names));
    if (figure.dossiers.size() > page_names_shown)
      text += fmt::format(" … et {} autres : --format json ou csv les donne tous",
                          grouped_digits(figure.dossiers.size() - page_names_shown));
    return text;
  }
  std::string unfolding(const std::string& number, const SimulationFigure& figure) const {
    if (figure.dossiers.empty()) return number;
    return fmt::format("<details><summary>{}</summary>{}</details>", number, ids(figure));
  }
  static std::string count(const SimulationFigure& figure, std::uint64_t number) {
    return figure.hidden ? std::string(masked) : number == 0 ? "" : grouped_digits(number);
  }

  std::string moves_table(std::string_view column, const std::vector<Bar>& rows) const {
    auto text =
        fmt::format("<div class=\"large\"><table><thead><tr><th scope=\"col\">{}</th>", shown(column));
    if (!result_.anonymous) text += "<th scope=\"col\">Constats</th>";
    text += "<th scope=\"col\">Dossiers</th>";
    if (!result_.anonymous) text += "<th scope=\"col\">Lesquels</th>";
    text += "</tr></thead><tbody>\n";
    for (std::size_t i = 0; i < rows.size() && i < most_rows; ++i) {
      const auto& [name, figure] = rows[i];
      text += fmt::format("<tr><th scope=\"row\">{}</th>", shown(name));
      if (!result_.anonymous)
        text += fmt::format("<td class=\"n\">{}</td>", count(*figure, figure->findings));
      text += fmt::format("<td class=\"n\">{}</td>", count(*figure, figure->dossier_count));
      if (!result_.anonymous)
        text += fmt::format("<td class=\"ids\">{}</td>", figure->dossiers.size() <= text_names
                                                             ? ids(*figure)
                                                             : unfolding("les voir", *figure));
      text += "</tr>\n";
    }
    return text + "</tbody></table></div>\n" + left_out(rows.size());
  }

  static std::string left_out(std::size_t rows) {
    if (rows <= most_rows) return {};
    return paragraph("petit", fmt::format("… et {} : --format json les donne toutes.",
                                          counted(rows - most_rows, "autre ligne", "autres lignes")));
  }

  std::string table(SimulationAxis axis) const {
    std::vector<ChangeKind> columns;
    for (std::size_t k = 0; k < change_kinds; ++k)
      if (result_.total.kinds[k].dossier_count > 0 || result_.total.kinds[k].hidden)
        columns.push_back(static_cast<ChangeKind>(k));
    auto text = fmt::format(
        "<div class=\"large\"><table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">dossiers "
        "touchés</th>",
        shown(words_of(axis).column));
    for (const auto kind : columns)
      text += fmt::format("<th scope=\"col\">{}</th>", shown(words_of(kind).shown));
    if (!result_.anonymous)
      text += "<th scope=\"col\">constats avant</th><th scope=\"col\">constats après</th>";
    text += "</tr></thead><tbody>\n";
    std::size_t rows = 0, untouched = 0;
    for (const auto& row : result_.axis(axis)) {
      if (!touched(row)) {
        ++untouched;
        continue;
      }
      if (++rows > most_rows) continue;
      text += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>",
                          shown(words_.group(axis, row.group)),
                          unfolding(count(row.touched, row.touched.dossier_count), row.touched));
      for (const auto kind : columns) {
        const auto& figure = row.of(kind);
        const bool of_dossiers = result_.anonymous || kind == ChangeKind::next_action;
        text += fmt::format(
            "<td class=\"n\">{}</td>",
            unfolding(count(figure, of_dossiers ? figure.dossier_count : figure.findings), figure));
      }
      if (!result_.anonymous)
        text += fmt::format("<td class=\"n\">{}</td><td class=\"n\">{}</td>", grouped_digits(row.before),
                            grouped_digits(row.after));
      text += "</tr>\n";
    }
    text += "</tbody></table></div>\n" + left_out(rows);
    if (!result_.anonymous)
      text += paragraph("petit",
                        "Des constats, sous chaque changement, sauf la prochaine action : des dossiers. Un "
                        "chiffre souligné se déplie et dit lesquels.");
    if (untouched > 0) text += paragraph("petit", fmt::format("Rien ne change ailleurs ({}).", untouched));
    return text;
  }

  static std::string cell(const SimulationCase::Told& told, std::string_view nothing) {
    if (told.title.empty()) return fmt::format("<td>{}</td>", nothing);
    return fmt::format("<td><b>{}</b>{}</td>", shown(told.title), shown(told.explanation));
  }
  static std::string line(std::string_view what, const SimulationCase::Told& before,
                          const SimulationCase::Told& after, std::string_view nothing) {
    return fmt::format("<tr><th scope=\"row\">{}</th>{}{}</tr>\n", shown(what), cell(before, nothing),
                       cell(after, nothing));
  }

  std::string cases() const {
    if (report_.cases.empty()) return {};
    auto text =
        heading("Avant, après : des dossiers côte à côte") + paragraph("petit", cases_sentence(report_));
    for (const auto& one : report_.cases) {
      text += fmt::format(
          "<h3>Dossier {}{}</h3>\n<table class=\"cote\"><thead><tr><th scope=\"col\">Ce qui change</th><th "
          "scope=\"col\">Avant</th><th scope=\"col\">Après</th></tr></thead><tbody>\n",
          shown(one.dossier), one.territoire.empty() ? "" : shown(" (" + one.territoire + ")"));
      if (one.next_changes) text += line("prochaine action", one.next_before, one.next_after, "aucune");
      for (const auto& changed : one.lines)
        text += line(kinds_shown(changed.kinds), changed.before, changed.after, "—");
      text += "</tbody></table>\n";
      auto rest = one.unchanged == 0
                      ? std::string("Aucun autre constat.")
                      : counted(one.unchanged, "autre constat, inchangé.", "autres constats, inchangés.");
      if (one.lines_left_out > 0)
        rest = fmt::format(
                   "… et {} : --format csv les donne. ",
                   counted(one.lines_left_out, "autre constat qui change", "autres constats qui changent")) +
               rest;
      text += paragraph("petit", rest);
    }
    return text;
  }

  const SimulationReport& report_;
  const SimulationResult& result_;
  SimulationWords words_;
};

}  // namespace

std::string simulation_html(const SimulationReport& report) {
  return Page(report).text();
}

}  // namespace filrouge
