#include "dsl/draw/dot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/draw/legend.hpp"
#include "dsl/draw/text_width.hpp"
#include "engine/core/text/markup.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::dsl {
namespace {

constexpr double title_size = 13, line_size = 10.5, bold = 1.13;
/// In ems: how wide a box, and what is written on an arrow, may be.
constexpr double title_width = 18, line_width = 27, reason_width = 21, heading_width = 76;

std::string text_of(std::string_view text) {
  return in_markup(visible_line(text));
}

/// Lines of text set to the left, `head` being in bold; `most` is raised to the width they need.
class Lines {
 public:
  explicit Lines(double width) : width_(width) {}

  void add(const std::string& head, const std::string& text) {
    const auto opening = head.empty() ? std::string() : visible_line(head) + " :";
    // The words in bold are set first, so that the cut allows for their width.
    const auto lines = wrapped(opening + (opening.empty() ? "" : "\xC2\xA0") + visible_line(text), width_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& line = lines[i];
      const auto in_bold = i == 0 && !opening.empty() ? std::min(opening_in(line, opening), line.size()) : 0;
      const auto first = std::string_view(line).substr(0, in_bold),
                 rest = std::string_view(line).substr(in_bold);
      if (!first.empty()) set_ += "<B>" + in_markup(first) + "</B>";
      set_.append(in_markup(rest)).append("<BR ALIGN=\"LEFT\"/>");
      most_ = std::max(most_, text_width(first) * bold + text_width(rest));
    }
  }
  const std::string& set() const { return set_; }
  int points() const { return static_cast<int>(std::ceil(most_ * line_size)); }

 private:
  /// Where the opening ends in a line where its blanks may have become unbreakable.
  static std::size_t opening_in(const std::string& line, const std::string& opening) {
    std::size_t at = 0;
    for (const char c : opening) {
      if (at < line.size() && line[at] == c)
        ++at;
      else if (c == ' ' && std::string_view(line).substr(at).starts_with("\xC2\xA0"))
        at += 2;
    }
    return at;
  }

  double width_;
  std::string set_;
  double most_ = 0;
};

std::string cell_of(const Lines& lines, const char* attributes) {
  return fmt::format("<TR><TD ALIGN=\"LEFT\" WIDTH=\"{}\"{}>{}</TD></TR>", lines.points() + 10, attributes,
                     lines.set());
}

std::string centred(const std::string& text, double width, double size, const char* open, const char* close,
                    const char* attributes) {
  std::string set;
  double most = 0;
  for (const auto& line : wrapped(visible_line(text), width)) {
    set += (set.empty() ? "" : "<BR/>") + in_markup(line);
    most = std::max(most, text_width(line) * bold);
  }
  return fmt::format("<TR><TD WIDTH=\"{}\"{}><FONT POINT-SIZE=\"{}\">{}{}{}</FONT></TD></TR>",
                     static_cast<int>(std::ceil(most * size)) + 12, attributes, size, open, set, close);
}

const char* attributes_of(LineKind kind) {
  switch (kind) {
    case LineKind::protected_time:
      return " BGCOLOR=\"#dddddd\" BORDER=\"4\" SIDES=\"L\"";
    case LineKind::proposal:
      return " BORDER=\"1\" SIDES=\"T\" STYLE=\"dotted\"";
    default:
      return " BORDER=\"1\" SIDES=\"T\"";
  }
}

std::string table(const std::string& attributes, const std::string& rows) {
  return "<TABLE CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" " + attributes + ">" + rows +
         "</TABLE>";
}

std::string box(const Box& it) {
  std::string rows;
  if (it.sanction)
    rows += centred("SANCTION", title_width, line_size, "<FONT COLOR=\"white\"><B>", "</B></FONT>",
                    " BGCOLOR=\"black\"");
  const bool opening = it.kind == BoxKind::opening, any = it.kind == BoxKind::from_any;
  rows += opening ? centred(it.title, title_width + 4, line_size, "<I>", "</I>", "")
                  : centred(it.title, title_width, title_size, any ? "<I><B>" : "<B>",
                            any ? "</B></I>" : "</B>", "");
  if (it.initial) rows += centred("au départ", title_width, line_size, "<I>", "</I>", "");
  if (it.final) rows += centred("fin", title_width, line_size, "<I>", "</I>", "");
  if (!it.local.empty())
    rows += centred("ajouté par le département " + it.local, title_width, line_size, "<I>", "</I>", "");
  for (const auto& one : it.lines) {
    Lines lines(line_width);
    lines.add(one.head + (one.local.empty() ? "" : " (département " + one.local + ")"), one.text);
    rows += cell_of(lines, attributes_of(one.kind));
  }
  if (opening) return table("BORDER=\"1\" STYLE=\"rounded\" BGCOLOR=\"white\"", rows);
  if (any) return table("BORDER=\"1\" STYLE=\"rounded,dotted\" BGCOLOR=\"white\"", rows);
  const auto made = table(fmt::format("BORDER=\"{}\"{} BGCOLOR=\"white\"", it.sanction ? 3 : 1,
                                      it.local.empty() ? "" : " STYLE=\"dotted\""),
                          rows);
  // A second frame around an end.
  return it.final ? "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" "
                    "BGCOLOR=\"white\"><TR><TD>" +
                        made + "</TD></TR></TABLE>"
                  : made;
}

/// `back_to`: the state it returns to, told instead of drawn; empty: the arrow goes there.
std::string written_on(const Arrow& it, const std::string& back_to) {
  std::string rows;
  if (!it.local.empty()) {
    Lines lines(reason_width);
    lines.add("Département " + it.local, "");
    rows += cell_of(lines, "");
  }
  for (const auto& reason : it.reasons) {
    Lines lines(reason_width);
    lines.add("", (it.reasons.size() > 1 ? "• " : "") + reason.text);
    rows += cell_of(lines, "");
  }
  if (!back_to.empty())
    rows += centred("retour à « " + back_to + " »", title_width, line_size, "<B>", "</B>",
                    " BORDER=\"1\" STYLE=\"rounded\"");
  return "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" BGCOLOR=\"white\">" +
         rows + "</TABLE>";
}

std::string stroke_of(const Arrow& it) {
  std::string text = it.stroke == Stroke::time ? "style=dashed" : "style=solid";
  if (!it.local.empty()) text += ", color=\"#000000:#ffffff:#000000\"";
  return text;
}

/// A sign as the drawing bears it.
std::string sample(Sign sign) {
  const auto framed = [](const char* attributes, const std::string& text) {
    return fmt::format(
        "<TABLE CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" {}><TR><TD>{}</TD></TR></TABLE>",
        attributes, text);
  };
  const auto line = [](const char* attributes) {
    return fmt::format(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD WIDTH=\"46\" "
        "HEIGHT=\"4\" "
        "FIXEDSIZE=\"TRUE\" BORDER=\"1\" {}></TD></TR></TABLE>",
        attributes);
  };
  switch (sign) {
    case Sign::state:
      return framed("BORDER=\"1\"", "état");
    case Sign::end:
      return framed("BORDER=\"1\"", framed("BORDER=\"1\"", "fin"));
    case Sign::sanction:
      return framed("BORDER=\"3\"", "sanction");
    case Sign::from_any:
      return framed("BORDER=\"1\" STYLE=\"rounded,dotted\"", "<I>depuis tout état</I>");
    case Sign::protected_time:
      return framed("BORDER=\"4\" SIDES=\"L\" BGCOLOR=\"#dddddd\"", "temps protégé");
    case Sign::proposal:
      return "<B>Propose</B>";
    case Sign::act:
      return line("SIDES=\"B\"");
    case Sign::time:
      return line("SIDES=\"B\" STYLE=\"dashed\"");
    case Sign::local_arrow:
      return line("SIDES=\"TB\"");
    case Sign::local_state:
      return framed("BORDER=\"1\" STYLE=\"dotted\"", "état");
    case Sign::return_to:
      return framed("BORDER=\"1\" STYLE=\"rounded\"", "<B>retour à « … »</B>");
    case Sign::cut:
      return "…";
  }
  return {};
}

/// What the frames and the strokes mean, of those that are there.
std::string legend(const Drawing& it) {
  std::string rows;
  for (const auto& one : sign_meanings())
    if (bears(it, one.sign))
      rows += fmt::format(
          "<TR><TD>{}</TD><TD ALIGN=\"LEFT\" WIDTH=\"{}\">{} : {}<BR ALIGN=\"LEFT\"/></TD></TR>",
          sample(one.sign), static_cast<int>((text_width(one.looks) + text_width(one.means) + 1) * line_size),
          text_of(one.looks), text_of(one.means));
  return "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\" COLOR=\"#888888\">" +
         rows + "</TABLE>";
}

}  // namespace

std::string dot(const Drawing& it) {
  std::string heading = centred(it.title, heading_width / 2, 18, "<B>", "</B>", "");
  for (const auto& one : it.about) heading += centred(one, heading_width, line_size, "", "", "");
  auto foot = std::string();
  if (it.legend) foot = "<TR><TD>" + legend(it) + "</TD></TR>";
  if (!it.untold.empty())
    foot += centred("Non dessiné, au règlement : " + it.untold + ".", heading_width, line_size, "<I>", "</I>",
                    "");
  std::string text = fmt::format(
      "digraph \"{}\" {{\n"
      "  graph [rankdir=TB, nodesep=0.25, ranksep=0.25, mclimit=8, searchsize=200, charset=\"UTF-8\", "
      "fontname=\"sans-serif\", "
      "fontsize={}, bgcolor=white, pad=0.2]\n"
      "  node [shape=plain, fontname=\"sans-serif\", fontsize={}]\n"
      "  edge [arrowsize=0.8]\n",
      // A folded name: letters, digits, « _ » and « . ».
      it.name, line_size, line_size);
  if (!foot.empty())
    text += fmt::format("  labelloc=b\n  label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\">{}</TABLE>>\n", foot);
  text += fmt::format(
      "  subgraph cluster_dessin {{\n    peripheries=0\n    labelloc=t\n    label=<<TABLE BORDER=\"0\" "
      "CELLBORDER=\"0\" CELLPADDING=\"1\">{}</TABLE>>\n",
      heading);
  for (std::size_t i = 0; i < it.boxes.size(); ++i)
    text += fmt::format("    b{} [label=<{}>]\n", i, box(it.boxes[i]));
  // What leads from several states to one, for the same reason, is written once: their strokes join there.
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> written;
  const bool returns = tells_returns(it);
  for (std::size_t i = 0; i < it.arrows.size(); ++i) {
    const auto& arrow = it.arrows[i];
    const auto stroke = stroke_of(arrow);
    if (arrow.reasons.empty())
      text += fmt::format("    b{} -> b{} [{}]\n", arrow.from, arrow.to, stroke);
    else if (returns && comes_back(it, arrow))
      text += fmt::format("    a{} [label=<{}>]\n    b{} -> a{} [{}]\n", i,
                          written_on(arrow, it.boxes[arrow.to].title), arrow.from, i, stroke);
    else
      written[{arrow.to, stroke + written_on(arrow, {})}].push_back(i);
  }
  std::vector<const std::vector<std::size_t>*> joined;
  for (const auto& [what, arrows] : written) joined.push_back(&arrows);
  std::ranges::sort(joined, {}, [](const auto* arrows) { return arrows->front(); });
  for (const auto* arrows : joined) {
    const auto first = arrows->front();
    const auto& arrow = it.arrows[first];
    const auto stroke = stroke_of(arrow);
    text += fmt::format("    a{} [label=<{}>]\n    a{} -> b{} [{}]\n", first, written_on(arrow, {}), first,
                        arrow.to, stroke);
    for (const auto i : *arrows)
      text += fmt::format("    b{} -> a{} [{}, {}]\n", it.arrows[i].from, first,
                          arrows->size() > 1 ? "arrowhead=vee" : "dir=none", stroke);
  }
  return text + "  }\n}\n";
}

}  // namespace filrouge::dsl
