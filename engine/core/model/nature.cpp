#include "engine/core/model/nature.hpp"

#include <algorithm>
#include <array>

namespace filrouge {
namespace {

constexpr auto all_natures = std::to_array<NatureFacts>({
#define FILROUGE_NATURE(word, people, said, label, family, alarming, running, telling, told) \
  {#word, people, said, label, NatureFamily::family, alarming, running, Telling::telling, told},
#include "engine/core/model/nature.def"
#undef FILROUGE_NATURE
});

constexpr auto all_statuts = std::to_array<StatutFacts>({
#define FILROUGE_STATUT(word, people, said, due, late, rank) {#word, people, said, due, late, rank},
#include "engine/core/model/statut.def"
#undef FILROUGE_STATUT
});

template <class Facts>
const Facts* named(std::span<const Facts> all, std::string_view word) {
  const auto found = std::ranges::find(all, word, &Facts::word);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::span<const NatureFacts> natures() {
  return all_natures;
}
std::span<const StatutFacts> statuts() {
  return all_statuts;
}
const NatureFacts& facts_of(Nature nature) {
  return all_natures[static_cast<std::size_t>(nature)];
}
const StatutFacts* facts_of(Statut statut) {
  return statut == Statut::none ? nullptr : &all_statuts[static_cast<std::size_t>(statut) - 1];
}
const NatureFacts* nature_named(std::string_view word) {
  return named(natures(), word);
}
const StatutFacts* statut_named(std::string_view word) {
  return named(statuts(), word);
}

std::string_view nature_name(Nature nature) {
  return facts_of(nature).word;
}
std::string_view statut_name(Statut statut) {
  const auto* facts = facts_of(statut);
  return facts ? facts->word : std::string_view();
}
std::string_view bound_name(Bound bound) {
  constexpr std::string_view names[] = {"", "pas_avant", "au_plus_tard"};
  return names[static_cast<std::size_t>(bound)];
}
std::string_view nature_for_people(std::string_view nature) {
  const auto* facts = nature_named(nature);
  return facts ? facts->people : nature;
}
std::string_view statut_for_people(std::string_view statut) {
  const auto* facts = statut_named(statut);
  return facts ? facts->people : statut;
}
std::string_view bound_for_people(std::string_view bound) {
  return bound == bound_name(Bound::not_before)  ? "pas avant"
         : bound == bound_name(Bound::not_after) ? "au plus tard"
                                                 : bound;
}

}  // namespace filrouge
