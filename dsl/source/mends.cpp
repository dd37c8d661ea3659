#include <algorithm>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::string_view asks = "voulez-vous dire ", opening = "« ", closing = " »";

}  // namespace

std::vector<Mend> mends_of(const SourceSet& sources, const Diagnostic& diagnostic) {
  if (!diagnostic.mends.empty()) return diagnostic.mends;
  const std::string_view said = diagnostic.suggestion.french;
  if (!said.starts_with(asks)) return {};
  const std::string_view text = sources[diagnostic.range.file].text();
  const auto begin = std::min<std::size_t>(diagnostic.range.begin, text.size());
  const auto end = std::clamp<std::size_t>(diagnostic.range.end, begin, text.size());
  const auto written = fold(text.substr(begin, end - begin));
  // A place wider than the word it speaks of would lose what stands around it.
  if (std::ranges::none_of(diagnostic.arguments,
                           [&](const std::string& argument) { return fold(argument) == written; }))
    return {};
  std::vector<Mend> mends;
  for (auto rest = said.substr(0, said.find('?'));;) {
    const auto from = rest.find(opening);
    const auto to = from == rest.npos ? from : rest.find(closing, from);
    if (to == rest.npos) return mends;
    mends.push_back(
        {diagnostic.range, std::string(rest.substr(from + opening.size(), to - from - opening.size()))});
    rest.remove_prefix(to + closing.size());
  }
}

}  // namespace filrouge::dsl
