#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "engine/core/text/suggestion.hpp"

namespace filrouge::dsl {

class SourceSet;

enum class Severity : std::uint8_t { error, warning, note };
enum class Language : std::uint8_t { french, english };

/// Every diagnostic the language can give. One line a code, in codes_front.def (F1xx reading, F2xx grammar),
/// codes_check.def (F3xx names and types, F4xx meaning) and codes_lint.def (F5xx remarks):
/// `FILROUGE_CODE(number, name, severity, french, english)`.
/// `{0}`, `{1}`… stand for the arguments. A number once published is never given another meaning. Each has
/// its page in docs/codes (code_page.hpp).
enum class Code : std::uint16_t {
#define FILROUGE_CODE(number, name, severity, french, english) name,
#include "dsl/source/codes_front.def"
#if __has_include("dsl/source/codes_check.def")
#include "dsl/source/codes_check.def"
#endif
#include "dsl/source/codes_lint.def"
#undef FILROUGE_CODE
};

struct CodeInfo {
  std::string_view number;  ///< « F201 »
  std::string_view name;    ///< its name in this enumeration
  Severity severity;
  std::string_view french;
  std::string_view english;
};
const CodeInfo& code_info(Code code);
/// All of them, in the order of declaration.
std::size_t code_count();

/// A phrase in both languages; without English, the French is shown.
struct Phrase {
  std::string french;
  std::string english;
  std::vector<std::string> words;  ///< of a mend: what may stand in place of the word shown, best first

  Phrase() = default;
  Phrase(const char* text) : french(text) {}
  Phrase(std::string text) : french(std::move(text)) {}
  Phrase(std::string in_french, std::string in_english)
      : french(std::move(in_french)), english(std::move(in_english)) {}
  Phrase(Suggestion suggestion)
      : french(std::move(suggestion.french)),
        english(std::move(suggestion.english)),
        words(std::move(suggestion.words)) {}
  /// The same, and what to write instead of what is shown.
  Phrase&& writing(std::string word) && {
    words.push_back(std::move(word));
    return std::move(*this);
  }
  bool empty() const { return french.empty(); }
  const std::string& in(Language language) const {
    return language == Language::english && !english.empty() ? english : french;
  }
};

/// Another place that explains the first: « déjà écrit ici ».
struct Label {
  SourceRange range;
  Phrase text;
};

/// What may be written at a place instead, by an editor, without a person typing it.
struct Mend {
  SourceRange range;
  std::string text;
};

/// What is wrong, where, what was expected and how to mend it. The message is the code's text with its
/// arguments.
struct Diagnostic {
  Code code;
  Severity severity;
  SourceRange range;
  std::vector<std::string> arguments;
  Phrase expected;    ///< « une durée comme 2 mois »
  Phrase suggestion;  ///< the mend: « voulez-vous dire « état » ? »
  std::vector<Label> labels;
  std::vector<Mend> mends = {};  ///< each mends it alone; those of « voulez-vous dire » are read by mends_of
  SourceRange mended = {};       ///< what the words of the mend stand in place of; empty: of the word shown

  std::string message(Language language = Language::french) const;

  Diagnostic& expecting(Phrase phrase) {
    expected = std::move(phrase);
    return *this;
  }
  Diagnostic& suggesting(Phrase phrase) {
    suggestion = std::move(phrase);
    return *this;
  }
  Diagnostic& also(SourceRange place, Phrase text) {
    labels.push_back({place, std::move(text)});
    return *this;
  }
  Diagnostic& mended_by(SourceRange place, std::string text) {
    mends.push_back({place, std::move(text)});
    return *this;
  }
};

/// Its own mends; else, when it asks « voulez-vous dire « a » ou « b » ? » of a word that stands alone at its
/// place, each of these in its stead. Empty: a person has to think.
std::vector<Mend> mends_of(const SourceSet& sources, const Diagnostic& diagnostic);

/// The diagnostics of a run. Beyond limits::diagnostics_kept they are counted and not kept.
class Diagnostics {
 public:
  /// Adds one that was reported elsewhere, as it is.
  void add(Diagnostic told);
  /// Adds one, of its code's severity. The reference lasts until the next report.
  Diagnostic& report(Code code, SourceRange range, std::vector<std::string> arguments = {});

  /// By file, then place in it; those of one place in the order of reporting.
  std::vector<Diagnostic> sorted() const;
  const std::vector<Diagnostic>& in_order() const { return kept_; }
  std::size_t errors() const { return errors_; }
  std::size_t warnings() const { return warnings_; }
  bool has_errors() const { return errors_ != 0; }
  /// Changes how they are said, not what they say.
  template <class Change>
  void reword(Change change) {
    for (auto& one : kept_) change(one);
  }
  /// How many were counted and not kept.
  std::size_t dropped() const { return dropped_; }

 private:
  std::vector<Diagnostic> kept_;
  Diagnostic beyond_{};
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t dropped_ = 0;
};

/// For a terminal: place, message, the line, a caret under it, what was expected, the mend; then how many in
/// all.
std::string render_text(const SourceSet& sources, const Diagnostics& diagnostics,
                        Language language = Language::french);
/// An array, one object a diagnostic: code, gravite, fichier, ligne, colonne, fin, message, attendu, conseil,
/// voir.
std::string render_json(const SourceSet& sources, const Diagnostics& diagnostics,
                        Language language = Language::french);
/// SARIF 2.1.0, for code hosts and editors: every code with its page, columns in UTF-16 code units, the mends
/// as fixes.
std::string render_sarif(const SourceSet& sources, const Diagnostics& diagnostics,
                         Language language = Language::french);

}  // namespace filrouge::dsl
