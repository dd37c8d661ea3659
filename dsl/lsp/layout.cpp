#include "dsl/lsp/layout.hpp"

#include "dsl/format/format.hpp"

namespace filrouge::lsp {

Json layout(const Desk& desk, Document& document) {
  const auto& parsed = document.parsed();
  if (parsed.diagnostics.has_errors())
    throw Refused{ErrorCode::request_failed,
                  "le texte ne se lit pas en entier : corrigez-le avant de le mettre en forme"};
  const auto laid_out = dsl::formatted(parsed.source, 0, parsed.tree);
  if (!laid_out)
    throw Refused{
        ErrorCode::request_failed,
        "ce texte ne peut pas être mis en forme sans changer ce qu'il dit : il est laissé tel quel"};
  const auto& before = document.text;
  if (*laid_out == before) return Json::array();
  // One edit of whole lines, between the first and the last that change: the cursor elsewhere does not move.
  std::size_t begin = 0, tail = 0;
  const auto most = std::min(before.size(), laid_out->size());
  while (begin < most && before[begin] == (*laid_out)[begin]) ++begin;
  while (begin > 0 && before[begin - 1] != '\n') --begin;
  while (tail < most - begin && before[before.size() - 1 - tail] == (*laid_out)[laid_out->size() - 1 - tail])
    ++tail;
  while (tail > 0 && before[before.size() - tail] != '\n') --tail;
  return Json::array({{{"range", desk.range(document, static_cast<std::uint32_t>(begin),
                                            static_cast<std::uint32_t>(before.size() - tail))},
                       {"newText", laid_out->substr(begin, laid_out->size() - tail - begin)}}});
}

}  // namespace filrouge::lsp
