#include "dsl/document/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "dsl/document/markdown.hpp"

namespace filrouge::dsl {
namespace {

/// More would not be held in the ear.
constexpr std::size_t most_rows = 8, most_parts = 3;

/// What the inputs must be for one value of an output: a cell each, empty where any does.
using Case = std::vector<std::vector<Value>>;
using Lines = std::vector<std::pair<Case, const std::vector<TableCell>*>>;

bool is_boolean(const Model& model, ExprId input) {
  return model.exprs[input].type == ValueType::boolean;
}

/// Two cases that differ in one input alone are one case: there, either of them.
std::optional<Case> joined(const Model& model, const Table& table, const Case& a, const Case& b) {
  std::optional<std::size_t> differs;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (differs || a[i].empty() || b[i].empty()) return std::nullopt;
    differs = i;
  }
  if (!differs) return a;
  auto made = a;
  auto& either = made[*differs];
  for (const auto& value : b[*differs])
    if (std::ranges::find(either, value) == either.end()) either.push_back(value);
  if (is_boolean(model, table.inputs[*differs]) && either.size() == 2) either.clear();
  return made;
}

void join(const Model& model, const Table& table, std::vector<Case>& cases) {
  for (std::size_t i = 0; i < cases.size(); ++i)
    for (std::size_t j = i + 1; j < cases.size(); ++j)
      if (auto one = joined(model, table, cases[i], cases[j])) {
        cases[i] = std::move(*one);
        cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(j));
        return join(model, table, cases);
      }
}

std::string told(const RuleWords& words, const Table& table, const Case& when) {
  std::vector<std::string> parts;
  const auto anywhere = words.wording_anywhere();
  for (std::size_t i = 0; i < when.size(); ++i) {
    if (when[i].empty()) continue;
    const auto input = words.expr(table.inputs[i], anywhere, Beside::of);
    std::vector<std::string> values;
    for (const auto& value : when[i]) values.push_back(words.value(value));
    if (is_boolean(words.model(), table.inputs[i]))
      parts.push_back(when[i].front().lo ? input : "non " + input);
    else if (values.size() == 1)
      parts.push_back(input + " = " + values.front());
    else
      parts.push_back(fmt::format("{} parmi ({})", input, fmt::join(values, ", ")));
  }
  return fmt::format("{}", fmt::join(parts, " et "));
}

/// Each output, over those lines: what it is worth, and when.
std::string outputs(const RuleWords& words, const Table& table, const Lines& lines, std::string_view always) {
  const auto& model = words.model();
  std::string page;
  for (std::size_t o = 0; o < table.outputs.size(); ++o) {
    std::vector<std::pair<std::string, std::vector<Case>>> results;
    for (const auto& [when, row] : lines) {
      const auto result = cell_words(words, (*row)[table.inputs.size() + o]);
      auto met = std::ranges::find(results, result, &std::pair<std::string, std::vector<Case>>::first);
      if (met == results.end()) met = results.insert(met, {result, {}});
      met->second.push_back(when);
    }
    std::vector<std::string> said;
    for (auto& [result, cases] : results) {
      join(model, table, cases);
      std::vector<std::string> whens;
      for (const auto& when : cases)
        if (auto text = told(words, table, when); !text.empty()) whens.push_back("si " + text);
      said.push_back(whens.empty() ? result + std::string(always)
                                   : fmt::format("{} {}", result, fmt::join(whens, ", ou ")));
    }
    page += fmt::format("- **{}** : {}.\n", cell(model.vocabulary.told(model.text(table.outputs[o]))),
                        fmt::join(said, " ; "));
  }
  return page;
}

/// The lines by what they share beside « oui » and « non »: said once, a list is not heard again at each
/// value. None where it would not shorten.
std::vector<std::pair<Case, Lines>> by_words(const Model& model, const Table& table, const Lines& all) {
  std::vector<std::pair<Case, Lines>> parts;
  for (const auto& [when, row] : all) {
    Case shared(when.size()), own(when.size());
    for (std::size_t i = 0; i < when.size(); ++i)
      (is_boolean(model, table.inputs[i]) ? own : shared)[i] = when[i];
    auto met = std::ranges::find(parts, shared, &std::pair<Case, Lines>::first);
    if (met == parts.end()) met = parts.insert(met, {shared, {}});
    met->second.emplace_back(std::move(own), row);
  }
  const bool says_nothing = std::ranges::any_of(parts, [](const auto& part) {
    return std::ranges::all_of(part.first, [](const auto& values) { return values.empty(); });
  });
  if (says_nothing || parts.size() > most_parts || parts.size() == all.size()) parts.clear();
  return parts;
}

}  // namespace

std::string cell_words(const RuleWords& words, const TableCell& cell) {
  std::vector<std::string> values;
  for (const auto& value : cell.values) values.push_back(words.value(value));
  return cell.kind == TableCell::Kind::any       ? std::string("–")
         : cell.kind == TableCell::Kind::unknown ? std::string("inconnu")
                                                 : fmt::format("{}", fmt::join(values, ", "));
}

std::string by_column(const RuleWords& words, const Table& table) {
  if (table.first_match || table.rows.size() < 2 || table.rows.size() > most_rows) return {};
  // Of one input and one output, the lines are that reading.
  if (table.inputs.size() == 1 && table.outputs.size() == 1) return {};
  Lines all;
  for (const auto& row : table.rows) {
    Case when;
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      if (row[i].kind == TableCell::Kind::unknown) return {};
      const bool both = is_boolean(words.model(), table.inputs[i]) && row[i].values.size() > 1;
      when.push_back(both ? std::vector<Value>() : row[i].values);
    }
    all.emplace_back(std::move(when), &row);
  }
  const auto parts = by_words(words.model(), table, all);
  if (parts.empty()) return outputs(words, table, all, ", toujours");
  std::string page;
  for (const auto& [shared, lines] : parts)
    page += fmt::format("{}Si {} :\n\n{}", page.empty() ? "" : "\n", told(words, table, shared),
                        outputs(words, table, lines, ""));
  return page;
}

}  // namespace filrouge::dsl
