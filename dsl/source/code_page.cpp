#include "dsl/source/code_page.hpp"

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::string_view before_heading = "\n## Avant\n", after_heading = "\n## Après\n", fence = "```";

/// What stands between the fences of a part of a page.
std::vector<Example> examples_in(std::string_view part) {
  std::vector<Example> examples;
  while (true) {
    const auto open = part.find(fence);
    const auto line = open == part.npos ? open : part.find('\n', open);
    const auto close = line == part.npos ? line : part.find(fence, line);
    if (close == part.npos) return examples;
    const auto info = open + fence.size();
    examples.push_back({part.substr(info, line - info), part.substr(line + 1, close - line - 1)});
    part.remove_prefix(close + fence.size());
  }
}

CodePage read(const EmbeddedPage& embedded) {
  CodePage page;
  page.number = embedded.number;
  page.markdown = embedded.markdown;
  auto rest = embedded.markdown;
  const auto end_of_title = std::min(rest.find('\n'), rest.size());
  auto title = rest.substr(0, end_of_title);
  constexpr std::string_view dot = " · ";
  if (const auto at = title.find(dot); at != title.npos) page.title = title.substr(at + dot.size());
  rest.remove_prefix(end_of_title);
  const auto before = std::min(rest.find(before_heading), rest.size());
  const auto after = std::min(rest.find(after_heading), rest.size());
  page.explanation = trimmed_of_ascii(rest.substr(0, before));
  page.before = examples_in(rest.substr(before, after - before));
  page.after = examples_in(rest.substr(after));
  return page;
}

}  // namespace

const std::vector<CodePage>& code_pages() {
  static const auto pages = [] {
    std::vector<CodePage> all;
    for (const auto& one : embedded_pages()) all.push_back(read(one));
    std::ranges::sort(all, {}, &CodePage::number);
    return all;
  }();
  return pages;
}

const CodePage* code_page(std::string_view number) {
  for (const auto& page : code_pages())
    if (fold(page.number) == fold(number)) return &page;
  return nullptr;
}

}  // namespace filrouge::dsl
