#include "apps/filrouge/page_html.hpp"

#include <fmt/format.h>
#include <md4c-html.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/document/markdown.hpp"
#include "dsl/draw/legend.hpp"
#include "engine/core/text/markup.hpp"
#include "engine/core/text/page_policy.hpp"

namespace filrouge {
namespace {

// Nothing is wider than a phone: long words break, a wide table scrolls within itself.
constexpr const char* style =
    "*{box-sizing:border-box}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem;color:#1b1b1b;"
    "overflow-wrap:anywhere}"
    "table{border-collapse:collapse;display:block;max-width:100%;overflow-x:auto;margin:1rem "
    "0;font-size:.92em}"
    "th,td{border:1px solid #c8c8c8;padding:.35rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:normal;min-width:6rem}"
    "th{background:#eef1f6}h1,h2{border-bottom:2px solid #233a63;padding-bottom:.2rem}h2{margin-top:3rem}"
    "h3{margin-top:2.2rem;color:#233a63}code{background:#f2f2f2;padding:0 .2rem}li{margin:.25rem 0}"
    "ul{padding-left:1.2rem}em{color:#555}a{color:#1f4e9c;text-decoration-thickness:1px;"
    "text-underline-offset:.15em}:target{scroll-margin-top:1rem}a:target~strong,"
    "h2:has(:target),h3:has(:target),h4:has(:target){background:#fff3c4}"
    ".jour{color:#555}nav{background:#f6f7fa;border:1px solid #d9dee8;border-radius:.35rem;padding:.2rem "
    ".9rem;"
    "margin:1rem 0}nav summary{cursor:pointer;font-weight:600;padding:.3rem 0}"
    "nav ul{columns:20rem;column-gap:2.2rem;margin:.2rem 0 .6rem}nav li{break-inside:avoid}nav "
    "small{color:#555}"
    "nav details details{margin-left:1rem}nav details details summary{font-weight:400}nav p{margin:.4rem 0}"
    // A drawing keeps its size, and slides within its frame; on paper it takes that of the page.
    "figure{margin:1rem 0;overflow-x:auto;border:1px solid #d9dee8;background:#fff}"
    "figure:focus{outline:2px solid #1f4e9c}figure svg{display:block;margin:auto}.lire{margin:1rem 0}"
    "@media print{h2{break-before:page}table{font-size:.8em;display:table}nav,.lire{display:none}"
    "tr,figure{break-inside:avoid}figure{border:0;overflow:visible}"
    "figure svg{width:auto;height:auto;max-width:100%;max-height:24cm}}";

std::string with_anchors(const std::string& html) {
  std::string made;
  std::size_t at = 0;
  for (auto open = html.find(dsl::anchor_open); open != std::string::npos;
       open = html.find(dsl::anchor_open, at)) {
    const auto name = open + dsl::anchor_open.size();
    const auto close = html.find(dsl::anchor_close, name);
    made += html.substr(at, open - at) + "<a id=\"" + html.substr(name, close - name) + "\"></a>";
    at = close + dsl::anchor_close.size();
  }
  return made + html.substr(at);
}

/// No line begins with « » », « : » or « % », as no printed page does.
std::string held_together(std::string text) {
  constexpr std::string_view hard = "\xC2\xA0";
  for (const std::string_view after : {"»", ": ", ":\n", "; ", "? ", "?\n", "! ", "%", "€"})
    for (auto at = text.find(" " + std::string(after)); at != std::string::npos;
         at = text.find(" " + std::string(after), at + 1))
      text.replace(at, 1, hard);
  const std::string_view opening = "«";
  for (auto at = text.find("« "); at != std::string::npos; at = text.find("« ", at + 1))
    text.replace(at + opening.size(), 1, hard);
  return text;
}

std::string link_to(const dsl::ReglementPlace& place) {
  return fmt::format("<a href=\"#{}\">{}</a>", in_markup(place.anchor), in_markup(place.title));
}

std::string list_of(std::span<const dsl::ReglementHeading> modules) {
  std::string list = "<ul>\n";
  for (const auto& one : modules) {
    list += "<li>" + link_to(one.place);
    // A module is mostly its one procédure, under another name.
    std::string procedures;
    for (const auto& procedure : one.procedures)
      procedures += (procedures.empty() ? "" : ", ") + link_to(procedure);
    if (!procedures.empty()) list += "<br><small>" + procedures + "</small>";
    list += "</li>\n";
  }
  return list + "</ul>";
}

/// The modules that share what `of` says, from `first` on.
template <class Of>
std::size_t same(std::span<const dsl::ReglementHeading> modules, std::size_t first, Of&& of) {
  auto last = first;
  while (last < modules.size() && of(modules[last]) == of(modules[first])) ++last;
  return last - first;
}

std::string table_of(const PageParts& parts) {
  if (parts.modules.empty()) return {};
  // Side by side, whatever the order of files.
  std::vector<dsl::ReglementHeading> modules(parts.modules.begin(), parts.modules.end());
  std::vector<std::string> order;
  for (const auto& one : modules)
    if (std::ranges::find(order, one.part) == order.end()) order.push_back(one.part);
  std::ranges::stable_sort(modules, {}, [&](const auto& one) {
    return std::pair(std::ranges::find(order, one.part) - order.begin(), one.group);
  });
  const auto part_of = [](const auto& one) { return one.part; };
  const auto group_of = [](const auto& one) { return one.group; };
  std::string nav = "<nav aria-label=\"Sommaire\">\n";
  const std::span<const dsl::ReglementHeading> all(modules);
  for (std::size_t p = 0; p < all.size();) {
    const auto part = all.subspan(p, same(all, p, part_of));
    // The law is open: what is local or of a dispositif is asked for.
    nav += fmt::format("<details{}><summary>{} ({})</summary>", p == 0 ? " open" : "",
                       in_markup(part.front().part), part.size());
    for (std::size_t g = 0; g < part.size();) {
      const auto group = part.subspan(g, same(part, g, group_of));
      const auto list = list_of(group);
      nav += group.front().group.empty() ? list
                                         : fmt::format("<details><summary>{} ({})</summary>{}</details>\n",
                                                       in_markup(group.front().group), group.size(), list);
      g += group.size();
    }
    nav += "</details>\n";
    p += part.size();
  }
  for (const auto& one : parts.annexes) nav += "<p>" + link_to(one) + "</p>\n";
  return nav + "</nav>\n";
}

/// What the signs of the drawings mean, once for the page.
std::string how_to_read_drawings() {
  std::string text = "<details class=\"lire\"><summary>Comment lire les dessins</summary><ul>\n";
  for (const auto& one : dsl::sign_meanings())
    text += fmt::format("<li><b>{}</b> : {}</li>\n", in_markup(one.looks), in_markup(one.means));
  return text +
         "</ul><p>Un dessin plus large que la page se fait glisser. Seul, avec sa légende : filrouge "
         "diagramme "
         "--procedure NOM.</p></details>\n";
}

/// Three quarters of the size it has alone: most then hold in the width of the page, and are read without
/// effort.
std::string on_a_page(std::string svg) {
  for (const std::string_view size : {"pt\" height", "pt\" viewBox"})
    if (const auto at = svg.find(size); at < svg.find('>')) svg.erase(at, 2);
  return svg;
}

std::string with_drawings(const std::string& html, const std::map<std::string, std::string>& drawings) {
  const auto before = "<p>" + std::string(dsl::drawing_open),
             after = std::string(dsl::drawing_close) + "</p>\n";
  std::string made;
  std::size_t at = 0;
  for (auto open = html.find(before); open != std::string::npos; open = html.find(before, at)) {
    const auto name = open + before.size();
    const auto close = html.find(after, name);
    made.append(html, at, open - at);
    if (const auto drawing = drawings.find(html.substr(name, close - name)); drawing != drawings.end())
      made += "<figure tabindex=\"0\">" + on_a_page(drawing->second) + "</figure>\n";
    at = close + after.size();
  }
  return made.append(html, at);
}

}  // namespace

std::string page_html(const std::string& markdown, const std::string& title, const PageParts& parts) {
  std::string body;
  const auto append = [](const MD_CHAR* text, MD_SIZE size, void* to) {
    static_cast<std::string*>(to)->append(text, size);
  };
  const auto text = held_together(markdown);
  if (md_html(text.data(), static_cast<MD_SIZE>(text.size()), append, &body, MD_FLAG_TABLES | MD_FLAG_NOHTML,
              0) != 0)
    throw std::runtime_error("la page n'a pas pu être mise en HTML");
  // The contents come after what the page says of itself, before its first part.
  const auto first_part = std::min(body.find("<h2>"), body.size());
  const auto written = parts.day.empty()
                           ? std::string()
                           : fmt::format("<p class=\"jour\">Page écrite le {}.</p>\n", parts.day);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\">{}<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">"
      "<title>{}</title><style>{}</style></head>\n<body>\n{}{}{}{}{}</body>\n</html>\n",
      page_policy(style, {}), in_markup(title), style, body.substr(0, first_part), written, table_of(parts),
      parts.drawings.empty() ? std::string() : how_to_read_drawings(),
      with_drawings(with_anchors(body.substr(first_part)), parts.drawings));
}

}  // namespace filrouge
