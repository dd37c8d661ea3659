#include "dsl/draw/svg.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <pugixml.hpp>
#include <sstream>

#include "dsl/draw/dot.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/files/outside_program.hpp"

namespace filrouge::dsl {
namespace {

/// However large, a procédure is set in a second or two.
constexpr std::chrono::seconds limit_of_one{30};

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Scratch = std::unique_ptr<std::FILE, Close>;

/// The text of what Graphviz calls « b3 », « a12 » or « b3->a12 »: what a pointer resting there is told.
std::string told_of(const Drawing& drawing, std::string_view name) {
  // Of an arrow and of what is written on it, the same.
  const auto at = name.find('a');
  const bool arrow = at != std::string_view::npos;
  const auto index = std::strtoul(std::string(name.substr(arrow ? at + 1 : 1)).c_str(), nullptr, 10);
  if (!arrow) return index < drawing.boxes.size() ? visible_line(drawing.boxes[index].title) : std::string();
  std::string text;
  if (index < drawing.arrows.size())
    for (const auto& reason : drawing.arrows[index].reasons)
      text += (text.empty() ? "" : " ; ") + visible_line(reason.whole);
  return text;
}

/// What Graphviz wrote, for a person and for a page: no version of a program, no name of a node, no mark that
/// two drawings of one page would share.
std::string finished(const std::string& drawn, const Drawing& drawing) {
  pugi::xml_document page;
  if (!page.load_buffer(drawn.data(), drawn.size(), pugi::parse_default | pugi::parse_ws_pcdata_single))
    return {};
  auto root = page.child("svg");
  if (!root) return {};
  for (auto& found : root.select_nodes(".//g")) {
    auto group = found.node();
    group.remove_attribute("id");
    auto title = group.child("title");
    if (!title) continue;
    const std::string_view kind = group.attribute("class").value();
    const auto text = kind == "node" || kind == "edge" ? told_of(drawing, title.text().get()) : std::string();
    if (text.empty())
      group.remove_child(title);
    else
      title.text().set(text.c_str());
  }
  // Said once, for all that is written.
  root.append_attribute("font-family").set_value("sans-serif");
  for (auto& found : root.select_nodes(".//*[@font-family='sans-serif']"))
    if (found.node() != root) found.node().remove_attribute("font-family");
  // A word that not every reader of SVG knows.
  for (auto& found : root.select_nodes(".//*[@stroke='transparent']"))
    found.node().attribute("stroke").set_value("none");
  const auto id = "dessin-" + drawing.name;
  auto desc = root.prepend_child("desc");
  desc.append_attribute("id").set_value((id + "-texte").c_str());
  desc.text().set(told(drawing).c_str());
  auto title = root.prepend_child("title");
  title.append_attribute("id").set_value((id + "-titre").c_str());
  title.text().set(visible_line(drawing.title).c_str());
  root.append_attribute("role").set_value("img");
  root.append_attribute("aria-labelledby").set_value((id + "-titre " + id + "-texte").c_str());
  std::ostringstream text;
  root.print(text, "", pugi::format_raw);
  return text.str();
}

}  // namespace

SvgDrawings svg(std::span<const Drawing> drawings) {
  SvgDrawings made;
  if (drawings.empty()) return made;
  const Scratch in(std::tmpfile()), out(std::tmpfile());
  if (!in || !out) {
    made.why = "pas de place pour les fichiers temporaires du dessin";
    return made;
  }
  for (const auto& drawing : drawings) {
    const auto text = dot(drawing);
    std::fwrite(text.data(), 1, text.size(), in.get());
  }
  if (std::fflush(in.get()) != 0 || std::ferror(in.get())) {
    made.why = "le disque est plein";
    return made;
  }
  std::rewind(in.get());
  switch (
      run_program({"dot", "-Tsvg"}, limit_of_one * drawings.size(), fileno(in.get()), fileno(out.get()))) {
    case ProgramEnding::done:
      break;
    case ProgramEnding::absent:
      made.no_graphviz = true;
      made.why =
          "les dessins SVG se font par Graphviz, qui n'est pas sur cette machine : installez-le (apt-get "
          "install "
          "graphviz)";
      return made;
    case ProgramEnding::too_long:
      made.why = "Graphviz n'a pas fini le dessin à temps, il a été arrêté";
      return made;
    case ProgramEnding::failed:
      made.why = "Graphviz n'a pas pu faire le dessin";
      return made;
  }
  std::string all;
  std::rewind(out.get());
  char bytes[1 << 16];
  for (std::size_t read; (read = std::fread(bytes, 1, sizeof bytes, out.get())) != 0;)
    all.append(bytes, read);
  constexpr std::string_view opening = "<?xml";
  for (auto at = all.find(opening); at != std::string::npos && made.elements.size() < drawings.size();) {
    const auto next = all.find(opening, at + opening.size());
    made.elements.push_back(finished(all.substr(at, next - at), drawings[made.elements.size()]));
    at = next;
  }
  bool whole = made.elements.size() == drawings.size();
  for (const auto& one : made.elements) whole = whole && !one.empty();
  if (!whole) {
    made.elements.clear();
    made.why = "ce que Graphviz a rendu n'est pas un dessin SVG entier";
  }
  return made;
}

}  // namespace filrouge::dsl
