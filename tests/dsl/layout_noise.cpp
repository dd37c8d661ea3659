#include "tests/dsl/layout_noise.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "dsl/grammar/logical_lines.hpp"
#include "dsl/lexer/lexer.hpp"

using namespace filrouge::dsl;

namespace {

std::size_t below(Luck& luck, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(luck);
}
bool one_in(Luck& luck, std::size_t count) {
  return below(luck, count) == 0;
}
template <std::size_t count>
std::string_view one_of(Luck& luck, const std::array<std::string_view, count>& among) {
  return among[below(luck, count)];
}

constexpr auto blanks = std::to_array<std::string_view>({" ", " ", "  ", "\u00A0", "   ", "\t", " \u202F"});

/// A new place for each indent of the file, in the same order.
class Indents {
 public:
  explicit Indents(Luck& luck) : tabs_(one_in(luck, 6)) {
    std::size_t column = one_in(luck, 4) ? below(luck, 3) : 0;
    for (auto& place : places_) {
      place = column;
      column += tabs_ ? 1 : 1 + below(luck, 5);
    }
  }
  std::string of(std::size_t spaces) const { return std::string(places_.at(spaces), tabs_ ? '\t' : ' '); }
  std::string any(Luck& luck) const { return std::string(below(luck, 9), tabs_ ? '\t' : ' '); }

 private:
  bool tabs_;
  std::array<std::size_t, 40> places_;
};

bool free_line(const Token& first) {
  return first.is("fondement") || first.is("source") || first.is("licence");
}

/// « taille≤3 » reads as « taille ≤ 3 »; « a-b » is one word, « 1,2 » one number.
bool may_touch(const Token& before, const Token& after) {
  const auto of_sign = [](const Token& token) { return token.kind == TokenKind::sign && token.text != "-"; };
  if (before.kind == TokenKind::number && after.is_sign(",")) return true;
  if (before.is_sign(",") && after.kind <= TokenKind::date && after.kind >= TokenKind::number) return false;
  return of_sign(before) || of_sign(after);
}

std::string respelt(std::string_view written, const Token& token, bool free, Luck& luck) {
  if (free || one_in(luck, 2)) return std::string(written);
  if (token.is_sign("≤")) return "<=";
  if (token.is_sign("≥")) return ">=";
  if (token.is_sign("≠")) return "!=";
  const bool plain = token.text.find_first_of("\"") == std::string::npos &&
                     token.text.find("«") == std::string::npos && token.text.find("”") == std::string::npos;
  if (token.kind == TokenKind::text && plain) {
    const auto around = below(luck, 3);
    return around == 0   ? "\"" + token.text + "\""
           : around == 1 ? "«" + token.text + "»"
                         : "“ " + token.text + "”";
  }
  if (token.kind == TokenKind::word && token.text.ends_with('\'') && written.ends_with('\''))
    return std::string(written.substr(0, written.size() - 1)) + "\u2019";
  return std::string(written);
}

struct Lines {
  SourceSet sources;
  Diagnostics diagnostics;
  Tokens tokens;
  std::map<std::uint32_t, const TokenLine*> by_number;
  std::vector<std::uint32_t> continuing;  ///< numbers of lines

  explicit Lines(const std::string& rules) {
    const auto file = sources.add("essai.fil", rules, diagnostics);
    tokens = lex(sources, file, diagnostics);
    for (const auto& line : tokens.lines)
      by_number[sources[0].position(tokens.all[line.first].begin).line] = &line;
    const auto clauses = grammar::logical_lines(tokens);
    for (const auto& [number, line] : by_number)
      if (std::ranges::find(clauses, line->first, &grammar::LogicalLine::first) == clauses.end())
        continuing.push_back(number);
  }
  bool continues(std::uint32_t number) const {
    return std::ranges::find(continuing, number) != continuing.end();
  }
};

}  // namespace

std::string disordered(const std::string& rules, Luck& luck) {
  const Lines lines(rules);
  const auto& file = lines.sources[0];
  const Indents indents(luck);
  const std::string_view line_end = one_in(luck, 4) ? "\r\n" : "\n";
  std::string text;
  bool free = false;
  for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
    const auto line = file.line(number);
    if (number == file.line_count() && line.empty()) break;
    const auto found = lines.by_number.find(number);
    const auto spaces = std::min(line.find_first_not_of(' '), line.size());
    if (found == lines.by_number.end()) {
      if (line.empty())
        for (auto again = below(luck, 3); again-- > 0;) text += line_end;
      else
        text += indents.of(spaces);
      text += line.substr(spaces);
    } else {
      const auto& [first, last, column] = *found->second;
      const auto& all = lines.tokens.all;
      const bool continues = lines.continues(number);
      if (!continues) free = free_line(all[first]);
      text += continues ? indents.any(luck) : indents.of(spaces);
      for (auto i = first; i < last; ++i) {
        const auto& token = all[i];
        if (i != first) {
          const bool apart = all[i - 1].end != token.begin;
          const bool numbers = all[i - 1].kind == TokenKind::number && token.kind == TokenKind::number;
          if (numbers || (free && !apart))
            text.append(file.text(), all[i - 1].end, token.begin - all[i - 1].end);
          else if (!apart || (!free && may_touch(all[i - 1], token) && one_in(luck, 3)))
            text += may_touch(all[i - 1], token) && one_in(luck, 4) ? " " : "";
          else
            text += one_of(luck, blanks);
        }
        text += respelt(std::string_view(file.text()).substr(token.begin, token.end - token.begin), token,
                        free, luck);
      }
      const auto end = all[last - 1].end - file.line_start(number);
      if (const auto rest = line.substr(end); !rest.empty()) (text += one_of(luck, blanks)) += rest;
    }
    if (!line.empty() && one_in(luck, 5)) text += one_of(luck, blanks);
    if (number < file.line_count() || !one_in(luck, 3)) text += line_end;
  }
  return text;
}

std::string commented(const std::string& rules, Luck& luck) {
  const Lines lines(rules);
  const auto& file = lines.sources[0];
  std::string text;
  std::size_t count = 0;
  const auto comment = [&] {
    constexpr auto marks = std::to_array<std::string_view>({"-- ", "--", "# ", "#"});
    return std::string(one_of(luck, marks)) + "note " + std::to_string(++count) +
           (one_in(luck, 3) ? " : « a », \"b\", -- c # d" : "");
  };
  for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
    if (one_in(luck, 4)) text += std::string(below(luck, 9), ' ') + comment() + "\n";
    text += file.line(number);
    if (one_in(luck, 4)) text += " " + comment();
    if (number < file.line_count()) text += '\n';
  }
  return text;
}

namespace {

/// Clauses written one a line, two spaces a level.
class Writer {
 public:
  explicit Writer(Luck& luck) : luck_(luck) {}

  std::string run() {
    module();
    for (auto count = 4 + below(luck_, 12); count-- > 0;) {
      switch (below(luck_, 7)) {
        case 0:
          event();
          break;
        case 1:
          table();
          break;
        case 2:
          line(0, "définition " + fresh() + " : " + expression(4));
          grounds(1);
          break;
        case 3:
          line(0, "paramètre " + fresh() + " : durée = " + duration());
          grounds(1);
          break;
        case 4:
          scenario();
          break;
        default:
          procedure();
      }
    }
    return std::move(text_);
  }

 private:
  std::size_t draw(std::size_t count) { return below(luck_, count); }
  void line(std::size_t depth, const std::string& words) {
    if (one_in(luck_, 9)) text_ += '\n';
    if (one_in(luck_, 9)) text_ += std::string(2 * depth, ' ') + "-- un mot de « l'agent », puis \"deux\"\n";
    text_ += std::string(2 * depth, ' ') + words + (one_in(luck_, 12) ? "  -- en fin de ligne" : "") + "\n";
  }
  std::string name() {
    constexpr auto names = std::to_array<std::string_view>(
        {"orientation", "signé_le", "décision_cd", "nature", "taille", "Foyer", "été", "rsa.délai", "x"});
    return std::string(one_of(luck_, names));
  }
  std::string fresh() { return "nom_" + std::to_string(++names_); }
  std::string label() {
    constexpr auto labels = std::to_array<std::string_view>(
        {"« Un libellé, avec : des (signes) »", "« a  b »", "« l'été -- ou # pas »", "« »"});
    return std::string(one_of(luck_, labels));
  }
  std::string duration() {
    constexpr auto durations = std::to_array<std::string_view>(
        {"10 jours", "1 mois", "1 mois et 15 jours", "48 heures", "2 ans", "5 jours ouvrés"});
    return std::string(one_of(luck_, durations));
  }
  std::string date() {
    constexpr auto dates = std::to_array<std::string_view>({"2026-04-02", "2 avril 2026", "1er juin 2025"});
    return std::string(one_of(luck_, dates));
  }
  std::string pattern() {
    auto words = name();
    for (auto count = draw(3); count-- > 0;) {
      constexpr auto fields = std::to_array<std::string_view>(
          {", nature: x", ", taux: 30 %", ", conclusion parmi (oui, non)", ", non annulé",
           ", de cette affaire", ", heure: 14:30", ", montant: -5", ", motif: « x »"});
      words += one_of(luck_, fields);
    }
    return words;
  }
  std::string expression(std::size_t depth) {
    if (depth == 0) {
      constexpr auto leaves =
          std::to_array<std::string_view>({"3", "0,8", "1 646,52 €", "30 %", "« texte »", "oui", "inconnu",
                                           "aujourd'hui", "alsace-moselle", "1 000 000"});
      switch (draw(4)) {
        case 0:
          return std::string(one_of(luck_, leaves));
        case 1:
          return date();
        case 2:
          return duration();
        default:
          return name();
      }
    }
    const auto inside = [&] { return "(" + break_() + expression(depth - 1) + ")"; };
    constexpr auto operators =
        std::to_array<std::string_view>({"et", "ou", "=", "≠", "<", "≤", ">", "≥", "+", "-", "*", "à défaut",
                                         "après", "avant", "au jour de"});
    switch (draw(10)) {
      case 7:
        return inside() + break_() + (one_in(luck_, 2) ? " et " : " ≤ ") + inside();
      case 0:
        return "non " + inside();
      case 1:
        return "si " + inside() + " alors " + inside() + break_() + " sinon " + inside();
      case 2:
        return "(il existe " + pattern() + ", depuis " + duration() + ")";
      case 3:
        return "fonction(" + expression(depth - 1) + ", " + name() + ")";
      case 4:
        return "le plus tardif de (" + inside() + ", " + inside() + ")";
      case 5:
        return "(nombre de " + pattern() + ") * -3";
      case 6:
        return "(" + inside() + " n'est pas parmi (" + expression(0) + ", " + expression(0) + "))";
      default:
        return inside() + " " + std::string(one_of(luck_, operators)) + " " + inside();
    }
  }
  /// The end of a line, at times, where a parenthesis is open.
  std::string break_() { return one_in(luck_, 5) ? "\n" + std::string(draw(12), ' ') : ""; }

  void grounds(std::size_t depth) {
    constexpr auto references =
        std::to_array<std::string_view>({"CASF L262-37, R262-69", "art. 641 et 642 CPC",
                                         "« Pacte 64, lignes 262 à 266 »", "CE n° 377138 ; R*262"});
    line(depth, "fondement " + std::string(one_of(luck_, references)));
    if (one_in(luck_, 2)) line(depth, "statut vérifié " + label());
  }
  void module() {
    line(0, "module " + fresh());
    line(1, "titre " + label());
    if (one_in(luck_, 2)) line(1, "en vigueur du " + date());
    if (one_in(luck_, 2)) line(1, "utilise " + name() + "," + (one_in(luck_, 2) ? "\n     " : " ") + name());
    if (one_in(luck_, 2)) line(1, "dans ce module, dispositif: " + label());
    grounds(1);
  }
  void event() {
    line(0, "événement " + fresh() + " " + label());
    if (one_in(luck_, 2)) line(1, "portée personne");
    constexpr auto types = std::to_array<std::string_view>(
        {"texte facultatif", "un parmi (a, b « Bé », 3)", "durée", "taux « Taux »"});
    for (auto count = draw(4); count-- > 0;) line(1, fresh() + " : " + std::string(one_of(luck_, types)));
  }
  void table() {
    line(0, "table " + fresh() + " (nature, taille) donne taux, durée");
    for (auto count = 1 + draw(4); count-- > 0;) {
      constexpr auto cells = std::to_array<std::string_view>(
          {"-", "oui", "x, y", "30 % à 50 %", "1 à 4 mois", "inconnu", "« été »", "-5"});
      std::string row = "|";
      for (int i = 0; i < 4; ++i) row += " " + std::string(one_of(luck_, cells)) + " |";
      line(1, row);
    }
    line(1, "politique première");
    grounds(1);
  }
  void procedure() {
    line(0, "procédure " + fresh() + " " + label());
    line(1, "pour chaque personne, quand " + expression(2));
    for (auto count = 1 + draw(3); count-- > 0;) {
      line(1, "état " + fresh() + " initial");
      for (auto clauses = draw(4); clauses-- > 0;) {
        switch (draw(5)) {
          case 0:
            line(2, "échéance " + fresh() + " " + label() + " : " + duration() + " après entrée, prorogé");
            line(3, "tenue par " + pattern() + " ou " + pattern());
            line(3, "si dépassée : irrégularité majeure " + label());
            line(3, "retard d'organisme");
            break;
          case 1:
            line(2, "dès " + pattern() + ", quand " + expression(2) + ", aller à " + name());
            line(3, "exige " + expression(3));
            break;
          case 2:
            line(2, "tant que " + expression(3));
            line(3, "à faire " + label() + " par l'agent");
            break;
          case 3:
            line(2, "attendu : " + pattern());
            break;
          default:
            line(2, "dès que " + expression(3) + ", aller à " + name());
        }
      }
    }
  }
  void scenario() {
    line(0, "scénario " + fresh() + " " + label());
    line(1, "taille_foyer " + std::to_string(draw(9)));
    line(1, "le " + date() + " orientation nature: x, heure: 14 h 30, du: " + date());
    line(1, "au " + date() + " attendre " + name());
    line(2, "échéance " + name() + " due le " + date());
    line(2, "et rien d'autre");
  }

  Luck& luck_;
  std::string text_;
  std::size_t names_ = 0;
};

}  // namespace

std::string random_rules(Luck& luck) {
  return Writer(luck).run();
}

std::string comments_of(std::string_view rules) {
  std::string all;
  while (!rules.empty()) {
    const auto end = rules.find('\n');
    auto line = rules.substr(0, end);
    rules.remove_prefix(end == rules.npos ? rules.size() : end + 1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      std::string_view closing;
      if (line.substr(i).starts_with("«")) closing = "»";
      if (line[i] == '"') closing = "\"";
      if (line.substr(i).starts_with("“")) closing = "”";
      if (!closing.empty()) {
        const auto close = line.find(closing, i + 1);
        if (close == line.npos) break;
        i = close + closing.size() - 1;
        continue;
      }
      const auto before = line.substr(0, i);
      const bool after_blank = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t' || line[i - 1] == '\r' ||
                               before.ends_with("\u00A0") || before.ends_with("\u202F");
      if (!line.substr(i).starts_with("--") && !(line[i] == '#' && after_blank)) continue;
      auto comment = line.substr(i);
      while (true) {
        const auto size = comment.size();
        for (const std::string_view blank : {" ", "\t", "\r", "\u00A0", "\u202F"})
          if (comment.ends_with(blank)) comment.remove_suffix(blank.size());
        if (comment.size() == size) break;
      }
      (all += comment) += '\n';
      break;
    }
  }
  return all;
}
