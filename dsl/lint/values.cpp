#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"

/// A parameter read on days when it has no value: what rests on it is unknown, and asks for a fact that no
/// dossier can give. (A hole within the days of its own module is an error: F372.)
namespace filrouge::dsl {
namespace {

SourceRange line_of(const SourceSet& sources, const RuleInfo& rule) {
  for (std::uint32_t f = 0; f < sources.size(); ++f) {
    const auto& file = sources[f];
    if (file.path() != rule.file || rule.line == 0 || rule.line > file.line_count()) continue;
    const auto line = file.line(rule.line);
    const auto blank = std::min(line.find_first_not_of(" \t"), line.size());
    const auto begin = file.line_start(rule.line);
    return {f, begin + static_cast<std::uint32_t>(blank), begin + static_cast<std::uint32_t>(line.size())};
  }
  return {};
}

/// The days of the period on which it has none: the first such stretch.
Period without_value(const Parameter& parameter, Period period) {
  std::vector<const DatedValue*> values;
  for (const auto& value : parameter.values)
    if (value.departement.empty()) values.push_back(&value);
  if (values.empty()) return {};
  const auto within = [&](Date from, Date to) {
    const Period hole{from, to};
    const auto first = first_common_day(hole, period);
    if (!first.known()) return Period{};
    auto last = to;
    if (period.to.known() && (!last.known() || period.to < last)) last = period.to;
    return Period{first, last};
  };
  const auto& front = values.front()->from;
  if (front.known() && period.from.known() && period.from < front)
    if (const auto hole = within(period.from, front - 1); hole.from.known()) return hole;
  for (std::size_t i = 0; i < values.size(); ++i) {
    // « = inconnu », since ever, is what the text says.
    if (values[i]->value.known() || !values[i]->from.known()) continue;
    const auto to = i + 1 < values.size() ? values[i + 1]->from - 1 : Date{};
    if (const auto hole = within(values[i]->from, to); hole.from.known()) return hole;
  }
  return {};
}

}  // namespace

void remark_values(const Reviewed& rules, Diagnostics& diagnostics) {
  const auto& model = rules.model;
  std::map<RuleId, const Parameter*> of_rule;
  for (const auto& parameter : model.parameters)
    if (!parameter.of_a_target) of_rule[parameter.rule] = &parameter;
  std::set<std::pair<RuleId, Symbol>> said;
  for (const auto& [user, used] : model.uses) {
    const auto found = of_rule.find(used);
    if (found == of_rule.end()) continue;
    const auto& parameter = *found->second;
    const auto& rule = model.rules[user];
    const auto hole = without_value(parameter, {rule.in_force_from, rule.in_force_to});
    if (!hole.from.known() || !said.emplace(user, parameter.name).second) continue;
    const auto days = hole.to.known()
                          ? fmt::format("du {} au {}", french_date(hole.from), french_date(hole.to))
                          : fmt::format("depuis le {}", french_date(hole.from));
    diagnostics.report(Code::value_missing_in_use, line_of(rules.sources, rule), {parameter.label, days})
        .suggesting({"ajoutez la valeur de ces jours, ou bornez la règle par « en vigueur … »",
                     "add the value of these days, or bound the rule with « en vigueur … »"})
        .also(line_of(rules.sources, model.rules[used]), {"le paramètre est ici", "the parameter is here"});
  }
}

}  // namespace filrouge::dsl
