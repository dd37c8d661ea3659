#include "dsl/grammar/builder.hpp"

#include <algorithm>

#include "dsl/source/limits.hpp"

namespace filrouge::dsl {

void Builder::rewind(Mark mark) {
  tree_.nodes.resize(mark.nodes);
  pending_.resize(mark.pending);
  frames_.resize(mark.frames);
}

void Builder::open(NodeKind kind, Cursor first) {
  frames_.push_back({kind, first, pending_.size(), {}, 0});
}

NodeId Builder::finish(const Frame& frame, std::size_t from, Cursor end) {
  const auto id = static_cast<NodeId>(tree_.nodes.size());
  Node node;
  node.kind = frame.kind;
  node.range = range(frame.first, end);
  node.text = frame.text;
  node.number = frame.number;
  if (frame.name != nullptr) node.name_begin = frame.name->begin, node.name_end = frame.name->end;
  for (auto i = from; i < pending_.size(); ++i) {
    if (i == from) {
      node.first_child = pending_[i];
      node.range.begin = std::min(node.range.begin, tree_[pending_[i]].range.begin);
    } else {
      tree_[pending_[i - 1]].next_sibling = pending_[i];
    }
    tree_[pending_[i]].next_sibling = no_node;
  }
  tree_.nodes.push_back(std::move(node));
  pending_.resize(from);
  pending_.push_back(id);
  return id;
}

void Builder::close(Cursor end) {
  const auto frame = std::move(frames_.back());
  frames_.pop_back();
  finish(frame, frame.pending, end);
}

void Builder::close_around_previous(Cursor end) {
  const auto frame = std::move(frames_.back());
  frames_.pop_back();
  finish(frame, frame.pending - 1, end);
}

void Builder::wrap(NodeKind kind) {
  const auto child = pending_.back();
  Node node;
  node.kind = kind;
  node.range = tree_[child].range;
  node.first_child = child;
  pending_.back() = static_cast<NodeId>(tree_.nodes.size());
  tree_.nodes.push_back(std::move(node));
}

void Builder::swap_last_two() {
  std::swap(pending_[pending_.size() - 1], pending_[pending_.size() - 2]);
}

void Builder::leaf(NodeKind kind, Cursor first, Cursor end, std::string text, std::int64_t number) {
  Node node;
  node.kind = kind;
  node.range = range(first, end);
  node.text = std::move(text);
  node.number = number;
  if (kind == NodeKind::name) node.name_begin = node.range.begin, node.name_end = node.range.end;
  pending_.push_back(static_cast<NodeId>(tree_.nodes.size()));
  tree_.nodes.push_back(std::move(node));
}

std::string Builder::written(Cursor first, Cursor end) const {
  std::string words;
  for (auto at = first; at != end; ++at) {
    if (at != first && (at - 1)->end != at->begin) words += ' ';
    words.append(text_, at->begin, at->end - at->begin);
  }
  return words;
}

SourceRange Builder::range(Cursor first, Cursor end) const {
  return {file_, first->begin, end > first ? (end - 1)->end : first->begin};
}

void Builder::note(Cursor at, const char* expected, bool keyword) {
  furthest_ = std::max(furthest_, at);
  if (at + 2 >= furthest_) notes_.push_back({at, expected, keyword});
}

void Builder::begin_clause(Cursor first) {
  frames_.clear();
  pending_.clear();
  notes_.clear();
  clause_first_ = furthest_ = first;
  depth_ = 0;
  values_only = simple_lengths = false;
}

void Builder::deeper(Cursor at) {
  if (++depth_ > limits::expression_depth) throw TooDeep{at};
}

}  // namespace filrouge::dsl
