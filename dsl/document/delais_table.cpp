#include "dsl/document/delais_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dsl/document/articles.hpp"
#include "dsl/document/delai_words.hpp"
#include "dsl/document/markdown.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::dsl {
namespace {

class DelaisTable {
 public:
  DelaisTable(const RuleWords& words, std::uint16_t procedure, const std::vector<bool>& modules_shown)
      : words_(words),
        model_(words.model()),
        shown_(modules_shown),
        it_(words.model().procedures[procedure]),
        place_(words.wording(procedure)) {}

  std::string rows() const {
    std::string text;
    for (std::uint16_t d = 0; d < it_.delais.size(); ++d)
      if (shows(it_.delais[d].rule)) text += row(d);
    return text;
  }

 private:
  bool shows(RuleId rule) const { return rule == none_id || shown_[model_.rules[rule].module]; }

  std::string row(std::uint16_t index) const {
    const auto& it = it_.delais[index];
    const auto* rule = it.rule == none_id ? nullptr : &model_.rules[it.rule];
    const auto local =
        rule && rule->module != it_.module ? model_.modules[rule->module].departement : std::string();
    const auto where = it.state == no_id ? std::string("toute l'affaire")
                                         : "« " + cell(shown(it_.states[it.state].label)) + " »";
    const auto article = rule ? articles_of(*rule) : std::string();
    const auto status = !rule                   ? std::string("–")
                        : rule->internal_target ? std::string("objectif interne")
                        : rule->verified        ? std::string("vérifié")
                                                : std::string("à vérifier");
    return fmt::format(
        "| {} {}{} | {} | {}{} | {} | {} | {} | {} |\n", cell(std::string(facts_of(it.kind).word)),
        words_.link(it.rule, "« " + cell(shown(it.label)) + " »"),
        local.empty() ? "" : " (département " + cell(local) + ")", where, heading(it), delai_counting(it),
        who(it), article.empty() ? "–" : cell(article), status, missed(index));
  }

  /// Beside the name of a parameter, what it is worth.
  std::string heading(const Delai& it) const {
    return delai_heading(model_, it,
                         {[this](ExprId id, Beside beside) {
                            const auto text = words_.expr(id, place_, beside);
                            const auto& expr = model_.exprs[id];
                            if (expr.op != Op::parameter) return text;
                            const auto worth = lengths_of(model_.parameters[expr.data], words_.departement());
                            return worth.empty() ? text : text + " (" + cell(worth) + ")";
                          },
                          [this](ExprId id, Beside beside) { return words_.day(id, place_, beside); }});
  }

  std::string who(const Delai& it) const {
    auto text = it.to_do.empty() ? words_.role(it.role) : words_.roles(it.to_do.front());
    if (text.empty()) text = it.is_hers() ? "la personne" : "–";
    return text + words_.delay_of(it.delay_of);
  }

  /// What follows its end when no act came; of a time that is the person's, an act that did.
  std::string missed(std::uint16_t index) const {
    const auto& it = it_.delais[index];
    std::vector<std::string> list;
    const auto facts = facts_of(it.kind);
    for (const auto* actions : {&it.if_overdue, &it.if_target_missed, &it.if_out_of_bounds})
      for (const auto& one : *actions) list.push_back(action_words(words_, &it_, one, place_));
    const auto ends = [&](const std::vector<Clause>& clauses) {
      for (const auto& one : clauses)
        if (one.kind == ClauseKind::at_end && one.delai == index && one.target != no_id && shows(one.rule))
          if (auto to = "à la fin → " + cell(shown(it_.states[one.target].label));
              std::ranges::find(list, to) == list.end())
            list.push_back(std::move(to));
    };
    for (const auto& state : it_.states) ends(state.clauses);
    ends(it_.from_any);
    const auto gravity = " (gravité " + std::string(severity_word(it.severity)) + ")";
    if (facts.course == DelaiCourse::reserved && !it.forbids.empty())
      list.insert(list.begin(), "l'acte venu avant la fin est une irrégularité" + gravity);
    else if (facts.owed)
      list.insert(list.begin(), it.as_soon_as_possible ? "reste à faire" : "dit en retard" + gravity);
    return list.empty() ? "–" : fmt::format("{}", fmt::join(list, " ; "));
  }

  const RuleWords& words_;
  const Model& model_;
  const std::vector<bool>& shown_;
  const Procedure& it_;
  const Wording place_;
};

}  // namespace

std::string delais_table(const RuleWords& words, std::uint32_t module,
                         const std::vector<bool>& modules_shown) {
  const auto& model = words.model();
  std::string text;
  for (std::uint16_t p = 0; p < model.procedures.size(); ++p) {
    if (model.procedures[p].module != module) continue;
    const auto rows = DelaisTable(words, p, modules_shown).rows();
    if (rows.empty()) continue;
    text += "\n### " + words.link(model.procedures[p].rule, cell(shown(model.procedures[p].label))) +
            "\n\n| Délai | Où | Longueur et départ | Qui agit | Article | Statut | S'il est manqué "
            "|\n|---|---|---|---|---|---|---|\n" +
            rows;
  }
  return text;
}

}  // namespace filrouge::dsl
