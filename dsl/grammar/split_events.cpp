#include "dsl/grammar/split_events.hpp"

#include <string>
#include <vector>

#include "dsl/source/limits.hpp"

namespace filrouge::dsl::grammar {
namespace {

NodeId shallow_copy(Tree& tree, NodeId node) {
  tree.nodes.push_back(Node(tree[node]));
  return static_cast<NodeId>(tree.nodes.size() - 1);
}

NodeId copy_list(Tree& tree, NodeId first_node) {
  NodeId head = no_node, previous = no_node;
  for (auto node = first_node; node != no_node; node = tree[node].next_sibling) {
    const auto twin = shallow_copy(tree, node);
    const auto children = copy_list(tree, tree[node].first_child);
    tree[twin].first_child = children;
    tree[twin].next_sibling = no_node;
    if (previous == no_node)
      head = twin;
    else
      tree[previous].next_sibling = twin;
    previous = twin;
  }
  return head;
}

}  // namespace

void split_events(Tree& tree, Diagnostics& diagnostics) {
  const auto count = static_cast<NodeId>(tree.nodes.size());
  for (NodeId node = 0; node < count; ++node) {
    if (tree[node].kind != NodeKind::on_event && tree[node].kind != NodeKind::expected) continue;
    std::vector<NodeId> patterns;
    for (auto child = tree[node].first_child; child != no_node && tree[child].kind == NodeKind::pattern;
         child = tree[child].next_sibling)
      patterns.push_back(child);
    if (patterns.size() < 2) continue;
    if (patterns.size() > limits::events_of_one_clause) {
      diagnostics.report(Code::too_many_events, tree[node].range,
                         {std::to_string(limits::events_of_one_clause)});
      continue;
    }
    const auto next = tree[node].next_sibling;
    if (tree[node].kind == NodeKind::on_event && next != no_node && tree[next].kind == NodeKind::otherwise)
      diagnostics.report(Code::otherwise_after_several, tree[next].range)
          .suggesting({"écrivez un « dès » par événement", "write one « dès » an event"});
    const auto sequel = tree[patterns.back()].next_sibling;
    auto previous = node;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (i == 0) {
        tree[patterns[0]].next_sibling = sequel;
        continue;
      }
      const auto twin = shallow_copy(tree, node);
      tree[twin].first_child = patterns[i];
      tree[patterns[i]].next_sibling = copy_list(tree, sequel);
      tree[twin].next_sibling = tree[previous].next_sibling;
      tree[previous].next_sibling = twin;
      previous = twin;
    }
  }
}

}  // namespace filrouge::dsl::grammar
