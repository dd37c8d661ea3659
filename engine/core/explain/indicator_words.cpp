#include "engine/core/explain/indicator_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/explain/phrase.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge {
namespace {

std::string quoted(const std::string& text) {
  return "« " + text + " »";
}

Wording of_the_base() {
  Wording wording;
  wording.reach = Domain::person;
  return wording;
}

std::string query_words(const Program& program, QueryId id) {
  return query_phrase(program.model, id, of_the_base());
}

std::string length_words(const Program& program, ExprId id) {
  const auto& expr = program.model.exprs[id];
  if (expr.op != Op::parameter) return phrase(program.model, id, of_the_base());
  const auto& values = program.model.parameters[expr.data].values;
  if (values.size() != 1) return quoted(phrase(program.model, id, of_the_base()));
  return plain_bound(values.front().value, false) + (values.front().verified ? "" : " (à vérifier)");
}

/// The labels of the states asked for of procédures that have one label, each once: « à signer » ou « en
/// cours ».
std::string labels_of(const Program& program, const Indicator& indicator, const std::string& procedure) {
  std::string text;
  std::vector<std::string> said;
  for (const auto& state : indicator.states) {
    const auto& of = program.model.procedures[state.procedure];
    auto label = quoted(shown(of.states[state.state].label));
    if (shown(of.label) != procedure || std::ranges::find(said, label) != said.end()) continue;
    text += (said.empty() ? "" : " ou ") + label;
    said.push_back(std::move(label));
  }
  return text;
}

std::string states_words(const Program& program, const Indicator& indicator, bool with_procedure) {
  std::string text;
  std::vector<std::string> said;
  for (const auto& state : indicator.states) {
    auto procedure = shown(program.model.procedures[state.procedure].label);
    if (std::ranges::find(said, procedure) != said.end()) continue;
    text += (said.empty() ? "" : ", ou ") + labels_of(program, indicator, procedure);
    if (with_procedure) text += " (" + procedure + ")";
    said.push_back(std::move(procedure));
  }
  return text;
}

std::string procedures_words(const Program& program, const std::vector<std::uint16_t>& procedures) {
  std::string text;
  std::vector<std::string> said;
  for (const auto p : procedures) {
    auto one = quoted(shown(program.model.procedures[p].label));
    if (std::ranges::find(said, one) != said.end()) continue;
    text += (said.empty() ? "" : " ou ") + one;
    said.push_back(std::move(one));
  }
  return text;
}

std::string limit_words(const Indicator& indicator, std::int64_t limit) {
  const auto unit = measure_unit(indicator);
  if (unit == "jours") return fmt::format("{} {}", limit, limit > 1 ? "jours" : "jour");
  return unit == "nombre" ? fmt::format("{}", limit) : fmt::format("{} {}", hundredths_shown(limit), unit);
}

}  // namespace

std::string measure_sentence(const Program& program, const Indicator& indicator) {
  const auto from = [&] {
    const auto start = query_words(program, indicator.from);
    return indicator.counted_from == none_id
               ? start
               : start +
                     " (compté depuis : " + day_phrase(program.model, indicator.counted_from, of_the_base()) +
                     ")";
  };
  const auto to = [&] { return query_words(program, indicator.to); };
  switch (indicator.measure) {
    case IndicatorMeasure::median_days:
      return "médiane des jours de " + from() + " à " + to();
    case IndicatorMeasure::mean_days:
      return "moyenne des jours de " + from() + " à " + to();
    case IndicatorMeasure::count:
      return "nombre d'actes " + from();
    case IndicatorMeasure::share:
      return "part des actes " + from() + " parmi les actes " + to();
    case IndicatorMeasure::share_after:
      return "part des actes " + from() + " que suit " + to() +
             (indicator.within == none_id ? std::string(", à ce jour")
                                          : ", dans le délai : " + length_words(program, indicator.within));
    case IndicatorMeasure::breakdown:
      return "répartition des actes " + from() + " selon " +
             quoted(plain_name(program, program.model.vocabulary.field_name(indicator.field)));
    case IndicatorMeasure::sum:
      return "somme de " + quoted(plain_name(program, program.model.vocabulary.field_name(indicator.field))) +
             " dans les actes " + from();
    case IndicatorMeasure::in_states:
      if (indicator.of_persons)
        return "nombre de personnes dans l'état " + states_words(program, indicator, true);
      return "nombre de " + procedures_words(program, {indicator.states.front().procedure}) +
             " dans l'état " + states_words(program, indicator, false);
    case IndicatorMeasure::share_in_states:
      return (indicator.of_persons ? "part des personnes dans l'état " : "part dans l'état ") +
             states_words(program, indicator, indicator.of_persons) + " parmi " +
             procedures_words(program, indicator.whole);
  }
  return {};
}

std::string_view measure_unit(const Indicator& indicator) {
  switch (indicator.measure) {
    case IndicatorMeasure::median_days:
    case IndicatorMeasure::mean_days:
      return "jours";
    case IndicatorMeasure::share:
    case IndicatorMeasure::share_after:
    case IndicatorMeasure::share_in_states:
      return "%";
    default:
      return indicator.sum_of_money ? "€" : "nombre";
  }
}

std::string target_words(const Indicator& indicator) {
  const auto& target = indicator.target;
  if (target.has_least && target.has_greatest)
    return fmt::format("entre {} et {}", limit_words(indicator, target.least),
                       limit_words(indicator, target.greatest));
  if (target.has_least) return "au moins " + limit_words(indicator, target.least);
  if (target.has_greatest) return "au plus " + limit_words(indicator, target.greatest);
  return {};
}

bool is_delay(const Indicator& indicator) {
  return measure_unit(indicator) == "jours";
}

std::string axis_shown(const Program& program, std::string_view axis) {
  if (axis == "organisme") return "organisme payeur";
  if (axis == "departement") return "département";
  if (axis == "referent") return "référent";
  if (axis == "organisme_orientation") return "organisme de l'orientation";
  if (axis == "territoire" || axis == "mois" || axis == "structure" || axis == "parcours")
    return std::string(axis);
  return plain_name(program, axis);
}

std::string hundredths_shown(std::int64_t hundredths) {
  const auto whole = hundredths / 100, rest = hundredths % 100;
  if (rest == 0) return fmt::format("{}", whole);
  return rest % 10 ? fmt::format("{},{:02}", whole, rest) : fmt::format("{},{}", whole, rest / 10);
}

}  // namespace filrouge
