#include "dsl/format/tree_marks.hpp"

#include <algorithm>

namespace filrouge::dsl {
namespace {

class Walk {
 public:
  Walk(const Tree& tree, const Tokens& tokens, const std::vector<grammar::LogicalLine>& lines)
      : tree_(tree), tokens_(tokens), lines_(lines), met_(lines.size(), false) {
    marks_.clauses.resize(lines.size());
  }

  TreeMarks run() {
    for (auto child = tree_[0].first_child; child != no_node; child = tree_[child].next_sibling)
      visit(child, no_line);
    return std::move(marks_);
  }

 private:
  static constexpr std::size_t no_line = static_cast<std::size_t>(-1);

  /// The line a node begins in: some begin after the keyword of their clause (« gravité majeure »).
  std::size_t line_of(const Node& node) const {
    const auto after = std::ranges::upper_bound(
        lines_, node.range.begin, {}, [&](const auto& line) { return tokens_.all[line.first].begin; });
    return after == lines_.begin() ? no_line : static_cast<std::size_t>(after - lines_.begin()) - 1;
  }

  void visit(NodeId id, std::size_t above) {
    const auto& node = tree_[id];
    const auto line = line_of(node);
    if (line != no_line && !met_[line]) {
      met_[line] = true;
      auto& clause = marks_.clauses[line];
      clause.kind = node.kind;
      clause.depth = above == no_line ? 0 : marks_.clauses[above].depth + 1;
      clause.owner = static_cast<std::uint32_t>(above == no_line ? line : above);
    }
    if (node.kind == NodeKind::field_constraint || node.kind == NodeKind::field_value)
      marks_.constraints.insert(node.range.begin);
    if (node.kind == NodeKind::call) marks_.calls.insert(node.range.begin);
    if (node.kind == NodeKind::unary && node.text == "-") marks_.opposites.insert(node.range.begin);
    for (auto child = node.first_child; child != no_node; child = tree_[child].next_sibling)
      visit(child, line);
  }

  const Tree& tree_;
  const Tokens& tokens_;
  const std::vector<grammar::LogicalLine>& lines_;
  std::vector<bool> met_;
  TreeMarks marks_;
};

}  // namespace

TreeMarks marks_of(const Tree& tree, const Tokens& tokens, const std::vector<grammar::LogicalLine>& lines) {
  return Walk(tree, tokens, lines).run();
}

}  // namespace filrouge::dsl
