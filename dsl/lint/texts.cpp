#include "dsl/lint/texts.hpp"

#include <algorithm>

#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

/// Names of states, of places, of words of an enumeration: none is that of something declared on its own.
bool names_nothing_declared(NodeKind kind) {
  return kind == NodeKind::type || kind == NodeKind::final_states || kind == NodeKind::seam ||
         kind == NodeKind::site || kind == NodeKind::label || kind == NodeKind::basis ||
         kind == NodeKind::status || kind == NodeKind::source || kind == NodeKind::text_literal;
}

bool declares(NodeKind kind) {
  switch (kind) {
    case NodeKind::module:
    case NodeKind::conventions:
    case NodeKind::event_type:
    case NodeKind::attribute_decl:
    case NodeKind::reference_label:
    case NodeKind::field_decl:
    case NodeKind::role_decl:
    case NodeKind::parameter:
    case NodeKind::definition:
    case NodeKind::table:
    case NodeKind::procedure:
    case NodeKind::state:
    case NodeKind::control:
    case NodeKind::guarantee:
    case NodeKind::indicator:
    case NodeKind::topic:
    case NodeKind::scenario:
      return true;
    default:
      return delai_kind(kind).has_value();
  }
}

void add_parts(NameSet& set, std::string_view name) {
  while (true) {
    const auto dot = name.find('.');
    set.emplace(name.substr(0, dot));
    if (dot == name.npos) return;
    name.remove_prefix(dot + 1);
  }
}

class Walk {
 public:
  Walk(Texts& texts, ModuleText& module) : texts_(texts), module_(module) {}

  void declaration(View node) {
    told_ = node.is(NodeKind::scenario) || node.is(NodeKind::topic);
    node_(node);
  }

 private:
  void node_(View node) {
    if (names_nothing_declared(node.kind()) || node.is(NodeKind::uses)) return;
    const auto& text = node.text();
    if (declares(node.kind()))
      module_.declared.emplace(simple(text));
    else if (!text.empty() && is_folded(text))
      mention(node.kind(), text);
    for (const auto child : node) node_(child);
  }

  void mention(NodeKind kind, const std::string& text) {
    add_parts(module_.words, text);
    if (told_) {
      add_parts(texts_.told, text);
      return;
    }
    const auto last = std::string(simple(text));
    switch (kind) {
      case NodeKind::pattern:
        texts_.events.insert(last);
        break;
      case NodeKind::field_constraint:
      case NodeKind::field_value:
      case NodeKind::field_of:
      case NodeKind::same_field:
      case NodeKind::sum_in_force:
      case NodeKind::measure_ended:
        texts_.fields.insert(last);
        break;
      case NodeKind::by_role:
      case NodeKind::delay_of:
      case NodeKind::led_by:
        texts_.roles.insert(last);
        break;
      case NodeKind::end_of:
      case NodeKind::delai_status:
        texts_.ends.insert(last);
        break;
      case NodeKind::name:
      case NodeKind::call:
        texts_.others.insert(last);
        break;
      default:
        break;
    }
  }

  Texts& texts_;
  ModuleText& module_;
  bool told_ = false;
};

}  // namespace

Texts::Texts(const std::vector<Tree>& trees) {
  for (const auto& tree : trees) {
    ModuleText* module = nullptr;
    for (const auto node : View(tree, 0)) {
      if (node.is(NodeKind::module)) {
        module = &modules.emplace_back();
        module->heading = node;
      }
      if (!module) continue;
      if (!node.is(NodeKind::module)) module->declarations.push_back(node);
      Walk(*this, *module).declaration(node);
    }
  }
}

std::string_view simple(std::string_view name) {
  return name.substr(name.rfind('.') + 1);
}

std::string written(const SourceSet& sources, View node) {
  const std::string_view text = sources[node.range().file].text();
  const auto clause = text.substr(node.range().begin, node.range().end - node.range().begin);
  for (std::size_t begin = 0; begin < clause.size();) {
    const auto end = std::min(clause.find_first_of(" :,(\n\r\t", begin), clause.size());
    if (const auto word = clause.substr(begin, end - begin); fold(word) == node.text())
      return std::string(word);
    begin = end + 1;
  }
  return node.text();
}

bool is_vocabulary(const ModuleText& module) {
  return std::ranges::all_of(module.declarations, [](View node) {
    return node.is(NodeKind::event_type) || node.is(NodeKind::attribute_decl) ||
           node.is(NodeKind::reference_label) || node.is(NodeKind::role_decl) ||
           node.is(NodeKind::conventions);
  });
}

}  // namespace filrouge::dsl
