#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/grammar/length_mends.hpp"
#include "dsl/grammar/places.hpp"
#include "dsl/lexer/phrases.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

/// What an editor colours before any server answers is written from the words of the language:
/// FILROUGE_REGENERER=1 test_lsp "[couleurs]" writes the files anew.
namespace filrouge {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const fs::path source = FILROUGE_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// Longest first: a regular expression takes the first that fits.
using Words = std::vector<std::string>;
Words ordered(const std::set<std::string>& words) {
  Words list(words.begin(), words.end());
  std::ranges::stable_sort(list, [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return list;
}

/// The words a line may begin with.
std::set<std::string> openings() {
  std::set<std::string> words;
  for (auto kind = 0; kind <= static_cast<int>(dsl::NodeKind::error); ++kind)
    for (const auto word : dsl::grammar::keywords_under(static_cast<dsl::NodeKind>(kind)))
      if (word != "|") words.insert(fold(word));
  return words;
}

/// Those of declarations, which a name follows.
std::set<std::string> declaring() {
  std::set<std::string> words;
  for (const auto word : dsl::grammar::keywords_under(dsl::NodeKind::file)) words.insert(fold(word));
  words.insert({"etat", "ouvrir", "aller a"});
  for (const auto word : dsl::grammar::keywords_under(dsl::NodeKind::state)) {
    dsl::Token token;
    token.kind = dsl::TokenKind::word;
    token.text = fold(word);
    for (const auto opened : dsl::grammar::kinds_of_line(&token, &token + 1))
      if (dsl::delai_kind(opened)) words.insert(token.text);
  }
  return words;
}

/// Every word the grammar asks for, as its own files write them, and the keywords of several words.
std::set<std::string> keywords() {
  std::set<std::string> words;
  const std::regex asked("kw\\(\"([^\"]+)\"\\)");
  for (const auto& entry : fs::directory_iterator(source / "dsl/grammar")) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = read(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), asked), end; it != end; ++it)
      words.insert((*it)[1]);
  }
  for (const auto phrase : dsl::canonical_phrases()) words.insert(std::string(phrase));
#define FILROUGE_PHRASE(canonical, written) words.insert(fold(written));
#include "dsl/lexer/phrases.def"
#undef FILROUGE_PHRASE
  for (const auto unit : dsl::grammar::length_units()) words.insert(fold(unit));
  words.insert({"jours", "ouvres", "ouvrables", "a", "le", "la", "les", "un", "une"});
  return words;
}

// --- for VS Code, and whatever reads TextMate grammars

std::string accented(char letter) {
  switch (letter) {
    case 'a':
      return "[aàâä]";
    case 'c':
      return "[cç]";
    case 'e':
      return "[eéèêë]";
    case 'i':
      return "[iîï]";
    case 'o':
      return "[oôö]";
    case 'u':
      return "[uùûü]";
    case '\'':
      return "['’ʼ]\\s*";
    case ' ':
      return "\\s+";
    case '-':
      return "\\-";
    default:
      return std::string(1, letter);
  }
}

std::string any_of(const std::set<std::string>& words) {
  std::string pattern;
  for (const auto& word : ordered(words)) {
    pattern += pattern.empty() ? "" : "|";
    for (const char c : word) pattern += accented(c);
  }
  return pattern;
}

constexpr const char* name = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_.#]*";

std::string textmate() {
  const std::string before = "(?<![\\p{L}\\p{N}_.])", after = "(?![\\p{L}\\p{M}\\p{N}_.])";
  const auto scope = [](const char* what) { return std::string(what) + ".filrouge"; };
  const auto match = [&](const char* what, const std::string& pattern) {
    return Json{{"name", scope(what)}, {"match", pattern}};
  };
  Json patterns = Json::array();
  for (const auto* part : {"commentaire", "texte", "champ", "declaration", "ouverture", "date", "duree",
                           "nombre", "valeur", "mot", "signe"})
    patterns.push_back({{"include", std::string("#") + part}});
  Json parts;
  parts["commentaire"] = match("comment.line.double-dash", "--.*$|(?<=^|\\s)#.*$");
  parts["texte"] = {
      {"patterns",
       {match("string.quoted.other", "«[^»\\n]*(»|$)"), match("string.quoted.double", "\"[^\"\\n]*(\"|$)"),
        match("string.quoted.double", "“[^”\\n]*(”|$)")}}};
  // A line that begins with a word and a colon is a field, even if the word is a keyword.
  parts["champ"] = {{"match", std::string("(?i)^\\s*(?!attendu\\b)(") + name + ")\\s*(:)"},
                    {"captures",
                     {{"1", {{"name", scope("variable.other.property")}}},
                      {"2", {{"name", scope("punctuation.separator")}}}}}};
  parts["declaration"] = {
      {"match", "(?i)^\\s*(" + any_of(declaring()) + ")\\s+(?!" + "[«\"])(" + name + ")"},
      {"captures",
       {{"1", {{"name", scope("keyword.control")}}}, {"2", {{"name", scope("entity.name.type")}}}}}};
  parts["ouverture"] = {{"match", "(?i)^\\s*(" + any_of(openings()) + ")" + after},
                        {"captures", {{"1", {{"name", scope("keyword.control")}}}}}};
  parts["date"] = match("constant.numeric.date", "\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}/\\d{1,2}/\\d{4}\\b");
  const auto units = dsl::grammar::length_units();
  std::set<std::string> lengths;
  for (const auto unit : units) lengths.insert(fold(unit));
  parts["duree"] = match("constant.numeric.duration",
                         "(?i)\\b\\d+\\s+(" + any_of(lengths) + ")(\\s+ouvr[eé]s|\\s+ouvrables)?" + after);
  parts["nombre"] = match("constant.numeric", before + "\\d[\\d\\s\\x{00A0}\\x{202F}]*(,\\d+)?\\s*[%€]?");
  parts["valeur"] = match("constant.language", "(?i)" + before + "(oui|non|inconnue?s?|connue?s?)" + after +
                                                   "(?!\\s+(francs?|prorog[eé]|annul[eé]))");
  parts["mot"] = match("keyword.other", "(?i)" + before + "(" + any_of(keywords()) + ")" + after);
  parts["signe"] = match("keyword.operator", "[=≠<>≤≥+*×−]|(?<=\\s)-(?=\\s)");
  Json grammar{
      {"$schema", "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json"},
      {"comment", "Écrit depuis les mots de la langue : FILROUGE_REGENERER=1 test_lsp \"[couleurs]\""},
      {"name", "filrouge"},
      {"scopeName", "source.filrouge"},
      {"fileTypes", {"fil"}},
      {"patterns", std::move(patterns)},
      {"repository", std::move(parts)}};
  return grammar.dump(2) + "\n";
}

// --- for Vim and Neovim

std::string vim_words(const std::set<std::string>& words) {
  std::string pattern;
  for (const auto& word : ordered(words)) {
    pattern += pattern.empty() ? "" : "\\|";
    for (const char c : word) {
      if (c == ' ')
        pattern += "\\s\\+";
      else if (c == '\'')
        pattern += "['’]\\s*";
      else if (std::string_view("aceiou").find(c) != std::string_view::npos)
        pattern += std::string("[[=") + c + "=]]";
      else
        pattern += c;
    }
  }
  return pattern;
}

std::string vim() {
  std::string text =
      "\" Les couleurs des règles filrouge, écrites depuis les mots de la langue :\n"
      "\" FILROUGE_REGENERER=1 test_lsp \"[couleurs]\"\n"
      "if exists('b:current_syntax')\n  finish\nendif\n"
      "syntax case ignore\nsyntax sync fromstart\n";
  text += "syntax match filrougeMot /\\<\\%(" + vim_words(keywords()) + "\\)\\>/\n";
  text += "syntax match filrougeNombre /\\<\\d\\+\\%(,\\d\\+\\)\\?\\>\\s*[%€]\\?/\n";
  text += "syntax match filrougeDate /\\<\\d\\{4}-\\d\\d-\\d\\d\\>/\n";
  text += "syntax match filrougeOuverture /^\\s*\\zs\\%(" + vim_words(openings()) + "\\)\\>/\n";
  text += "syntax match filrougeNom /\\%(^\\s*\\%(" + vim_words(declaring()) +
          "\\)\\s\\+\\)\\@<=[[:alpha:]_À-ſ][[:alnum:]_.À-ſ]*/\n";
  text += "syntax match filrougeChamp /^\\s*\\zs[[:alpha:]_À-ſ][[:alnum:]_À-ſ]*\\ze\\s*:/\n";
  text +=
      "syntax match filrougeTexte /«[^»]*»\\?/\nsyntax match filrougeTexte /\"[^\"]*\"\\?/\n"
      "syntax match filrougeCommentaire /--.*$/\nsyntax match filrougeCommentaire /\\%(^\\|\\s\\)\\zs#.*$/\n"
      "highlight default link filrougeMot Keyword\nhighlight default link filrougeOuverture Statement\n"
      "highlight default link filrougeNom Type\nhighlight default link filrougeChamp Identifier\n"
      "highlight default link filrougeNombre Number\nhighlight default link filrougeDate Number\n"
      "highlight default link filrougeTexte String\nhighlight default link filrougeCommentaire Comment\n"
      "let b:current_syntax = 'filrouge'\n";
  return text;
}

void held(const fs::path& path, const std::string& wanted) {
  if (std::getenv("FILROUGE_REGENERER") != nullptr) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << wanted;
  }
  INFO(path << " : FILROUGE_REGENERER=1 test_lsp \"[couleurs]\" l'écrit");
  CHECK(read(path) == wanted);
}

}  // namespace

TEST_CASE("the colours of the editors are written from the words of the language", "[couleurs]") {
  held(source / "dsl/editors/vscode/syntaxes/filrouge.tmLanguage.json", textmate());
  held(source / "dsl/editors/neovim/syntax/filrouge.vim", vim());
}

}  // namespace filrouge
