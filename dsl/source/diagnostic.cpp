#include "dsl/source/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "dsl/source/limits.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

constexpr auto infos = std::to_array<CodeInfo>({
#define FILROUGE_CODE(number, name, severity, french, english) \
  {#number, #name, Severity::severity, french, english},
#include "dsl/source/codes_front.def"
#if __has_include("dsl/source/codes_check.def")
#include "dsl/source/codes_check.def"
#endif
#include "dsl/source/codes_lint.def"
#undef FILROUGE_CODE
});

/// A message quotes the text; a word of a megabyte would drown it.
void shorten(std::string& argument) {
  constexpr std::size_t longest = 200;
  if (argument.size() <= longest) return;
  argument.resize(utf8_prefix(argument, longest).size());
  argument += "…";
}

}  // namespace

const CodeInfo& code_info(Code code) {
  return infos[static_cast<std::size_t>(code)];
}
std::size_t code_count() {
  return infos.size();
}

std::string Diagnostic::message(Language language) const {
  const auto& info = code_info(code);
  const auto pattern = language == Language::english ? info.english : info.french;
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                       pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    if (!place) {
      text.push_back(pattern[i]);
      continue;
    }
    const auto argument = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (argument < arguments.size()) text += arguments[argument];
    i += 2;
  }
  return text;
}

Diagnostic& Diagnostics::report(Code code, SourceRange range, std::vector<std::string> arguments) {
  const auto severity = code_info(code).severity;
  if (severity == Severity::error) ++errors_;
  if (severity == Severity::warning) ++warnings_;
  for (auto& argument : arguments) shorten(argument);
  Diagnostic diagnostic{code, severity, range, std::move(arguments), {}, {}, {}};
  if (kept_.size() >= limits::diagnostics_kept) {
    ++dropped_;
    beyond_ = std::move(diagnostic);
    return beyond_;
  }
  return kept_.emplace_back(std::move(diagnostic));
}

void Diagnostics::add(Diagnostic told) {
  auto& one = report(told.code, told.range);
  // Its arguments were shortened when it was first said.
  one = std::move(told);
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  auto all = kept_;
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.range.file, a.range.begin) < std::tie(b.range.file, b.range.begin);
  });
  return all;
}

}  // namespace filrouge::dsl
