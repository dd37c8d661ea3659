#include "dsl/lsp/outline.hpp"

#include <algorithm>
#include <optional>

#include "dsl/check/view.hpp"
#include "dsl/lsp/navigation.hpp"

namespace filrouge::lsp {
namespace {

using K = dsl::NodeKind;

std::optional<dsl::ThingKind> shown_as(K kind) {
  using T = dsl::ThingKind;
  switch (kind) {
    case K::module:
      return T::module;
    case K::conventions:
      return T::conventions;
    case K::event_type:
      return T::event;
    case K::attribute_decl:
      return T::attribute;
    case K::role_decl:
      return T::role;
    case K::field_decl:
      return T::field;
    case K::parameter:
      return T::parameter;
    case K::definition:
      return T::definition;
    case K::table:
      return T::table;
    case K::procedure:
    case K::extend_procedure:
      return T::procedure;
    case K::state:
    case K::extend_state:
      return T::state;
    case K::control:
      return T::control;
    case K::guarantee:
      return T::guarantee;
    case K::indicator:
      return T::indicator;
    case K::topic:
      return T::topic;
    case K::scenario:
      return T::scenario;
    default:
      return dsl::delai_kind(kind) ? std::optional(T::delai) : std::nullopt;
  }
}

class Outline {
 public:
  Outline(const Desk& desk, Document& document)
      : desk_(desk), document_(document), tree_(document.parsed().tree) {}

  Json read() {
    Json modules = Json::array();
    if (tree_.nodes.empty()) return modules;
    for (auto id = tree_[0].first_child; id != dsl::no_node; id = tree_[id].next_sibling) {
      auto one = symbol(id);
      if (one.is_null()) continue;
      // What is declared belongs to the last module before it.
      if (tree_[id].kind != K::module && !modules.empty() && modules.back()["kind"] == module_kind_) {
        modules.back()["range"]["end"] = one["range"]["end"];
        modules.back()["children"].push_back(std::move(one));
      } else {
        modules.push_back(std::move(one));
      }
    }
    return modules;
  }

 private:
  Json symbol(dsl::NodeId id) {
    const auto& node = tree_[id];
    const auto shown = shown_as(node.kind);
    if (!shown) return nullptr;
    dsl::View view(tree_, id);
    auto name = view.name_range();
    if (name.begin == name.end) {
      const auto first = view.child(K::name);
      name = first ? first.range() : node.range;
    }
    const auto whole = whole_of(tree_, id);
    Json one{{"name", document_.text.substr(name.begin, std::max(name.end - name.begin, 1u))},
             {"kind", symbol_kind(*shown)},
             {"range", desk_.range(document_, whole.begin, whole.end)},
             {"selectionRange", desk_.range(document_, name.begin, name.end)},
             {"children", Json::array()}};
    auto detail = dsl::label_of(view);
    if (node.kind == K::extend_procedure || node.kind == K::extend_state)
      detail = detail.empty() ? "complète" : "complète, " + detail;
    if (!detail.empty()) one["detail"] = detail;
    for (auto child = node.first_child; child != dsl::no_node; child = tree_[child].next_sibling)
      if (auto inside = symbol(child); !inside.is_null()) one["children"].push_back(std::move(inside));
    return one;
  }

  const Desk& desk_;
  Document& document_;
  const dsl::Tree& tree_;
  const int module_kind_ = symbol_kind(dsl::ThingKind::module);
};

}  // namespace

Json outline(const Desk& desk, Document& document) {
  return Outline(desk, document).read();
}

Json folds(Document& document) {
  Json list = Json::array();
  const auto& tree = document.parsed().tree;
  const auto& places = document.places;
  const auto fold = [&](std::uint32_t first, std::uint32_t last, const char* kind) {
    if (last <= first) return;
    Json one{{"startLine", first}, {"endLine", last}};
    if (*kind) one["kind"] = kind;
    list.push_back(std::move(one));
  };
  for (dsl::NodeId id = 1; id < tree.nodes.size(); ++id) {
    const auto& node = tree[id];
    const bool clause = shown_as(node.kind) || node.kind == K::on_event || node.kind == K::expect ||
                        node.kind == K::each || node.kind == K::from_any || node.kind == K::at_end_of;
    if (!clause || node.first_child == dsl::no_node) continue;
    const auto whole = whole_of(tree, id);
    fold(places.line_of(whole.begin), places.line_of(whole.end == 0 ? 0 : whole.end - 1), "");
  }
  // Comments of two lines and more.
  std::optional<std::uint32_t> first;
  for (std::uint32_t line = 0; line <= places.count(); ++line) {
    bool comment = false;
    if (line < places.count()) {
      const auto begin = places.line_begin(line);
      const auto text =
          std::string_view(document.text).substr(begin, places.line_end(document.text, line) - begin);
      const auto at = std::min(text.find_first_not_of(" \t"), text.size());
      comment = text.substr(at).starts_with("--") || text.substr(at).starts_with("# ");
    }
    if (comment && !first) first = line;
    if (!comment && first) {
      fold(*first, line - 1, "comment");
      first.reset();
    }
  }
  return list;
}

Json lenses(const Desk& desk, Document& document) {
  Json list = Json::array();
  const auto& tree = document.parsed().tree;
  if (tree.nodes.empty()) return list;
  for (const auto node : dsl::View(tree, 0)) {
    const bool scenario = node.is(K::scenario);
    if (!scenario && !node.is(K::procedure) && !node.is(K::extend_procedure)) continue;
    const auto name = node.is(K::extend_procedure) ? node.first().text() : node.text();
    list.push_back({{"range", desk.range(document, node.range().begin, node.range().end)},
                    {"command",
                     {{"title", scenario ? "▶ jouer ce scénario" : "dessiner"},
                      {"command", scenario ? "filrouge.jouerScenario" : "filrouge.dessiner"},
                      {"arguments", {document.uri, name}}}}});
  }
  return list;
}

}  // namespace filrouge::lsp
