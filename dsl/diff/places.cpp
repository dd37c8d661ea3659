#include "dsl/diff/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/checking.hpp"
#include "dsl/check/view.hpp"
#include "dsl/grammar/parse.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

std::string key(NodeKind kind, const std::string& module, const std::string& name) {
  return fmt::format("{}:{}:{}", static_cast<int>(kind), module, name);
}

std::string simple(const std::string& name) {
  return name.substr(name.rfind('.') + 1);
}

std::uint32_t end_of(View node) {
  auto end = node.range().end;
  for (const auto child : node) end = std::max(end, end_of(child));
  return end;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What a node writes, on one line, without the comments that stand in it.
std::string written(const SourceFile& file, View node) {
  std::string text;
  const auto begin = node.range().begin;
  const auto all = file.text().substr(begin, end_of(node) - begin);
  for (std::size_t at = 0; at < all.size();) {
    const auto end = std::min(all.find('\n', at), all.size());
    auto line = all.substr(at, end - at);
    at = end + 1;
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("--") || line.starts_with("#")) continue;
    for (const char c : line)
      if (!is_blank(c))
        text += c;
      else if (!text.empty() && text.back() != ' ')
        text += ' ';
    if (!text.empty() && text.back() != ' ') text += ' ';
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// Names have neither case nor accents; what stands between « » is as it is read.
std::string folded_outside_quotes(const std::string& text) {
  std::string key;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = std::min(text.find("«", at), text.size());
    const auto close = open == text.size() ? open : std::min(text.find("»", open), text.size());
    key += fold(text.substr(at, open - at)) + text.substr(open, close - open);
    at = close;
    if (close < text.size()) key += "»", at += std::string_view("»").size();
  }
  return key;
}

}  // namespace

Places::Places(const SourceSet& sources, const std::vector<DatedFile>& dated) {
  // What they have to say was said when they were checked.
  Diagnostics unheard;
  for (std::uint32_t i = 0; i < sources.size(); ++i) read(sources[i], parse(sources, i, unheard));
  for (const auto& file : dated) read_dated(file);
}

void Places::read(const SourceFile& file, const Tree& tree) {
  std::string module;
  const auto at = [&](View node) { return WrittenAt{file.path(), file.position(node.range().begin).line}; };
  for (const auto node : View(tree, 0)) {
    if (node.is(NodeKind::module)) module = node.text();
    switch (node.kind()) {
      case NodeKind::event_type: {
        std::size_t weights = 0;
        for (const auto child : node) {
          if (child.is(NodeKind::field_decl))
            at_.emplace(key(NodeKind::field_decl, module, node.text() + "/" + child.text()), at(child));
          if (child.is(NodeKind::weight))
            at_.emplace(key(NodeKind::field_decl, module, fmt::format("{}/poids {}", node.text(), weights++)),
                        at(child));
        }
        [[fallthrough]];
      }
      case NodeKind::attribute_decl:
      case NodeKind::reference_label:
      case NodeKind::role_decl:
      case NodeKind::conventions:
        at_.emplace(key(node.kind(), module, fold(node.text())), at(node));
        break;
      case NodeKind::set_parameter:
      case NodeKind::set_target: {
        const auto site = node.child(NodeKind::site);
        at_.emplace(key(NodeKind::set_parameter, module,
                        simple(node.first().text()) + "/" + (site ? fold(site.text()) : std::string())),
                    at(node));
        break;
      }
      case NodeKind::scenario: {
        auto& lines = scenarios_[{file.path(), at(node).line}];
        for (const auto child : node) {
          if (child.is(NodeKind::label) || child.is(NodeKind::basis) || child.is(NodeKind::status)) continue;
          auto text = written(file, child);
          auto folded = folded_outside_quotes(text);
          (child.is(NodeKind::expect) ? lines.expected : lines.given)
              .emplace_back(std::move(folded), std::move(text));
        }
        break;
      }
      default:
        break;
    }
  }
}

void Places::read_dated(const DatedFile& file) {
  std::string name;
  std::uint32_t line = 0;
  const auto after = [](std::string text) {
    text.erase(0, text.find(':') + 1);
    text = text.substr(0, text.find_first_of("#,}"));
    std::erase_if(text, [](char c) { return is_blank(c) || c == '"' || c == '\''; });
    return text;
  };
  for (std::size_t at = 0; at < file.text.size();) {
    const auto end = std::min(file.text.find('\n', at), file.text.size());
    auto text = file.text.substr(at, end - at);
    at = end + 1;
    ++line;
    text.erase(0, std::min(text.find_first_not_of(" \t-{"), text.size()));
    if (text.starts_with("nom:")) name = fold(after(text));
    if (text.starts_with("depuis:"))
      at_.emplace("yaml:" + name + "/" + after(text), WrittenAt{file.shown, line});
    if (text.starts_with("valeurs:")) at_.emplace("yaml:" + name + "/", WrittenAt{file.shown, line});
  }
}

WrittenAt Places::declared(NodeKind kind, const std::string& module, const std::string& name) const {
  const auto found = at_.find(key(kind, module, name));
  return found == at_.end() ? WrittenAt{} : found->second;
}

WrittenAt Places::in_event(const std::string& module, const std::string& event,
                           const std::string& part) const {
  return declared(NodeKind::field_decl, module, event + "/" + part);
}

WrittenAt Places::set_locally(const std::string& module, const std::string& simple,
                              const std::string& territoire) const {
  return declared(NodeKind::set_parameter, module, simple + "/" + fold(territoire));
}

WrittenAt Places::dated(const std::string& simple, const std::string& day) const {
  const auto found = at_.find("yaml:" + simple + "/" + day);
  return found == at_.end() ? WrittenAt{} : found->second;
}

const Places::ScenarioLines* Places::scenario(const std::string& file, std::uint32_t line) const {
  const auto found = scenarios_.find({file, line});
  return found == scenarios_.end() ? nullptr : &found->second;
}

}  // namespace filrouge::dsl
