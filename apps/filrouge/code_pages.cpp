#include "apps/filrouge/code_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/source/code_page.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

std::string_view severity_word(dsl::Severity severity) {
  switch (severity) {
    case dsl::Severity::error:
      return "erreur";
    case dsl::Severity::warning:
      return "avertissement";
    case dsl::Severity::note:
      break;
  }
  return "note";
}

const dsl::CodeInfo* info_of(std::string_view number) {
  for (std::size_t i = 0; i < dsl::code_count(); ++i)
    if (const auto& info = dsl::code_info(static_cast<dsl::Code>(i)); info.number == number) return &info;
  return nullptr;
}

int list_codes() {
  for (const auto& page : dsl::code_pages()) fmt::print("{}  {}\n", page.number, page.title);
  fmt::print("\nUne page chacun : filrouge verifier --expliquer {}\n", dsl::code_pages().front().number);
  return exit_done;
}

void tell_examples(std::string_view heading, const std::vector<dsl::Example>& examples) {
  fmt::print("\n{}\n", heading);
  for (const auto& example : examples) {
    fmt::print("\n");
    const auto space = example.info.find(' ');
    if (space != example.info.npos) fmt::print("    -- {}\n", example.info.substr(space + 1));
    for (auto rest = example.text; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      fmt::print("{}{}\n", end == 0 ? "" : "    ", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

void tell_page(const dsl::CodePage& page, dsl::Language language) {
  const auto* info = info_of(page.number);
  fmt::print("{}{} : {}\n\n{}\n", page.number,
             info ? fmt::format(" ({})", severity_word(info->severity)) : "", page.title, page.explanation);
  if (info && language == dsl::Language::english)
    fmt::print("\nIn English: {}\n(The pages themselves are in French only.)\n", info->english);
  tell_examples("Avant", page.before);
  tell_examples("Après", page.after);
}

}  // namespace

int tell_code(const std::string& code, dsl::Language language) {
  const auto wanted = std::string(trimmed(code));
  if (wanted.empty() || fold(wanted) == "liste") return list_codes();
  if (const auto* page = dsl::code_page(wanted)) {
    tell_page(*page, language);
    return exit_done;
  }
  std::vector<std::string_view> numbers;
  for (const auto& page : dsl::code_pages()) numbers.push_back(page.number);
  say("Aucun code ne s'appelle « {} »{}\nTous les codes : filrouge verifier --expliquer liste\n", wanted,
      did_you_mean(wanted, numbers, Written::anything).then());
  return exit_bad_input;
}

}  // namespace filrouge
