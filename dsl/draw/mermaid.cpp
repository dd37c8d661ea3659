#include "dsl/draw/mermaid.hpp"

#include <fmt/format.h>

#include <string_view>

#include "dsl/draw/legend.hpp"
#include "dsl/draw/text_width.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::dsl {
namespace {

/// A text between double quotes: whatever means something to Mermaid, to Markdown or to HTML is written by
/// its number.
std::string quoted(std::string_view text) {
  std::string safe;
  for (const char c : visible_line(text)) {
    if (std::string_view("\"#&<>`\\*_[](){}|~^;%$@").find(c) != std::string_view::npos)
      safe += fmt::format("#{};", static_cast<int>(static_cast<unsigned char>(c)));
    else
      safe += c;
  }
  return safe;
}

std::string lines_of(std::string_view text, double width) {
  std::string set;
  for (const auto& line : wrapped(visible_line(text), width))
    set += (set.empty() ? "" : "<br/>") + quoted(line);
  return set;
}

std::string label_of(const Box& it) {
  std::string text = it.sanction ? "<b>SANCTION</b><br/>" : "";
  text += "<b>" + lines_of(it.title, 20) + "</b>";
  if (it.initial) text += "<br/><i>au départ</i>";
  if (it.final) text += "<br/><i>fin</i>";
  if (!it.local.empty()) text += "<br/><i>" + quoted("ajouté par le département " + it.local) + "</i>";
  for (const auto& one : it.lines)
    text += "<br/>" + lines_of(one.head + (one.local.empty() ? "" : " (département " + one.local + ")") +
                                   " : " + one.text,
                               28);
  return text;
}

/// Mermaid has neither double strokes nor bands, and draws its returns. Empty: not in its drawings.
std::string looks_here(const SignMeaning& one) {
  switch (one.sign) {
    case Sign::end:
      return "barres de côté";
    case Sign::sanction:
      return "cadre épais et « SANCTION »";
    case Sign::protected_time:
      return "« Temps protégé »";
    case Sign::local_arrow:
      return "trait épais";
    case Sign::from_any:
      return "cadre arrondi en tirets";
    case Sign::return_to:
      return {};
    default:
      return std::string(one.looks);
  }
}

}  // namespace

std::string mermaid(const Drawing& it) {
  // In the heading, which is YAML, and where Mermaid would take a tag for one.
  std::string title;
  for (const char c : visible_line(it.title))
    title += c == '"' || c == '\\' ? std::string("'") : c == '<' ? "‹" : c == '>' ? "›" : std::string(1, c);
  auto text =
      "---\ntitle: \"" + title + "\"\nconfig:\n  flowchart:\n    wrappingWidth: 480\n---\nflowchart TB\n";
  for (std::size_t i = 0; i < it.boxes.size(); ++i) {
    const auto& box = it.boxes[i];
    const bool round = box.kind == BoxKind::opening, soft = box.kind == BoxKind::from_any;
    const auto* open = round ? "([" : soft ? "(" : box.final ? "[[" : "[";
    const auto* close = round ? "])" : soft ? ")" : box.final ? "]]" : "]";
    text += fmt::format("  b{}{}\"{}\"{}\n", i, open, label_of(box), close);
  }
  std::string local;
  for (std::size_t i = 0; i < it.arrows.size(); ++i) {
    const auto& arrow = it.arrows[i];
    std::string label = arrow.local.empty() ? "" : "<b>" + quoted("Département " + arrow.local) + "</b>";
    for (const auto& reason : arrow.reasons)
      label +=
          (label.empty() ? "" : "<br/>") + lines_of((arrow.reasons.size() > 1 ? "• " : "") + reason.text, 24);
    const auto* stroke = arrow.stroke == Stroke::time ? "-.->" : arrow.local.empty() ? "-->" : "==>";
    text += fmt::format("  b{} {}{} b{}\n", arrow.from, stroke, label.empty() ? "" : "|\"" + label + "\"|",
                        arrow.to);
    if (!arrow.local.empty()) local += (local.empty() ? "" : ",") + std::to_string(i);
  }
  text +=
      "  classDef default fill:#fff,stroke:#000,color:#000\n  classDef sanction stroke-width:4px\n  classDef "
      "ajout stroke-dasharray:2 3\n  classDef partout stroke-dasharray:6 3\n";
  for (std::size_t i = 0; i < it.boxes.size(); ++i) {
    if (it.boxes[i].sanction) text += fmt::format("  class b{} sanction\n", i);
    if (!it.boxes[i].local.empty()) text += fmt::format("  class b{} ajout\n", i);
    if (it.boxes[i].kind == BoxKind::from_any) text += fmt::format("  class b{} partout\n", i);
  }
  if (!local.empty()) text += "  linkStyle " + local + " stroke-width:3px\n";
  if (it.legend) {
    std::string legend;
    for (const auto& one : sign_meanings())
      if (bears(it, one.sign))
        if (const auto looks = looks_here(one); !looks.empty())
          legend +=
              (legend.empty() ? "" : "<br/>") + lines_of("• " + looks + " : " + std::string(one.means), 40);
    if (!it.untold.empty())
      legend += "<br/>" + lines_of("Non dessiné, au règlement : " + it.untold + ".", 40);
    text += "  legende[\"" + legend + "\"]\n  style legende stroke:#888,text-align:left\n";
  }
  return text;
}

}  // namespace filrouge::dsl
