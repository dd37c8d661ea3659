#include "dsl/document/delai_words.hpp"

#include <fmt/format.h>

#include <vector>

#include "engine/core/model/plain_bound.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

/// « jusqu'au 31 décembre 2026 », « jusqu'à la fin de « Temps de la personne » ».
std::string until(const std::string& day) {
  return "jusqu'" + joined_by_to(day.starts_with("fin ") ? "la " + day : day);
}

std::string bound_words(const Delai& it) {
  return it.inclusive ? ", borne incluse" : ", borne exclue";
}

/// « pendant la durée de … ».
std::string of_a_length(const std::string& told) {
  return told.starts_with("durée") ? "la " + told : told;
}

/// « 2 mois après l'orientation ».
std::string counted(const Delai& it, const DelaiTold& told) {
  return fmt::format("{} {} {}", told.value(it.length, Beside::sum), it.backwards ? "avant" : "après",
                     it.point == none_id ? std::string() : told.day(it.point, Beside::sum));
}

std::string rhythm(const Delai& it, const DelaiTold& told, const std::string& since) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
  if (it.target_every != none_id) add("objectif " + every(told.value(it.target_every, Beside::nothing)));
  if (it.limit_every != none_id) add("au plus tard " + every(told.value(it.limit_every, Beside::nothing)));
  if (!it.ordinals.empty()) {
    std::string ranks;
    for (std::size_t i = 0; i < it.ordinals.size(); ++i)
      ranks += (i == 0                        ? ""
                : i + 1 == it.ordinals.size() ? " et "
                                              : ", ") +
               fmt::format("{}{}", it.ordinals[i], it.ordinals[i] == 1 ? "er" : "e");
    add(fmt::format("aux {} {}", ranks,
                    it.ordinal_unit.months      ? "mois"
                    : it.ordinal_unit.days == 7 ? "semaines"
                                                : "jours"));
  }
  text += since;
  if (it.limit_every != none_id || it.target_every != none_id)
    add((it.rolling ? "glissants" : "civils") + bound_words(it));
  add(it.anchored ? "ancrés" : "enchaînés");
  if (it.tolerance != none_id) add("tolérance " + told.value(it.tolerance, Beside::nothing));
  return text;
}

}  // namespace

std::string delai_heading(const Model& model, const Delai& it, const DelaiTold& told) {
  if (it.as_soon_as_possible) return "dès que possible";
  const auto value = [&](ExprId id) { return told.value(id, Beside::nothing); };
  const auto since = it.point == none_id ? std::string() : " depuis " + told.day(it.point, Beside::sum);
  switch (facts_of(it.kind).heading) {
    case DelaiHeading::span:
      return fmt::format(
          "à compter {}, {} {}", joined_by_of(told.day(it.point, Beside::of)),
          it.until == none_id ? "pendant" : "le dernier jour étant celui",
          it.until == none_id ? of_a_length(value(it.length)) : joined_by_of(told.day(it.until, Beside::of)));
    case DelaiHeading::bounds: {
      const auto bound = [&](ExprId id, const char* word) {
        return id == none_id ? std::string() : std::string(word) + value(id);
      };
      const auto least = bound(it.minimum, "au moins "), most = bound(it.maximum, "au plus ");
      return least + (least.empty() || most.empty() ? "" : " et ") + most +
             (it.judges_length() ? bound_words(it) : std::string()) + since;
    }
    case DelaiHeading::recurrence:
      return rhythm(it, told, since);
    case DelaiHeading::length_or_until:
      if (it.until == none_id) return "jusqu'à " + counted(it, told);
      return until(told.day(it.until, Beside::nothing));
    default:
      if (it.until != none_id)
        return (model.exprs[it.until].op == Op::literal ? "" : "le jour de ") +
               told.day(it.until, Beside::of);
      return counted(it, told);
  }
}

std::string delai_counting(const Delai& it) {
  std::string text;
  if (it.franc != Choice::no) text += it.franc == Choice::yes ? ", franc" : ", franc incertain";
  if (it.proroge != Choice::no)
    text += it.proroge == Choice::yes ? ", prorogé si samedi, dimanche ou férié" : ", prorogation incertaine";
  if (it.calendar != Calendar::unknown) text += fmt::format(", calendrier {}", calendar_told(it.calendar));
  if (it.state != no_id && it.of_instance) text += ", de l'instance";
  if (it.for_person) text += ", au bénéfice de la personne";
  if (it.against_person) text += ", opposé à la personne";
  return text;
}

std::string lengths_of(const Parameter& parameter, const std::string& departement) {
  constexpr std::size_t few = 3;
  std::vector<std::string> list;
  for (const auto& it : parameter.values) {
    if (!it.departement.empty() && !departement.empty() && it.departement != departement) continue;
    if (it.value.kind != Value::Kind::duration) return {};
    auto one = plain_span(it.value);
    if (!it.departement.empty())
      one += " pour " + (it.territoire.empty() ? std::string() : "« " + it.territoire + " », ") +
             "le département " + it.departement;
    // The first version holds from the day of its text, which is said elsewhere.
    else if (it.from.known() && !list.empty())
      one += " depuis le " + french_date(it.from);
    list.push_back(std::move(one));
  }
  return list.size() > few ? std::string() : listed(list);
}

std::string every(const std::string& length) {
  if (length == "1 mois") return "chaque mois";
  const bool feminine = length.find("semaine") != std::string::npos;
  return (feminine ? "toutes les " : "tous les ") + length;
}

}  // namespace filrouge::dsl
