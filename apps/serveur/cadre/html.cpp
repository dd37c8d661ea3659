#include "apps/serveur/cadre/html.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/core/text/markup.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::cadre {
namespace {

bool is_address(std::string_view name) {
  return name == "href" || name == "src" || name == "action" || name == "formaction";
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool holds_nothing(std::string_view name) {
  return is_one_of(name, {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"});
}

/// After it, an end of line is no blank that anyone would see.
bool is_block(std::string_view name) {
  return is_one_of(name,
                   {"article", "aside", "body",  "caption", "dd",    "div",    "dl",      "dt",    "fieldset",
                    "footer",  "form",  "h1",    "h2",      "h3",    "head",   "header",  "html",  "legend",
                    "li",      "main",  "nav",   "ol",      "p",     "script", "section", "table", "tbody",
                    "td",      "tfoot", "thead", "th",      "title", "tr",     "ul"});
}

/// « javascript:… » and « //autre.site » are none of ours.
bool leads_nowhere_else(std::string_view address) {
  if (address.starts_with("https://")) return true;
  if (address.find('\\') != std::string_view::npos) return false;
  return address.starts_with("#") || address.starts_with("?") ||
         (address.starts_with("/") && !address.starts_with("//"));
}

}  // namespace

void Html::begin(Word name, Attributes attributes) {
  text_.append("<").append(name.text());
  for (const auto& [attribute, value] : attributes) {
    if (is_address(attribute.text()) && !leads_nowhere_else(value))
      throw std::logic_error("an address that is neither ours nor of https");
    text_.append(" ").append(attribute.text()).append("=\"").append(in_markup(value)).append("\"");
  }
  text_ += '>';
}

Html& Html::open(Word name, Attributes attributes) {
  begin(name, attributes);
  open_.push_back(name.text());
  return *this;
}

Html& Html::close() {
  if (open_.empty()) throw std::logic_error("nothing is open");
  text_.append("</").append(open_.back()).append(is_block(open_.back()) ? ">\n" : ">");
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  text_ += in_markup(visible(text));
  return *this;
}

Html& Html::lone(Word name, Attributes attributes) {
  if (!holds_nothing(name.text())) throw std::logic_error("an element that must be closed");
  begin(name, attributes);
  return *this;
}

Html& Html::add(const Html& more) {
  text_ += more.str();
  return *this;
}

Html& Html::drawing(std::string_view svg) {
  while (svg.ends_with('\n')) svg.remove_suffix(1);
  if (!svg.starts_with("<svg ") || !svg.ends_with("</svg>")) throw std::logic_error("not one drawing");
  // A « < » of a text is escaped, and a quote: what follows one is of the drawing itself.
  for (const std::string_view acting : {"<script", "<style", "<foreignObject", "<a ", "<use", "<image",
                                        " style=\"", " href=\"", " onload=\"", " onclick=\""})
    if (svg.find(acting) != std::string_view::npos) throw std::logic_error("a drawing that would act");
  text_.append(svg).append("\n");
  return *this;
}

const std::string& Html::str() const {
  if (!open_.empty()) throw std::logic_error("still open: " + std::string(open_.back()));
  return text_;
}

}  // namespace filrouge::cadre
