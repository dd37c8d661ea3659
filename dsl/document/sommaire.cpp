#include "dsl/document/sommaire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/document/markdown.hpp"

namespace filrouge::dsl {
namespace {

/// Which scénarios go through a rule, itself or through the rules that name it.
class Played {
 public:
  Played(const Program& program, const TestRun& run)
      : model_(program.model), by_rule_(program.model.rules.size()) {
    for (std::uint32_t s = 0; s < run.results.size(); ++s)
      for (const auto rule : run.results[s].reached) by_rule_[rule].push_back(s);
    for (RuleId rule = 0; rule < model_.rules.size(); ++rule) by_code_.emplace(model_.rules[rule].code, rule);
    // A table read by a définition read by a guard: as many rounds as the longest such chain.
    for (bool grown = true; grown;) {
      grown = false;
      for (const auto& [user, named] : model_.uses)
        for (const auto scenario : under(user)) grown = add(by_rule_[named], scenario) || grown;
    }
  }

  /// Of the rule and of all it holds: a procédure is played when one of its états is.
  std::vector<std::uint32_t> under(RuleId rule) const {
    auto scenarios = by_rule_[rule];
    const auto prefix = model_.rules[rule].code + ".";
    for (auto it = by_code_.lower_bound(prefix); it != by_code_.end() && it->first.starts_with(prefix); ++it)
      for (const auto scenario : by_rule_[it->second]) add(scenarios, scenario);
    return scenarios;
  }

 private:
  static bool add(std::vector<std::uint32_t>& list, std::uint32_t scenario) {
    const auto at = std::ranges::lower_bound(list, scenario);
    if (at != list.end() && *at == scenario) return false;
    list.insert(at, scenario);
    return true;
  }

  const Model& model_;
  std::vector<std::vector<std::uint32_t>> by_rule_;
  std::multimap<std::string, RuleId> by_code_;
};

std::string place_of(const RuleInfo& rule, const std::string& links) {
  const auto text = fmt::format("{}:{}", rule.file, rule.line);
  return links.empty() ? code(text) : fmt::format("[{}]({}{}#L{})", cell(text), links, rule.file, rule.line);
}

/// « national », « departements/58 », « parcours/seed-001 »: the folder, or the first of national ones.
std::string part_of(const RuleInfo& rule) {
  if (rule.file.starts_with("national/")) return "national";
  const auto slash = rule.file.rfind('/');
  return slash == std::string::npos ? std::string("règles") : rule.file.substr(0, slash);
}

/// What follows the module's name, without the number that tells versions apart: « contractualisation.signer
/// ».
std::string short_code(const Model& model, RuleId rule) {
  const auto& info = model.rules[rule];
  const auto& module = model.modules[info.module].name;
  auto code = info.code.starts_with(module + ".") ? info.code.substr(module.size() + 1) : info.code;
  const auto digits = code.find_last_not_of("0123456789");
  if (digits != std::string::npos && digits + 1 < code.size() && code[digits] == '_') {
    const auto first = info.code.substr(0, info.code.size() - (code.size() - digits));
    if (std::ranges::find(model.rules, first, &RuleInfo::code) != model.rules.end()) code.resize(digits);
  }
  return code;
}

/// « `a`, `b` »
std::string quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

bool only_indicators(const Model& model, const Topic& topic) {
  return !topic.rules.empty() && std::ranges::all_of(topic.rules, [&](RuleId rule) {
    return std::ranges::any_of(model.indicators, [&](const Indicator& indicator) {
      return model.rules[indicator.rule].code == model.rules[rule].code;
    });
  });
}

constexpr std::size_t listed = 4;

std::string scenarios_of(const SommaireRow& row) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row.scenarios.size() && i < listed; ++i)
    names.push_back(row.scenarios[i]->name);
  auto text = quoted(names);
  if (row.scenarios.size() > listed)
    text += fmt::format(" et {} autre{}", row.scenarios.size() - listed,
                        row.scenarios.size() - listed > 1 ? "s" : "");
  return text;
}

std::string status_of(const SommaireRow& row) {
  const auto& topic = *row.topic;
  if (!topic.without_rule.empty()) return "cité, sans règle : " + topic.without_rule;
  std::string text = topic.by_program.empty() ? "encodé" : "fait par le programme : " + topic.by_program;
  if (row.verified) return text + (topic.by_program.empty() ? ", vérifié" : "");
  return text + fmt::format(" ; à vérifier : {}", fmt::join(row.unverified, ", "));
}

}  // namespace

std::vector<SommaireRow> sommaire_rows(const Program& program, const TestRun& run) {
  const auto& model = program.model;
  const Played played(program, run);
  std::vector<SommaireRow> rows;
  for (const auto& topic : model.topics) {
    SommaireRow row;
    row.topic = &topic;
    const auto read = [&](RuleId rule) {
      for (const auto& basis : model.rules[rule].basis)
        if (!basis.verified && std::ranges::find(row.unverified, basis.text) == row.unverified.end())
          row.unverified.push_back(basis.text);
    };
    read(topic.rule);
    std::vector<std::uint32_t> scenarios;
    for (const auto rule : topic.rules) {
      read(rule);
      for (const auto scenario : played.under(rule)) scenarios.push_back(scenario);
    }
    std::ranges::sort(scenarios);
    scenarios.erase(std::ranges::unique(scenarios).begin(), scenarios.end());
    for (const auto scenario : scenarios) row.scenarios.push_back(run.results[scenario].scenario);
    // Those written beside the rule say most about it.
    const auto beside = [&](const Scenario* scenario) {
      const auto here = [&](RuleId rule) {
        return model.modules[model.rules[rule].module].name == scenario->module;
      };
      return here(topic.rule) || std::ranges::any_of(topic.rules, here);
    };
    std::ranges::stable_partition(row.scenarios, beside);
    row.verified = row.unverified.empty();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string sommaire_page(const Program& program, const TestRun& run, const std::string& links) {
  const auto& model = program.model;
  const auto rows = sommaire_rows(program, run);
  std::size_t encoded = 0, verified = 0, by_program = 0, without = 0;
  for (const auto& row : rows) {
    if (!row.topic->without_rule.empty())
      ++without;
    else if (!row.topic->by_program.empty())
      ++by_program;
    else
      ++encoded, verified += row.verified;
  }
  auto page = fmt::format(
      "# Index des règles\n\n"
      "Ce que les règles font de chaque texte et de chaque dispositif. Page écrite par `filrouge documenter "
      "--index` ; ne pas la modifier à la main.\n\n"
      "{} lignes : {} encodées (dont {} entièrement vérifiées), {} faites par le programme, {} citées sans "
      "règle. {} scénarios.\n",
      rows.size(), encoded, verified, by_program, without, run.results.size());
  std::vector<std::string> parts;
  for (const auto& row : rows) {
    const auto part = part_of(model.rules[row.topic->rule]);
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  // The law first: what is local or of a dispositif builds on it.
  std::ranges::stable_partition(parts, [](const std::string& part) { return part == "national"; });
  for (const auto& part : parts) {
    page += fmt::format(
        "\n## {}\n\n| ligne | source | règles | où | statut | scénarios |\n|---|---|---|---|---|---|\n",
        cell(part));
    for (const auto& row : rows) {
      const auto& topic = *row.topic;
      const auto& rule = model.rules[topic.rule];
      if (part_of(rule) != part) continue;
      std::vector<std::string> references;
      if (!topic.source.empty())
        references.push_back(topic.source);
      else
        for (const auto& basis : rule.basis) references.push_back(basis.text);
      std::vector<std::string> codes;
      for (const auto id : topic.rules)
        if (const auto code = short_code(model, id); std::ranges::find(codes, code) == codes.end())
          codes.push_back(code);
      page += fmt::format(
          "| {} | {} | {} | {} | {} | {} |\n", cell(topic.label),
          cell(fmt::format("{}", fmt::join(references, ", "))), codes.empty() ? "–" : quoted(codes),
          place_of(topic.rules.empty() ? rule : model.rules[topic.rules.front()], links),
          cell(status_of(row)),
          !row.scenarios.empty()          ? scenarios_of(row)
          : only_indicators(model, topic) ? "des indicateurs seuls : ils se lisent sur une base"
                                          : "–");
    }
  }
  return page;
}

}  // namespace filrouge::dsl
