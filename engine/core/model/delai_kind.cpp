#include "engine/core/model/delai_kind.hpp"

#include <array>

namespace filrouge {
namespace {

constexpr auto all_kinds = std::to_array<DelaiKindFacts>({
#define FILROUGE_DELAI_KIND(kind, word, said, clause, title, nature, counted, first_day, kept, hers, \
                            leads_on)                                                                \
  {#kind, word, said, clause, title, Nature::nature, counted, first_day, kept, hers, leads_on},
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
});

}  // namespace

std::span<const DelaiKindFacts> delai_kinds() {
  return all_kinds;
}
const DelaiKindFacts& facts_of(DelaiKind kind) {
  return all_kinds[static_cast<std::size_t>(kind)];
}

}  // namespace filrouge
