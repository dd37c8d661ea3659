#include "dsl/document/rule_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/document/markdown.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::dsl {

RuleWords::RuleWords(const Program& program, const std::vector<bool>& linked)
    : program_(program), model_(program.model), linked_(linked) {}

std::string RuleWords::expr(ExprId id, const Wording& wording, Beside beside) const {
  return cell(phrase(model_, id, wording, beside));
}
std::string RuleWords::day(ExprId id, const Wording& wording, Beside beside) const {
  return cell(day_phrase(model_, id, wording, beside));
}
std::string RuleWords::pattern(PatternId id, const Wording& wording) const {
  return cell(pattern_phrase(model_, id, wording));
}
std::string RuleWords::patterns(const std::vector<PatternId>& list, const Wording& wording) const {
  std::string text;
  for (const auto id : list) text += (text.empty() ? "" : " ou ") + pattern(id, wording);
  return text;
}

Wording RuleWords::wording(std::uint16_t procedure, EventTypeId current) const {
  auto wording = wording_in(model_, procedure);
  wording.current = current;
  wording.mark = [this, procedure](Named what, std::uint32_t index, std::string name) {
    switch (what) {
      case Named::parameter:
        return link(model_.parameters[index].rule, name);
      case Named::definition:
        return link(model_.definitions[index].rule, name);
      case Named::table:
        return link(model_.tables[index].rule, name);
      case Named::procedure:
        return link(model_.procedures[index].rule, name);
      case Named::delai:
        return procedure == no_id ? name : link(model_.procedures[procedure].delais[index].rule, name);
      default:
        return name;
    }
  };
  return wording;
}

Wording RuleWords::wording_anywhere() const {
  auto anywhere = wording(no_id);
  anywhere.reach = Domain::instance;
  return anywhere;
}

std::string RuleWords::role(RoleId id) const {
  return id == no_id ? std::string() : cell(shown(model_.roles[id].label));
}

std::string RuleWords::led_by(RuleId rule) const {
  const auto id = model_.rules[rule].led_by;
  return id == no_id ? std::string() : " ; conduite par " + role(id);
}

std::string RuleWords::delay_of(Symbol institution) const {
  return institution == 0 ? std::string()
                          : " ; retard : " + cell(institution_shown(model_, model_.text(institution)));
}

std::string RuleWords::roles(const Action& action) const {
  auto text = role(action.role);
  if (action.second_role == no_id) return text;
  return text + (action.jointly ? ", conjointement avec " + role(action.second_role)
                                : ", sous couvert " + joined_by_of(role(action.second_role)));
}

std::string RuleWords::basis(RuleId rule, RuleId owner) const {
  const auto& info = model_.rules[rule];
  std::string local;
  if (owner != none_id && info.module != model_.rules[owner].module)
    if (const auto& departement = model_.modules[info.module].departement; !departement.empty())
      local = " **(département " + departement + " seul)**";
  if (owner != none_id) {
    const auto& above = model_.rules[owner].basis;
    if (std::ranges::equal(info.basis, above, [](const BasisRef& a, const BasisRef& b) {
          return a.text == b.text && a.verified == b.verified;
        }))
      return local;
  }
  std::string text;
  for (const auto& reference : info.basis)
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", cell(reference.text),
                        reference.verified ? "vérifié" : "à vérifier");
  if (info.internal_target) text += text.empty() ? "objectif interne" : ", objectif interne";
  return text.empty() ? local : local + " — *" + text + "*";
}

std::string RuleWords::anchor(RuleId rule) const {
  if (rule == none_id || linked_.empty()) return {};
  return fmt::format("{}{}{}", anchor_open, model_.rules[rule].code, anchor_close);
}

std::string RuleWords::link(RuleId rule, const std::string& name) const {
  if (rule == none_id || linked_.empty() || !linked_[model_.rules[rule].module]) return name;
  return fmt::format("[{}](#{})", name, model_.rules[rule].code);
}

std::string RuleWords::value(const Value& value, ValueType type) const {
  const Journal nothing;
  if (value.kind == Value::Kind::symbol) {
    const auto text = model_.text(static_cast<Symbol>(value.lo));
    return cell(type == ValueType::text ? std::string(text) : model_.vocabulary.told_word(text));
  }
  return cell(plain_value(program_, nothing, value));
}

std::string_view severity_word(Severity severity) {
  return severity == Severity::info ? "pour information" : severity_name(severity);
}

}  // namespace filrouge::dsl
