#pragma once

#include "dsl/ast/ast.hpp"

namespace filrouge::dsl {

/// A node of a tree, read with its children; empty when there is none. Cheap to copy. The tree must outlive
/// it.
class View {
 public:
  View() = default;
  View(const Tree& tree, NodeId id) : tree_(id == no_node ? nullptr : &tree), id_(id) {}

  explicit operator bool() const { return tree_ != nullptr; }
  NodeKind kind() const { return node().kind; }
  bool is(NodeKind kind) const { return tree_ && node().kind == kind; }
  const std::string& text() const { return node().text; }
  std::int64_t number() const { return node().number; }
  SourceRange range() const { return node().range; }
  /// Where its name is written; empty when its text is none.
  SourceRange name_range() const { return {node().range.file, node().name_begin, node().name_end}; }
  View first() const { return tree_ ? View(*tree_, node().first_child) : View(); }
  View next() const { return tree_ ? View(*tree_, node().next_sibling) : View(); }
  /// The first child of that kind; empty when there is none.
  View child(NodeKind kind) const {
    for (auto it = first(); it; it = it.next())
      if (it.kind() == kind) return it;
    return {};
  }
  bool has(NodeKind kind) const { return static_cast<bool>(child(kind)); }
  friend bool operator==(const View& a, const View& b) { return a.tree_ == b.tree_ && a.id_ == b.id_; }

  /// Children, in order: `for (auto child : node)`.
  class Iterator {
   public:
    explicit Iterator(const View* parent, bool end);
    View operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const Tree* tree_;
    NodeId at_;
  };
  Iterator begin() const { return Iterator(this, false); }
  Iterator end() const { return Iterator(this, true); }

 private:
  const Node& node() const { return (*tree_)[id_]; }

  const Tree* tree_ = nullptr;
  NodeId id_ = no_node;
};

inline View::Iterator::Iterator(const View* parent, bool end)
    : tree_(parent->tree_), at_(end || !parent->tree_ ? no_node : parent->node().first_child) {}
inline View View::Iterator::operator*() const {
  return {*tree_, at_};
}
inline View::Iterator& View::Iterator::operator++() {
  at_ = (*tree_)[at_].next_sibling;
  return *this;
}

/// The label written on a declaration; `unsaid` when there is none.
inline std::string label_of(View node, const std::string& unsaid = {}) {
  const auto label = node.child(NodeKind::label);
  return label ? label.text() : unsaid;
}

}  // namespace filrouge::dsl
