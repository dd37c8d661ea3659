#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/lexer/token.hpp"
#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl {

/// Where a grammar rule stands in the words of its clause.
using Cursor = const Token*;

/// More parentheses one inside another than limits::expression_depth: the clause is given up at once, for an
/// ordinary failure would only make the grammar try something else.
struct TooDeep {
  Cursor at;
};

/// Makes nodes while grammar rules succeed, takes them back when they fail, and remembers what was expected
/// where.
class Builder {
 public:
  Builder(Tree& tree, std::uint32_t file, const std::string& text, Diagnostics& diagnostics)
      : tree_(tree), file_(file), text_(text), diagnostics_(diagnostics) {}

  /// What to come back to when a rule fails.
  struct Mark {
    std::size_t nodes, pending, frames;
  };
  Mark mark() const { return {tree_.nodes.size(), pending_.size(), frames_.size()}; }
  void rewind(Mark mark);

  void open(NodeKind kind, Cursor first);
  /// Ends the innermost open node at the word before `end`: its children are the nodes made since it was
  /// opened.
  void close(Cursor end);
  /// The same, with the node made just before it was opened as its first child: « a et b ».
  void close_around_previous(Cursor end);
  /// Makes the last node a child of a new one.
  void wrap(NodeKind kind);
  /// The last node takes in the words around it: its parentheses, so that what begins with it is shown whole.
  void enclose(Cursor first, Cursor end) { tree_[pending_.back()].range = range(first, end); }
  void swap_last_two();
  void leaf(NodeKind kind, Cursor first, Cursor end, std::string text = {}, std::int64_t number = 0);

  std::string& text() { return frames_.back().text; }
  /// The word is the name of the open node: its text, and where it is written.
  void name(Cursor word) {
    frames_.back().text = word->text;
    frames_.back().name = word;
  }
  std::int64_t& number() { return frames_.back().number; }
  /// Nodes made since the innermost open one.
  std::size_t children() const { return pending_.size() - frames_.back().pending; }
  void rename_kind(NodeKind kind) { frames_.back().kind = kind; }

  /// The text of the file from one word to another, as written, but on one line: one blank for several, and
  /// no comment.
  std::string written(Cursor first, Cursor end) const;
  SourceRange range(Cursor first, Cursor end) const;

  /// `expected` was possible at `at` and is not there. What concerns words far before the furthest is not
  /// kept; one thing may be noted several times.
  void note(Cursor at, const char* expected, bool keyword);
  struct Note {
    Cursor at;
    const char* expected;
    bool keyword;
  };
  std::vector<Note>& notes() { return notes_; }
  Cursor furthest() const { return furthest_; }

  /// Begins a clause: nothing pending, nothing expected.
  void begin_clause(Cursor first);
  /// The nodes of the clause, all closed.
  const std::vector<NodeId>& made() const { return pending_; }

  void deeper(Cursor at);
  void shallower() { --depth_; }

  bool every_note = false;  ///< what is expected is noted word by word too, for who writes there
  bool values_only =
      false;  ///< a name is followed by no « , champ: valeur »: that comma belongs to the outer pattern
  bool simple_lengths = false;  ///< « 1 mois et … »: the « et » belongs to « entre … et … »
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  struct Frame {
    NodeKind kind;
    Cursor first;
    std::size_t pending;
    std::string text;
    std::int64_t number;
    Cursor name = nullptr;
  };
  NodeId finish(const Frame& frame, std::size_t from, Cursor end);

  Tree& tree_;
  std::uint32_t file_;
  const std::string& text_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::vector<NodeId> pending_;
  std::vector<Note> notes_;
  Cursor clause_first_ = nullptr;
  Cursor furthest_ = nullptr;
  std::size_t depth_ = 0;
};

}  // namespace filrouge::dsl
