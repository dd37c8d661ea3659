#include "apps/serveur/acte/weight.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/wording.hpp"

namespace filrouge::acte {
namespace {

/// Is there an act that both describe?
bool compatible(const Model& model, const Pattern& one, const Pattern& other) {
  if (one.type != other.type) return false;
  return std::ranges::all_of(one.constraints, [&](const Constraint& constraint) {
    const auto same = std::ranges::find(other.constraints, constraint.field, &Constraint::field);
    if (same == other.constraints.end()) return true;
    const auto mine = words_of(model, constraint), its = words_of(model, *same);
    return mine.empty() || its.empty() || std::ranges::any_of(mine, [&](std::string_view word) {
             return std::ranges::find(its, word) != its.end();
           });
  });
}

bool weighs(const Model& model, const Pattern& pattern, bool preparatory) {
  return std::ranges::any_of(model.weights, [&](const Weight& weight) {
    return weight.preparatory == preparatory && compatible(model, weight.act, pattern);
  });
}

}  // namespace

std::vector<std::string_view> words_of(const Model& model, const Constraint& constraint) {
  std::vector<std::string_view> words;
  for (const auto id : constraint.values) {
    const auto& expr = model.exprs[id];
    if (expr.op != Op::literal) return {};
    const auto& value = model.values[expr.data];
    if (value.kind != Value::Kind::symbol) return {};
    words.push_back(model.text(static_cast<Symbol>(value.lo)));
  }
  return words;
}

bool may_be_adverse(const Model& model, const Pattern& pattern) {
  return weighs(model, pattern, false);
}

bool may_be_preparatory(const Model& model, const Pattern& pattern) {
  return weighs(model, pattern, true);
}

bool speaks_of_sanctions(const Model& model, const Pattern& pattern) {
  return std::ranges::any_of(pattern.constraints, [&](const Constraint& constraint) {
    const auto words = words_of(model, constraint);
    return !words.empty() && std::ranges::all_of(words, [&](std::string_view word) {
      return std::ranges::any_of(model.weights, [&](const Weight& weight) {
        const auto adverse = adverse_words(model, weight.act.type, constraint.field);
        return std::ranges::find(adverse, word) != adverse.end();
      });
    });
  });
}

std::vector<std::string_view> adverse_words(const Model& model, EventTypeId type, FieldId field) {
  std::vector<std::string_view> words;
  for (const auto& weight : model.weights) {
    if (weight.preparatory || weight.act.type != type) continue;
    for (const auto& constraint : weight.act.constraints)
      if (constraint.field == field)
        for (const auto word : words_of(model, constraint))
          if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
  return words;
}

std::string adverse_notice(const Model& model, EventTypeId type) {
  std::vector<std::string> articles;
  bool adverse = false, always = false;
  for (const auto& weight : model.weights) {
    if (weight.act.type != type || weight.preparatory) continue;
    adverse = true;
    always = always || weight.act.constraints.empty();
    if (std::string article(weight.article());
        !article.empty() && std::ranges::find(articles, article) == articles.end())
      articles.push_back(std::move(article));
  }
  if (!adverse) return {};
  return fmt::format(
      "Cet acte {} à la personne{} : filrouge ne le propose pas de lui-même ici. Une autorité l'a décidé ; "
      "on "
      "enregistre ce qu'elle a décidé.",
      always ? "est défavorable" : "peut être défavorable",
      articles.empty() ? std::string() : " (" + listed(articles, " et ") + ")");
}

}  // namespace filrouge::acte
