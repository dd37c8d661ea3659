#include "dsl/lexer/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "dsl/lexer/phrases.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/calendar/date.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

constexpr bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Letters of French and its neighbours; others would only imitate them.
constexpr bool letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7);
}
constexpr bool blank(char32_t c) {
  return is_blank(c) || c == U'\r';
}
constexpr bool apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x2BC;
}

struct Sign {
  char32_t character;
  const char* text;
};
constexpr auto signs = std::to_array<Sign>({{U'(', "("},
                                            {U')', ")"},
                                            {U',', ","},
                                            {U':', ":"},
                                            {U';', ";"},
                                            {U'|', "|"},
                                            {U'=', "="},
                                            {0x2260, "≠"},
                                            {U'<', "<"},
                                            {0x2264, "≤"},
                                            {U'>', ">"},
                                            {0x2265, "≥"},
                                            {U'+', "+"},
                                            {U'-', "-"},
                                            {0x2212, "-"},
                                            {U'*', "*"},
                                            {0xD7, "*"},
                                            {U'%', "%"},
                                            {0x20AC, "€"}});

/// What word processors put before the lines of a list.
constexpr bool bullet(char32_t c) {
  return c == 0x2022 || c == 0xB7 || c == 0x2023 || c == 0x25E6 || c == 0x25AA || c == 0x25CF ||
         c == 0x25A0 || c == 0x27A2 || c == 0x2043 || c == 0xF0B7;
}
/// What they make of « -- ».
constexpr bool dash(char32_t c) {
  return c == 0x2013 || c == 0x2014 || c == 0x2015;
}

constexpr auto elided =
    std::to_array<std::string_view>({"l", "d", "qu", "n", "s", "c", "j", "jusqu", "lorsqu"});
/// Clauses whose end is a reference as people write them (« art. 641 », « n° 3 », « R*262 »): no character is
/// refused.
constexpr auto free_clauses =
    std::to_array<std::string_view>({"fondement", "source", "licence", "titre", "regime"});

bool among(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

class Lexer {
 public:
  Lexer(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics,
        std::span<const std::string_view> not_of_scenarios)
      : source_(sources[file]),
        text_(source_.rules()),
        file_(file),
        diagnostics_(diagnostics),
        not_of_scenarios_(not_of_scenarios) {}

  Tokens run() {
    for (std::uint32_t number = 1; number <= source_.line_count(); ++number) {
      at_ = line_begin_ = source_.line_start(number);
      line_end_ = number < source_.line_count() ? source_.line_start(number + 1) - 1 : text_.size();
      if (left_out()) continue;
      read_line();
      if (tokens_.all.size() > limits::tokens) {
        const auto& beyond = tokens_.all[limits::tokens];
        diagnostics_.report(Code::too_many_tokens, {file_, beyond.begin, beyond.end},
                            {std::to_string(limits::tokens)});
        tokens_ = {};  // half a file would only be misread
        break;
      }
    }
    return std::move(tokens_);
  }

 private:
  /// Is it a line of a scénario that is left out? An empty line, or a comment, is of what stands around it.
  bool left_out() {
    if (not_of_scenarios_.empty()) return false;
    auto first = at_;
    std::size_t column = 0;
    for (; first < line_end_; ++column) {
      const auto [c, length] = utf8_at(text_, first);
      if (!blank(c)) break;
      first += length;
    }
    if (first >= line_end_) return scenario_at_.has_value();
    const auto c = utf8_at(text_, first).code;
    const bool comment = text_.compare(first, 2, "--") == 0 || c == U'#' || dash(c);
    if (scenario_at_ && comment) return true;
    if (scenario_at_ && column > *scenario_at_)
      return !among(fold(std::string_view(text_).substr(first, word_end(first) - first)), not_of_scenarios_);
    scenario_at_.reset();
    for (const std::string_view word : {"scénario ", "scenario "})
      if (text_.compare(first, word.size(), word) == 0 && letter(utf8_at(text_, first + word.size()).code))
        scenario_at_ = column;
    return false;
  }

  void read_line() {
    line_first_ = tokens_.all.size();
    free_ = false;
    bullet_at_.reset();
    check_indent();
    while (at_ < line_end_) {
      const auto before = tokens_.all.size();
      if (!read_one()) break;
      if (before == line_first_ && tokens_.all.size() == before + 1) {
        const auto& first = tokens_.all.back();
        free_ = first.kind == TokenKind::word && among(first.text, free_clauses);
      }
    }
    if (tokens_.all.size() == line_first_) return;
    join_dates();
    join_phrases(tokens_.all, line_first_);
    tokens_.lines.push_back({static_cast<std::uint32_t>(line_first_),
                             static_cast<std::uint32_t>(tokens_.all.size()), column_of_line()});
  }

  /// Tabs and spaces cannot be compared: a file indents with one of them.
  void check_indent() {
    auto i = at_ == 0 && source_.text().starts_with(byte_order_mark) ? byte_order_mark.size() : at_;
    bool tab = false, space = false;
    while (i < line_end_ && (text_[i] == ' ' || text_[i] == '\t')) (text_[i++] == '\t' ? tab : space) = true;
    if (i == line_end_ || text_[i] == '\r' || mixed_told_) return;
    if ((tab && (spaces_seen_ || space)) || (space && tabs_seen_)) {
      diagnostics_.report(Code::tabs_and_spaces, range(at_, i))
          .suggesting({"écrivez tous les retraits avec des espaces", "write every indent with spaces"});
      mixed_told_ = true;
      tokens_.indents_compare = false;
    }
    tabs_seen_ = tabs_seen_ || tab;
    spaces_seen_ = spaces_seen_ || space;
  }

  /// A bullet counts as the beginning of its line, and a tab leads to the next multiple of eight: what it
  /// says of places is told once, and the rest is read as it was meant.
  std::uint32_t column_of_line() const {
    const auto begin = bullet_at_.value_or(tokens_.all[line_first_].begin);
    auto column = source_.position(offset(begin)).column;
    if (!tabs_seen_ || !spaces_seen_) return column;
    column = 1;
    for (auto i = line_begin_; i < begin; ++i)
      column = text_[i] == '\t' ? (column + 7) / 8 * 8 + 1 : column + 1;
    return column;
  }

  /// Reads one word or skips one blank; false at a comment.
  bool read_one() {
    const auto [c, length] = utf8_at(text_, at_);
    const bool after_blank = at_ == line_begin_ || blank(before(at_));
    if (blank(c)) {
      at_ += length;
    } else if (text_.compare(at_, 2, "--") == 0 || (c == U'#' && after_blank)) {
      return false;
    } else if (bullet(c) && !free_ && tokens_.all.size() == line_first_) {
      bullet_at_ = at_;
      tokens_.indents_compare = false;
      if (!std::exchange(bullets_told_, true))
        diagnostics_.report(Code::unexpected_character, range(at_, at_ + length), {text_.substr(at_, length)})
            .suggesting(
                {"effacez les puces : le retrait suffit", "delete the bullets: the indent is enough"});
      at_ += length;
    } else if (dash(c) && !free_ && after_blank &&
               (at_ + length >= line_end_ || blank(utf8_at(text_, at_ + length).code))) {
      if (!std::exchange(dashes_told_, true))
        diagnostics_.report(Code::unexpected_character, range(at_, at_ + length), {text_.substr(at_, length)})
            .suggesting({"un commentaire commence par « -- », deux tirets du clavier, et une soustraction "
                         "s'écrit « - »",
                         "a comment begins with « -- », two hyphens, and a subtraction is written « - »"});
      return false;
    } else if (c == U'«' || c == U'"' || c == 0x201C) {
      read_text(length, c == U'«' ? "»" : c == U'"' ? "\"" : "”");
    } else if (digit(text_[at_])) {
      read_digits();
    } else if (letter(c) || c == U'_') {
      read_word();
    } else if (is_invisible(c)) {
      constexpr std::string_view hex = "0123456789ABCDEF";
      std::string name = "U+";
      for (int shift = 12; shift >= 0; shift -= 4) name += hex[(c >> shift) & 15];
      diagnostics_.report(Code::invisible_character, range(at_, at_ + length), {name});
      at_ += length;
    } else {
      read_sign(c, length);
    }
    return true;
  }

  void read_text(std::size_t opening, std::string_view closing) {
    const auto begin = at_;
    auto close = text_.find(closing, at_ + opening);
    if (close == std::string::npos || close > line_end_) close = line_end_;
    const bool closed = close < line_end_;
    auto inside = std::string_view(text_).substr(begin + opening, close - begin - opening);
    if (!closed)
      diagnostics_.report(Code::unclosed_text, range(begin, line_end_))
          .suggesting({"ajoutez " + std::string(closing) + " à la fin du texte",
                       "add " + std::string(closing) + " at the end of the text"});
    push(TokenKind::text, begin, closed ? close + closing.size() : line_end_,
         std::string(trimmed(trimmed_of_ascii(inside))));
    at_ = tokens_.all.back().end;
  }

  /// A number, an ISO date, « 1er », « 2A », « 2024-118 ».
  void read_digits() {
    const auto begin = at_;
    auto i = at_;
    while (i < line_end_ && digit(text_[i])) ++i;
    const auto run = i - begin;
    // « 2026-03-02 », « 2024-118 », « 02/04/2026 »
    auto j = i;
    const auto more = [&](char joint) {
      while (j + 1 < line_end_ && text_[j] == joint && digit(text_[j + 1])) {
        ++j;
        while (j < line_end_ && digit(text_[j])) ++j;
      }
      return j > i;
    };
    if (more('/') || more('-')) return read_joined(begin, j);
    if (i < line_end_ && (letter(utf8_at(text_, i).code) || text_[i] == '_')) return read_word();
    std::string digits(text_, begin, run);
    // « 1 000 000 »: groups of three, each after one blank.
    while (run <= 3) {
      const auto [c, length] = i < line_end_ ? utf8_at(text_, i) : Utf8Character{};
      const auto group = i + length;
      if ((c != U' ' && c != 0xA0 && c != 0x202F) || group + 3 > line_end_ || !digit(text_[group]) ||
          !digit(text_[group + 1]) || !digit(text_[group + 2]) ||
          (group + 3 < line_end_ && digit(text_[group + 3])))
        break;
      digits.append(text_, group, 3);
      i = group + 3;
    }
    if (i + 1 < line_end_ && text_[i] == ',' && digit(text_[i + 1])) {
      digits += '.';
      for (++i; i < line_end_ && digit(text_[i]); ++i) digits += text_[i];
    }
    if (digits.size() > limits::number_digits) {
      diagnostics_.report(Code::number_too_long, range(begin, i), {std::to_string(limits::number_digits)});
      digits = "0";
    }
    push(TokenKind::number, begin, i, std::move(digits));
    at_ = i;
  }

  void read_joined(std::size_t begin, std::size_t end) {
    const auto written = text_.substr(begin, end - begin);
    at_ = end;
    const bool iso = written.size() == 10 && written[4] == '-' && written[7] == '-';
    if (iso || written.find('/') == std::string::npos) {
      if (!iso) return push(TokenKind::hyphenated, begin, end, written);
      const auto date = parse_iso_date(written);
      if (!date) diagnostics_.report(Code::no_such_day, range(begin, end), {written});
      push(TokenKind::date, begin, end, written, date ? date->days : 0);
      return;
    }
    auto& told = diagnostics_.report(Code::slashed_date, range(begin, end), {written});
    std::optional<Date> meant;
    if (written.size() == 10 && written[2] == '/' && written[5] == '/')
      meant = parse_iso_date(written.substr(6) + "-" + written.substr(3, 2) + "-" + written.substr(0, 2));
    told.expecting(
        {"une date comme 2026-04-02 ou 2 avril 2026", "a date such as 2026-04-02 or 2 avril 2026"});
    if (meant)
      told.suggesting(
          Phrase("écrivez " + iso_date(*meant), "write " + iso_date(*meant)).writing(iso_date(*meant)));
    push(TokenKind::date, begin, end, written, meant ? meant->days : 0);
  }

  /// The end of the letters, digits and `_` from `i`; a point joins a module to a name.
  std::size_t word_end(std::size_t i) const {
    while (i < line_end_) {
      const auto [c, length] = utf8_at(text_, i);
      if (letter(c) || is_combining(c) || c == U'_' || (c < 0x80 && digit(static_cast<char>(c)))) {
        i += length;
      } else if ((c == U'.' || c == U'#') && i + 1 < line_end_ &&
                 (c == U'.' ? letter(utf8_at(text_, i + 1).code) || text_[i + 1] == '_'
                            : digit(text_[i + 1]))) {
        ++i;  // « rsa.cer », « p1#2 »
      } else {
        break;
      }
    }
    return i;
  }

  void read_word() {
    const auto begin = at_;
    auto end = word_end(begin);
    auto folded = fold(std::string_view(text_).substr(begin, end - begin));
    if (end < line_end_ && apostrophe(utf8_at(text_, end).code)) {
      const auto after = end + utf8_at(text_, end).length;
      if (folded == "aujourd" && fold(std::string_view(text_).substr(after, 3)) == "hui") {
        push(TokenKind::word, begin, after + 3, "aujourd'hui");
        at_ = after + 3;
        return;
      }
      if (among(folded, elided)) {
        push(TokenKind::word, begin, after, folded + "'");
        at_ = after;
        return;
      }
    }
    // « alsace-moselle », « L262-37 »: a subtraction is written with blanks.
    const auto name_end = end;
    while (end + 1 < line_end_ && text_[end] == '-' && text_[end + 1] != '-') {
      const auto part = word_end(end + 1);
      if (part == end + 1) break;
      end = part;
    }
    at_ = end;
    if (end != name_end) return push(TokenKind::hyphenated, begin, end, text_.substr(begin, end - begin));
    if (folded.size() > limits::name_bytes) {
      diagnostics_.report(Code::name_too_long, range(begin, end), {std::to_string(limits::name_bytes)});
      folded.resize(utf8_prefix(folded, limits::name_bytes).size());
    }
    push(TokenKind::word, begin, end, std::move(folded));
  }

  void read_sign(char32_t c, std::size_t length) {
    const auto begin = at_;
    at_ += length;
    const char following = at_ < line_end_ ? text_[at_] : '\0';
    const char* joined = following != '=' ? nullptr
                         : c == U'<'      ? "≤"
                         : c == U'>'      ? "≥"
                         : c == U'!'      ? "≠"
                                          : nullptr;
    if (joined != nullptr) {
      ++at_;
      return push(TokenKind::sign, begin, at_, joined);
    }
    for (const auto& sign : signs)
      if (sign.character == c) return push(TokenKind::sign, begin, at_, sign.text);
    auto written = text_.substr(begin, length);
    if (!free_) {
      auto& told = diagnostics_.report(Code::unexpected_character, range(begin, at_), {written});
      if (c == U'.')
        told.suggesting({"les décimales suivent une virgule : 0,8", "decimals follow a comma: 0,8"});
      if (c == U'/')
        told.suggesting({"le langage ne divise pas : écrivez un taux, comme 50 %",
                         "there is no division: write a rate, such as 50 %"});
      if (c == U'{' || c == U'}')
        told.suggesting(
            {"le retrait des lignes suffit, sans accolades", "indentation is enough, without braces"});
      return;
    }
    push(TokenKind::sign, begin, at_, std::move(written));
  }

  /// « 2 avril 2026 » and « 1er juin 2025 » become dates.
  void join_dates() {
    auto& all = tokens_.all;
    auto kept = line_first_;
    for (auto i = line_first_; i < all.size(); ++kept) {
      const auto date = i + 2 < all.size() ? date_at(i) : std::nullopt;
      if (date)
        all[kept] = *date;
      else if (kept != i)
        all[kept] = std::move(all[i]);
      i += date ? 3 : 1;
    }
    all.resize(kept);
  }

  std::optional<Token> date_at(std::size_t i) {
    const auto& all = tokens_.all;
    const bool day = (all[i].kind == TokenKind::number && all[i].text.size() <= 2) || all[i].text == "1er";
    if (!day || all[i + 1].kind != TokenKind::word || all[i + 2].kind != TokenKind::number ||
        all[i + 2].text.size() != 4)
      return std::nullopt;
    const auto month = month_named(all[i + 1].text);
    if (!month || all[i + 2].text.find('.') != std::string::npos) return std::nullopt;
    const auto number = all[i].text == "1er" ? 1u : static_cast<unsigned>(std::stoul(all[i].text));
    const auto date = civil_date(std::stoi(all[i + 2].text), *month, number);
    const bool inside = date && *date >= first_day() && *date <= last_day();
    const auto begin = all[i].begin, end = all[i + 2].end;
    const auto written = text_.substr(begin, end - begin);
    if (!inside && !free_) {
      auto& told = diagnostics_.report(Code::no_such_day, range(begin, end), {written});
      // « 31 avril »: the last day of the month is most often meant.
      auto last = 31u;
      const auto year = std::stoi(all[i + 2].text);
      while (last > 27 && !civil_date(year, *month, last)) --last;
      if (number > last && last > 27 && year >= 1900 && year <= 2199)
        told.suggesting(
            {fmt::format("le dernier jour de ce mois est le {} {} {}", last, month_name(*month), year),
             fmt::format("the last day of that month is {} {} {}", last, month_name(*month), year)});
    }
    return Token{TokenKind::date, begin, end, inside ? date->days : 0, written};
  }

  char32_t before(std::size_t i) const {
    do --i;
    while (i > 0 && utf8_continues(text_[i]));
    return utf8_at(text_, i).code;
  }
  static std::uint32_t offset(std::size_t i) { return static_cast<std::uint32_t>(i); }
  SourceRange range(std::size_t begin, std::size_t end) const { return {file_, offset(begin), offset(end)}; }
  void push(TokenKind kind, std::size_t begin, std::size_t end, std::string text, std::int64_t value = 0) {
    tokens_.all.push_back({kind, offset(begin), offset(end), value, std::move(text)});
  }

  const SourceFile& source_;
  const std::string& text_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  Tokens tokens_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t line_end_ = 0;
  std::size_t line_first_ = 0;
  std::span<const std::string_view> not_of_scenarios_;
  std::optional<std::size_t> scenario_at_;  ///< how far right the scénario begins that is left out
  bool free_ = false;
  bool tabs_seen_ = false;
  bool spaces_seen_ = false;
  bool mixed_told_ = false;
  bool bullets_told_ = false;
  bool dashes_told_ = false;
  std::optional<std::size_t> bullet_at_;  ///< of the line being read
};

}  // namespace

Tokens lex(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics,
           std::span<const std::string_view> not_of_scenarios) {
  return Lexer(sources, file, diagnostics, not_of_scenarios).run();
}

}  // namespace filrouge::dsl
