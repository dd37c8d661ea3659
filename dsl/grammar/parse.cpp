#include "dsl/grammar/parse.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/continuations.hpp"
#include "dsl/grammar/expected.hpp"
#include "dsl/grammar/logical_lines.hpp"
#include "dsl/grammar/parsers.hpp"
#include "dsl/grammar/places.hpp"
#include "dsl/grammar/split_events.hpp"
#include "dsl/lexer/lexer.hpp"
#include "dsl/lexer/phrases.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"

namespace filrouge::dsl {
namespace {

using grammar::LogicalLine;

/// A clause that later lines may still belong to.
struct Open {
  NodeKind kind;  ///< what it was meant to be, even if it could not be read
  NodeId node;    ///< later lines are its children
  NodeId last_child;
  std::uint32_t column;  ///< 0 for the file itself
  const LogicalLine* line;
  bool indented = false;  ///< one of its clauses is written further right
};

/// Builds the tree line by line: finds the kind of each clause and the open clause it belongs to.
class Reader {
 public:
  Reader(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics, Scenarios scenarios)
      : source_(sources[file]),
        file_(file),
        diagnostics_(diagnostics),
        builder_(tree_, file, source_.text(), diagnostics),
        tokens_(lex(sources, file, diagnostics,
                    scenarios == Scenarios::read ? std::vector<std::string_view>()
                                                 : grammar::words_of_no_scenario())) {
    for (const auto& told : diagnostics.in_order())
      if (told.range.file == file &&
          (told.code == Code::unexpected_character || told.code == Code::invisible_character ||
           told.code == Code::unclosed_text))
        unread_.push_back(told.range.begin);
  }

  Tree run() {
    Node root;
    root.kind = NodeKind::file;
    root.range = {file_, 0, static_cast<std::uint32_t>(source_.text().size())};
    tree_.nodes.push_back(root);
    open_.push_back({NodeKind::file, 0, no_node, 0, nullptr});
    lines_ = grammar::logical_lines(tokens_);
    for (const auto& line : lines_) {
      if (!read(line)) break;
    }
    grammar::split_events(tree_, diagnostics_);
    return std::move(tree_);
  }

  /// What may follow its last line, `unfinished`, or begin a clause at that column.
  Continuations go_on(bool unfinished, std::uint32_t column) {
    Node root;
    root.kind = NodeKind::file;
    tree_.nodes.push_back(root);
    open_.push_back({NodeKind::file, 0, no_node, 0, nullptr});
    lines_ = grammar::logical_lines(tokens_);
    unfinished = unfinished && !lines_.empty();
    for (std::size_t i = 0; i + (unfinished ? 1 : 0) < lines_.size(); ++i)
      if (!read(lines_[i])) break;
    Continuations after;
    const auto keep = [&](std::vector<std::string>& list, std::string_view text) {
      if (std::ranges::find(list, text) == list.end()) list.emplace_back(text);
    };
    const auto here = unfinished ? lines_.back().column : column;
    const auto inner = innermost(here);
    for (std::size_t i = 0; i <= inner; ++i) after.open.push_back({open_[i].kind, tree_[open_[i].node].text});
    if (!unfinished) {
      after.at_clause = true;
      // An indent may not contradict the words: of the innermost, of the file under its module; and in a text
      // without indents, of whatever is open.
      for (auto i = open_.size(); i-- > 0;) {
        const bool under_module = i == 0 && open_[inner].kind == NodeKind::module;
        if (i != inner && !under_module && (inner != 0 || open_[i].column != here)) continue;
        for (const auto word : grammar::keywords_under(open_[i].kind)) keep(after.keywords, word);
      }
      return after;
    }
    const auto& line = lines_.back();
    after.words.assign(first(line), last(line));
    const auto found = place(grammar::kinds_of_line(first(line), last(line)), line.column);
    if (!found) return after;
    after.clause = found->kind;
    builder_.every_note = true;
    parse_clause(line, found->kind);
    for (const auto& note : builder_.notes()) {
      if (note.at != last(line)) continue;
      if (note.keyword)
        keep(after.keywords, written_form(note.expected));
      else
        keep(after.wanted, note.expected);
    }
    return after;
  }

 private:
  Token* first(const LogicalLine& line) { return tokens_.all.data() + line.first; }
  Token* last(const LogicalLine& line) { return tokens_.all.data() + line.last; }
  std::string written(const Token& token) const {
    return source_.text().substr(token.begin, token.end - token.begin);
  }
  SourceRange range(const Token& token) const { return {file_, token.begin, token.end}; }

  static bool keyless(NodeKind kind) {
    return kind == NodeKind::given_attribute || kind == NodeKind::expect_state ||
           kind == NodeKind::field_decl;
  }

  /// May a clause at this column belong to that one without standing further right? Only in a text without
  /// indents.
  static bool flat(const Open& owner, std::uint32_t column) {
    return owner.column == column && !owner.indented;
  }

  struct Place {
    std::size_t owner;  ///< index in open_
    NodeKind kind;
  };

  /// The innermost open clause written further left that may hold one of these kinds; else the innermost that
  /// may, but a line without keyword is nothing unless its place says what it is.
  std::optional<Place> place(const std::vector<NodeKind>& kinds, std::uint32_t column) const {
    for (const bool further_left : {true, false})
      for (auto i = open_.size(); i-- > 0;) {
        if (further_left && open_[i].column >= column) continue;
        for (const auto kind : kinds)
          if (grammar::holds(open_[i].kind, kind) &&
              (further_left || !keyless(kind) || flat(open_[i], column)))
            return Place{i, kind};
      }
    return std::nullopt;
  }

  /// False when nothing more of the file is to be read.
  bool read(const LogicalLine& line) {
    // What is written under a line that could not be understood has no place yet.
    if (skip_beyond_ != 0 && line.column > skip_beyond_) return true;
    skip_beyond_ = 0;
    auto* begin = first(line);
    if (line.last - line.first > limits::line_tokens) {
      diagnostics_.report(Code::clause_too_long, range(*begin), {std::to_string(limits::line_tokens)});
      skip_beyond_ = line.column;
      return true;
    }
    auto kinds = grammar::kinds_of_line(begin, last(line));
    auto found = place(kinds, line.column);
    if (!found || reads_otherwise(*found, line)) {
      const auto corrected = correct(line);
      if (!corrected) {
        skip_beyond_ = line.column;
        add(line, open_[innermost(line.column)].kind == NodeKind::file ? 0 : innermost(line.column),
            NodeKind::error, {});
        open_.pop_back();
        return true;
      }
      found = corrected;
    } else {
      check_indent(line, *found);
    }
    if (grammar::is_rule(found->kind) && ++rules_ > limits::rules) {
      diagnostics_.report(Code::too_many_rules, range(*begin), {std::to_string(limits::rules)});
      return false;
    }
    add(line, found->owner, found->kind, parse_clause(line, found->kind));
    return true;
  }

  /// A line without keyword is taken for an attribute or a state only if its first word is not a keyword
  /// badly spelt.
  bool reads_otherwise(const Place& place, const LogicalLine& line) {
    const auto* begin = first(line);
    const bool alone = line.last - line.first == 1;
    if (place.kind == NodeKind::expect_state)
      return !alone && std::none_of<const Token*>(begin, last(line), [](const Token& token) {
        return token.is("vaut");
      }) && !(begin[1].is("dans") || begin[1].is("de") || begin[1].is("jusqu'au") || begin[1].is("due"));
    if (place.kind != NodeKind::given_attribute) return false;
    if (!all_without_keyword(begin, last(line))) return true;
    return !alone && begin[1].kind == TokenKind::date &&
           !closest_names(begin->text, grammar::keywords_under(open_[place.owner].kind)).empty();
  }

  std::size_t innermost(std::uint32_t column) const {
    auto i = open_.size() - 1;
    while (i > 0 && open_[i].column >= column) --i;
    return i;
  }

  /// Says that no clause begins so here, and reads the line as the keyword it most resembles, if there is
  /// one.
  std::optional<Place> correct(const LogicalLine& line) {
    auto* begin = first(line);
    const auto* end = last(line);
    if (const auto kinds = grammar::kinds_of_line(begin, end);
        !kinds.empty() && !std::ranges::all_of(kinds, keyless)) {
      auto& told = diagnostics_.report(Code::misplaced_clause, range(*begin), {written(*begin)});
      if (const auto places = grammar::places_of(kinds.front()); !places.empty())
        told.suggesting({"elle s'écrit dans " + places, "it is written in " + places});
      const auto& near = open_[innermost(line.column)];
      if (near.line != nullptr)
        told.also(range(*first(*near.line)), {"ce qui précède, en retrait moindre, ne la contient pas",
                                              "what stands before it, further left, does not hold it"});
      return std::nullopt;
    }
    std::vector<std::string_view> allowed;
    for (auto i = open_.size(); i-- > 0;)
      for (const auto word : grammar::keywords_under(open_[i].kind))
        if (std::ranges::find(allowed, word) == allowed.end()) allowed.push_back(word);
    std::vector<std::string_view> best;
    std::size_t words = 0;
    if (begin->kind <= TokenKind::hyphenated) {
      std::string written_words;
      for (std::size_t count = 1;
           count <= 6 && begin + count <= end && begin[count - 1].kind <= TokenKind::hyphenated; ++count) {
        if (count == 1 && begin->text.size() < 3) continue;
        written_words = fold(source_.text().substr(begin->begin, begin[count - 1].end - begin->begin));
        const auto spaces = std::ranges::count(written_words, ' ');
        std::vector<std::string_view> same_length;
        for (const auto word : allowed)
          if (std::ranges::count(word, ' ') == spaces) same_length.push_back(word);
        auto close = closest_names(written_words, same_length);
        if (close.size() == 1 || (best.empty() && !close.empty())) {
          best = std::move(close);
          words = count;
        }
      }
    }
    const auto shown_end = words == 0 ? begin + 1 : begin + words;
    const auto shown = source_.text().substr(begin->begin, (shown_end - 1)->end - begin->begin);
    auto& told =
        diagnostics_.report(Code::unknown_clause, {file_, begin->begin, (shown_end - 1)->end}, {shown});
    if (best.empty()) {
      told.expecting(allowed_here(line.column));
      return std::nullopt;
    }
    told.suggesting(did_you_mean(fold(shown), best));
    if (best.size() != 1) return std::nullopt;
    const auto kinds_meant = kinds_meant_by(best.front());
    const auto meant = place(kinds_meant, line.column);
    if (!meant || (open_[meant->owner].column < line.column && meant->owner != innermost(line.column)))
      return std::nullopt;
    // Read on as if it had been well written: the rest of the line and the lines under it may hold other
    // mistakes.
    auto* kept = begin + words - 1;
    kept->kind =
        best.front().find(' ') == std::string_view::npos && best.front().find('\'') == std::string_view::npos
            ? TokenKind::word
            : TokenKind::phrase;
    kept->text = fold(best.front());
    kept->begin = begin->begin;
    corrected_from_ = kept;
    return meant;
  }

  static std::vector<NodeKind> kinds_meant_by(std::string_view written_keyword) {
    Token keyword;
    keyword.kind = TokenKind::phrase;
    keyword.text = fold(written_keyword);
    return grammar::kinds_of_line(&keyword, &keyword + 1);
  }

  static bool all_without_keyword(const Token* begin, const Token* end) {
    return std::ranges::all_of(grammar::kinds_of_line(begin, end), keyless);
  }

  Phrase allowed_here(std::uint32_t column) const {
    const auto words = grammar::keywords_under(open_[innermost(column)].kind);
    if (words.empty()) return {};
    std::string list;
    for (std::size_t i = 0; i < words.size() && i < 8; ++i)
      list += (i == 0 ? "« " : ", « ") + std::string(words[i]) + " »";
    if (words.size() > 8) list += "…";
    return {"une clause qui commence par " + list, "a clause beginning with " + list};
  }

  /// The indent is read by people: it may not say otherwise than the words.
  void check_indent(const LogicalLine& line, const Place& place) {
    if (!tokens_.indents_compare) return;
    if (open_[place.owner].column >= line.column && !flat(open_[place.owner], line.column)) {
      const auto& owner = *first(*open_[place.owner].line);
      diagnostics_.report(Code::contradicting_dedent, range(*first(line)), {written(owner)})
          .suggesting({"augmentez son retrait : mettez-la en retrait sous cette clause",
                       "increase its indent: indent it under that clause"})
          .also(range(owner),
                {"la clause à laquelle ses mots la rattachent", "the clause its words attach it to"});
      return;
    }
    const auto& near = open_[innermost(line.column)];
    const bool under_module = near.kind == NodeKind::module && place.owner == 0;
    if (near.line != nullptr && innermost(line.column) != place.owner && !under_module) {
      const auto* begin = first(line);
      const auto& owner = open_[place.owner];
      const bool not_enough = owner.line != nullptr && owner.column >= line.column;
      const auto belongs = [&](const char* to, const char* mend) {
        return to + written(*first(*owner.line)) + mend;
      };
      diagnostics_.report(Code::contradicting_indent, range(*begin), {written(*first(*near.line))})
          .suggesting(owner.line == nullptr ? Phrase("alignez-la sur les déclarations du fichier",
                                                     "align it with the declarations of the file")
                      : not_enough ? Phrase(belongs("elle appartient à « ", " » : augmentez son retrait"),
                                            belongs("it belongs to « ", " »: increase its indent"))
                                   : Phrase(belongs("elle appartient à « ", " » : réduisez son retrait"),
                                            belongs("it belongs to « ", " »: reduce its indent")))
          .also(range(*first(*near.line)), {"la clause au-dessus", "the clause above"});
      return;
    }
    if (!delai_kind(place.kind) || open_[place.owner].kind != NodeKind::procedure) return;
    for (auto i = open_.size(); i-- > place.owner + 1;)
      if (open_[i].kind == NodeKind::state && open_[i].column == line.column) {
        diagnostics_.report(Code::unclear_owner, range(*first(line)), {written(*first(line))})
            .suggesting({"mettez-le en retrait sous l'état ; un délai de toute la procédure s'écrit avant le "
                         "premier état",
                         "indent it under the state; a délai of the whole procédure is written before the "
                         "first state"})
            .also(range(*first(*open_[i].line)), {"l'état écrit au-dessus", "the state above"});
        return;
      }
  }

  /// The nodes of the clause; empty when it could not be read, which is then diagnosed.
  std::vector<NodeId> parse_clause(const LogicalLine& line, NodeKind kind) {
    const Token* begin = corrected_from_ != nullptr ? corrected_from_ : first(line);
    corrected_from_ = nullptr;
    const Token* end = last(line);
    const auto nodes_before = tree_.nodes.size();
    builder_.begin_clause(begin);
    auto cursor = begin;
    try {
      const bool fits = grammar::declaration(kind, cursor, end, builder_) || parse_go_to(kind, cursor, end) ||
                        grammar::sentence(kind, cursor, end, builder_) ||
                        grammar::indicator(kind, cursor, end, builder_) ||
                        grammar::scenario(kind, cursor, end, builder_);
      if (fits && cursor == end) return builder_.made();
      report(begin, end, fits ? cursor : builder_.furthest());
    } catch (const boost::spirit::x3::expectation_failure<Cursor>& failure) {
      report(begin, end, std::max(failure.where(), builder_.furthest()));
    } catch (const TooDeep& deep) {
      diagnostics_.report(Code::too_deep, range(deep.at == end ? *(end - 1) : *deep.at),
                          {std::to_string(limits::expression_depth)});
    }
    tree_.nodes.resize(nodes_before);
    return {};
  }

  /// A character left out by the lexer has been told already; what its absence does to the clause teaches
  /// nothing.
  void report(Cursor begin, Cursor end, Cursor stopped) {
    const auto told = std::lower_bound(unread_.begin(), unread_.end(), begin->begin);
    const auto clause_end =
        end == tokens_.all.data() + tokens_.all.size() ? source_.text().size() : std::size_t{end->begin};
    if (told == unread_.end() || *told >= clause_end)
      grammar::report_unexpected(builder_, begin, end, stopped);
  }

  bool parse_go_to(NodeKind kind, Cursor& cursor, Cursor end) {
    // « à la fin, aller à » is an end of term, « aller à » an action.
    if (kind == NodeKind::go_to && cursor->is("a la fin")) return grammar::delai(kind, cursor, end, builder_);
    return grammar::procedure(kind, cursor, end, builder_) || grammar::delai(kind, cursor, end, builder_);
  }

  void add(const LogicalLine& line, std::size_t owner, NodeKind kind, std::vector<NodeId> nodes) {
    if (nodes.empty()) {
      Node unreadable;
      unreadable.kind = NodeKind::error;
      unreadable.range = {file_, first(line)->begin, (last(line) - 1)->end};
      nodes.push_back(static_cast<NodeId>(tree_.nodes.size()));
      tree_.nodes.push_back(std::move(unreadable));
    }
    open_.resize(owner + 1);
    for (const auto node : nodes) append(open_.back(), node);
    open_.back().indented = open_.back().indented || (owner != 0 && line.column > open_.back().column);
    // « fondement …, statut … » on one line: nothing goes under either.
    auto last_child = tree_[nodes.back()].first_child;
    while (last_child != no_node && tree_[last_child].next_sibling != no_node)
      last_child = tree_[last_child].next_sibling;
    open_.push_back({kind, nodes.back(), last_child, line.column, &line});
  }

  void append(Open& parent, NodeId child) {
    tree_[child].next_sibling = no_node;
    if (parent.last_child == no_node)
      tree_[parent.node].first_child = child;
    else
      tree_[parent.last_child].next_sibling = child;
    parent.last_child = child;
  }

  const SourceFile& source_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  Tree tree_;
  Builder builder_;
  Tokens tokens_;
  std::vector<LogicalLine> lines_;
  std::vector<Open> open_;
  std::vector<std::uint32_t> unread_;  ///< where the lexer left a character out
  const Token* corrected_from_ = nullptr;
  std::uint32_t skip_beyond_ = 0;
  std::size_t rules_ = 0;
};

}  // namespace

Continuations continuations(std::string_view text, std::uint32_t column) {
  Diagnostics unheard;
  SourceSet sources;
  const auto file = sources.add("(ici)", std::string(text), unheard);
  const auto line = text.substr(text.rfind('\n') + 1);
  const bool unfinished = line.find_first_not_of(" \t\r") != std::string_view::npos;
  return Reader(sources, file, unheard, Scenarios::read).go_on(unfinished, column);
}

Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics, Scenarios scenarios) {
  return Reader(sources, file, diagnostics, scenarios).run();
}

}  // namespace filrouge::dsl
