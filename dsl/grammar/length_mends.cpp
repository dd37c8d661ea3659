#include "dsl/grammar/length_mends.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace filrouge::dsl::grammar {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr auto units = std::to_array<std::string_view>(
    {"heure", "heures", "jour", "jours", "semaine", "semaines", "mois", "an", "ans", "annee", "annees"});

constexpr auto short_units = std::to_array<Pair>(
    {{"h", "heures"}, {"j", "jours"}, {"jr", "jours"}, {"jrs", "jours"}, {"sem", "semaines"}, {"m", "mois"}});

constexpr auto numbers = std::to_array<std::pair<std::string_view, int>>(
    {{"un", 1},      {"une", 1},       {"deux", 2},       {"trois", 3},     {"quatre", 4}, {"cinq", 5},
     {"six", 6},     {"sept", 7},      {"huit", 8},       {"neuf", 9},      {"dix", 10},   {"onze", 11},
     {"douze", 12},  {"treize", 13},   {"quatorze", 14},  {"quinze", 15},   {"seize", 16}, {"vingt", 20},
     {"trente", 30}, {"quarante", 40}, {"cinquante", 50}, {"soixante", 60}, {"cent", 100}});

/// « vingt-quatre »: 24. None: a word that is no number, or « quatre-vingts », which nobody writes here.
int number_of(std::string_view word) {
  int sum = 0;
  for (std::size_t at = 0; at <= word.size();) {
    const auto dash = std::min(word.find('-', at), word.size());
    const auto part = word.substr(at, dash - at);
    const auto found = std::ranges::find(numbers, part, [](const auto& one) { return one.first; });
    if (part != "et" && (found == numbers.end() || (sum != 0 && found->second >= 20))) return 0;
    if (part != "et") sum += found->second;
    at = dash + 1;
  }
  return sum;
}

bool is_unit(std::string_view word) {
  return std::ranges::find(units, word) != units.end();
}

Phrase in_figures(const std::string& length) {
  return {"écrivez le nombre en chiffres : « " + length + " »",
          "write the number in figures: « " + length + " »"};
}

Phrase written_so(const std::string& length) {
  return {"écrivez « " + length + " »", "write « " + length + " »"};
}

/// « à compter de », « à partir du », « suivant »: how many words.
int start_as_in_a_text(Cursor at, Cursor last) {
  if (at->is("suivant") || at->is("depuis")) return 1;
  if (at->is("a") && last - at > 2 && ((at + 1)->is("compter") || (at + 1)->is("partir"))) return 3;
  return 0;
}

}  // namespace

std::span<const std::string_view> length_units() {
  return units;
}

Phrase length_taken_for_a_name(std::string_view name) {
  const auto letters = std::min(name.find_first_not_of("0123456789"), name.size());
  const std::string unit(name.substr(letters));
  if (!is_unit(unit)) return {};
  if (letters == 0) return name.ends_with('s') && name != "mois" ? Phrase() : in_figures("1 " + unit);
  const auto apart = std::string(name.substr(0, letters)) + " " + unit;
  return {"une espace sépare le nombre de son unité : « " + apart + " »",
          "a space parts the number from its unit: « " + apart + " »"};
}

LengthMend length_mend(const Builder& builder, Cursor first, Cursor stopped, Cursor last) {
  if (stopped == last || stopped <= first || stopped->kind != TokenKind::word) return {stopped, stopped, {}};
  const auto before = stopped - 1;
  const std::string_view word = stopped->text;
  if (is_unit(word))
    if (const auto number = number_of(before->text); number != 0)
      return {before, stopped,
              in_figures(std::to_string(number) + " " + builder.written(stopped, stopped + 1))};
  if (word == "et" && last - stopped > 2 && is_unit((stopped + 2)->text))
    if (const auto number = number_of(before->text + "-et-" + (stopped + 1)->text); number != 0)
      return {before, stopped + 2,
              in_figures(std::to_string(number) + " " + builder.written(stopped + 2, stopped + 3))};
  if (stopped - first > 1 && is_unit(before->text) && ((before - 1)->is("un") || (before - 1)->is("une")))
    return {before - 1, stopped, in_figures("1 " + builder.written(before, stopped))};
  if (before->kind == TokenKind::number) {
    const auto meant = std::ranges::find(short_units, word, &Pair::first);
    if (meant != short_units.end())
      return {stopped, stopped + 1, written_so(before->text + " " + std::string(meant->second))};
    if (word == "minute" || word == "minutes")
      return {stopped,
              stopped + 1,
              {"la plus courte durée est d'une heure : « 1 heure »",
               "the shortest length is one hour: « 1 heure »"}};
  }
  const auto unit = before->text.starts_with("ouvr") ? before - 1 : before;
  if (unit - first < 1 || !is_unit(unit->text) || (unit - 1)->kind != TokenKind::number)
    return {stopped, stopped, {}};
  const auto length = builder.written(unit - 1, stopped);
  if (word.starts_with("calendaire"))
    return {stopped,
            stopped + 1,
            {"des jours sans autre mot sont calendaires : « " + length + " »",
             "days without another word are calendar days: « " + length + " »"}};
  if (before->text.starts_with("heure") && word.starts_with("ouvr"))
    return {stopped,
            stopped + 1,
            {"seuls des jours sont ouvrés ou ouvrables ; des heures se suivent sans s'arrêter",
             "only days are worked or workable; hours run on without a stop"}};
  if (word == "franc" || word == "francs")
    return {stopped,
            stopped + 1,
            {"« franc » suit le point de départ : « " + length + " après …, franc »",
             "« franc » comes after the starting point: « " + length + " après …, franc »"}};
  if (const auto words = start_as_in_a_text(stopped, last); words != 0)
    return {stopped,
            stopped + words,
            {"le point de départ suit « après » : « " + length + " après … »",
             "the starting point follows « après »: « " + length + " après … »"}};
  return {stopped, stopped, {}};
}

}  // namespace filrouge::dsl::grammar
