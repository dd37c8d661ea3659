#include "dsl/format/format.hpp"

#include <algorithm>
#include <vector>

#include "dsl/ast/dump.hpp"
#include "dsl/format/columns.hpp"
#include "dsl/format/line_words.hpp"
#include "dsl/format/tree_marks.hpp"
#include "dsl/grammar/logical_lines.hpp"
#include "dsl/grammar/parse.hpp"
#include "dsl/lexer/lexer.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

using grammar::LogicalLine;

constexpr std::uint32_t one_level = 2;

/// Where the first character that is no blank stands from `at` on; the end when there is none.
std::size_t after_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto [c, length] = utf8_at(text, at);
    if (!is_blank(c) && c != U'\r') break;
    at += std::max<std::size_t>(length, 1);
  }
  return at;
}

std::string_view without_blanks_after(std::string_view text) {
  while (true) {
    const auto shorter = trimmed(trimmed_of_ascii(text));
    if (shorter.size() == text.size()) return text;
    text = shorter;
  }
}

/// Lays out one file, line by line: no line is joined or cut.
class Layout {
 public:
  Layout(const SourceSet& sources, std::uint32_t file, const Tree& tree)
      : source_(sources[file]),
        tokens_(lex(sources, file, unheard_)),
        clauses_(grammar::logical_lines(tokens_)),
        marks_(marks_of(tree, tokens_, clauses_)),
        words_(source_.rules(), marks_),
        markdown_(source_.path().ends_with(".md")) {}

  std::string run() {
    read_lines();
    align_rows(lines_);
    return written();
  }

 private:
  enum class Kind : std::uint8_t { prose, empty, comment, rules };

  /// A clause that what follows may still stand under.
  struct Open {
    std::uint32_t column;  ///< where it was, from 1
    std::uint32_t indent;  ///< where it is put
  };

  void read_lines() {
    const auto count = source_.line_count();
    kinds_.assign(count, Kind::empty);
    lines_.resize(count);
    columns_.assign(count, 0);
    std::size_t next_line = 0, clause = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto begin = source_.line_start(i + 1);
      const auto end =
          i + 1 < count ? source_.line_start(i + 2) - 1 : static_cast<std::uint32_t>(source_.rules().size());
      const auto raw = std::string_view(source_.rules()).substr(begin, end - begin);
      if (next_line < tokens_.lines.size() && tokens_.all[tokens_.lines[next_line].first].begin < end) {
        const auto& line = tokens_.lines[next_line++];
        while (clause + 1 < clauses_.size() && clauses_[clause + 1].first <= line.first) ++clause;
        kinds_[i] = Kind::rules;
        columns_[i] = line.column;
        lay_rules(lines_[i], line, clause);
        const auto rest = after_blanks(raw, tokens_.all[line.last - 1].end - begin);
        lines_[i].comment = without_blanks_after(raw.substr(rest));
      } else if (markdown_ && source_.text().compare(begin, end - begin, raw) != 0) {
        kinds_[i] = Kind::prose;
      } else if (const auto first = after_blanks(raw, 0); first < raw.size()) {
        kinds_[i] = Kind::comment;
        columns_[i] = source_.position(static_cast<std::uint32_t>(begin + first)).column;
        lines_[i].comment = without_blanks_after(raw.substr(first));
      }
    }
    place_comments();
  }

  void lay_rules(LaidLine& laid, const TokenLine& line, std::size_t clause) {
    const auto of_line = std::span(tokens_.all).subspan(line.first, line.last - line.first);
    const auto& [kind, depth, owner] = marks_.clauses[clause];
    const bool opens = line.first == clauses_[clause].first;
    laid.indent = one_level * depth;
    if (opens) {
      open_parentheses_ = 0;
      begins_clause_.push_back({line.column, laid.indent});
    } else {
      laid.indent += one_level * (1 + open_parentheses_ - (of_line.front().is_sign(")") ? 1 : 0));
      begins_clause_.push_back({0, laid.indent});
    }
    for (const auto& token : of_line) {
      if (token.is_sign("(")) ++open_parentheses_;
      if (token.is_sign(")") && open_parentheses_ > 0) --open_parentheses_;
    }
    if (kind == NodeKind::table_row) {
      laid.cells = words_.cells(of_line);
      laid.table = owner;
    } else {
      laid.words = words_.of(of_line, kind, opens);
    }
  }

  /// A comment stands with the line under it; written further right than that line, it speaks of what is
  /// above, and stays in it.
  void place_comments() {
    std::vector<Open> open;
    std::size_t rules_seen = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (kinds_[i] == Kind::rules) {
        const auto& begun = begins_clause_[rules_seen++];
        if (begun.column == 0) continue;
        while (!open.empty() && open.back().indent >= begun.indent) open.pop_back();
        open.push_back(begun);
      } else if (kinds_[i] == Kind::comment) {
        std::size_t next = i + 1;
        while (next < lines_.size() && kinds_[next] != Kind::rules) ++next;
        const bool last = next == lines_.size();
        const auto next_column = last ? 1 : columns_[next];
        const auto next_indent = last ? 0 : lines_[next].indent;
        const bool inside = !last && begins_clause_[rules_seen].column == 0;
        lines_[i].indent = next_indent;
        if (!inside && columns_[i] > next_column)
          lines_[i].indent = std::max(next_indent, indent_above(open, columns_[i]));
      }
    }
  }

  static std::uint32_t indent_above(const std::vector<Open>& open, std::uint32_t column) {
    if (open.empty()) return 0;
    if (column >= open.back().column + one_level) return open.back().indent + one_level;
    for (auto i = open.size(); i-- > 0;)
      if (open[i].column <= column) return open[i].indent;
    return 0;
  }

  std::string written() const {
    const std::string_view text = source_.text();
    const auto first_end = text.find('\n');
    const bool crlf = first_end != text.npos && first_end > 0 && text[first_end - 1] == '\r';
    const std::string_view line_end = crlf ? "\r\n" : "\n";
    const auto columns = comment_columns(lines_);
    std::string all;
    all.reserve(text.size());
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      const bool last = i + 1 == lines_.size();
      if (kinds_[i] == Kind::prose || (kinds_[i] == Kind::empty && beside_prose(i))) {
        const auto begin = source_.line_start(i + 1);
        all += text.substr(begin, last ? text.npos : source_.line_start(i + 2) - begin);
        continue;
      }
      if (kinds_[i] == Kind::empty) {
        if (separates(i)) all += line_end;
        continue;
      }
      all.append(lines_[i].indent, ' ');
      all += lines_[i].words;
      if (!lines_[i].comment.empty() && !lines_[i].words.empty())
        all.append(columns[i] - lines_[i].indent - utf8_count(lines_[i].words), ' ');
      all += lines_[i].comment;
      all += line_end;
    }
    return all;
  }

  /// Of empty lines between prose and prose, or prose and rules, none is ours.
  bool beside_prose(std::size_t i) const {
    if (!markdown_) return false;
    auto before = i, after = i;
    while (before > 0 && kinds_[before] == Kind::empty) --before;
    while (after + 1 < kinds_.size() && kinds_[after] == Kind::empty) ++after;
    return kinds_[before] == Kind::empty || kinds_[before] == Kind::prose || kinds_[after] == Kind::empty ||
           kinds_[after] == Kind::prose;
  }

  /// Is the empty line the first of several, with something on both sides?
  bool separates(std::size_t i) const {
    if (i == 0 || kinds_[i - 1] == Kind::empty) return false;
    while (i < kinds_.size() && kinds_[i] == Kind::empty) ++i;
    return i < kinds_.size();
  }

  Diagnostics unheard_;
  const SourceFile& source_;
  Tokens tokens_;
  std::vector<LogicalLine> clauses_;
  TreeMarks marks_;
  LineWords words_;
  bool markdown_;
  std::vector<Kind> kinds_;  ///< one a line of the file, as the two below
  std::vector<LaidLine> lines_;
  std::vector<std::uint32_t> columns_;  ///< where its first character was, from 1
  std::vector<Open> begins_clause_;     ///< one a line of rules; column 0 for one that continues
  std::uint32_t open_parentheses_ = 0;
};

}  // namespace

std::optional<std::string> formatted(const SourceSet& sources, std::uint32_t file, const Tree& tree) {
  auto text = Layout(sources, file, tree).run();
  if (text == sources[file].text()) return text;
  SourceSet again;
  Diagnostics diagnostics;
  const auto rewritten = again.add(sources[file].path(), text, diagnostics);
  if (const auto reread = parse(again, rewritten, diagnostics);
      diagnostics.has_errors() || dump(reread) != dump(tree))
    return std::nullopt;
  return text;
}

std::optional<std::string> formatted(std::string_view text, bool markdown) {
  SourceSet sources;
  Diagnostics diagnostics;
  const auto file = sources.add(markdown ? "regles.fil.md" : "regles.fil", std::string(text), diagnostics);
  const auto tree = parse(sources, file, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return formatted(sources, file, tree);
}

}  // namespace filrouge::dsl
