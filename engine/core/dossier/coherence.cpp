#include "engine/core/dossier/coherence.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"

namespace filrouge {
namespace {

bool corrects(const RawEvent& event) {
  return event.type == "correction" || event.type == "annulation";
}

std::string event_path(std::size_t rank, std::string_view key) {
  return "evenements/" + std::to_string(rank) + "/" + std::string(key);
}

/// "646.50" is 646.5.
std::string_view without_last_zeros(std::string_view digits) {
  if (digits.find('.') == std::string_view::npos || digits.find_first_of("eE") != std::string_view::npos)
    return digits;
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.remove_suffix(1);
  return digits;
}

bool same_value(const RawValue& one, const RawValue& other) {
  if (one == other) return true;
  if ((one.kind == RawValue::Kind::null) != (other.kind == RawValue::Kind::null)) return false;
  if (one.kind == RawValue::Kind::number && other.kind == RawValue::Kind::number)
    return without_last_zeros(one.text) == without_last_zeros(other.text);
  return fold(one.text) == fold(other.text);
}

/// By sorting: a dossier may tell of as many spans as it has room for.
std::optional<Incoherence> find_contrary(const std::vector<RawAttribute>& spans, const std::string& of_whom) {
  if (spans.size() < 2) return std::nullopt;
  const auto told = [&](std::size_t i) {
    return std::tuple(std::string_view(spans[i].name), spans[i].from, spans[i].known);
  };
  std::vector<std::size_t> order(spans.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return told(a) < told(b); });
  const auto path = [&](std::size_t i) { return of_whom + "attributs/" + std::to_string(i); };
  constexpr auto none = static_cast<std::size_t>(-1);
  auto ended = none;  // the last of those told together that says its end
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const auto &one = spans[order[i]], &other = spans[order[i + 1]];
    if (one.to.known()) ended = order[i];
    if (told(order[i]) != told(order[i + 1])) {
      ended = none;
      continue;
    }
    const auto against = ended != none && same_value(one.value, other.value) ? ended : order[i];
    if (contrary(spans[against], other))
      return Incoherence{path(order[i + 1]), contradiction(spans[against], other, "en " + path(against))};
  }
  return std::nullopt;
}

}  // namespace

bool contrary(const RawAttribute& one, const RawAttribute& other) {
  if (one.name != other.name || one.from != other.from || one.known != other.known) return false;
  return !same_value(one.value, other.value) || (one.to.known() && other.to.known() && one.to != other.to);
}

std::string contradiction(const RawAttribute& one, const RawAttribute& other, const std::string& where) {
  const bool value = !same_value(one.value, other.value);
  return "l'attribut " + shown_word(other.name) +
         (other.from.known() ? " du " + iso_date(other.from) : std::string()) + " a déjà une autre " +
         (value ? "valeur" : "fin") + ", sue le même jour, " + where +
         " : laquelle est vraie ? gardez-la seule ; si la seconde corrige la première, donnez-lui un "
         "« connu_le » plus récent" +
         (value ? " ; si elle lui succède, son propre « le »" : "");
}

std::optional<Incoherence> find_incoherence(const Record& record) {
  std::unordered_map<std::string_view, std::size_t> persons;
  for (std::size_t i = 0; i < record.persons.size(); ++i)
    if (!persons.emplace(record.persons[i].id, i).second)
      return Incoherence{
          "personnes/" + std::to_string(i) + "/id",
          "l'identifiant" + after_noun(record.persons[i].id) + " désigne déjà une autre personne du dossier"};

  if (auto fault = find_contrary(record.attributes, {})) return fault;
  for (std::size_t i = 0; i < record.persons.size(); ++i)
    if (auto fault = find_contrary(record.persons[i].attributes, "personnes/" + std::to_string(i) + "/"))
      return fault;

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
