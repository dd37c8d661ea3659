#include "apps/filrouge/page_html.hpp"

#include <fmt/format.h>
#include <md4c-html.h>

#include <stdexcept>
#include <string_view>

#include "dsl/document/markdown.hpp"
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
    "nav ul{columns:20rem;margin:.2rem 0 .6rem}"
    "@media print{h2{break-before:page}table{font-size:.8em}nav{display:none}}";

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

std::string table_of(std::span<const dsl::ReglementHeading> contents) {
  if (contents.empty()) return {};
  std::string nav = "<nav aria-label=\"Sommaire\">\n";
  std::string part;
  for (const auto& one : contents) {
    if (one.part != part) {
      nav += part.empty() ? "" : "</ul></details>\n";
      // The law is open: what is local or of a dispositif is asked for.
      nav += fmt::format("<details{}><summary>{}</summary><ul>\n", part.empty() ? " open" : "",
                         in_markup(one.part));
      part = one.part;
    }
    nav += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", in_markup(one.anchor), in_markup(one.title));
  }
  return nav + "</ul></details>\n</nav>\n";
}

}  // namespace

std::string page_html(const std::string& markdown, const std::string& title, const std::string& day,
                      std::span<const dsl::ReglementHeading> contents) {
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
  const auto written =
      day.empty() ? std::string() : fmt::format("<p class=\"jour\">Page écrite le {}.</p>\n", day);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\">{}<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">"
      "<title>{}</title><style>{}</style></head>\n<body>\n{}{}{}{}</body>\n</html>\n",
      page_policy(style, {}), in_markup(title), style, body.substr(0, first_part), written,
      table_of(contents), with_anchors(body.substr(first_part)));
}

}  // namespace filrouge
