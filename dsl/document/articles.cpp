#include "dsl/document/articles.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {

std::string articles_of(const RuleInfo& rule, std::size_t at_most) {
  std::vector<std::string> list;
  std::string of;
  for (const auto& one : rule.basis) {
    if (one.lent) continue;
    const auto written = code_of(one.text);
    list.push_back(!written.empty() && written == of ? one.text.substr(written.size()) : one.text);
    of = written;
  }
  const auto others = list.size() > at_most ? list.size() - at_most : 0;
  list.resize(list.size() - others);
  return listed(list) + (others == 0 ? "" : " et " + counted(others, "autre", "autres"));
}

std::string code_of(const std::string& reference) {
  const auto code = reference.substr(0, reference.find(' ') + 1);
  const bool capitals =
      code.size() > 1 && std::ranges::all_of(std::string_view(code).substr(0, code.size() - 1),
                                             [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals ? code : std::string();
}

}  // namespace filrouge::dsl
