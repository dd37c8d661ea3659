#include "engine/core/dossier/coherence.hpp"

#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/text/quotable.hpp"

namespace filrouge {
namespace {

bool corrects(const RawEvent& event) {
  return event.type == "correction" || event.type == "annulation";
}

std::string event_path(std::size_t rank, std::string_view key) {
  return "evenements/" + std::to_string(rank) + "/" + std::string(key);
}

}  // namespace

std::optional<Incoherence> find_incoherence(const Record& record) {
  std::unordered_map<std::string_view, std::size_t> persons;
  for (std::size_t i = 0; i < record.persons.size(); ++i)
    if (!persons.emplace(record.persons[i].id, i).second)
      return Incoherence{
          "personnes/" + std::to_string(i) + "/id",
          "l'identifiant" + after_noun(record.persons[i].id) + " désigne déjà une autre personne du dossier"};

  std::unordered_map<std::string_view, std::size_t> events;
  bool has_corrections = false;
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    const auto& event = record.events[i];
    const auto [other, is_new] = events.emplace(event.id, i);
    if (!is_new)
      return Incoherence{event_path(i, "id"),
                         "l'identifiant" + after_noun(event.id) + " est déjà celui de l'événement " +
                             std::to_string(other->second) + " ; un événement garde un identifiant à lui"};
    if (!corrects(event)) continue;
    has_corrections = true;
    if (event.target.empty())
      return Incoherence{
          event_path(i, "champs/cible"),
          "une correction dit quel événement elle corrige : « cible » et l'identifiant de l'événement"};
  }
  if (!has_corrections) return std::nullopt;

  // From which correction each was come to: long chains are walked once.
  constexpr auto nowhere = static_cast<std::size_t>(-1);
  std::vector<std::size_t> come_from(record.events.size(), nowhere);
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    for (auto at = i; corrects(record.events[at]) && come_from[at] == nowhere;) {
      come_from[at] = i;
      const auto target = events.find(record.events[at].target);
      if (target == events.end()) break;
      at = target->second;
      if (come_from[at] == i)
        return Incoherence{event_path(i, "champs/cible"),
                           "des corrections se corrigent l'une l'autre en cercle, à partir de celle-ci" +
                               after_noun(record.events[i].id)};
    }
  }
  return std::nullopt;
}

}  // namespace filrouge
